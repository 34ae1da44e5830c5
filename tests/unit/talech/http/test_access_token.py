"""One rotating token for every thread of a merchant."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Barrier

import pytest

from daybook.adapters.talech.http.auth import AccessToken
from daybook.domain.errors import RetriableError

THREADS = 8


def numbered_tokens():
    numbers = count(1)
    return lambda: f"{next(numbers)}/token"


def test_the_first_use_obtains_a_token_and_later_ones_keep_it():
    access = AccessToken(numbered_tokens())

    assert [access.current(), access.current()] == ["1/token", "1/token"]


def test_eight_threads_with_a_dead_token_renew_it_once():
    """talech would otherwise see a storm of renewals at every idle expiry."""
    access = AccessToken(numbered_tokens())
    dead = access.current()
    together = Barrier(THREADS)

    def refused(_):
        together.wait()
        return access.after_refusal(dead)

    with ThreadPoolExecutor(THREADS) as pool:
        tokens = set(pool.map(refused, range(THREADS)))

    assert tokens == {"2/token"}


def test_a_thread_refused_with_an_older_token_gets_the_current_one_without_a_renewal():
    access = AccessToken(numbered_tokens())
    older = access.current()
    access.adopt("replacement", instead_of=older)

    assert access.after_refusal(older) == "replacement"


def test_a_reply_that_was_overtaken_does_not_bring_an_older_token_back():
    access = AccessToken(numbered_tokens())
    first = access.current()

    access.adopt("second", instead_of=first)
    access.adopt("third", instead_of="second")
    access.adopt("second", instead_of=first)

    assert access.current() == "third"


def test_a_renewal_that_fails_leaves_no_dead_token_behind():
    answers = iter(["1/token", RetriableError("talech is away"), "2/token"])

    def obtain():
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    access = AccessToken(obtain)
    dead = access.current()
    with pytest.raises(RetriableError):
        access.after_refusal(dead)

    assert access.current() == "2/token"
