"""Answers to notices about unusual days, in memory."""

from daybook.domain.unusual.answered import AnsweredNotices


class FakeAnswerStore:
    """Answers by merchant."""

    def __init__(self) -> None:
        self._answers: dict[str, AnsweredNotices] = {}

    def answers(self, merchant_id: str) -> AnsweredNotices:
        return self._answers.get(merchant_id, AnsweredNotices())

    def save_answers(self, merchant_id: str, answers: AnsweredNotices) -> None:
        self._answers[merchant_id] = answers
