"""One module a file format: blocks of a report → a file."""
