"""While Daybook's own tables, keys and secrets do not answer, a page says so in both languages, and so does the log."""

import json

import pytest
from botocore.exceptions import ClientError

from daybook.domain.catalogue.error_catalogue import entry
from daybook.domain.errors import Condition, RetriableError
from functions.portal.sample_requests import event

AWAY = RetriableError("AWS is away or busy: dynamodb GetItem", condition=Condition.AWS_UNAVAILABLE)
DENIED = ClientError({"Error": {"Code": "AccessDeniedException", "Message": "no"}}, "GetSecretValue")
LANGUAGES = pytest.mark.parametrize("language", ["en", "fr-CA"])


def raising(error):
    def raise_it(*_, **__):
        raise error

    return raise_it


def words_of(language):
    return entry("DB-1910").text(language)


def asked(world, path, language, **changes):
    return event("portal_page.json", world, rawPath=path, headers={"accept-language": language}, **changes)


def assert_is_away(answer, language, logged):
    text = words_of(language)
    assert answer["statusCode"] == 503
    assert answer["headers"]["Content-Type"].startswith("text/html")
    assert all(words in answer["body"] for words in (text.title, text.happened, text.action, "DB-1910"))
    assert any(json.loads(line)["level"] in {"WARNING", "ERROR"} for line in logged.getvalue().splitlines())


@LANGUAGES
@pytest.mark.parametrize("error", [AWAY, DENIED], ids=["away", "denied"])
def test_a_page_before_the_sessions_key_can_be_read(world, handler, logged, monkeypatch, language, error):
    """The key is a secret of AWS."""
    request = asked(world, "/", language)
    monkeypatch.setattr(world.cookies, "_secret", raising(error))

    assert_is_away(handler(request), language, logged)


@LANGUAGES
@pytest.mark.parametrize("error", [AWAY, DENIED], ids=["away", "denied"])
def test_a_page_whose_session_cannot_be_read(world, handler, logged, monkeypatch, language, error):
    request = asked(world, "/", language)
    monkeypatch.setattr(world.one_time, "get", raising(error))

    assert_is_away(handler(request), language, logged)


@pytest.mark.parametrize("path", ["/", "/log", "/settings", "/sync"])
def test_a_page_whose_visit_cannot_be_read(world, handler, logged, monkeypatch, path):
    """The page about it would show the company's name, from a table that is away as well."""
    request = asked(world, path, "en")
    monkeypatch.setattr(world.connections, "connection", raising(AWAY))

    assert_is_away(handler(request), "en", logged)


@LANGUAGES
@pytest.mark.parametrize("path", ["/companies/leave", "/mail/unsubscribe", "/mail/confirm"])
def test_a_page_in_front_of_the_desk(world, handler, logged, monkeypatch, language, path):
    request = asked(world, path, language, rawQueryString="merchant=m_1&token=t")
    request["requestContext"]["http"]["method"] = "POST"
    monkeypatch.setattr(world.one_time, "get", raising(AWAY))
    for name in ("preference", "save_preference"):
        monkeypatch.setattr(world.notify_store, name, raising(AWAY))

    assert_is_away(handler(request), language, logged)


@LANGUAGES
@pytest.mark.parametrize("error", [AWAY, DENIED], ids=["away", "denied"])
@pytest.mark.parametrize("can_read_the_key", [True, False])
def test_a_call_of_the_api(world, handler, logged, monkeypatch, language, error, can_read_the_key):
    request = event("portal_call.json", world, headers={"accept-language": language})
    if not can_read_the_key:
        monkeypatch.setattr(world.cookies, "_secret", raising(error))
    monkeypatch.setattr(world.one_time, "get", raising(error))

    answer = handler(request)

    problem = json.loads(answer["body"])
    assert (answer["statusCode"], problem["code"]) == (503, "DB-1910")
    assert problem["title"] == words_of(language).title
    assert logged.getvalue()
