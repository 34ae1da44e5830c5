"""The adapter of talech, the point of sale: reads a merchant's day and verifies launches (docs/talech.md 3 and 7).

Start with `source.open_source` and `launch.TalechLaunch`. Observed answers of talech are in `models` and the modules
that use them. Calls that Daybook needs and that talech is not known to have are only in `extensions`, so that one file
must be replaced when the first pilot merchant's real API is known.
"""
