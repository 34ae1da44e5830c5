"""The whole system on one machine: local AWS, simulators, samples, demo. Imports nothing of Daybook."""
