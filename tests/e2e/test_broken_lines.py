"""What goes wrong on the way must not show in the books, and what is wrong in the books must show in the proof."""

import time

import pytest
from e2e.conftest import NIGHT_BAR, system_of, told_by

from daybook_local.demo.booked_documents import read_documents
from daybook_local.demo.examination import examine

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("local-system")]
