"""The local AWS: an emulator on loopback, the real template deployed on it, and what the emulator leaves out.

Everything here speaks public AWS calls to one endpoint. Only the files ``ministack_*`` know which emulator
answers.
"""
