"""`make model`: every world within the bounds as a table, then one line of JSON."""

import json
import sys
import time
from dataclasses import asdict

from model.search import Search, Shared
from model.worlds import everything


def main() -> int:
    """Search every world; 1 where one fails that must not, or the one holds that cannot."""
    begun, states, wrong = time.process_time(), 0, []
    searched = 0
    shared: dict[tuple[str, str], Shared] = {}
    for world, name, budgets in everything():
        if (world.kind, world.policy) not in shared:
            shared = {(world.kind, world.policy): Shared(world)}
        found = Search(world, budgets, shared=shared[world.kind, world.policy]).run()
        searched += 1
        states += found.states
        as_it_must = (found.counterexample is not None) == world.is_unsafe
        told = "safe" if found.counterexample is None else found.counterexample.claim
        sys.stdout.write(f"{world.name} | {name} | {found.states} states | {told}\n")
        sys.stdout.flush()
        if not as_it_must:
            wrong.append(f"{world.name}, {name}")
            sys.stdout.write(f"{found.counterexample or 'nothing is found where it must be'}\n")
    bounds = {name: asdict(budgets) for _, name, budgets in everything()}
    seconds = round(time.process_time() - begun)
    figures = {"worlds": searched, "states": states, "wrong": wrong, "seconds": seconds, "bounds": bounds}
    sys.stdout.write(f"{json.dumps(figures)}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
