"""What a document refers to besides accounts: made or found once per company, then remembered."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

# Stands for the customer that Daybook makes in the company; only the company's references know its id.
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
        """These and others together: what only one side knows stays, where both know something the others count."""
        return replace(
            self,
            customer_id=others.customer_id or self.customer_id,
            items={**self.items, **others.items},
            payment_methods={**self.payment_methods, **others.payment_methods},
            departments={**self.departments, **others.departments},
            classes={**self.classes, **others.classes},
        )


@dataclass(frozen=True, slots=True)
class ReferenceNeeds:
    """What sales forms of a day need that is not remembered yet: accounts by id with the item's name, method names."""

    items: Mapping[str, str] = field(default_factory=dict)
    payment_methods: frozenset[str] = frozenset()
    customer: bool = False

    def __bool__(self) -> bool:
        """Whether anything is missing."""
        return bool(self.items or self.payment_methods or self.customer)
