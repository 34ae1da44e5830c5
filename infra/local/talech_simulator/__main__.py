"""`python -m talech_simulator FOLDER...`."""

from talech_simulator.command import main

raise SystemExit(main())
