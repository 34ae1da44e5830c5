"""The items, customer and payment methods that documents name besides accounts, by their QuickBooks ids."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

# Placeholder for the customer that Daybook creates in the company; `CompanyReferences` holds its real id.
OWN_CUSTOMER = "own"


@dataclass(frozen=True, slots=True)
class CompanyReferences:
    """Ids in the merchant's company.

    `items` maps an account to the item that points at it, `payment_methods` a tender's name to its method;
    `departments` and `classes` map a talech location to QuickBooks' location and class, where the plan tracks them.
    """

    customer_id: str = ""
    items: Mapping[str, str] = field(default_factory=dict)
    payment_methods: Mapping[str, str] = field(default_factory=dict)
    departments: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[str, str] = field(default_factory=dict)

    def including(self, others: Self) -> Self:
        """Both together; where both have an entry, the one of `others` wins.

        Locations and classes are a merchant's choice and stay as they are here: a worker with an older state would
        bring back what the merchant took out.
        """
        return replace(
            self,
            customer_id=others.customer_id or self.customer_id,
            items={**self.items, **others.items},
            payment_methods={**self.payment_methods, **others.payment_methods},
        )

    def tracking(self, *, classes: Mapping[str, str], departments: Mapping[str, str]) -> Self:
        """The same references with other classes and locations; a store that is not named has none."""
        return replace(self, classes=dict(classes), departments=dict(departments))


@dataclass(frozen=True, slots=True)
class ReferenceNeeds:
    """The references that a day's form needs and Daybook has not stored: item names by account id, method names."""

    items: Mapping[str, str] = field(default_factory=dict)
    payment_methods: frozenset[str] = frozenset()
    customer: bool = False

    def __bool__(self) -> bool:
        """Whether anything is missing."""
        return bool(self.items or self.payment_methods or self.customer)
