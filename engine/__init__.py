"""Offhours: the engine. Rings: flows -> store, edge -> rules."""
