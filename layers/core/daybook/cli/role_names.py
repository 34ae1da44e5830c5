"""Roles as people read them: the word for a tender before the text that `--set` takes."""

from collections.abc import Iterable

from daybook.bootstrap.operating import OperatorSystem
from daybook.cli.output import Output
from daybook.domain.roles import RoleKind, role_from_text
from daybook.domain.tender_words import card_word, tender_word


class RoleNames:
    """The roles of one merchant; their profile is read when the first tender needs it."""

    def __init__(self, merchant_id: str, system: OperatorSystem, output: Output) -> None:
        """Nothing is read yet."""
        self._merchant_id = merchant_id
        self._system = system
        self._output = output
        self._labels: dict[str, str] | None = None

    def of(self, gaps: Iterable[str]) -> str:
        """All of them, in one line; what is missing of tax codes stays as it is written."""
        return ", ".join(self.one(gap) for gap in gaps)

    def one(self, text: str) -> str:
        """A tender by its word, with its role text beside it; everything else by its text."""
        if not text.startswith(f"{RoleKind.TENDER}:"):
            return text
        return self._output.say("{role} ({id})", role=self.word(text), id=text)

    def word(self, text: str) -> str:
        """The word alone; empty for what is no tender."""
        if not text.startswith(f"{RoleKind.TENDER}:"):
            return ""
        role, language = role_from_text(text), self._output.language
        tender = tender_word(role.key, language, self._label(role.key))
        return f"{tender}, {card_word(role.detail, language)}" if role.detail else tender

    def _label(self, tender_id: str) -> str:
        if self._labels is None:
            profile = self._system.connections.profile(self._merchant_id)
            self._labels = {tender.id: tender.label for tender in profile.tenders} if profile else {}
        return self._labels.get(tender_id, "")
