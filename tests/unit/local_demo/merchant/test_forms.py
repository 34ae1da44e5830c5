from daybook_local.demo.merchant.forms import forms_of

CONSENT = """
<form method="POST" action="/connect/oauth2">
<input type="hidden" name="state" value="a&amp;b">
<label><input type="radio" name="realmId" value="1"> One</label>
<label><input type="radio" name="realmId" value="2" checked> Two</label>
<button type="submit" name="decision" value="approve">Connect</button>
</form>
<input type="hidden" name="outside" value="of any form">
<form action="/other"><input name="q"></form>
"""


def test_a_form_sends_hidden_fields_and_the_choice_that_is_ticked_but_no_button_nobody_pressed():
    consent, _ = forms_of(CONSENT)

    assert (consent.action, consent.method) == ("/connect/oauth2", "post")
    assert consent.fields == {"state": "a&b", "realmId": "2"}


def test_a_form_without_a_method_is_a_get_and_an_empty_text_field_is_sent_empty():
    _, other = forms_of(CONSENT)

    assert other.method == "get"
    assert other.fields == {"q": ""}


def test_a_page_without_forms_has_none():
    assert forms_of("<p>Nothing to fill in</p>") == []
