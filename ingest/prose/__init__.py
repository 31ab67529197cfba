"""What the prose of a report counts and says: read by rules, offline, explainable."""

from ingest.prose.read import Prose, read_prose

__all__ = ["Prose", "read_prose"]
