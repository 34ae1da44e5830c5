"""The setup: questions, proposals, and the confirmation after which days are posted."""
