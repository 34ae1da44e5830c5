"""A scripted bad night: six troubles, the alarms that they set off, and what an operator does about each."""
