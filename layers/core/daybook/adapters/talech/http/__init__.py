"""HTTP calls to talech: the app's keys and tokens, sending, how many at once, pages, answers and refusals."""
