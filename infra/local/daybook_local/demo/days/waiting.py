"""What the first sync waits for, in words for a person who watches it."""

from daybook_local.demo.merchant.posting_choice import PostingChoice

BATCHES_A_MINUTE = 40
"""How many batches QuickBooks takes from an app for one company (docs/quickbooks.md 2.8)."""
_MINUTE_SECONDS, _ROUNDED_TO = 60, 10


def waited_for(choice: PostingChoice, location_days: int) -> tuple[str, ...]:
    """Lines for so many location-days that are still in the queues or with a worker."""
    if not location_days:
        return ("every day is through; its outcome is read from the history",)
    if choice.document != "invoice":
        return (f"{location_days} wait in the queues or lie with a worker",)
    # Two short lines: the bar stands beside them, in eighty columns.
    return (
        f"QuickBooks takes {BATCHES_A_MINUTE} batches a minute, an invoice's",
        f"payments are one: {_told(location_days * _MINUTE_SECONDS / BATCHES_A_MINUTE)} for {location_days} to come",
    )


def _told(seconds: float) -> str:
    minutes, rest = divmod(max(_ROUNDED_TO, round(seconds / _ROUNDED_TO) * _ROUNDED_TO), _MINUTE_SECONDS)
    return f"about {minutes} min {rest:02} s" if minutes else f"about {rest} s"
