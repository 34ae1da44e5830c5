"""What happened on a business date: orders at the till, their summary, and the rules it must obey."""
