"""`python -m quickbooks_simulator`."""

from quickbooks_simulator.command import main

raise SystemExit(main())
