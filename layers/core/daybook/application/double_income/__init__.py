"""Looks in QuickBooks for sales that would stand there twice: on request, and without changing anything."""
