"""The order of the setup's pages for a merchant, and the first page without an answer."""

from daybook.application.setup.taxes import asks_for_tax_codes
from daybook.domain.company.connection import Connection
from daybook.domain.company.setup import Setup, SetupStep
from daybook.domain.merchant.profile import MerchantProfile
from daybook.domain.posting.documents import DocumentKind


def steps_of(profile: MerchantProfile, connection: Connection, setup: Setup) -> tuple[SetupStep, ...]:
    """The pages in order, without pages where the merchant has nothing to decide.

    The choice of Simple or Advanced needs several stores, classes and locations need a plan with tracking, and tax
    codes need sales forms.
    """
    tracks = connection.company.tracks_classes or connection.company.tracks_locations
    unneeded = set()
    if len(profile.active_locations) == 1:
        unneeded.add(SetupStep.STORES)
    if not tracks:
        unneeded.add(SetupStep.TRACKING)
    if not asks_for_tax_codes(profile, connection, setup.document_kind):
        unneeded.add(SetupStep.TAXES)
    return tuple(step for step in SetupStep if step not in unneeded)


def counted_steps(profile: MerchantProfile, connection: Connection) -> tuple[SetupStep, ...]:
    """Every page that some answers lead to: how many there are does not change with an answer."""
    return steps_of(profile, connection, Setup(document_kind=DocumentKind.INVOICE))


def open_step(steps: tuple[SetupStep, ...], setup: Setup) -> SetupStep:
    """The first page without an answer; the review if all others have one."""
    return next((step for step in steps if step not in setup.answered), SetupStep.REVIEW)


def step_after(steps: tuple[SetupStep, ...], step: SetupStep) -> SetupStep:
    """The next page; after the review, the review again."""
    return steps[min(steps.index(step) + 1, len(steps) - 1)]


def step_before(steps: tuple[SetupStep, ...], step: SetupStep) -> SetupStep | None:
    """The previous page, if there is one."""
    place = steps.index(step)
    return steps[place - 1] if place else None
