"""Every accident that a day survives by itself, in the order of the steps it meets."""

import json

from chaos.accidents import (
    REFUSED_TOKEN,
    answering,
    befalls,
    dies,
    garbling,
    hanging,
    one_after_the_other,
    undelivered,
    unheard,
)
from chaos.wired.moments import (
    OF_AN_ENTRY,
    OF_AN_INVOICE,
    PAID,
    POSTED,
    PROVED,
    UNPAID,
    UNPROVED,
    asks_talech,
    looks_for_document,
    looks_for_payments,
    posts_document,
    posts_payments,
    settles,
    writes_intent,
    writes_proof,
)

_HISTORY, _DETAIL, _FINANCIALS, _SUMMARY, _PAYMENTS = (
    "order/getorderhistory",
    "order/getorderbyid",
    "ext/v0/orderfinancials",
    "reports/receiptssummaryreport",
    "ext/v0/payments",
)
_LISTS = (_HISTORY, "ext/v0/closings", _PAYMENTS, "ext/v0/refunds")
_THROTTLED = (
    '<?xml version="1.0"?><IntuitResponse xmlns="http://schema.intuit.com/finance/v3"><Fault type="ServiceException">'
    '<Error code="003001"><Message>ThrottleExceeded</Message></Error></Fault></IntuitResponse>'
)
_BROKEN_XML = "<?xml version='1.0'?><IntuitResponse><Fault><Error code="
_BUSY = answering(
    400,
    "application/x-amz-json-1.0",
    '{"__type": "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException", "message": "busy"}',
)
_TRIES_OF_THE_SDK = 4
_INTERNAL_ERROR = answering(500, "application/json", '{"error": "internal"}')


def _asks(*paths):
    return lambda on: asks_talech(on, *paths)


def _empty(exchange):
    """Nothing in it, told as talech tells that nothing was found."""
    told = {"ResponseCode": {"statusCode": 404, "desc": "records not found", "totalCnt": 0}}
    return exchange.forward().saying(json.dumps(told))


def _half(exchange):
    """Breaks off in the middle."""
    answer = exchange.forward()
    return answer.saying(answer.body.decode()[: len(answer.body) // 2])


DEATHS = tuple(dies(moment) for moment in OF_AN_INVOICE)
PAID_A_DAY_AGO = dies(PAID, and_then="a day passes", meanwhile=lambda wired, on: wired.a_day_passes(on))
UNPAID_FOR_A_DAY = dies(POSTED, and_then="a day passes", meanwhile=lambda wired, on: wired.a_day_passes(on))
CHANGED_MEANWHILE = tuple(
    dies(moment, and_then="the day changes", meanwhile=lambda wired, on: wired.change(on))
    for moment in (POSTED, UNPAID)
)
CHANGED_AGAIN = dies(POSTED, and_then="the day changes again", meanwhile=lambda wired, on: wired.change(on))
DEATHS_IN_CORRECTIONS = tuple(dies(moment) for moment in (POSTED, UNPAID, PROVED))
THREE_DEATHS = dies(UNPROVED, times=3, and_then="three times")

QUICKBOOKS = (
    befalls("the line is cut after success", posts_document, unheard),
    one_after_the_other(
        "the line is cut after success, and when the document is looked for",
        (posts_document, unheard),
        (looks_for_document, unheard),
    ),
    one_after_the_other(
        "the line is cut before the document arrives, and after success when it is sent again",
        (posts_document, undelivered),
        (posts_document, unheard),
    ),
    befalls("429 in XML, twice", posts_document, answering(429, "text/xml", _THROTTLED), times=2),
    befalls("503, twice", posts_document, answering(503, "text/html", "<html>Service Unavailable</html>"), times=2),
    befalls("broken XML, twice", posts_document, answering(500, "text/xml", _BROKEN_XML), times=2),
    befalls("502 and nothing else, twice", posts_document, answering(502, "text/plain", ""), times=2),
    one_after_the_other(
        "success told in garbage, and so is what was found of it",
        (posts_document, garbling),
        (looks_for_document, garbling),
    ),
    befalls("an access token is refused", posts_document, REFUSED_TOKEN),
)
QUICKBOOKS_PAYMENTS = (
    befalls("the line is cut after the payments", posts_payments, unheard),
    befalls("429 for the payments, twice", posts_payments, answering(429, "text/xml", _THROTTLED), times=2),
    one_after_the_other(
        "payments told in garbage, and so is what was found of them",
        (posts_payments, garbling),
        (looks_for_payments, garbling),
    ),
    one_after_the_other(
        "the line is cut before the payments arrive, and after success when they are sent again",
        (posts_payments, undelivered),
        (posts_payments, unheard),
    ),
)
AWS = (
    befalls("AWS cuts the line after the intent", writes_intent, unheard),
    befalls("AWS cuts the line after the proof", writes_proof, unheard),
    befalls("AWS cuts the line after the outcome", settles, unheard),
)
BUSY_AWS = tuple(
    befalls(f"AWS is busy when {step}", meets, _BUSY, times=_TRIES_OF_THE_SDK)
    for step, meets in (("the intent is written", writes_intent), ("the proof is written", writes_proof))
)
"""Apart, because the SDK waits for seconds before it gives up."""
TALECH = (
    befalls("500 for one page", _asks(_HISTORY), _INTERNAL_ERROR),
    befalls("500 for longer than a call waits", _asks(_HISTORY), _INTERNAL_ERROR, times=4),
    befalls("500 for the lines of an order", _asks(_DETAIL), _INTERNAL_ERROR, times=2),
    befalls("hangs, then the line is cut", _asks(_PAYMENTS), hanging, times=3),
    befalls("half a reply", _asks(_FINANCIALS), _half, times=4),
    befalls("a page of HTML with status 200", _asks(_SUMMARY), answering(200, "text/html", "<html>Oh</html>"), times=4),
    befalls("no orders in the day's search, though there are", _asks(_HISTORY), _empty, times=2),
    befalls("no figures of the orders it has just listed", _asks(_FINANCIALS), _empty, times=2),
)
TWO_TRIES_IN_VAIN = befalls("500 for as long as two tries last", _asks(_HISTORY), _INTERNAL_ERROR, times=6)
NOTHING_LISTED = befalls("every list is empty", _asks(*_LISTS), _empty, times=100)
NOTHING_TOLD = befalls("lists and report are empty", _asks(*_LISTS, _SUMMARY), _empty, times=100)


def accidents_of(kind):
    """What can befall any day that is posted in a kind of document, a day that is corrected too."""
    outages = (*QUICKBOOKS, *TALECH, *AWS)
    if kind == "invoice":
        return (*DEATHS, *QUICKBOOKS_PAYMENTS, *outages)
    return (*(dies(moment) for moment in OF_AN_ENTRY), *outages)
