"""Which rows each function reaches: tables, sessions, days, proofs and closings."""

from template.references import actions_of, as_list, mentions, output_of, outputs_in, role_of, statements_of


def test_nobody_scans_a_table(statements):
    assert "dynamodb:Scan" not in actions_of(statement for _, statement in statements)


def test_the_worker_touches_only_its_budgets_and_circuits_among_the_sessions(statements):
    budgets, circuits = statements_of(statements, "PostLocationDayRole", about="SessionTableArn")

    assert budgets["Action"] == ["dynamodb:UpdateItem"]
    assert budgets["Condition"] == {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["budget#*", "batches#*"]}}
    assert circuits["Action"] == ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:PutItem"]
    assert circuits["Condition"] == {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["circuit#*"]}}


def test_the_webhook_touches_only_its_own_rows_among_the_sessions(statements):
    (sessions,) = statements_of(statements, "WebhooksRole", about="SessionTableArn")

    assert sessions["Action"] == ["dynamodb:GetItem", "dynamodb:PutItem"]
    assert sessions["Condition"] == {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["change#*"]}}


def test_the_webhook_marks_days_and_makes_none(statements):
    reached = statements_of(statements, "WebhooksRole", about="SyncLog")

    assert [as_list(statement["Action"]) for statement in reached] == [["dynamodb:GetItem", "dynamodb:UpdateItem"]]


def test_the_connect_pages_find_days_in_the_sync_log_plan_missed_ones_and_change_none(statements):
    reached = statements_of(statements, "ConnectRole", about="SyncLog")

    assert [as_list(statement["Action"]) for statement in reached] == [["dynamodb:Query"], ["dynamodb:PutItem"]]


def test_the_watchdog_sends_days_again_and_plans_those_that_nobody_planned(statements):
    reached = statements_of(statements, "WatchdogRole", about="SyncLogTableArn")

    assert actions_of(reached) == {"dynamodb:Query", "dynamodb:UpdateItem", "dynamodb:PutItem"}


def test_pages_forget_closings_and_expect_none(statements):
    (closings,) = statements_of(statements, "PortalRole", about="ClosingTableArn")

    assert closings["Action"] == ["dynamodb:Query", "dynamodb:DeleteItem"]


def test_a_table_that_a_function_reaches_is_one_it_knows(statements, functions):
    for name, properties in functions.items():
        reached = outputs_in(statements_of(statements, role_of(name)), "TableArn")
        known = {
            f"{output_of(value).removesuffix('Name')}Arn"
            for variable, value in properties["Environment"]["Variables"].items()
            if variable.endswith("_TABLE")
        }
        assert reached == known, name


def test_proofs_are_kept_by_the_worker_alone_and_read_by_pages_and_looks(statements):
    keepers = {role: set(as_list(s["Action"])) for role, s in statements if mentions(s["Resource"], "ProofTableArn")}

    assert keepers == {
        "PostLocationDayRole": {
            "dynamodb:GetItem",
            "dynamodb:BatchGetItem",
            "dynamodb:PutItem",
            "dynamodb:DeleteItem",
        },
        "PortalRole": {"dynamodb:GetItem", "dynamodb:Query"},
        "WatchdogRole": {"dynamodb:Query"},
    }
