"""The words in account names for each role, in English and in French.

A name matches a role if it has one of the role's phrases and *every other word is a known filler*: "Tips payable" is
for tips, "Bank service charges" is not for service charges. An account with an unknown word is not proposed.
"""

from dataclasses import dataclass

from daybook.domain.chart.name_words import words_of
from daybook.domain.day.roles import RoleKind

_ANYWHERE = words_of("POS talech account total")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`phrases` name the role, `fillers` may be added, `companions` mean that the account has other uses too."""

    phrases: tuple[frozenset[str], ...]
    fillers: frozenset[str]
    companions: frozenset[str]

    def explains(self, words: frozenset[str]) -> bool:
        """Whether a name is for this role."""
        explained = self.fillers | self.companions
        return any(phrase <= words and words - phrase <= explained for phrase in self.phrases)

    def surplus(self, words: frozenset[str]) -> tuple[int, int]:
        """The extra words of a matching name: the number of words for other uses, then of fillers."""
        rests = [words - phrase for phrase in self.phrases if phrase <= words]
        return min((len(rest & self.companions - self.fillers), len(rest)) for rest in rests)


def vocabulary(phrases: str, fillers: str = "", companions: str = "") -> Vocabulary:
    """Phrases are separated by commas; the order of words does not matter."""
    named = tuple(words_of(phrase) for phrase in phrases.split(","))
    return Vocabulary(named, words_of(fillers) | _ANYWHERE, words_of(companions))


_OWED = "payable owed due liability outstanding held"
_STAFF = f"{_OWED} staff server collected pool credit card"
_TILL = "cash drawer till register caisse"

VOCABULARIES: dict[str, Vocabulary] = {
    RoleKind.ADJUSTMENT: vocabulary("sales adjustments, ajustements ventes", "revenue"),
    RoleKind.DISCOUNT: vocabulary(
        "discount, markdown", "given sale customer", "refund return allowance comp loyalty reward promotion"
    ),
    RoleKind.COMP: vocabulary("comp, comped", "meal item sale given house food", "discount promotion void"),
    RoleKind.LOYALTY: vocabulary("loyalty, reward", "reward point program discount customer redeemed sale given"),
    RoleKind.REFUND: vocabulary("refund, return", "sale customer given product", "discount allowance"),
    f"{RoleKind.SERVICE_CHARGE}:STAFF": vocabulary(
        "service charge, service fee, automatic gratuity, auto gratuity, pourboire automatique", _STAFF, "tip"
    ),
    f"{RoleKind.SERVICE_CHARGE}:HOUSE": vocabulary("service charge, service fee", "revenue sale house collected"),
    RoleKind.TIP: vocabulary("tip", f"{_STAFF} undistributed", "service charge fee"),
    RoleKind.GIFT_CARD: vocabulary(
        "gift card, gift certificate, gift voucher, chèque cadeau, bon cadeau, vouchers outstanding, voucher liability",
        f"{_OWED} sold sale deferred revenue balance",
    ),
    RoleKind.STORE_CREDIT: vocabulary("store credit, merchandise credit", f"{_OWED} customer issued"),
    RoleKind.HOUSE_ACCOUNT: vocabulary("house account, customer tab", "customer receivable balance tab house"),
    RoleKind.CUSTOMER_DEPOSITS: vocabulary(
        "customer deposit, order deposit, customer prepayment, layaway", f"{_OWED} open order customer received prepaid"
    ),
    RoleKind.ROUNDING: vocabulary("rounding, round off", "cash difference variance adjustment gain loss expense"),
    RoleKind.PAID_IN: vocabulary("pay in, paid in, entrées caisse", f"{_TILL} clearing"),
    RoleKind.PAID_OUT: vocabulary(
        "pay out, paid out, payout, sorties caisse, petty cash expense, menues dépenses", f"{_TILL} petty expense"
    ),
    RoleKind.CASH_DROP: vocabulary("safe, coffre fort", "cash in drop store hand"),
    RoleKind.OVER_SHORT: vocabulary(
        "over short, over under, cash variance, caisse variance, drawer variance, till variance, cash difference, "
        "caisse différence, till difference, caisse short",
        f"{_TILL} over short expense",
    ),
}
CASH_WORDS = vocabulary("cash, till, caisse, encaisse, tiroir caisse", f"{_TILL} hand clearing transit")
CHECK_WORDS = vocabulary("check clearing, check receivable, check transit, check hand", "customer received sale")
RECEIVABLE_WORDS = vocabulary("account receivable, customer account, trade debtor, debtor", "customer trade receivable")

# Words in QuickBooks' names for uncategorised amounts, or for cash with other purposes.
NOT_BY_SUB_TYPE = words_of(
    "uncategorized uncategorised classé refund return received purchase achat supplier vendor fournisseur loyalty comp "
    "petty float fond safe bank savings reserve change"
)
