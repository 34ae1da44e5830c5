"""The simulators of the local system: their processes, their keys, and what they are asked from outside."""
