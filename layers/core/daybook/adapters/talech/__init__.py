"""talech, the point of sale: how a merchant's day is read (talech reference 3 and 7).

`open_source` is the way in. Everything talech is known to answer lives in `client`, `history` and `models`; every
call that Daybook needs and talech is not known to have lives in `extensions` alone, so that the first pilot
merchant's real API replaces one file.
"""
