"""A script that made the sample merchants, by seeded rules on top of free, real baskets; its output is committed.

Nothing imports it; a developer runs it to make another merchant: `infra/local/daybook_local/samples/README.md`.
"""
