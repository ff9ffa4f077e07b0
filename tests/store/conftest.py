from tests.support.api import house, migrated
from tests.support.house import desk
from tests.support.postgres import database_url, postgres_url

__all__ = ["database_url", "desk", "house", "migrated", "postgres_url"]
