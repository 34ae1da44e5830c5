import pytest

from daybook.adapters.aws.app_secrets import AppSecrets


@pytest.fixture
def secrets(aws, clock):
    return AppSecrets(aws.secretsmanager, clock)


@pytest.fixture
def secret_id(aws):
    text = '{"client_id": "the-client", "client_secret": "hush"}'
    return aws.secretsmanager.create_secret(Name="intuit", SecretString=text)["ARN"]


def test_a_vendor_secret_names_the_client_and_never_shows_its_secret(secrets, secret_id):
    credentials = secrets.client_credentials(secret_id)

    assert (credentials.client_id, credentials.client_secret) == ("the-client", "hush")
    assert "hush" not in repr(credentials)


def test_a_rotated_secret_is_seen_after_five_minutes(secrets, secret_id, aws, clock):
    before = secrets.text(secret_id)
    aws.secretsmanager.put_secret_value(SecretId=secret_id, SecretString="rotated")

    clock.advance(minutes=4)
    assert secrets.text(secret_id) == before

    clock.advance(minutes=1)
    assert secrets.text(secret_id) == "rotated"


@pytest.mark.parametrize("text", ["the-secret-itself", '{"client_id": "the-secret-itself"}', '["the-secret-itself"]'])
def test_a_secret_of_the_wrong_form_is_named_and_not_shown(secrets, aws, text):
    aws.secretsmanager.create_secret(Name="talech", SecretString=text)

    with pytest.raises(ValueError, match="secret talech must be JSON with client_id and client_secret") as refused:
        secrets.client_credentials("talech")

    assert "the-secret-itself" not in str(refused.value)


def test_the_verifier_token_may_be_empty_and_a_broken_secret_is_refused_without_its_text(secrets, aws):
    aws.secretsmanager.create_secret(Name="webhook", SecretString='{"verifier_token": ""}')
    aws.secretsmanager.create_secret(Name="broken", SecretString='{"token": "hush"}')

    assert secrets.verifier_token("webhook") == ""
    with pytest.raises(ValueError, match="secret broken must be JSON with verifier_token") as refused:
        secrets.verifier_token("broken")
    assert "hush" not in str(refused.value)
