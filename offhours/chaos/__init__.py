"""`offhours chaos`: the promises of sending, attacked while it runs in its scaled-out shape."""
