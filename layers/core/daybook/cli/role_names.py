"""Roles as people read them: the word for a tender or a store's category before the text that `--set` takes."""

from collections.abc import Iterable

from daybook.application.mapping.gap_proposals import TAX_CODE_GAP
from daybook.bootstrap.systems import Systems
from daybook.cli.output import Output
from daybook.domain.chart.tender_words import card_word, tender_word
from daybook.domain.day.roles import Role, RoleKind, role_from_text
from daybook.domain.merchant.books import BooksId
from daybook.domain.merchant.profile import MerchantProfile


class RoleNames:
    """The roles of one merchant; their profile is read when the first role needs it."""

    def __init__(self, merchant_id: BooksId, system: Systems, output: Output) -> None:
        """Nothing is read yet."""
        self._merchant_id = merchant_id
        self._system = system
        self._output = output
        self._read: list[MerchantProfile | None] = []

    def of(self, gaps: Iterable[str]) -> str:
        """All of them, in one line; what is missing of tax codes stays as it is written."""
        return ", ".join(self.one(gap) for gap in gaps)

    def one(self, text: str) -> str:
        """A tender or a store's category by its word, with its role text beside it; everything else by its text."""
        word = self.word(text)
        return self._output.say("{role} ({id})", role=word, id=text) if word else text

    def word(self, text: str) -> str:
        """The word alone; empty for what is known by its text."""
        if text.startswith(f"{RoleKind.TENDER}:"):
            return self._tender(role_from_text(text))
        role = None if text.startswith(TAX_CODE_GAP) else role_from_text(text)
        return self._category(role) if role is not None and role.location_id else ""

    def _tender(self, role: Role) -> str:
        language = self._output.language
        labels = {tender.id: tender.label for tender in self._profile.tenders} if self._profile else {}
        tender = tender_word(role.key, language, labels.get(role.key, ""))
        return (
            self._output.say("{tender}: {card}", tender=tender, card=card_word(role.detail, language))
            if role.detail
            else tender
        )

    def _category(self, role: Role) -> str:
        if self._profile is None:
            return ""
        names = {(each.location_id, each.id): each.name for each in self._profile.categories}
        places = {place.id: place.name for place in self._profile.locations}
        name = names.get((role.location_id, role.key), role.key)
        return f"{name}, {places.get(role.location_id, role.location_id)}"

    @property
    def _profile(self) -> MerchantProfile | None:
        if not self._read:
            self._read.append(self._system.connections.profile(self._merchant_id))
        return self._read[0]
