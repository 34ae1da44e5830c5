"""How days get into the books, and how a person sees them get there."""
