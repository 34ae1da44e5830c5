"""talech, the point of sale: how a merchant's day is read (docs/talech.md 3 and 7).

`source.open_source` and `launch.TalechLaunch` are the ways in. What talech is known to answer lives in `models` and the
modules that use them; every call that Daybook needs and talech is not known to have lives in `extensions` alone, so
that the first pilot merchant's real API replaces one file.
"""
