"""A mail server with people behind it: real SMTP and IMAP on loopback, in virtual time, and a record of the truth."""
