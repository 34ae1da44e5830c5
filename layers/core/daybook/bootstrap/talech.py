"""Makes the talech adapters of a merchant: sales, tokens, launches."""

from functools import cache, lru_cache
from typing import TYPE_CHECKING

import requests

from daybook.adapters.aws.app_secrets import ClientCredentials
from daybook.adapters.aws.vaults.sales_token_vault import KmsSalesTokenVault
from daybook.adapters.talech.http.auth import TalechSettings
from daybook.adapters.talech.http.transport import new_session
from daybook.adapters.talech.http.width import Width
from daybook.adapters.talech.source import TalechSource, open_source
from daybook.bootstrap.app_keys import AppRegistration
from daybook.bootstrap.environment import (
    CONNECTION_TABLE,
    TALECH_BASE_URL,
    TALECH_CALLS_AT_ONCE,
    TALECH_SECRET_ID,
    optional_setting,
    setting,
)
from daybook.bootstrap.foundation import AWS, CLOCK, cipher
from daybook.bootstrap.observing.metric_names import Metric
from daybook.bootstrap.observing.vendor_answers import TALECH, VENDOR_ANSWERS
from daybook.domain.merchant.books import BooksId, talech_merchant_of
from daybook.domain.outside_ids import TalechMerchantId

if TYPE_CHECKING:
    from daybook.application.ports import LaunchGateway

# Each source keeps the rotating access token of its merchant; a worker process rarely serves more merchants.
_MERCHANTS_REMEMBERED = 64


@cache
def talech_settings() -> AppRegistration[TalechSettings]:
    """The app's registration at talech."""

    def settings(keys: ClientCredentials) -> TalechSettings:
        return TalechSettings(setting(TALECH_BASE_URL), keys.client_id, keys.client_secret)

    return AppRegistration(setting(TALECH_SECRET_ID), settings)


@cache
def talech_session() -> requests.Session:
    """One pool of connections per process."""
    return new_session(talech_width().most)


@cache
def talech_width() -> Width:
    """One width per process, which every merchant's calls widen and narrow."""
    asked = optional_setting(TALECH_CALLS_AT_ONCE)
    return Width(int(asked)) if asked else Width()


@cache
def sales_tokens() -> KmsSalesTokenVault:
    """Merchants' long-lived talech tokens."""
    return KmsSalesTokenVault(AWS.dynamodb, setting(CONNECTION_TABLE), cipher())


def launches() -> "LaunchGateway":
    """The verifier of talech's launch tokens, only for connect."""
    from daybook.adapters.talech.launch import TalechLaunch  # noqa: PLC0415 - it brings a library for signed tokens

    on_answer = VENDOR_ANSWERS.hearing(Metric.TALECH_ANSWERED, TALECH)
    return TalechLaunch(talech_settings(), talech_session(), CLOCK, on_answer)


def sales_of(merchant_id: BooksId) -> TalechSource:
    """The sales behind a set of books: those of its talech merchant."""
    return _source(talech_merchant_of(merchant_id))


@lru_cache(maxsize=_MERCHANTS_REMEMBERED)
def _source(merchant_id: TalechMerchantId) -> TalechSource:
    on_answer = VENDOR_ANSWERS.hearing(Metric.TALECH_ANSWERED, TALECH)
    session, width = talech_session(), talech_width()
    return open_source(talech_settings(), merchant_id, sales_tokens(), session, on_answer, width=width)
