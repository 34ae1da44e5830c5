"""The suspense story: cards of an unmapped kind turn up, and one mapping action puts every such day right."""

import time
from collections.abc import Mapping, Sequence
from contextlib import suppress

from daybook_local.demo.days.posting import Scene
from daybook_local.demo.days.settling import wait_until_idle
from daybook_local.demo.examination import examine
from daybook_local.demo.figures import Figures
from daybook_local.demo.sequels.sequels import Ending, FirstAct
from daybook_local.system.local_system import LocalSystem
from daybook_local.system.samples.sample import DateRange
from daybook_local.system.vendors.loopback import RefusedError

_CARD_TYPE = "JCB"
_TWELFTH = 11
_ACCOUNT = "POS Card Clearing - New cards"
_ACCOUNT_TYPE = "Other Current Asset"


class NewCard:
    """The first sale of each location-day from the twelfth date on is paid with a card of the new kind."""

    def prepare(self, scene: Scene, dates: DateRange) -> None:
        """Let the cards turn up; a short range has them from its middle on. The last date is still to come."""
        appears = min(_TWELFTH, (len(dates) - 1) // 2)
        for business_date in list(dates)[appears:-1]:
            for location in scene.system.sample.location_ids:
                # A closed shop, or one that no card paid that day, has no new cards either.
                with suppress(RefusedError):
                    scene.system.talech.switch_on(
                        {
                            "fault": "unknown_card_type",
                            "location": location,
                            "date": business_date.isoformat(),
                            "card_type": _CARD_TYPE,
                        }
                    )

    def play(self, scene: Scene, first: FirstAct) -> Ending:
        """Map what waits in suspense, in one action, and see every affected day re-classed."""
        system, merchant_id = scene.system, scene.system.sample.merchant_id
        waiting = _suspense_minor(system)
        gaps = sorted({gap for record in first.examination.records for gap in record.gaps})
        scene.bars.stage("One mapping action re-classes every day that waits")
        account = system.quickbooks.create_account(_ACCOUNT, _ACCOUNT_TYPE)
        before = system.quickbooks.meter()
        reclassed = system.daybook.map_roles(merchant_id, dict.fromkeys(gaps, account)) if gaps else 0
        reads_of_map = system.quickbooks.meter().since(before).reads
        wait_until_idle(system)
        records = system.daybook.history(merchant_id, first.dates.first, first.dates.last)
        seconds = time.monotonic() - first.started
        examination = examine(
            system, first.dates, records, first.connected, seconds, choice=scene.choice, taxes=scene.taxes
        )
        figures = {
            "gap_days": first.examination.figures.posted_with_gaps,
            "suspense_before_minor": waiting,
            "reclassed": reclassed,
            "suspense_minor": _suspense_minor(system),
        }
        problems = [*examination.problems_of_books, *_problems(examination.figures, figures, reads_of_map)]
        return Ending(examination, figures, _said(figures, gaps, reads_of_map), problems)


def _problems(books: Figures, figures: Mapping[str, int], reads_of_map: int) -> list[str]:
    gap_days, reclassed, left = (figures[name] for name in ("gap_days", "reclassed", "suspense_minor"))
    findings = {
        "no day was posted with a gap: the new cards did not turn up": gap_days > 0,
        f"{reclassed} days re-classed of {gap_days} with gaps": reclassed == gap_days,
        f"{left} minor units are left in suspense": left == 0,
        f"{books.posted_with_gaps} days still have gaps": not books.posted_with_gaps,
        f"{books.intuit_reads} metered reads, the mapping command needed {reads_of_map}": (
            books.intuit_reads == reads_of_map
        ),
    }
    return [words for words, is_well in findings.items() if not is_well]


def _said(figures: Mapping[str, int], gaps: Sequence[str], reads_of_map: int) -> list[str]:
    return [
        f"{figures['gap_days']} location-days were posted with gaps ({', '.join(gaps)}); suspense held "
        f"{figures['suspense_before_minor']} minor units.",
        f"One `daybook map` re-classed {figures['reclassed']} of them onto {_ACCOUNT}; suspense holds "
        f"{figures['suspense_minor']} now. The command read the chart of accounts: {reads_of_map} metered reads.",
    ]


def _suspense_minor(system: LocalSystem) -> int:
    account = system.daybook.connection(system.sample.merchant_id)["mapping"]["suspense_account"]
    return sum(each.minor for each in system.quickbooks.trial_balance() if each.account_id == account)
