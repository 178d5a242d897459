"""A release to be asked in SQL: one SQLite file made of its tables, and Datasette to look at it with.

`sqlite.make` needs nothing but Python. `serve.serve` needs the extra ``explore``.
"""
