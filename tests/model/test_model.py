"""The protocol in every order of steps, faults and second events within small bounds; `make model` has wider ones."""

from collections.abc import Callable

import pytest

from model.bounds import Budgets, World
from model.search import Search, Shared
from model.worlds import a_part

PART = [(world, budgets) for world, _, budgets in a_part() if not world.is_unsafe]


@pytest.fixture(scope="module")
def shared() -> Callable[[World], Shared]:
    """`shared(world)`: what worlds of one kind and policy have in common, made once."""
    made: dict[tuple[str, str], Shared] = {}

    def of(world: World) -> Shared:
        choices = world.kind, world.policy
        if choices not in made:
            made[choices] = Shared(world)
        return made[choices]

    return of


@pytest.mark.parametrize(("world", "budgets"), PART, ids=lambda each: getattr(each, "name", ""))
def test_no_order_of_steps_brings_other_books_than_the_record_says(
    world: World, budgets: Budgets, shared: Callable[[World], Shared]
) -> None:
    found = Search(world, budgets, shared=shared(world)).run()

    assert found.counterexample is None, str(found.counterexample)


def test_the_model_sees_two_documents_where_nothing_can_tell_them_apart(shared: Callable[[World], Shared]) -> None:
    """Queries lag, ids are forgotten and numbers are not checked: the only world that may fail, and it does."""
    world = World(remembers_ids=False, checks_numbers=False, queries_lag=True)

    found = Search(world, Budgets(lost=1), shared=shared(world)).run()

    assert found.counterexample is not None
    assert found.counterexample.claim.startswith("2 documents carry the number")
