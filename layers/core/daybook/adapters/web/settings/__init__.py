"""The pages of settings, companies, changes and mails."""
