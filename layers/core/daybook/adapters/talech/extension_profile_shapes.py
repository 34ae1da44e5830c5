"""INVENTED shapes: the fields of `ext/v0/merchantprofile` that Daybook reads."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator

from daybook.adapters.talech.extension_shapes import ExtensionShape
from daybook.adapters.talech.http.envelope import Envelope, Text
from daybook.domain.outside_ids import OutsideId, TalechMerchantId


class PlanPart(ExtensionShape):
    """The account with its plan and kind."""

    id: Annotated[Text, AfterValidator(TalechMerchantId)]
    name: Text
    plan: Text
    country: Text
    is_demo: bool = False


class EarlierSettings(ExtensionShape):
    """An earlier Report End Time and zone of a location."""

    settings_from: date
    timezone: Text
    report_end_time: Text


class LocationPart(ExtensionShape):
    """A location in the account; its id and the account's are parts of our keys."""

    id: Annotated[Text, AfterValidator(OutsideId)]
    merchant_identification: Text
    store_id: Text
    name: Text
    timezone: Text
    currency: Text
    report_end_time: Text
    locale: Text = ""
    industry: Text = ""
    settings_from: date | None = None
    earlier_settings: tuple[EarlierSettings, ...] = ()
    active: bool = True


class CategoryPart(ExtensionShape):
    """A category of one location's menu, also a deleted one, because old orders still name it."""

    id: Text
    location_id: Text
    name: Text


class TaxPart(ExtensionShape):
    """A tax of the merchant."""

    id: Text
    name: Text
    kind: Text
    rate: Text | None = None


class TenderPart(ExtensionShape):
    """A way to pay."""

    id: Text
    kind: Text
    label: Text | None = None


class ProfileReply(Envelope, ExtensionShape):
    """`ext/v0/merchantprofile`."""

    merchant: PlanPart
    locations: tuple[LocationPart, ...]
    categories: tuple[CategoryPart, ...]
    taxes: tuple[TaxPart, ...]
    tenders: tuple[TenderPart, ...]
    card_types: tuple[Text, ...] = ()
