"""What QuickBooks moved of a day whose documents are as they were: for its page and for the API."""

from daybook.adapters.web.http.visit import Visit
from daybook.application.company.moved_balances import entry_for_moved, moved_days
from daybook.domain.posting.booked_lines import account_title
from daybook.domain.proof.day_proof import Proof


def moved_of(proof: Proof | None, visit: Visit) -> list[dict[str, str]]:
    """Each balance that the proof of a day does not hold for any more: words, account, and since when."""
    if proof is None:
        return []
    on = proof.day.business_date
    moved = moved_days(visit.connection, visit.systems, on, on).get(proof.day, ())
    mapping = visit.systems.connections.mapping_on(visit.merchant_id, on)
    found = []
    for each in moved:
        said = entry_for_moved(each)
        text = said.text(visit.speech.language, company=visit.connection.company.name)
        found.append(
            {
                "code": said.code,
                "title": text.title,
                "happened": text.happened,
                "action": text.action,
                "who": text.who,
                "account": account_title(each.account_id, mapping),
                "since": visit.speech.instant(each.at, visit.zone),
            }
        )
    return found
