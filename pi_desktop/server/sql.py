"""What the two kinds of database say differently."""

from collections.abc import Iterable

import msgspec
from sqlalchemy import Select, Text, bindparam, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

WORD = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that programs compare, byte by byte: ids, codes, instants."""


class _EachText(GenericFunction[str]):
    """The rows of a JSON list of texts; both databases name their column `value`."""

    name = "each_text"
    type = Text()
    inherit_cache = True


@compiles(_EachText, "sqlite")
def _for_sqlite(element: _EachText, compiler: SQLCompiler, **options: object) -> str:
    return f"json_each{compiler.process(element.clause_expr, **options)}"


@compiles(_EachText, "postgresql")
def _for_postgresql(element: _EachText, compiler: SQLCompiler, **options: object) -> str:
    return f"jsonb_array_elements_text(CAST({compiler.process(element.clause_expr, **options)} AS jsonb))"


def among(name: str) -> Select[tuple[str]]:
    """The texts that are given as the parameter `name`, as `texts` packs them, for use in a condition.

    They are one parameter, however many: given one by one, PostgreSQL compared each row with each of them.
    """
    return select(_EachText(bindparam(name)).table_valued("value").c.value)


def texts(values: Iterable[str]) -> str:
    return msgspec.json.encode(list(values)).decode()
