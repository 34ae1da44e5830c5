"""A store of its own company: connected from the pages, posted apart from the first day on, and found again."""

from datetime import timedelta

import pytest

from browser.checking.words import WORDS
from browser.visiting.company import new_company
from browser.visiting.journey import bring_in, connect, consent, own, set_up_as_recommended
from browser.visiting.recent_merchant import days_ago

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("browser")]

DAYS = 2
# Yesterday's business day may still be running somewhere, whatever the hour; the day before has ended everywhere.
NEWEST_ENDED = 2
SAYS = {
    "en": {
        "title": "Companies and stores",
        "store": "Store",
        "post_there": "Post it there",
        "further": "You are connecting a further company for",
        "back": "Back to my companies",
        "open": "Open {company}",
        "other": "Other companies",
        "already": "posts to {company} already",
        "company": "Company",
    },
    "fr": {
        "title": "Entreprises et magasins",
        "store": "Magasin",
        "post_there": "L’y comptabiliser",
        "further": "Vous connectez une autre entreprise pour",
        "back": "Retour à mes entreprises",
        "open": "Ouvrir {company}",
        "other": "Autres entreprises",
        "already": "est déjà comptabilisé dans {company}",
        "company": "Entreprise",
    },
}


@pytest.mark.parametrize(("language", "width", "scheme"), [("en", 390, "light"), ("fr", 1280, "dark")])
def test_a_store_posts_to_a_company_of_its_own(language, width, scheme, visitor, system, company, today):
    owner, words, says = visitor(language, width, scheme), WORDS[language], SAYS[language]
    last = days_ago(NEWEST_ENDED, today)
    first = last - timedelta(days=DAYS - 1)
    connect(owner, words, system, company)
    set_up_as_recommended(owner, words)
    other = new_company(system, f"Second {company.name}")

    move_last_store(owner, says, system)
    owner.press(says["back"])
    owner.stands_on(says["title"], "companies-before")
    move_last_store(owner, says, system)
    owner.press(words.connect_now)
    consent(owner, words, other)
    own(owner, words, other)
    owner.is_on(words.connected)
    set_up_as_recommended(owner, words)
    bring_in(owner, words, system, first, last)
    owner.open(f"{system.public_url}/companies")
    owner.stands_on(says["title"], "companies")
    owner.field(says["store"]).select_option(index=2)
    owner.field(says["company"]).select_option(label=other.name)
    owner.press(says["post_there"])
    owner.reads(says["already"].format(company=other.name))
    owner.look("companies-refused")
    owner.press(says["open"].format(company=company.name))
    owner.reads(says["other"])
    bring_in(owner, words, system, first, last)

    assert (len(company.documents()), len(other.documents())) == (2 * DAYS, DAYS)


def move_last_store(owner, says, system):
    """As far as the page that connects the company it is to post to."""
    owner.open(f"{system.public_url}/companies")
    owner.stands_on(says["title"], "companies-first")
    owner.field(says["store"]).select_option(index=2)
    owner.press(says["post_there"])
    owner.reads(says["further"])
    owner.look("connect-further-company")
