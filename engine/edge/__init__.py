"""The wires: SMTP, IMAP, keys. Library types and errors stop here."""
