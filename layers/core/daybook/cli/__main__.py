"""`python -m daybook.cli`."""

import sys

from daybook.cli.main import main

sys.exit(main())
