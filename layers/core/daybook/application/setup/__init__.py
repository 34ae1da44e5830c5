"""The setup of a merchant: its pages, proposals, and the confirmation after which days are posted."""
