"""Which run feeds a line of a widget, or an alarm, that the bad night leaves empty."""

_CLASSES = "test_every_class_of_answer_is_counted_by_the_function_that_heard_it"
_CLOSES = "test_a_close_counts_as_what_became_of_it"
_MAILS = "test_mails_of_an_outcome_are_counted_with_it"
_REFRESHES = "test_a_refresh_that_fails_is_counted_for_what_it_is"
_EDITS = "test_an_edit_by_a_person_is_marked_and_counted"

BY_TESTS = {
    "LocationDayEmpty": _CLOSES,
    "LocationDayPostedWithGaps": _CLOSES,
    "LocationDayUndone": "test_a_day_that_a_person_wants_out_leaves_the_books_or_says_why_not",
    "LocationDayHeldForVendor": "test_a_day_held_for_a_vendor_is_counted_for_its_alarm_and_names_vendor_and_since_when",
    "LocationDayRequeued": "test_a_lost_day_is_queued_again_and_counted_and_when_it_is_lost_for_good_it_is_overdue",
    "MailSent": _MAILS,
    "MailFailed": _MAILS,
    "TalechThrottled": _CLASSES,
    "TalechRefused": _CLASSES,
    "TalechFailed": _CLASSES,
    "QuickBooksThrottled": _CLASSES,
    "QuickBooksRefused": _CLASSES,
    "TokenRefreshFailed": "test_refreshes_are_counted_by_the_function_that_made_them",
    "GrantKeptAlive": "test_grants_are_looked_at_once_a_day_and_what_became_of_them_is_counted",
    "GrantKeepAliveFailed": _REFRESHES,
    "GrantEndForeseen": "test_an_end_that_is_ahead_is_told_and_counted",
    "ConnectionLost": _REFRESHES,
    "ConnectionStillLost": "test_a_lost_connection_that_is_asked_again_in_vain_is_counted",
    "ConnectionRegained": "test_a_lost_connection_that_answers_again_is_counted_and_its_days_follow",
    "PageBroke": "test_a_bug_is_answered_in_words_and_told_to_the_operator",
    "NoticesRefused": "test_a_stranger_is_refused_unread_and_counted",
    "NoticesUnreadable": "test_a_signed_body_is_never_answered_with_an_error_of_the_sender",
    "DriftNoticed": _EDITS,
    "ListsChanged": _EDITS,
}
"""Metric -> the test below `tests/functions` in which a function writes it as a log line, and which reads it there."""

BY_AWS_ALONE = {
    "4xx": "API Gateway counts its answers",
    "5xx": "API Gateway counts its answers",
    "Latency": "API Gateway measures its answers",
    "Bounce": "SES counts mails that come back",
    "Complaint": "SES counts mails that their readers report",
    "InvocationDroppedCount": "Scheduler counts calls that it gave up",
    "InvocationsFailedToBeSentToDeadLetterCount": "Scheduler counts calls that it could keep nowhere",
    "Throttles": "Lambda counts invocations above a quota, and this machine has none",
    "WriteThrottleEvents": "DynamoDB counts writes above its capacity, and this machine has none",
}
"""Metric -> what has to happen in AWS."""
