"""Proposes a mapping: from the names, types and sub-types of a chart, from the rates of tax codes, from a template."""
