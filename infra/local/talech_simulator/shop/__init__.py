"""The merchants as they are at this moment: records, calendar, clock, and how talech's own figures are off."""
