"""What people ask of a day, and a merchant who is posted by invoice."""

from dataclasses import replace

import pytest

from daybook.application.days.undo_days import redo_days, redoable
from daybook.domain.posting.documents import DocumentKind


@pytest.fixture
def redo(sync_log, queue, clock):
    def asked(day):
        found = redoable(sync_log, "m_1", day.business_date, day.business_date)
        (request,) = redo_days(found, sync_log, queue, clock.now())
        return request.cause

    return asked


@pytest.fixture
def invoices(connections, connection):
    connections.save_connection(replace(connection, document_kind=DocumentKind.INVOICE))
