"""French is complete: every message is translated, nothing is guessed, and what runs is what is written."""

import re

from generate import NEXT_STEP
from unit.words.catalogue import MO, collected, compiled, translated

CATALOGUE = translated()
VALUE = re.compile(r"\{(\w+)(?:![rs])?\}")
MESSAGES = [message for message in CATALOGUE if message.id]


def key(message):
    return message.id[0] if isinstance(message.id, tuple) else message.id


def texts(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)


def test_every_message_of_pages_and_code_is_in_the_catalogue_and_no_other():
    wanted = {key(message) for message in collected() if message.id}

    assert {key(message) for message in MESSAGES} == wanted, NEXT_STEP


def test_every_message_is_translated_and_none_is_fuzzy():
    assert [key(message) for message in MESSAGES if not all(texts(message)) or message.fuzzy] == []


def test_the_compiled_catalogue_is_made_from_the_written_one():
    assert MO.read_bytes() == compiled(CATALOGUE), NEXT_STEP


def test_a_translation_names_the_same_values():
    wrong = [
        key(message)
        for message in MESSAGES
        for text in texts(message)
        if set(VALUE.findall(text)) != set(VALUE.findall(key(message)))
    ]

    assert wrong == []
