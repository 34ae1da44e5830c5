"""A small SAM application of its own, shaped like the real one: two layers, nested stacks, one function per edge."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ROOT = """
AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Parameters:
  Greeting: {Type: String}
  ShopZone: {Type: String, Default: America/New_York}
Globals:
  Function:
    Runtime: python3.13
    Handler: handler.handle
    Timeout: 10
    Layers: [!Ref CoreLayer, !Ref VendorLayer]
    Environment:
      Variables:
        GREETING: !Ref Greeting
        NOTES_TABLE: !GetAtt Storage.Outputs.NotesTableName
        KEY_ID: !GetAtt Storage.Outputs.KeyArn
Resources:
  CoreLayer:
    Type: AWS::Serverless::LayerVersion
    Properties: {ContentUri: layers/core, CompatibleRuntimes: [python3.13]}
    Metadata: {BuildMethod: python3.13}
  VendorLayer:
    Type: AWS::Serverless::LayerVersion
    Properties: {ContentUri: layers/vendor, CompatibleRuntimes: [python3.13]}
    Metadata: {BuildMethod: python3.13}
  Storage:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: infra/storage.yaml
      Parameters: {SortKey: written_at}
  Queues:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: infra/queues.yaml}
  HttpApi:
    Type: AWS::Serverless::HttpApi
    Properties:
      CorsConfiguration: {AllowOrigins: ["https://shop.example"], AllowMethods: [GET], AllowHeaders: [x-shop]}
  WebFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: functions/web
      Policies:
        - DynamoDBCrudPolicy: {TableName: !GetAtt Storage.Outputs.NotesTableName}
      Events:
        Echo: {Type: HttpApi, Properties: {ApiId: !Ref HttpApi, Method: ANY, Path: "/echo/{word}"}}
        Fail: {Type: HttpApi, Properties: {ApiId: !Ref HttpApi, Method: GET, Path: /fail}}
  WorkFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: functions/work
      Policies:
        - DynamoDBCrudPolicy: {TableName: !GetAtt Storage.Outputs.NotesTableName}
      Events:
        Work:
          Type: SQS
          Properties:
            Queue: !GetAtt Queues.Outputs.WorkQueueArn
            BatchSize: 10
            FunctionResponseTypes: [ReportBatchItemFailures]
  TickFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: functions/tick
  SchedulerRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - {Effect: Allow, Principal: {Service: scheduler.amazonaws.com}, Action: "sts:AssumeRole"}
  ShopSchedules:
    Type: AWS::Scheduler::ScheduleGroup
  CloseSchedule:
    Type: AWS::Scheduler::Schedule
    Properties:
      GroupName: !Ref ShopSchedules
      ScheduleExpression: cron(5 4 * * ? *)
      ScheduleExpressionTimezone: !Ref ShopZone
      FlexibleTimeWindow: {Mode: "OFF"}
      Target:
        Arn: !GetAtt TickFunction.Arn
        RoleArn: !GetAtt SchedulerRole.Arn
        Input: '{"scheduled": "<aws.scheduler.scheduled-time>", "try": "<aws.scheduler.attempt-number>"}'
        RetryPolicy: {MaximumRetryAttempts: 1}
        DeadLetterConfig: {Arn: !GetAtt Queues.Outputs.DeadLetterQueueArn}
  Observability:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: infra/observability.yaml
      Parameters:
        DeadLetterQueueName: !GetAtt Queues.Outputs.DeadLetterQueueName
        LogGroupName: !Ref TickLogs
  TickLogs:
    Type: AWS::Logs::LogGroup
    Properties: {LogGroupName: !Sub "/aws/lambda/${TickFunction}", RetentionInDays: 14}
Outputs:
  ApiId: {Value: !Ref HttpApi}
  NotesTableName: {Value: !GetAtt Storage.Outputs.NotesTableName}
  KeyArn: {Value: !GetAtt Storage.Outputs.KeyArn}
  WorkQueueUrl: {Value: !GetAtt Queues.Outputs.WorkQueueUrl}
  DeadLetterQueueUrl: {Value: !GetAtt Queues.Outputs.DeadLetterQueueUrl}
  DeadLetterQueueArn: {Value: !GetAtt Queues.Outputs.DeadLetterQueueArn}
  ScheduleGroupName: {Value: !Ref ShopSchedules}
  TickFunctionName: {Value: !Ref TickFunction}
"""

STORAGE = """
Parameters:
  SortKey: {Type: String}
Resources:
  NotesTable:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions:
        - {AttributeName: author, AttributeType: S}
        - {AttributeName: !Ref SortKey, AttributeType: S}
        - {AttributeName: subject, AttributeType: S}
      KeySchema:
        - {AttributeName: author, KeyType: HASH}
        - {AttributeName: !Ref SortKey, KeyType: RANGE}
      GlobalSecondaryIndexes:
        - IndexName: by_subject
          KeySchema:
            - {AttributeName: subject, KeyType: HASH}
            - {AttributeName: !Ref SortKey, KeyType: RANGE}
          Projection: {ProjectionType: ALL}
      TimeToLiveSpecification: {AttributeName: forget_at, Enabled: true}
      PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Version: "2012-10-17"
        Statement:
          - {Effect: Allow, Principal: {AWS: "*"}, Action: "kms:*", Resource: "*"}
Outputs:
  NotesTableName: {Value: !Ref NotesTable}
  KeyArn: {Value: !GetAtt Key.Arn}
"""

QUEUES = """
Resources:
  DeadLetterQueue:
    Type: AWS::SQS::Queue
    Properties: {MessageRetentionPeriod: 1209600}
  WorkQueue:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 1
      RedrivePolicy: {deadLetterTargetArn: !GetAtt DeadLetterQueue.Arn, maxReceiveCount: 2}
Outputs:
  WorkQueueUrl: {Value: !Ref WorkQueue}
  WorkQueueArn: {Value: !GetAtt WorkQueue.Arn}
  DeadLetterQueueUrl: {Value: !Ref DeadLetterQueue}
  DeadLetterQueueArn: {Value: !GetAtt DeadLetterQueue.Arn}
  DeadLetterQueueName: {Value: !GetAtt DeadLetterQueue.QueueName}
"""

OBSERVABILITY = """
Parameters:
  DeadLetterQueueName: {Type: String}
  LogGroupName: {Type: String}
Resources:
  DeadLetterAlarm:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: AWS/SQS
      MetricName: ApproximateNumberOfMessagesVisible
      Dimensions: [{Name: QueueName, Value: !Ref DeadLetterQueueName}]
      Statistic: Maximum
      Period: 60
      EvaluationPeriods: 1
      Threshold: 0
      ComparisonOperator: GreaterThanThreshold
      TreatMissingData: notBreaching
  ShareAlarm:
    Type: AWS::CloudWatch::Alarm
    Properties:
      EvaluationPeriods: 1
      Threshold: 1
      ComparisonOperator: GreaterThanThreshold
      Metrics:
        - {Id: share, Expression: "100 * one / two"}
  AnyAlarm:
    Type: AWS::CloudWatch::CompositeAlarm
    Properties: {AlarmRule: !Sub "ALARM(${DeadLetterAlarm})"}
  TickFailedFilter:
    Type: AWS::Logs::MetricFilter
    Properties:
      LogGroupName: !Ref LogGroupName
      FilterPattern: '{ $.level = "ERROR" }'
      MetricTransformations: [{MetricNamespace: Sample, MetricName: TickFailed, MetricValue: "1"}]
"""

WEB = """
import json, os
from sample_core import shout

def handle(event, context):
    if event["rawPath"] == "/fail":
        raise RuntimeError("a secret that no browser may see")
    return {
        "statusCode": 200,
        "headers": {"content-type": "application/json"},
        "cookies": ["a=1; Path=/; HttpOnly", "b=2; Path=/"],
        "body": json.dumps({
            "greeting": shout(os.environ["GREETING"]), "environment": sorted(os.environ), "event": event,
        }),
    }
"""

WORK = """
import json, os, boto3

def handle(event, context):
    table = boto3.resource("dynamodb").Table(os.environ["NOTES_TABLE"])
    failed = []
    for record in event["Records"]:
        note = json.loads(record["body"])
        if note.get("poison"):
            failed.append({"itemIdentifier": record["messageId"]})
            continue
        table.put_item(Item=note)
    return {"batchItemFailures": failed}
"""

TICK = """
import json, time

def handle(event, context):
    print(json.dumps({"level": event.get("level", "INFO"), "event": event}))
    print(json.dumps({
        "_aws": {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [
            {"Namespace": "Sample", "Dimensions": [["Shop"]], "Metrics": [{"Name": "Ticked", "Unit": "Count"}]}]},
        "Shop": "shop-1", "Ticked": 1}))
    return event
"""


def write(folder: Path) -> Path:
    """Write the application into ``folder`` and return its template."""
    files = {
        "template.yaml": ROOT,
        "infra/storage.yaml": STORAGE,
        "infra/queues.yaml": QUEUES,
        "infra/observability.yaml": OBSERVABILITY,
        "functions/web/handler.py": WEB,
        "functions/work/handler.py": WORK,
        "functions/tick/handler.py": TICK,
        "layers/core/sample_core/__init__.py": "def shout(text):\n    return text.upper()\n",
        "layers/vendor/requirements.txt": "# nothing\n",
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), "utf-8")
    return folder / "template.yaml"
