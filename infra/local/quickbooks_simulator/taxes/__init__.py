"""Tax on sales forms: one model for the United States, another for everywhere else."""
