"""A file becomes a Report, and a Report goes into the store."""

from ingest.parse import PARSER_VERSION, parse_file

__all__ = ["PARSER_VERSION", "parse_file"]
