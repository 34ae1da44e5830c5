"""What an operator sees: measurements, the template's own alarms and widgets, saved queries, dead letters."""
