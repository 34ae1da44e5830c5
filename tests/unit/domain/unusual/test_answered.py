"""What persons said of notices is kept by store, business date and rule."""

from datetime import date

from daybook.domain.unusual.answered import AnsweredNotices
from daybook.domain.unusual.days import Answer
from daybook.domain.unusual.rules import Rule

KEPT = {
    "304267:1 2026-03-07 far_off": Answer.RIGHT,
    "304267:1 2026-03-08 far_off": Answer.WRONG,
    "304267:1 2026-03-07 tips": Answer.WRONG,
    "304267:2 2026-03-07 far_off": Answer.WRONG,
}


def test_each_store_has_its_own_answers():
    notices = AnsweredNotices(KEPT)

    assert notices.of("304267:1") == {
        (date(2026, 3, 7), Rule.FAR_OFF): Answer.RIGHT,
        (date(2026, 3, 8), Rule.FAR_OFF): Answer.WRONG,
        (date(2026, 3, 7), Rule.TIPS): Answer.WRONG,
    }
    assert notices.of("304267:2") == {(date(2026, 3, 7), Rule.FAR_OFF): Answer.WRONG}
    assert notices.of("304267") == {}


def test_an_answer_joins_the_others_and_the_last_word_of_a_notice_counts():
    notices = AnsweredNotices(KEPT).with_answer("304267:1", date(2026, 3, 7), Rule.FAR_OFF, Answer.WRONG)

    assert notices.with_answer("304268:1", date(2026, 12, 1), Rule.OVER_SHORT, Answer.RIGHT) == AnsweredNotices(
        {
            "304267:1 2026-03-07 far_off": Answer.WRONG,
            "304267:1 2026-03-08 far_off": Answer.WRONG,
            "304267:1 2026-03-07 tips": Answer.WRONG,
            "304267:2 2026-03-07 far_off": Answer.WRONG,
            "304268:1 2026-12-01 over_short": Answer.RIGHT,
        }
    )


def test_a_merchant_who_answered_nothing_has_no_answers():
    assert AnsweredNotices().of("304267:1") == {}
