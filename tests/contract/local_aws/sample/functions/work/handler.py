"""Writes each message as a note and reports the poisoned ones."""

import json
import os

import boto3


def handle(event, _context):
    table = boto3.resource("dynamodb").Table(os.environ["NOTES_TABLE"])
    failed = []
    for record in event["Records"]:
        note = json.loads(record["body"])
        if note.get("poison"):
            failed.append({"itemIdentifier": record["messageId"]})
        else:
            table.put_item(Item=note)
    return {"batchItemFailures": failed}
