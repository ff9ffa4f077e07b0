from tests.support.api import admin, house, migrated, office, rep, stranger
from tests.support.pages import boss, busy, lived_in
from tests.support.postgres import postgres_url

__all__ = ["admin", "boss", "busy", "house", "lived_in", "migrated", "office", "postgres_url", "rep", "stranger"]
