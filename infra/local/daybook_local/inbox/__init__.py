"""The mails that Daybook has sent on this machine: nothing leaves it, so they are read here."""
