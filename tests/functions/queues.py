"""What a worker does with the messages of its queues, remembered."""


class Delays:
    """Remembers how long each message was hidden; a pause that no vendor asked for has as many seconds as receives."""

    def __init__(self):
        self.hidden = {}
        self.error = None

    def seconds(self, *, tries, after_seconds):
        return tries if after_seconds is None else after_seconds

    def hide(self, queue_arn, receipt_handle, seconds):
        if self.error:
            raise self.error
        self.hidden[receipt_handle] = (queue_arn.rpartition(":")[2], seconds)


class DeadLetters:
    """Remembers what was given up."""

    def __init__(self):
        self.sent, self.codes = [], []
        self.error = None

    def send(self, queue_arn, body, error, code):
        self.codes.append(code)
        if self.error:
            raise self.error
        self.sent.append((queue_arn.rpartition(":")[2], body, type(error).__name__))


def handed_back(answer):
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]
