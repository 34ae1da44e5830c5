"""Limits of mails: how often something may be asked for within a time."""

from daybook.application.ports import OneTimeTokens


def take_turn(kind: str, whose: str, most: int, seconds: int, one_time: OneTimeTokens) -> bool:
    """Take one of the turns that are free; False if all were taken within the last seconds."""
    turns = (f"{whose}#{turn}" for turn in range(most))
    return any(one_time.put(kind, turn, {}, seconds) for turn in turns)
