"""Pages about sales that may stand in the books twice."""
