"""The database: a build a load, and named queries over it. The only room with duckdb."""

from store.builds import current_build
from store.errors import StoreUnreadable
from store.paths import DataDirectory, data_directory
from store.read import Store

__all__ = ["DataDirectory", "Store", "StoreUnreadable", "current_build", "data_directory"]
