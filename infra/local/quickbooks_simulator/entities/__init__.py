"""What each entity may contain, the rules it must keep, and what QuickBooks adds to it."""
