"""The commands of ``python -m ingest``: one module each.

A module has ``HELP``, one Chinese sentence; ``add_arguments(parser)``; and ``run(arguments)``,
which returns the exit status.
"""
