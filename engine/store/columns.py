"""Column types shared by all tables: words instead of native enums, aware times, JSON documents."""

from collections.abc import Collection
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    DateTime,
    Enum,
    ForeignKey,
    Identity,
    LargeBinary,
    Text,
    any_,
    bindparam,
    func,
    literal,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field


def key() -> Any:
    """A bigint identity primary key."""
    return Field(default=None, sa_column=Column(BigInteger, Identity(), primary_key=True))


def ref(
    target: str, *, null: bool = False, index: bool = True, ondelete: str = "RESTRICT", primary: bool = False
) -> Any:
    """A foreign key; nothing is deleted along with its parent unless asked for."""
    column = Column(BigInteger, ForeignKey(target, ondelete=ondelete), nullable=null, index=index, primary_key=primary)
    return Field(default=None, sa_column=column) if null else Field(sa_column=column)


def words(enum: type[StrEnum], default: StrEnum | None = None, *, null: bool = False, check: str = "") -> Any:
    """A text column that holds the enum's values, with a CHECK; a native type would hold member names.

    `check` names the constraint, for a table with two columns of one enum.
    """
    kind = Enum(
        enum,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=check or enum.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )
    column: Column[Any] = Column(kind, nullable=null, server_default=None if default is None else default.value)
    if default is None and not null:
        return Field(sa_column=column)
    return Field(default=default, sa_column=column)


def moment(*, null: bool = True, index: bool = False) -> Any:
    """An instant; aware, UTC."""
    column = Column(DateTime(timezone=True), nullable=null, index=index)
    return Field(default=None, sa_column=column) if null else Field(sa_column=column)


def string(default: str | None = "", *, index: bool = False, unique: bool = False) -> Any:
    """A text that is never NULL: "" means nothing was said."""
    column = Column(Text, nullable=False, index=index, unique=unique, server_default=default)
    return Field(sa_column=column) if default is None else Field(default=default, sa_column=column)


def maybe_text(*, unique: bool = False, index: bool = False) -> Any:
    """A text that may be absent, for unique keys that only some rows have."""
    return Field(default=None, sa_column=Column(Text, nullable=True, unique=unique, index=index))


def document(*, null: bool = False, items: bool = False) -> Any:
    """A JSON object (or a list when `items`)."""
    empty = "[]" if items else "{}"
    column: Column[Any] = Column(JSONB(none_as_null=True), nullable=null, server_default=None if null else empty)
    if null:
        return Field(default=None, sa_column=column)
    return Field(default_factory=list if items else dict, sa_column=column)


def blob(*, null: bool = False) -> Any:
    """Raw bytes of a mail."""
    column = Column(LargeBinary, nullable=null)
    return Field(default=None, sa_column=column) if null else Field(sa_column=column)


def storable(text: str) -> str:
    """PostgreSQL takes neither NUL nor half of a surrogate pair."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def domain_of(email: Any) -> ColumnElement[str]:
    """What stands after the last @."""
    return func.split_part(email, "@", -1)


def domains_above(email: str) -> str:
    """SQL: the domain of the address in this expression and those above it: mail.acme.com and acme.com, not com."""
    domain = f"split_part({email}, '@', 2)"
    return (
        f"case when {domain} like '%.%.%' then array(select array_to_string(labels[n:], '.')"  # noqa: S608 # our own words
        f" from string_to_array({domain}, '.') as labels, generate_series(1, cardinality(labels) - 1) as n)"
        f" else array[{domain}] end"  # most have two labels: to take them apart costs more than to look them up
    )


def among(column: Any, keys: Collection[int]) -> ColumnElement[bool]:
    """The column is one of these keys, said with one parameter: the statement stays the same for any number of them,
    so that the server plans it once. `in_` makes another statement for each number.
    """
    found: ColumnElement[bool] = column == any_(literal(list(keys), ARRAY(BigInteger)))
    return found


def listed(column: Any, name: str, kind: Any = BigInteger) -> ColumnElement[bool]:
    """The same with a named parameter: for a statement that is built once, which costs more than to run it."""
    found: ColumnElement[bool] = column == any_(bindparam(name, type_=ARRAY(kind)))
    return found
