"""The setup on foot: without a script, without a mouse, backwards, interrupted, and with an accountant looking on."""

import re

import pytest
from playwright.sync_api import expect

from browser.checking.words import WORDS
from browser.visiting.journey import connect, launch, reload_until, set_up_as_recommended
from browser.visiting.keyboard import Keyboard
from browser.visiting.recent_merchant import days_ago

pytestmark = [pytest.mark.stack, pytest.mark.xdist_group("browser-setup")]

WINDOWS = pytest.mark.parametrize(("language", "width"), [("en", 390), ("fr", 1280)])
STEPS = ("stores", "document", "revenue", "revenue_accounts", "payments", "rest", "tracking")


@WINDOWS
def test_without_a_script_the_setup_and_the_first_sync_are_the_same(language, width, visitor, system, company, today):
    owner, words = visitor(language, width, scripts=False), WORDS[language]
    day = str(days_ago(2, today))
    connect(owner, words, system, company)

    owner.follow(words.step_by_step)
    for step in STEPS:
        owner.is_on(getattr(words, step))
        if step == "revenue_accounts":
            owner.choose(words.classic_sales, words.add_account)
            owner.press(words.go_on)
            owner.type(words.account_name, "Pizza, classic")
            owner.press(words.create_account)
            owner.is_on(words.revenue_accounts)
        owner.press(words.go_on)
    owner.is_on(words.review)
    owner.reads(words.own_day)
    owner.page.locator("details:has(.accounts) > summary").click()
    owner.reads("Pizza, classic")
    owner.open(f"{system.public_url}/setup")
    set_up_as_recommended(owner, words)
    owner.type(words.first_day, day)
    owner.type(words.last_day, day)
    owner.press(words.sync)
    owner.is_on(words.under_way)
    reload_until(owner, lambda: owner.page.get_by_role("heading", level=1).inner_text() == words.in_the_books)

    owner.reads(words.done_of.format(done=3, due=3), words.proof)
    assert len(company.documents()) == 3


@WINDOWS
def test_without_a_mouse_every_stop_is_visible_and_a_wrong_answer_is_led_to(language, width, visitor, system, company):
    owner, words = visitor(language, width), WORDS[language]
    keyboard = Keyboard(owner)
    connect(owner, words, system, company)

    keyboard.open_with_enter(words.step_by_step)
    owner.is_on(words.stores)
    keyboard.reach(words.advanced)
    owner.page.keyboard.press("ArrowDown")
    assert keyboard.stop().words.startswith(words.simple)
    keyboard.open_with_enter(words.go_on)
    owner.is_on(words.document)
    keyboard.open_with_enter(words.go_on)
    owner.is_on(words.revenue)
    owner.page.go_back()
    owner.page.go_back()
    owner.is_on(words.stores)
    # Nobody can take a radio button back, but an answer may be lost on the way.
    owner.page.locator("[name=location_mode]").evaluate_all("all => all.forEach((each) => { each.checked = false; })")
    keyboard.open_with_enter(words.go_on)

    owner.reads(words.look_first)
    expect(owner.page.get_by_role("alert")).to_be_focused()
    owner.look("setup-stores-wrong")
    keyboard.open_with_enter(words.choose_mode)
    expect(owner.page.get_by_role("group", name=words.stores)).to_be_in_viewport()
    assert re.search("#f-location_mode$", owner.page.url)


@WINDOWS
def test_going_back_loses_no_answer(language, width, visitor, system, company):
    owner, words = visitor(language, width), WORDS[language]
    connect(owner, words, system, company)
    owner.follow(words.step_by_step)
    answers = {"stores": words.simple, "document": words.invoice_choice, "revenue": words.one_account}

    for step, answer in answers.items():
        owner.is_on(getattr(words, step))
        owner.tick(answer)
        owner.press(words.go_on)
    owner.is_on(words.revenue_accounts)
    for step, answer in reversed(answers.items()):
        owner.page.go_back()
        owner.is_on(getattr(words, step))
        expect(owner.page.get_by_label(answer).first).to_be_checked()
    owner.press(words.go_on)
    owner.follow(words.back)

    owner.is_on(words.stores)
    expect(owner.page.get_by_label(words.simple).first).to_be_checked()
    expect(owner.page.get_by_text(re.compile(r"\b1 \S+ \d+\b")).first).to_be_visible()


@WINDOWS
def test_leaving_and_coming_back_another_day_goes_on_where_it_stopped(language, width, visitor, system, company):
    words = WORDS[language]
    monday, tuesday = visitor(language, width), visitor(language, width)
    connect(monday, words, system, company)
    monday.follow(words.step_by_step)
    monday.tick(words.simple)
    monday.press(words.go_on)
    monday.tick(words.invoice_choice)
    monday.press(words.go_on)
    monday.is_on(words.revenue)
    monday.page.close()

    launch(tuesday, words, system)
    tuesday.stands_on(words.connected, "setup-begun")
    tuesday.follow(words.left_off)
    tuesday.is_on(words.revenue)
    tuesday.follow(words.back)
    tuesday.is_on(words.document)

    expect(tuesday.page.get_by_label(words.invoice_choice).first).to_be_checked()


@WINDOWS
def test_confirming_with_a_double_click_creates_each_account_once(language, width, visitor, system, company):
    owner, words = visitor(language, width), WORDS[language]
    connect(owner, words, system, company)
    owner.press(words.recommended)
    owner.is_on(words.review)
    new = owner.page.locator("ul.accounts .tag").filter(has_text=words.new).count()
    before = company.accounts_created()

    owner.button(words.confirm).dblclick()
    owner.is_on(words.first_days)

    assert new > 0
    assert company.accounts_created() - before == new


@WINDOWS
def test_the_accountant_sees_the_review_and_can_change_nothing(language, width, visitor, system, company):
    owner, accountant, words = visitor(language, width), visitor(language, width), WORDS[language]
    connect(owner, words, system, company)
    owner.press(words.recommended)
    owner.press(words.make_link)
    link = owner.page.locator("a.copy").get_attribute("href")
    figures = owner.page.locator("main table").first.inner_text()

    accountant.open(f"{system.public_url}{link}")
    accountant.stands_on(words.shared, "shared-with-the-accountant")
    accountant.reads(words.only_look, company.name)
    same = accountant.page.locator("main table").first.inner_text()
    ways_out = accountant.page.locator("form, button, input, a[href]:not(.skip)").all_inner_texts()
    posted = accountant.context.request.post(f"{system.public_url}{link}", form={"document_kind": "invoice"})
    accountant.open(f"{system.public_url}/setup/review")

    accountant.is_on(words.session_ended)
    assert (same, ways_out) == (figures, [])
    assert posted.status == 404
    owner.page.reload()
    assert owner.page.locator("main table").first.inner_text() == figures
