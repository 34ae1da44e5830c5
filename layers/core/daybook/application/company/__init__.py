"""What is known of a merchant's QuickBooks company, and the state of their books."""
