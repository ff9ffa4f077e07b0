from tests.support.api import admin, house, migrated, office
from tests.support.postgres import postgres_url

__all__ = ["admin", "house", "migrated", "office", "postgres_url"]
