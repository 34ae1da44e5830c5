"""A role may do here what it may do on AWS, where the emulator by itself allows other calls than AWS does."""

import uuid

import pytest

from contract.local_aws.policies import allow, refused
from daybook_local.aws.clients import ACCOUNT, REGION

pytestmark = pytest.mark.loopback


# ---- SQS: a batch needs the right of the single call ----


@pytest.fixture
def queue(client):
    sqs = client("sqs")
    url = sqs.create_queue(QueueName=f"queue-{uuid.uuid4()}")["QueueUrl"]
    return url, sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


@pytest.mark.parametrize(
    ("action", "may_send", "may_delete"),
    [
        ("sqs:SendMessage", True, False),
        ("sqs:DeleteMessage", False, True),
        # No such right exists on AWS, so it allows nothing.
        ("sqs:SendMessageBatch", False, False),
    ],
)
def test_a_batch_of_messages_needs_the_right_for_one(client, allowed, queue, action, may_send, may_delete):
    url, arn = queue
    client("sqs").send_message(QueueUrl=url, MessageBody="waits")
    (waiting,) = client("sqs").receive_message(QueueUrl=url)["Messages"]
    sqs = allowed("sqs", allow([action], [arn]))
    delete = [{"Id": "1", "ReceiptHandle": waiting["ReceiptHandle"]}]

    sends = not refused(sqs.send_message_batch, QueueUrl=url, Entries=[{"Id": "1", "MessageBody": "one"}])
    deletes = not refused(sqs.delete_message_batch, QueueUrl=url, Entries=delete)

    assert (sends, deletes) == (may_send, may_delete)


def test_a_batch_to_another_queue_is_denied(client, allowed, queue):
    other = client("sqs").create_queue(QueueName="another")["QueueUrl"]
    sqs = allowed("sqs", allow(["sqs:SendMessage"], [queue[1]]))

    assert refused(sqs.send_message_batch, QueueUrl=other, Entries=[{"Id": "1", "MessageBody": "one"}])


# ---- Scheduler: the ARN of a schedule holds its group ----


@pytest.fixture(scope="module")
def groups(client):
    for name in ("shops", "others"):
        client("scheduler").create_schedule_group(Name=name)
    return f"arn:aws:scheduler:{REGION}:{ACCOUNT}:schedule"


SCHEDULER_ROLE = f"arn:aws:iam::{ACCOUNT}:role/scheduler"


def may_hand_over(role, service="scheduler"):
    return allow(["iam:PassRole"], [role], {"StringEquals": {"iam:PassedToService": f"{service}.amazonaws.com"}})


HAND_OVER = may_hand_over(SCHEDULER_ROLE)


def schedule(name, group):
    target = {"Arn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:anywhere", "RoleArn": SCHEDULER_ROLE}
    when = {"ScheduleExpression": "cron(0 4 * * ? *)", "FlexibleTimeWindow": {"Mode": "OFF"}}
    return {"Name": name, "Target": target, **when, **({"GroupName": group} if group else {})}


@pytest.mark.parametrize(("group", "denied"), [("shops", False), ("others", True), (None, True)])
def test_a_schedule_is_reached_by_the_right_for_its_group_alone(client, allowed, groups, group, denied):
    actions = ["scheduler:CreateSchedule", "scheduler:UpdateSchedule", "scheduler:GetSchedule"]
    mine = allowed("scheduler", allow([*actions, "scheduler:DeleteSchedule"], [f"{groups}/shops/*"]), HAND_OVER)
    stands, made = schedule("stands", group), schedule("made", group)
    client("scheduler").create_schedule(**stands)
    where = {key: value for key, value in stands.items() if key in {"Name", "GroupName"}}

    calls = [
        refused(mine.create_schedule, **made),
        refused(mine.update_schedule, **stands),
        refused(mine.get_schedule, **where),
        refused(mine.delete_schedule, **where),
    ]

    assert calls == [denied] * 4


def test_the_right_for_the_default_group_reaches_no_other(allowed, groups):
    mine = allowed("scheduler", allow(["scheduler:CreateSchedule"], [f"{groups}/default/*"]), HAND_OVER)

    assert not refused(mine.create_schedule, **schedule("by-default", None))
    assert refused(mine.create_schedule, **schedule("by-default", "shops"))


@pytest.mark.parametrize(
    ("hand_over", "denied"),
    [
        (HAND_OVER, False),
        (may_hand_over(f"{SCHEDULER_ROLE}-of-others"), True),
        (may_hand_over(SCHEDULER_ROLE, "lambda"), True),
        (allow(["iam:GetRole"], [SCHEDULER_ROLE]), True),
    ],
)
def test_a_schedule_gets_its_role_from_a_caller_who_may_hand_it_over(client, allowed, groups, hand_over, denied):
    stands, made = schedule(f"stands-{uuid.uuid4()}", "shops"), schedule(f"made-{uuid.uuid4()}", "shops")
    client("scheduler").create_schedule(**stands)
    change = ["scheduler:CreateSchedule", "scheduler:UpdateSchedule"]
    mine = allowed("scheduler", allow(change, [f"{groups}/shops/*"]), hand_over)

    assert [refused(mine.create_schedule, **made), refused(mine.update_schedule, **stands)] == [denied, denied]


# ---- KMS: a call with a key is checked with its encryption context ----


@pytest.fixture(scope="module")
def key(client):
    return client("kms").create_key()["KeyMetadata"]["Arn"]


@pytest.mark.parametrize(
    ("context", "denied"),
    [
        ({"merchant": "m_1", "part": "1/1"}, False),
        ({"merchant": "m_1", "realm": "9130"}, True),
        ({"part": "1/1"}, True),
        ({}, True),
    ],
)
def test_a_key_opens_for_the_encryption_context_that_the_role_names(client, allowed, key, context, denied):
    only = {
        "Null": {"kms:EncryptionContext:merchant": "false"},
        "ForAllValues:StringEquals": {"kms:EncryptionContextKeys": ["merchant", "part"]},
    }
    kms = allowed("kms", allow(["kms:Encrypt", "kms:Decrypt"], [key], only))
    shut = client("kms").encrypt(KeyId=key, Plaintext=b"token", EncryptionContext=context)["CiphertextBlob"]

    assert refused(kms.encrypt, KeyId=key, Plaintext=b"token", EncryptionContext=context) is denied
    assert refused(kms.decrypt, KeyId=key, CiphertextBlob=shut, EncryptionContext=context) is denied


def test_a_key_opens_for_a_value_of_the_encryption_context(allowed, key):
    kms = allowed("kms", allow(["kms:Encrypt"], [key], {"StringEquals": {"kms:EncryptionContext:party": "talech"}}))

    assert not refused(kms.encrypt, KeyId=key, Plaintext=b"token", EncryptionContext={"party": "talech"})
    assert refused(kms.encrypt, KeyId=key, Plaintext=b"token", EncryptionContext={"party": "intuit"})


# ---- SES: a mail is checked on the identity that sends it ----

SENDER, DOMAIN = "books@shop.example", "house.example"


@pytest.fixture(scope="module")
def identities(client):
    for name in (SENDER, DOMAIN, "other@shop.example"):
        client("sesv2").create_email_identity(EmailIdentity=name)
    return f"arn:aws:ses:{REGION}:{ACCOUNT}:identity"


def mail(sender):
    body = {"Subject": {"Data": "A day waits"}, "Body": {"Text": {"Data": "It does."}}}
    destination = {"ToAddresses": ["merchant@shop.example"]}
    return {"FromEmailAddress": sender, "Destination": destination, "Content": {"Simple": body}}


@pytest.mark.parametrize(
    ("identity", "named", "sender", "denied"),
    [
        (SENDER, SENDER, SENDER, False),
        (SENDER, SENDER, f"Daybook <{SENDER}>", False),
        (SENDER, SENDER, "other@shop.example", True),
        # The domain is verified and no address of it: the domain is what is checked.
        (DOMAIN, f"books@{DOMAIN}", f"books@{DOMAIN}", False),
        (f"books@{DOMAIN}", f"books@{DOMAIN}", f"books@{DOMAIN}", True),
        # The identity is right and the address is not the one that the condition names.
        (DOMAIN, f"books@{DOMAIN}", f"sales@{DOMAIN}", True),
    ],
)
def test_a_mail_leaves_as_the_identity_and_address_that_the_role_names(
    allowed, identities, identity, named, sender, denied
):
    only = {"StringEquals": {"ses:FromAddress": named}}
    ses = allowed("sesv2", allow(["ses:SendEmail"], [f"{identities}/{identity}"], only))

    assert refused(ses.send_email, **mail(sender)) is denied
