"""A stand-in for talech's back office: the two settings pages from which a merchant meets Daybook.

Settings > Apps > QuickBooks launches it with a freshly signed token; Settings > Business Info holds Report End Time.
The drawing is our own. Pages work without scripts, and load nothing from anywhere else.
"""
