"""The sample application on the local AWS behaves as it would on AWS, as far as Daybook relies on it."""

import json

import pytest
from boto3.dynamodb.types import TypeSerializer
from botocore.exceptions import ClientError

from contract.local_aws import sample_application
from daybook_local.aws.deployment.deployment import DeploymentError, deploy
from local_stack import eventually, running_aws

pytestmark = pytest.mark.loopback


def depth(aws, url):
    attributes = aws.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])
    return int(attributes["Attributes"]["ApproximateNumberOfMessages"])


def notes_of(aws, stack, author):
    answer = aws.dynamodb.query(
        TableName=stack.outputs["NotesTableName"],
        KeyConditionExpression="author = :a",
        ExpressionAttributeValues={":a": {"S": author}},
    )
    return {item["written_at"]["S"] for item in answer["Items"]}


def test_outputs_of_nested_stacks_reach_the_root_stack(stack):
    assert stack.outputs["NotesTableName"] == stack.deployment.resources["Storage.NotesTable"]
    assert stack.outputs["WorkQueueUrl"] == stack.deployment.resources["Queues.WorkQueue"]


def test_what_the_local_aws_does_not_have_is_named_and_not_silently_lost(stack):
    assert set(stack.deployment.left_out) == {
        "Observability.AnyAlarm (AWS::CloudWatch::CompositeAlarm)",
        "Observability.ShareAlarm (metric math)",
    }


def test_the_table_has_its_index_its_sort_key_from_a_parameter_and_its_expiry(aws, stack):
    table = stack.outputs["NotesTableName"]
    note = {"author": "index", "written_at": "1", "subject": "tea", "forget_at": 4102444800}
    aws.dynamodb.put_item(TableName=table, Item={k: TypeSerializer().serialize(v) for k, v in note.items()})

    found = aws.dynamodb.query(
        TableName=table,
        IndexName="by_subject",
        KeyConditionExpression="subject = :s AND written_at = :w",
        ExpressionAttributeValues={":s": {"S": "tea"}, ":w": {"S": "1"}},
    )
    expiry = aws.dynamodb.describe_time_to_live(TableName=table)["TimeToLiveDescription"]

    assert found["Count"] == 1
    assert expiry == {"TimeToLiveStatus": "ENABLED", "AttributeName": "forget_at"}


def test_a_cipher_text_opens_only_with_the_context_it_was_made_with(aws, stack):
    key = stack.outputs["KeyArn"]
    made = aws.kms.encrypt(KeyId=key, Plaintext=b"token", EncryptionContext={"merchant": "m-1"})

    opened = aws.kms.decrypt(CiphertextBlob=made["CiphertextBlob"], EncryptionContext={"merchant": "m-1"})

    assert opened["Plaintext"] == b"token"
    with pytest.raises(ClientError):
        aws.kms.decrypt(CiphertextBlob=made["CiphertextBlob"], EncryptionContext={"merchant": "m-2"})


def test_one_poisoned_message_dies_alone_and_can_be_replayed(aws, stack):
    """Its batch goes through; it reaches the dead-letter queue after two receipts and StartMessageMoveTask moves it."""
    work, dead = stack.outputs["WorkQueueUrl"], stack.outputs["DeadLetterQueueUrl"]
    notes = [{"author": "batch", "written_at": str(n), "poison": n == 4} for n in range(5)]
    aws.sqs.send_message_batch(
        QueueUrl=work,
        Entries=[{"Id": note["written_at"], "MessageBody": json.dumps(note)} for note in notes],
    )

    buried = eventually(lambda: depth(aws, dead), within=60)
    written = notes_of(aws, stack, "batch")
    task = aws.sqs.start_message_move_task(SourceArn=stack.outputs["DeadLetterQueueArn"])
    left = depth(aws, dead)
    tasks = aws.sqs.list_message_move_tasks(SourceArn=stack.outputs["DeadLetterQueueArn"])["Results"]
    sources = aws.sqs.list_dead_letter_source_queues(QueueUrl=dead)["queueUrls"]

    assert (buried, left) == (1, 0)
    assert written == {"0", "1", "2", "3"}
    assert (tasks[0]["Status"], tasks[0]["ApproximateNumberOfMessagesMoved"]) == ("COMPLETED", 1)
    assert task["TaskHandle"]
    assert sources == [work]
    assert eventually(lambda: depth(aws, dead), within=60) == 1  # still poisoned
    aws.sqs.purge_queue(QueueUrl=dead)


def test_an_edit_in_the_layers_folder_reaches_the_functions_with_the_next_deployment(tmp_path):
    template = sample_application.write(tmp_path)
    with running_aws(tmp_path) as aws:
        first = deploy(aws, template, parameters={"Greeting": "hello"})
        name = first.resources["WebFunction"]
        source = tmp_path / "layers/core/sample_core/__init__.py"
        event = json.dumps({"rawPath": "/"}).encode()
        before = json.loads(aws.functions.invoke(FunctionName=name, Payload=event)["Payload"].read())

        source.write_text("def shout(text):\n    return text + '!'\n", "utf-8")
        second = deploy(aws, template, parameters={"Greeting": "hello"})
        after = json.loads(aws.functions.invoke(FunctionName=name, Payload=event)["Payload"].read())

    assert json.loads(before["body"])["greeting"] == "HELLO"
    assert json.loads(after["body"])["greeting"] == "hello!"
    assert second.outputs == first.outputs


def test_a_second_deployment_of_the_same_files_changes_nothing(aws, tmp_path):
    template = sample_application.write(tmp_path)
    lines = []
    deploy(aws, template, stack_name="twice", parameters={"Greeting": "hello"})

    deploy(aws, template, stack_name="twice", parameters={"Greeting": "hello"}, progress=lines.append)

    assert "twice: nothing changed" in lines


def test_a_failure_in_a_nested_stack_names_the_resource_and_the_next_deployment_recovers(aws, tmp_path):
    template = sample_application.write(tmp_path)
    queues = tmp_path / "infra/queues.yaml"
    good = queues.read_text("utf-8")
    queues.write_text(good.replace("VisibilityTimeout: 10", "VisibilityTimeout: 50000"), "utf-8")

    with pytest.raises(DeploymentError, match=r"Queues\.WorkQueue \(AWS::SQS::Queue\): .*VisibilityTimeout"):
        deploy(aws, template, stack_name="broken", parameters={"Greeting": "hello"})
    queues.write_text(good, "utf-8")

    assert deploy(aws, template, stack_name="broken", parameters={"Greeting": "hello"}).outputs["WorkQueueUrl"]


@pytest.mark.parametrize(
    ("parameters", "complaint"),
    [({}, "needs a value for Greeting"), ({"Greeting": "a", "Greting": "b"}, "has no parameter Greting")],
)
def test_parameters_that_do_not_fit_the_template_are_refused(aws, tmp_path, parameters, complaint):
    template = sample_application.write(tmp_path)

    with pytest.raises(DeploymentError, match=complaint):
        deploy(aws, template, stack_name="refused", parameters=parameters)
