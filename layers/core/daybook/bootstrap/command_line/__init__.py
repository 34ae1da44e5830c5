"""Wiring of the command line of operators."""
