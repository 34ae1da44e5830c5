"""A group of rates that stands for one rate of the till, in the merchant's words and way of writing."""

import pytest

from daybook.adapters.web.words.speech import Speech
from daybook.adapters.web.words.tax_words import reason_words
from daybook.domain.merchant.profile import Tax
from daybook.domain.proposals.taxes import TaxCodeCandidate, TaxRateRef, propose_tax_code

RATES = (TaxRateRef("1", "State", "4"), TaxRateRef("2", "City", "4.5"), TaxRateRef("3", "MCTD", "0.375"))
GROUP = TaxCodeCandidate("9", "New York, NY", RATES, total_only=True)
TILL = Tax("ny", "Sales tax", "APPLIED", "0.08875")


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "Its rates add up to “8.875%”: “State 4%”, “City 4.5%”, “MCTD 0.375%”."),
        (
            "fr",
            "La somme de ses taux est de «~8,875~%~»~: «~State 4~%~», «~City 4,5~%~», «~MCTD 0,375~%~».",
        ),
    ],
)
def test_the_reason_writes_every_rate_as_the_merchant_does(language, says):
    match = propose_tax_code([TILL], [GROUP]).choice

    assert reason_words(match, Speech(language, "US")) == says.replace("~", "\N{NO-BREAK SPACE}")
