"""One module a command; a folder for each noun that commands are about."""
