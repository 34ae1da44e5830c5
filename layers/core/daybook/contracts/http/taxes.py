"""Bodies for QuickBooks' tax codes: the proposals for each set of the merchant's taxes, and the codes in use."""

from datetime import date

from pydantic import Field

from daybook.contracts.http.body import HttpBody, RequestBody


class TaxRateBody(HttpBody):
    """A rate of a tax code; `percent` is decimal text."""

    name: str
    percent: str


class TaxCodeBody(HttpBody):
    """A tax code of the company."""

    id: str
    name: str
    rates: tuple[TaxRateBody, ...]


class TaxSetBody(HttpBody):
    """Taxes that a line can bear together.

    `codes` have their rates, `selected` is the one to be used; with none, days with the set keep all taxes as lines.
    `undecided` where a person has to choose.
    """

    tax_set: str
    label: str
    codes: tuple[TaxCodeBody, ...]
    selected: str | None = None
    reason: str
    undecided: bool


class RateEffectBody(HttpBody):
    """What a rate would receive of the merchant's newest day with sales."""

    rate: str
    percent: str
    base_minor: int
    tax_minor: int


class TaxCodesBody(HttpBody):
    """How taxes reach sales forms.

    `available` is false where days are journal entries or the company sells without tax. `in_use` is the code of sales
    without tax, which is there as long as codes are used. `own_lines` are taxes that no code can stand for. With
    `one_code_a_form` a day that sells under different codes keeps taxes as lines. `waiting_days` have an uncoded set.
    """

    available: bool
    in_use: str | None = None
    effective_from: date | None = None
    recommended: bool
    sets: tuple[TaxSetBody, ...]
    untaxed_codes: tuple[TaxCodeBody, ...]
    own_lines: tuple[str, ...]
    one_code_a_form: bool
    effect: tuple[RateEffectBody, ...]
    waiting_days: int


class TaxCodesChangeBody(RequestBody):
    """Use tax codes from a business date on, or with no `untaxed_code` keep taxes as lines.

    `codes` by tax set, where a person had to choose. Forms in the books since the date are amended.
    """

    effective_from: date
    untaxed_code: str | None = None
    codes: dict[str, str] = Field(default_factory=dict)
