"""`python -m daybook_local.talech FOLDER...`: the simulator alone, for a client under development."""

import argparse
import time
from pathlib import Path

from daybook_local.listening import listener
from daybook_local.talech.contract.codec import parse_instant
from daybook_local.talech.folder import BrokenFolderError
from daybook_local.talech.simulator import TalechSimulator


def main() -> int:
    """Run until interrupted; 2 when a folder is broken."""
    parser = argparse.ArgumentParser(prog="python -m daybook_local.talech", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="sample-merchant folders")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--now", type=parse_instant, help="where the clock stands, RFC 3339; default: it runs")
    arguments = parser.parse_args()
    try:
        simulator = TalechSimulator(arguments.folders, seed=arguments.seed, clock=arguments.now)
    except BrokenFolderError as error:
        print(error)
        return 2
    print(f"talech simulator on {simulator.start(listener(arguments.port))}; Ctrl-C stops it")
    for merchant_id in simulator.world.merchants:
        print(f"  {merchant_id}: refresh_token {simulator.sessions.refresh_token(merchant_id)}")
    try:
        while True:
            time.sleep(1)
    except KeyboardInterrupt:
        simulator.stop()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
