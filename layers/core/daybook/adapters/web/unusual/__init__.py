"""The page of days that look wrong."""
