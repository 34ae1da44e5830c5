"""INVENTED shapes: the fields of `ext/v0/merchantprofile` that Daybook reads."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator

from daybook.adapters.talech.extension_shapes import ExtensionShape
from daybook.domain.outside_ids import OutsideId, TalechMerchantId


class PlanPart(ExtensionShape):
    """The account with its plan and kind."""

    id: Annotated[str, AfterValidator(TalechMerchantId)]
    name: str
    plan: str
    country: str
    is_demo: bool = False


class EarlierSettings(ExtensionShape):
    """An earlier Report End Time and zone of a location."""

    settings_from: date
    timezone: str
    report_end_time: str


class LocationPart(ExtensionShape):
    """A location in the account; its id and the account's are parts of our keys."""

    id: Annotated[str, AfterValidator(OutsideId)]
    merchant_identification: str
    store_id: str
    name: str
    timezone: str
    currency: str
    report_end_time: str
    locale: str = ""
    industry: str = ""
    settings_from: date | None = None
    earlier_settings: tuple[EarlierSettings, ...] = ()
    active: bool = True


class CategoryPart(ExtensionShape):
    """A category of one location's menu, also a deleted one, because old orders still name it."""

    id: str
    location_id: str
    name: str


class TaxPart(ExtensionShape):
    """A tax of the merchant."""

    id: str
    name: str
    kind: str
    rate: str | None = None


class TenderPart(ExtensionShape):
    """A way to pay."""

    id: str
    kind: str
    label: str | None = None


class ProfileReply(ExtensionShape):
    """`ext/v0/merchantprofile`."""

    merchant: PlanPart
    locations: tuple[LocationPart, ...]
    categories: tuple[CategoryPart, ...]
    taxes: tuple[TaxPart, ...]
    tenders: tuple[TenderPart, ...]
    card_types: tuple[str, ...] = ()
