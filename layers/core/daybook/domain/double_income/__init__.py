"""Income that may stand in the books twice: the same sales, entered by Daybook and by a person or another app."""
