"""The mapping of roles to accounts: proposals, the merchant's choices, changes from a date on, templates."""
