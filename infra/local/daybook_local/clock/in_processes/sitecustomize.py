"""Python runs this in a process before anything else: the process follows the system's clock."""

import importlib

importlib.import_module("moved_clock").follow_if_told()
