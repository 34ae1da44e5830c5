"""One refresher per merchant, the new token stored before it is used (docs/quickbooks.md 1.3)."""

import threading
import time

import pytest

from daybook.adapters.quickbooks.grants.tokens import LEASE_SECONDS, AccessTokens
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from unit.quickbooks.doubles import MERCHANT, FixedClock, MemoryVault, Refresher, token_set


def dead_grant():
    return NeedsAttentionError(HoldReason.NEEDS_RECONNECT, "invalid_grant")


def access_tokens(vault, refresher, *, clock=None, sleep=None):
    return AccessTokens(MERCHANT, vault, refresher, clock or FixedClock(), sleep=sleep or [].append)


@pytest.mark.parametrize(("minutes", "refreshes"), [(60, 0), (5, 0), (4, 1), (-10, 1)])
def test_a_token_is_refreshed_when_less_than_five_minutes_remain(minutes, refreshes):
    refresher = Refresher()

    access_tokens(MemoryVault(token_set(minutes=minutes)), refresher).current()

    assert len(refresher.asked_for) == refreshes


def test_the_rotated_token_is_stored_before_its_access_token_is_given_out():
    vault = MemoryVault(token_set(minutes=1))

    token = access_tokens(vault, Refresher()).current()

    assert (token, vault.saved[0].access_token, vault.saved[0].refresh_token) == ("access-2", "access-2", "refresh-2")
    assert vault.saved[0].version == 2
    assert not vault.is_leased


def test_a_token_that_cannot_be_stored_is_not_used_and_the_lease_is_given_back():
    vault = MemoryVault(token_set(minutes=1))

    def reconnected_meanwhile(_):
        vault.put(token_set("access-9", "refresh-9", version=9))

    with pytest.raises(RetriableError, match="version 9"):
        access_tokens(vault, Refresher(reconnected_meanwhile)).current()

    assert not vault.is_leased


def test_a_known_token_is_used_without_asking_the_vault_until_it_is_old():
    clock, vault = FixedClock(), MemoryVault(token_set())
    tokens = access_tokens(vault, Refresher(), clock=clock)
    tokens.current()

    vault.put(None)

    assert tokens.current() == "access-1"
    clock.advance(minutes=56)
    with pytest.raises(NeedsAttentionError):
        tokens.current()


def test_a_rejected_token_is_replaced_although_it_looks_fresh():
    refresher = Refresher()
    tokens = access_tokens(MemoryVault(token_set()), refresher)

    assert tokens.replace(tokens.current()) == "access-2"
    assert tokens.current() == "access-2"
    assert refresher.asked_for == ["refresh-1"]


def test_a_rejected_token_that_somebody_has_replaced_already_costs_no_refresh():
    vault, refresher = MemoryVault(token_set()), Refresher()
    tokens = access_tokens(vault, refresher)
    rejected = tokens.current()

    vault.put(token_set("access-7", "refresh-7", version=7))

    assert tokens.replace(rejected) == "access-7"
    assert refresher.asked_for == []


def test_eight_callers_at_once_make_exactly_one_refresh():
    """Two refreshes with one token can kill the grant, whichever process sends them."""
    vault, start = MemoryVault(token_set(minutes=1)), threading.Barrier(8)

    def slowly(_):
        time.sleep(0.05)

    refresher, given = Refresher(slowly), []

    def call():
        tokens = access_tokens(vault, refresher, sleep=lambda _: time.sleep(0.01))
        start.wait()
        given.append(tokens.current())

    callers = [threading.Thread(target=call) for _ in range(8)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join(timeout=10)

    assert given == ["access-2"] * 8
    assert refresher.asked_for == ["refresh-1"]
    assert len(vault.saved) == 1


def test_a_refresh_that_ended_just_before_the_lease_was_taken_is_not_repeated():
    """Between looking and taking the lease somebody may finish: the token they spent must not be sent again."""
    vault, refresher = MemoryVault(token_set(minutes=1)), Refresher()
    take = vault.lease_refresh

    def take_late(*asked):
        vault.put(token_set("access-5", "refresh-5", version=2))
        return take(*asked)

    vault.lease_refresh = take_late

    assert access_tokens(vault, refresher).current() == "access-5"
    assert refresher.asked_for == []


def test_whoever_waits_takes_over_when_the_refresher_gives_up():
    vault, waited = MemoryVault(token_set(minutes=1)), []
    vault.lease_refresh(MERCHANT, vault.load(MERCHANT), "somebody else", 60)

    def wait(seconds):
        waited.append(seconds)
        if len(waited) == 3:
            vault.release_refresh(MERCHANT, "somebody else")

    assert access_tokens(vault, Refresher(), sleep=wait).current() == "access-2"
    assert waited == [0.25] * 3


def test_waiting_for_another_refresher_has_an_end():
    vault, waited = MemoryVault(token_set(minutes=1)), []
    vault.lease_refresh(MERCHANT, vault.load(MERCHANT), "somebody else", 60)

    with pytest.raises(RetriableError) as caught:
        access_tokens(vault, Refresher(), sleep=waited.append).current()

    assert sum(waited) == 10
    assert caught.value.after_seconds == LEASE_SECONDS


def test_a_dead_grant_needs_the_merchant():
    vault = MemoryVault(token_set(minutes=1))

    with pytest.raises(NeedsAttentionError) as caught:
        access_tokens(vault, Refresher(dead_grant())).current()

    assert caught.value.reason is HoldReason.NEEDS_RECONNECT
    assert not vault.is_leased


def test_a_grant_that_was_renewed_meanwhile_is_not_dead():
    """`invalid_grant` may only mean that the token was rotated away: look again before anybody is told to reconnect."""
    vault = MemoryVault(token_set(minutes=1))

    def lost_the_race(_):
        vault.put(token_set("access-5", "refresh-5", version=2))
        return dead_grant()

    assert access_tokens(vault, Refresher(lost_the_race)).current() == "access-5"


@pytest.mark.parametrize("trouble", [RetriableError("503"), ValueError("a bug")])
def test_any_other_failure_of_a_refresh_gives_the_lease_back(trouble):
    vault = MemoryVault(token_set(minutes=1))

    with pytest.raises(type(trouble)):
        access_tokens(vault, Refresher(trouble)).current()

    assert not vault.is_leased
