"""A file becomes a Report, and a Report goes into the store."""
