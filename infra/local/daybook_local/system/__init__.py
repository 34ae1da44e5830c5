"""The whole system on one machine: emulator, real template, both simulators, gateway, operator's command line.

It knows Daybook from the outside only: its template, its HTTP pages and its `daybook` command.
"""
