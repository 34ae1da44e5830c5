"""A QuickBooks company: the merchant's connection to it, the choices for it, its lists, and changes made there."""
