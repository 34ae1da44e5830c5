"""What the retailer's stock codes are in an Irish shop: category, VAT rate, or no sale at all."""

from dataclasses import dataclass
from decimal import Decimal

from sample_builder.merchants.basket import Item
from sample_builder.register.taxes import Tax

STANDARD = Tax("t_vat_23", "VAT 23%", "INCLUSIVE", Decimal("0.23"))
REDUCED = Tax("t_vat_135", "VAT 13.5%", "INCLUSIVE", Decimal("0.135"))
ZERO = Tax("t_vat_0", "VAT 0%", "INCLUSIVE", Decimal(0))

BOOKS, GARDEN, BAGS = "Books and children", "Garden", "Bags"
PAPER, KITCHEN, HOME, POSTAGE = "Paper and party", "Kitchen and table", "Home", "Postage"
CATEGORIES = (HOME, KITCHEN, PAPER, BAGS, GARDEN, BOOKS, POSTAGE)

BAD_DEBT, DISCOUNT, MANUAL = "B", "D", "M"
_POSTAGE_CODES = frozenset({"POST", "DOT", "C2"})
# Fees of the bank and the market place, samples and charity: not the register's business.
_NOT_SOLD = frozenset({"AMAZONFEE", "BANK CHARGES", "S", "CRUK", "PADS"})
_VAT = {GARDEN: REDUCED, BOOKS: ZERO}
_WORDS = (
    (BOOKS, ("CHILD", "BOOK", "BABY")),
    (GARDEN, ("GARDEN", "PLANT", "FLOWER", "HERB", "SEED")),
    (BAGS, ("BAG", "SHOPPER", "WALLET", "PURSE")),
    (PAPER, ("CARD", "WRAP", "PAPER", "PARTY", "BUNTING", "NAPKIN", "TISSUE", "RIBBON", "PENCIL", "DOILEY")),
    (KITCHEN, ("CAKE", "TEA", "LUNCH", "MUG", "CUP", "BOWL", "PLATE", "TIN", "JAR", "PANTRY", "CUTLERY", "BAK")),
)


@dataclass(frozen=True, slots=True)
class Goods:
    """How a line is rung up; a line without a category is a CUSTOM line."""

    category: str | None
    vat: Tax


def is_sold(item: Item) -> bool:
    """Whether the line is something a customer buys or brings back."""
    return item.code not in _NOT_SOLD and item.code != DISCOUNT


def is_voucher(item: Item) -> bool:
    """Gift vouchers are owed, not earned."""
    return item.code.startswith("gift_0001_")


def voucher_value(item: Item) -> int:
    """The value printed on a voucher in minor units; its code ends in it, its price is without VAT."""
    return int(item.code.rsplit("_", 1)[1]) * 100


def goods(item: Item) -> Goods:
    """The category and VAT of a line."""
    if item.code.upper() == MANUAL:
        return Goods(None, STANDARD)
    if item.code in _POSTAGE_CODES:
        return Goods(POSTAGE, STANDARD)
    name = item.name.upper()
    category = next((category for category, words in _WORDS if any(word in name for word in words)), HOME)
    return Goods(category, _VAT.get(category, STANDARD))


def shortened(items: list[Item]) -> list[Item]:
    """A wholesale invoice cut to shop size: all odd lines and the first goods; a few stay very long."""
    odd = [item for item in items if not item.code[:5].isdigit()]
    plain = [item for item in items if item.code[:5].isdigit()]
    most = 250 if len(items) > 350 else 24  # noqa: PLR2004 - the few longest are kept long on purpose
    return odd + plain[:most]
