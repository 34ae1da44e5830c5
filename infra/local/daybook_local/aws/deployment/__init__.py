"""The real template, deployed on the emulator."""
