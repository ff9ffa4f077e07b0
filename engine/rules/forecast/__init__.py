"""When will a campaign finish, how many a day, what binds: the rules of sending run over virtual time (M36)."""
