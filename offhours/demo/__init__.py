"""`offhours demo`: the program against a simulated market."""
