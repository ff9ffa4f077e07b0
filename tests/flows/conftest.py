from tests.support.api import house, migrated
from tests.support.house import desk
from tests.support.postgres import postgres_url

__all__ = ["desk", "house", "migrated", "postgres_url"]
