"""Proposes a mapping from the chart's names, types and sub-types, from rates of tax codes, or from a template."""
