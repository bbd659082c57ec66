"""How a file of an earlier version becomes one of this version: `versions` holds one step a module, for Alembic."""
