"""The command-line program that starts everything."""
