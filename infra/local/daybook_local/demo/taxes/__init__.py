"""QuickBooks' tax codes and its return against the tax of the tills."""
