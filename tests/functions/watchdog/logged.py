"""What the watchdog has written."""


def records_of(written, message):
    """Its log records with this message."""
    return [record for record in written.records if record["message"] == message]
