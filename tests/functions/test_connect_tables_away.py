"""While tables, keys or secrets do not answer, the way from talech shows a plain page, and the log tells why."""

import pytest
from botocore.exceptions import ClientError, NoCredentialsError

from daybook.adapters.web.http.cookies import SessionCookies
from daybook.bootstrap.functions import connecting
from daybook.domain.catalogue.error_catalogue import entry
from daybook.domain.errors import Condition, RetriableError

AWAY = RetriableError("AWS is away or busy: dynamodb GetItem", condition=Condition.AWS_UNAVAILABLE)
DENIED = ClientError({"Error": {"Code": "AccessDeniedException", "Message": "no"}}, "GetSecretValue")


def raising(error):
    def raise_it(*_, **__):
        raise error

    return raise_it


@pytest.fixture
def asked(event):
    """The sample request of a page, from a browser in a language; a launch is one that talech has signed."""

    def build(name, language):
        sample = event(name)
        sample["rawQueryString"] = "token=lancement" if language == "fr-CA" else "token=launch-1"
        return sample | {"headers": sample["headers"] | {"accept-language": language}}

    return build


@pytest.mark.parametrize("language", ["en", "fr-CA"])
@pytest.mark.parametrize("page", ["connect_launch", "connect_page", "connect_authorize", "connect_connected"])
@pytest.mark.parametrize("error", [AWAY, DENIED, NoCredentialsError()], ids=["away", "denied", "no credentials"])
@pytest.mark.parametrize("place", ["the session's key", "the tables"])
def test_a_plain_page_and_a_line_in_the_log(connect, ports, asked, monkeypatch, language, page, error, place):
    if place == "the session's key":
        monkeypatch.setattr(connecting, "session_cookies", lambda: SessionCookies(raising(error)))
    else:
        for name in ("get", "put", "take"):
            monkeypatch.setattr(ports.one_time, name, raising(error))
        monkeypatch.setattr(SessionCookies, "session_id", lambda *_: "s-1")

    answer = connect(asked(page, language))

    text = entry("DB-1910").text(language)
    assert answer["statusCode"] == 503
    assert answer["headers"]["Content-Type"].startswith("text/html")
    assert all(words in answer["body"] for words in (text.title, text.action, "DB-1910"))
    (line,) = connect.written.records
    assert line["level"] in {"WARNING", "ERROR"}
