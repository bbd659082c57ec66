"""An invented step: two tables are made anew, one gets a column, one is added and filled."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("search_entry") as batch:
        batch.add_column(sa.Column("language", sa.Text))
        batch.alter_column("words", existing_type=sa.Text, nullable=True)
    with op.batch_alter_table("goal", table_kwargs={"sqlite_with_rowid": False}) as batch:
        batch.alter_column("words", existing_type=sa.Text, nullable=False)
    op.add_column("family", sa.Column("nickname", sa.Text))
    op.create_table("lullaby", sa.Column("id", sa.Text, primary_key=True), sa.Column("words", sa.Text))
    op.execute("INSERT INTO lullaby SELECT id, words FROM goal")
