"""Pages that the merchant's story does not pass, and those that say no."""

ELSEWHERE = {
    "/": "home-while-syncing",
    "/sync": "sync-while-syncing",
    "/mapping": "accounts",
    "/mapping/change?role=tip": "account-change",
    "/mapping/template": "mapping-template",
    "/mapping/tracking": "classes-and-locations",
    "/accounts/pick?role=tip&back=mapping": "account-pick",
    "/settings": "settings",
    "/changes": "changes",
    "/clearing": "clearing",
    "/double-income": "double-income",
    "/unusual": "unusual-days",
    "/companies": "companies",
    "/mapping/taxes": "tax-codes-of-entries",
    "/disconnect": "disconnect",
    "/reconnect": "intuit-reconnect",
    "/disconnected": "intuit-disconnected",
    "/no-such-page": "no-such-page",
}


def look_around(owner, system):
    """The pages that the story does not pass."""
    for path, name in ELSEWHERE.items():
        owner.open(f"{system.public_url}{path}")
        owner.look(name)
    owner.open(f"{system.talech.url}/settings/business-info?lang={owner.language}")
    owner.look("talech-business-info")


def be_refused(owner, stranger, words, system):
    """What a merchant reads when a form is too old or too large, a session is over, a link was copied."""
    owner.open(f"{system.public_url}/settings")
    form = owner.page.locator("form[action='/settings/mails']")
    form.locator("input[name=email]").evaluate("field => { field.value = 'x'.repeat(2 ** 20); }")
    form.get_by_role("button").click()
    owner.stands_on(words.too_much, "form-too-large")
    owner.finds_a_way_on()
    owner.open(f"{system.public_url}/settings")
    form.locator("input[name=csrf_token]").evaluate("field => { field.value = 'of another visit'; }")
    form.get_by_role("button").click()
    owner.stands_on(words.too_old, "form-too-old")
    owner.finds_a_way_on()
    stranger.open(f"{system.public_url}/settings")
    stranger.stands_on(words.session_ended, "session-ended")
    stranger.reads(words.open_talech)
    stranger.open(f"{system.public_url}/launch?token=copied")
    stranger.stands_on(words.stale_link, "launch-refused")
    stranger.reads(words.open_talech)
