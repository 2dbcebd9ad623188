"""A constraint: no two rows of the same group may overlap in time. The database refuses, whatever Python does.

PostgreSQL: an exclusion constraint. SQLite: two triggers. Both are written with the table, again and again, so a
later AlterField (for which Django rebuilds a SQLite table) cannot lose them. docs/explanation/no-overlap.md says more.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table
from django.db.models import BaseConstraint, Model


class NoOverlap(BaseConstraint):
    """Rows that are alike in `within` never overlap from `starts` (included) to `ends` (excluded).

    Only rows whose `when` field has one of the `among` values count; without `when`, rows in which no field of
    `within` is null. No row may last longer than `longest`: that bounds how far back SQLite has to look.
    """

    def __init__(
        self,
        *,
        name: str,
        within: Sequence[str],
        starts: str,
        ends: str,
        when: str | None = None,
        among: Sequence[str] = (),
        longest: timedelta = timedelta(days=1),
    ) -> None:
        super().__init__(name=name)
        self.within = tuple(within)
        self.starts = starts
        self.ends = ends
        self.when = when
        self.among = tuple(among)
        self.longest = longest

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        kwargs |= {
            "within": self.within,
            "starts": self.starts,
            "ends": self.ends,
            "when": self.when,
            "among": self.among,
            "longest": self.longest,
        }
        return path, args, kwargs

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NoOverlap) and self.deconstruct() == other.deconstruct()

    __hash__ = BaseConstraint.__hash__

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = DEFAULT_DB_ALIAS) -> None:
        """Nothing: asking first and writing later is how places are sold twice. The database answers."""

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        """Called while a table is created: the SQL to run once it stands."""
        schema_editor.deferred_sql += self._statements(model, schema_editor)
        return ""

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        """Called when the constraint joins a table that stands already; PostgreSQL only (SQLite rebuilds)."""
        first, *others = self._statements(model, schema_editor)
        schema_editor.deferred_sql += others
        return first

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        """Called when the constraint leaves a table; PostgreSQL only (SQLite rebuilds)."""
        return _statement(
            "ALTER TABLE %(table)s DROP CONSTRAINT %(name)s, DROP CONSTRAINT %(long_name)s",
            model,
            schema_editor,
            name=schema_editor.quote_name(self.name),
            long_name=schema_editor.quote_name(self.name + "_long"),
        )

    def _statements(self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor) -> list[Statement]:
        if schema_editor.connection.vendor == "postgresql":
            return self._for_postgresql(model, schema_editor)
        return self._for_sqlite(model, schema_editor)

    def _column(self, model: type[Model], field: str) -> str:
        return f'"{model._meta.get_field(field).column}"'  # type: ignore[union-attr]

    def _counts(self, model: type[Model], row: str = "") -> str:
        """The SQL condition under which a row counts."""
        if self.when is None:
            return " AND ".join(f"{row}{self._column(model, field)} IS NOT NULL" for field in self.within)
        values = ", ".join(f"'{value}'" for value in self.among)
        return f"{row}{self._column(model, self.when)} IN ({values})"

    def _for_postgresql(self, model: type[Model], editor: BaseDatabaseSchemaEditor) -> list[Statement]:
        starts, ends = self._column(model, self.starts), self._column(model, self.ends)
        same = ", ".join(f"{self._column(model, field)} WITH =" for field in self.within)
        return [
            _statement("CREATE EXTENSION IF NOT EXISTS btree_gist", model, editor),
            _statement(
                "ALTER TABLE %(table)s ADD CONSTRAINT %(name)s EXCLUDE USING gist "
                "(%(same)s, tstzrange(%(starts)s, %(ends)s, '[)') WITH &&) WHERE (%(counts)s), "
                "ADD CONSTRAINT %(long_name)s CHECK "
                "(%(ends)s > %(starts)s AND %(ends)s <= %(starts)s + interval '%(longest)s seconds')",
                model,
                editor,
                name=editor.quote_name(self.name),
                long_name=editor.quote_name(self.name + "_long"),
                same=same,
                starts=starts,
                ends=ends,
                counts=self._counts(model),
                longest=int(self.longest.total_seconds()),
            ),
        ]

    def _for_sqlite(self, model: type[Model], editor: BaseDatabaseSchemaEditor) -> list[Statement]:
        """One trigger before an insert, one before an update.

        Django keeps instants as text, “2026-11-23 09:00:00”, with “.000001” only where there are microseconds; so
        they compare as text, and strftime with whole seconds gives a bound that is never too late.
        """
        starts, ends = self._column(model, self.starts), self._column(model, self.ends)
        same = " AND ".join(f"other.{self._column(model, f)} = NEW.{self._column(model, f)}" for f in self.within)
        pk = f'"{model._meta.pk.column}"'
        seconds = int(self.longest.total_seconds())
        return [
            _statement(
                "CREATE TRIGGER %(name)s BEFORE %(event)s ON %(table)s FOR EACH ROW WHEN %(counts)s BEGIN "
                "SELECT RAISE(ABORT, '%(plain_name)s_long') "
                "WHERE NEW.%(ends)s <= NEW.%(starts)s "
                "OR strftime('%%Y-%%m-%%d %%H:%%M:%%S', NEW.%(ends)s, '-%(longest)s seconds') > NEW.%(starts)s; "
                "SELECT RAISE(ABORT, '%(plain_name)s') WHERE EXISTS (SELECT 1 FROM %(table)s AS other "
                "WHERE %(same)s AND other.%(pk)s IS NOT NEW.%(pk)s AND %(other_counts)s "
                "AND other.%(starts)s < NEW.%(ends)s AND other.%(ends)s > NEW.%(starts)s "
                "AND other.%(starts)s >= strftime('%%Y-%%m-%%d %%H:%%M:%%S', NEW.%(starts)s, '-%(longest)s seconds')); "
                "END",
                model,
                editor,
                name=editor.quote_name(f"{self.name}_{event.lower()}"),
                plain_name=self.name,
                event=event,
                counts=self._counts(model, "NEW."),
                other_counts=self._counts(model, "other."),
                same=same,
                pk=pk,
                starts=starts,
                ends=ends,
                longest=seconds,
            )
            for event in ("INSERT", "UPDATE")
        ]


def _statement(template: str, model: type[Model], editor: BaseDatabaseSchemaEditor, **parts: Any) -> Statement:
    """A statement that follows its table when Django renames it, as it does while it rebuilds one on SQLite."""
    table = model._meta.db_table
    return Statement(template, table=Table(table, editor.quote_name), **parts)
