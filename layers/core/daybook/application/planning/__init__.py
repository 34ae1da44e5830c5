"""Which days are posted when: at every closing time, or because a person asks for a range."""
