"""Faults as HTTP answers."""

from datetime import datetime

from starlette.responses import Response

from quickbooks_simulator.faults.refusals import ApiFault, GatewayFault, with_time
from quickbooks_simulator.wire import dumps

JSON = "application/json;charset=UTF-8"


def fault_answer(fault: ApiFault, language: str, now: datetime) -> Response:
    """The application layer refuses."""
    return Response(dumps(with_time(fault.body(language), now)), fault.status, media_type=JSON)


def gateway_answer(fault: GatewayFault, now: datetime) -> Response:
    """The gateway refuses."""
    if fault.as_xml:
        return Response(fault.xml(now), fault.status, media_type="application/xml")
    return Response(dumps(fault.json(now)), fault.status, media_type=JSON)
