"""One module per command; each is loaded only when it is called, so that a small command starts quickly."""
