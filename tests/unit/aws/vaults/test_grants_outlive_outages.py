"""A grant whose fresh tokens are not stored dies a day later: Intuit forgets the refresh token that it has replaced.

The vault is the real one, the token endpoint the simulator's; KMS and the table go away at the worst moments.
"""

from datetime import timedelta

import pytest

from daybook.adapters.aws.failures import aws_unavailable
from daybook.adapters.aws.vaults.token_cipher import TokenCipher
from daybook.adapters.aws.vaults.token_vault import KmsTokenVault
from daybook.adapters.quickbooks.grants.tokens import LEASE_SECONDS, AccessTokens
from daybook.domain.company.connection import TokenSet
from daybook.domain.errors import HoldReason, NeedsAttentionError, RetriableError
from quickbooks_simulator.oauth.authorization_server import AuthorizationServer, OAuthError
from unit.aws.builders import MERCHANT, REALM


class Away:
    """A service that can be away: for so many of its next calls, from before or after they are carried out."""

    def __init__(self, service, *operations):
        self._service = service
        self._operations = operations
        self.calls_lost = 0
        self.after_the_call = False
        self.tried = 0

    def __getattr__(self, name):
        real = getattr(self._service, name)
        if name not in self._operations:
            return real

        def call(**given):
            self.tried += 1
            if self.calls_lost <= 0:
                return real(**given)
            self.calls_lost -= 1
            if self.after_the_call:
                real(**given)
            raise aws_unavailable(name)

        return call


class Intuit:
    """The token endpoint of the simulator, without the network."""

    def __init__(self, clock):
        self.clock = clock
        self.server = AuthorizationServer(clock, "daybook", "secret")
        self.asked = 0
        self.meanwhile = lambda: None

    def granted(self, issued, **known):
        now = self.clock.now()
        return TokenSet(
            REALM,
            issued.access_token,
            now + timedelta(seconds=issued.expires_in),
            issued.refresh_token,
            now + timedelta(seconds=issued.refresh_expires_in),
            **known,
        )

    def refresh(self, tokens):
        self.asked += 1
        try:
            fresh = self.granted(self.server.refresh(tokens.refresh_token), version=tokens.version)
        except OAuthError as refused:
            raise NeedsAttentionError(HoldReason.NEEDS_RECONNECT, str(refused)) from refused
        self.meanwhile()
        return fresh


@pytest.fixture
def intuit(clock):
    return Intuit(clock)


@pytest.fixture
def kms(aws):
    return Away(aws.kms, "encrypt")


@pytest.fixture
def dynamodb(aws):
    return Away(aws.dynamodb, "update_item")


@pytest.fixture
def vault(dynamodb, kms, table, token_key, clock, intuit):
    vault = KmsTokenVault(dynamodb, table("ConnectionTable"), TokenCipher(kms, token_key), clock)
    vault.save(MERCHANT, intuit.granted(intuit.server.issue(REALM)))
    return vault


@pytest.fixture
def worker(vault, intuit, clock):
    """A new process each time."""
    slept = []

    def start(seconds_left=600.0):
        slept.clear()
        return AccessTokens(
            MERCHANT, vault, intuit, clock, sleep=slept.append, seconds_left=lambda: seconds_left - sum(slept)
        )

    return start


def test_a_grant_outlives_a_close_at_which_kms_was_away(worker, intuit, kms, clock):
    """Every try of the day spent a refresh whose tokens went nowhere; at the next close the grant was dead."""
    clock.advance(hours=25)
    kms.calls_lost = 10**6
    for _ in range(3):
        with pytest.raises(RetriableError):
            worker().current()
        clock.advance(minutes=1)
    assert intuit.asked == 0

    kms.calls_lost = 0
    clock.advance(hours=25)
    assert worker().current()


def test_a_grant_outlives_a_close_at_which_the_table_took_nothing(worker, intuit, dynamodb, clock):
    clock.advance(hours=25)
    dynamodb.calls_lost = 10**6
    with pytest.raises(RetriableError):
        worker().current()
    assert intuit.asked == 0

    dynamodb.calls_lost = 0
    clock.advance(hours=25)
    assert worker().current()


@pytest.mark.parametrize("away", ["kms", "dynamodb"])
def test_fresh_tokens_are_saved_again_until_it_succeeds(request, worker, intuit, vault, clock, away):
    """The service went away between the proof and the save."""
    clock.advance(hours=25)
    service = request.getfixturevalue(away)
    intuit.meanwhile = lambda: setattr(service, "calls_lost", 6)

    token = worker().current()

    assert (vault.load(MERCHANT).access_token, intuit.asked) == (token, 1)
    clock.advance(hours=25)
    assert worker().current()


def test_a_save_whose_answer_was_lost_is_recognised(worker, intuit, vault, dynamodb, clock):
    clock.advance(hours=25)

    def loses_the_answer():
        dynamodb.calls_lost, dynamodb.after_the_call = 1, True

    intuit.meanwhile = loses_the_answer

    assert worker().current() == vault.load(MERCHANT).access_token
    assert intuit.asked == 1


def test_a_worker_that_must_end_says_so_and_its_process_saves_first_when_it_goes_on(worker, intuit, vault, kms, clock):
    clock.advance(hours=25)
    intuit.meanwhile = lambda: setattr(kms, "calls_lost", 10**6)
    process = worker(seconds_left=30.0)
    with pytest.raises(RetriableError, match="AWS is away"):
        process.current()
    assert 5 < kms.tried < 20

    kms.calls_lost, intuit.meanwhile = 0, lambda: None
    clock.advance(minutes=10)
    token = process.current()

    assert (vault.load(MERCHANT).access_token, intuit.asked) == (token, 1)


def test_tokens_that_could_not_be_saved_give_way_to_a_new_consent(worker, intuit, vault, kms, clock):
    clock.advance(hours=25)
    intuit.meanwhile = lambda: setattr(kms, "calls_lost", 10**6)
    process = worker(seconds_left=10.0)
    with pytest.raises(RetriableError):
        process.current()

    kms.calls_lost, intuit.meanwhile = 0, lambda: None
    consent = vault.save(MERCHANT, intuit.granted(intuit.server.issue(REALM)))
    with pytest.raises(RetriableError, match="stored meanwhile"):
        process.current()

    assert process.current() == consent.access_token


def test_a_refresh_that_failed_says_why_even_if_its_lease_cannot_be_given_back(
    worker, intuit, clock, vault, monkeypatch
):
    clock.advance(hours=25)

    def away(*_):
        raise aws_unavailable("update_item")

    def ended(_):
        raise NeedsAttentionError(HoldReason.NEEDS_RECONNECT, "the grant has ended")

    monkeypatch.setattr(vault, "release_refresh", away)
    monkeypatch.setattr(intuit, "refresh", ended)

    with pytest.raises(NeedsAttentionError, match="has ended"):
        worker().current()


def test_a_refresh_asks_the_table_three_times(worker, aws, clock):
    """Load, lease with the proof that KMS and the table take new tokens, and save with the end of the lease."""
    clock.advance(hours=25)
    asked = []
    aws.dynamodb.meta.events.register("before-call.dynamodb", lambda model, **_: asked.append(model.name))

    worker().current()

    assert asked == ["GetItem", "UpdateItem", "UpdateItem"]


class SlowVault:
    """A vault whose answer takes longer than a lease lasts; another worker takes over meanwhile."""

    def __init__(self, vault, clock):
        self._vault = vault
        self._clock = clock

    def load(self, merchant_id):
        loaded = self._vault.load(merchant_id)
        self._clock.advance(seconds=LEASE_SECONDS + 1)
        self._vault.lease_refresh(merchant_id, loaded, "another", 600)
        return loaded

    def __getattr__(self, name):
        return getattr(self._vault, name)


def test_a_refresh_that_was_taken_over_asks_intuit_nothing(intuit, vault, clock):
    clock.advance(hours=25)

    with pytest.raises(RetriableError):
        AccessTokens(MERCHANT, SlowVault(vault, clock), intuit, clock, sleep=[].append).current()

    assert intuit.asked == 0
