"""Mails about the address that mails go to: the question to a new address, and what became of the present one."""

from daybook.adapters.mail.letter import Letter, Row
from daybook.adapters.web.words.speech import Speech
from daybook.domain.telling.mail import AddressAsked, AddressChange, Reader
from daybook.domain.words import noted


def question(asked: AddressAsked, reader: Reader, speech: Speech) -> Letter:
    """Whose mails the reader would get, and the link that confirms it."""
    happened = noted(
        "In Daybook, {business} gave this address: mails about its sales in QuickBooks shall come here. They come "
        "once you have confirmed it. The link works for seven days."
    )
    why = noted(
        "You get this mail because your address was entered in the Daybook settings of {business}. The link signs "
        "in nobody and shows no figures."
    )
    unasked = noted("If you know nothing of it, do nothing: no further mail follows unless it is asked for again.")
    return Letter(
        language=reader.language,
        title=speech.say("Confirm your e-mail address"),
        paragraphs=(speech.say(happened, business=reader.business),),
        rows=(),
        closing=(speech.say(unasked),),
        small_print=speech.say(why, business=reader.business),
        link=(speech.say("Confirm this address"), asked.confirm_url),
    )


def change(changed: AddressChange, reader: Reader, speech: Speech, small_print: str) -> Letter:
    """What was asked about the reader's address, and what to do if it was not them."""
    title, happened = _change_words(changed)
    unwanted = noted(
        "If you did not want that: open Daybook from talech (Settings, Apps, QuickBooks), then Settings. Under "
        "“Mails” you enter your address again, and “What was changed” shows who asked."
    )
    named = ((noted("New address"), changed.address), (noted("Asked by"), changed.by))
    return Letter(
        language=reader.language,
        title=speech.say(title),
        paragraphs=(speech.say(happened, business=reader.business),),
        rows=tuple(Row(speech.say(name), value) for name, value in named if value),
        closing=(speech.say(unwanted),),
        small_print=small_print,
    )


def _change_words(change: AddressChange) -> tuple[str, str]:
    """Title and sentence of what became of the address."""
    if not change.address:
        return noted("Daybook writes to you no more"), noted(
            "In Daybook, {business} took this address out. From now on it gets no mails about days that wait or a "
            "connection that was lost."
        )
    if change.waits:
        return noted("Your mails shall go to another address"), noted(
            "In Daybook, {business} asked that its mails go to another address. Until the reader of that address "
            "confirms it, they go on coming here."
        )
    return noted("Your mails go to another address now"), noted(
        "In Daybook, {business} changed the address of its mails. From now on they no longer come here."
    )
