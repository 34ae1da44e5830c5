"""A QuickBooks Online that runs on one machine: strict where Intuit is strict, with books that can be read back.

Start with `simulator.QuickBooksSimulator`. What it must reproduce is listed in docs/quickbooks.md 11.
"""
