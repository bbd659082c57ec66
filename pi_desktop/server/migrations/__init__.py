"""How the server's tables of an earlier version become those of this version: `versions` holds one step a module, for
Alembic. A new database takes every step from the first.

Several server processes share one database, and laptops are updated one by one. So a step adds (a table, a column that
may be empty, an index) and never takes away what the version before it reads or writes; what is no longer used goes one
version later.
"""
