"""What one location knows at this moment: records, calendar, clock, and how talech's own figures are off."""
