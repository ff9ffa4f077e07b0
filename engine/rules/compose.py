"""Users' templates: Jinja2 syntax, of which only what a mail needs is let through.

The sandbox stops escapes, not `10**(10**8)` or `center(2e9)`. So a template is parsed and refused unless every node,
filter and test is on a list, and each field (`company.name`) is replaced by one flat variable before it is compiled:
at run time there is no attribute, call or arithmetic left that could do anything. Sizes are bounded, so time is.
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import NoReturn

from jinja2 import Template, TemplateError, TemplateSyntaxError, Undefined, UndefinedError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from engine.errors import Invalid

MAX_SOURCE = 10_000  # characters; a mail of 120 words has under 1,000
MAX_TOKENS = 1_000  # also bounds how deep the parser can recurse
MAX_NESTING = 8  # brackets within brackets
MAX_NODES = 500
MAX_ITEMS = 50  # of a list field
MAX_VALUE = 5_000  # characters of one field
MAX_OUTPUT = 20_000
EMPTY: tuple[object, ...] = (None, "", [], {})

FILTERS = frozenset(
    {"default", "d", "upper", "lower", "title", "capitalize", "trim", "first", "last", "length", "join", "truncate"}
)
LIST_FILTER = "as_list"  # put around what a loop runs over; users cannot name it
TESTS = frozenset({"defined", "undefined", "eq", "equalto", "ne", "in", "even", "odd"})
NODES: frozenset[type[nodes.Node]] = frozenset(
    {
        nodes.Template,
        nodes.Output,
        nodes.TemplateData,
        nodes.Const,
        nodes.Filter,
        nodes.Test,
        nodes.If,
        nodes.CondExpr,
        nodes.For,
        nodes.Compare,
        nodes.Operand,
        nodes.And,
        nodes.Or,
        nodes.Not,
        nodes.Concat,
        nodes.List,
        nodes.Keyword,
    }
)
IN_WORDS: dict[type[nodes.Node], str] = {
    nodes.Call: "calling a function",
    nodes.Add: "arithmetic (texts are joined with ~)",
    nodes.Mul: "arithmetic",
    nodes.Pow: "arithmetic",
    nodes.Assign: "set",
    nodes.AssignBlock: "set",
}
ALLOWED_IN_WORDS = "Use fields, if, for over a list field, and the filters " + ", ".join(sorted(FILTERS)) + "."
SYNTAX_IN_WORDS = (
    "Write fields as {{ first_name }}, and end each {% if … %} with {% endif %}, each {% for … %} with {% endfor %}."
)

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # spreadsheets leave them in cells; mail must not have them

Scalar = str | int | float


class MissingField(Invalid):
    """A contact lacks a field that the template prints. The mail is held, not sent with a hole in it."""


class _Missing(Undefined):
    """An absent field: false in an `if`, mended by `default`, an error when it is printed, counted or looped over."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        """The flat variable's name, for `_at_run_time` to look up."""
        return self._undefined_name or ""

    def __str__(self) -> str:
        raise UndefinedError(self._undefined_message)

    def __iter__(self) -> Iterator[NoReturn]:
        raise UndefinedError(self._undefined_message)

    def __len__(self) -> int:
        raise UndefinedError(self._undefined_message)


def _printable(value: object) -> object:
    if isinstance(value, list):
        raise Invalid("A list cannot be printed as it is.", field="template", remedy='Use |join(", ").')
    return value


def _join(value: object, separator: str = "") -> str:
    """Not Jinja's own: that takes texts apart too, so a chain of them multiplies."""
    return _bounded(_between(value if isinstance(value, list) else [value], str(separator)))


def _between(items: list[object], separator: str) -> Iterator[str]:
    for position, item in enumerate(items):
        if position:
            yield separator
        yield str(item)


def _as_list(value: object, or_else: bool) -> list[object]:
    """What a loop may run over. An absent list is an error, unless the loop has an else."""
    if isinstance(value, list):
        return value
    if isinstance(value, _Missing):
        return [] if or_else else list(value)
    raise Invalid("A loop needs a list field.", field="template", remedy="Print the field without a loop.")


def _bounded(pieces: Iterable[str]) -> str:
    kept, length = [], 0
    for piece in pieces:
        length += len(piece)
        if length > MAX_OUTPUT:
            raise Invalid("The text becomes too long.", field="template", remedy=f"Keep it under {MAX_OUTPUT} signs.")
        kept.append(piece)
    return "".join(kept)


def _environment() -> ImmutableSandboxedEnvironment:
    """Without globals, and with nothing but the listed filters and tests."""
    made = ImmutableSandboxedEnvironment(
        undefined=_Missing, finalize=_printable, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
    made.globals.clear()
    made.policies["truncate.leeway"] = 0  # truncate(20) means 20, not up to 25
    own = {"join": _join, LIST_FILTER: _as_list}
    made.filters = {name: made.filters[name] for name in FILTERS} | own
    made.tests = {name: made.tests[name] for name in TESTS}
    return made


ENVIRONMENT = _environment()


@dataclass(frozen=True)
class _Compiled:
    """`variables` maps each flat variable of the compiled template to the dotted field it stands for."""

    template: Template
    variables: Mapping[str, str]


# --- the public part ------------------------------------------------------------------------------------------


def fields_used(source: str) -> frozenset[str]:
    """Dotted names of the fields a template looks at, e.g. {"first_name", "company.name"}."""
    return frozenset(_compiled(source).variables.values())


def check(source: str, fields: Mapping[str, object]) -> None:
    """Refuse a template that is not allowed, or uses a field that is not in `fields` (name to example value).

    A group without examples (`"custom": {}`) is open: any name in it may be used.
    """
    compiled = _compiled(source)
    for path in sorted(compiled.variables.values()):
        if not _known(fields, path):
            raise _unknown(path, names_of(fields))
    examples = {name: _plain(_example(_find(fields, path)), path) for name, path in compiled.variables.items()}
    _run(compiled, examples)


def render(source: str, fields: Mapping[str, object]) -> str:
    """The text for one contact. A printed field that is absent or empty raises MissingField unless it has a default."""
    compiled = _compiled(source)
    values = {name: _plain(_find(fields, path), path) for name, path in compiled.variables.items()}
    return _run(compiled, {name: value for name, value in values.items() if value is not None})


@contextmanager
def naming(part: str) -> Iterator[None]:
    """What is wrong with a source is wrong with this part of its template: "subject" or "body"."""
    try:
        yield
    except Invalid as wrong:
        raise Invalid(wrong.problem, field=part, remedy=wrong.remedy) from wrong


def _run(compiled: _Compiled, values: Mapping[str, object]) -> str:
    try:
        return _bounded(compiled.template.generate(values))
    except (TemplateError, TypeError, ValueError, AssertionError) as problem:  # "a" < 1; truncate(1) asserts
        raise _at_run_time(problem, compiled.variables) from problem


# --- compiling ------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def _compiled(source: str) -> _Compiled:
    try:
        _refuse_size(source)
        tree = ENVIRONMENT.parse(source)
        flattener = _Flattener()
        flattener.visit(tree)
        return _Compiled(ENVIRONMENT.from_string(tree), {name: path for path, name in flattener.names.items()})
    except TemplateSyntaxError as problem:
        where = f"Line {problem.lineno}: {problem.message}"
        raise Invalid(where, field="template", remedy=SYNTAX_IN_WORDS) from problem
    except (ValueError, RecursionError, SyntaxError) as problem:  # 5,000 digits; "not" or "if" nested without end
        raise _refused("something too large or too deep") from problem


def _refused(what: str, line: int = 0) -> Invalid:
    where = f"Line {line}: " if line else ""
    return Invalid(f"{where}{what} is not possible in a template.", field="template", remedy=ALLOWED_IN_WORDS)


def _refuse_size(source: str) -> None:
    if len(source) > MAX_SOURCE:
        raise Invalid("The template is too long.", field="template", remedy=f"Keep it under {MAX_SOURCE} characters.")
    tokens = depth = 0
    for _, kind, text in ENVIRONMENT.lex(source):
        tokens += kind not in ("data", "whitespace")
        depth += (text in ("(", "[", "{")) - (text in (")", "]", "}")) if kind == "operator" else 0
        if tokens > MAX_TOKENS or depth > MAX_NESTING:
            raise Invalid("The template is too complicated.", field="template", remedy="Split or simplify it.")


class _Flattener(NodeTransformer):
    """Checks every node and turns each field into one flat variable."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.item = ""  # what the template calls the item of the loop we are in
        self.count = 0

    def visit(self, node: nodes.Node, *args: object, **kwargs: object) -> nodes.Node:
        self.count += 1
        if self.count > MAX_NODES:
            raise Invalid("The template is too complicated.", field="template", remedy="Split or simplify it.")
        if isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
            return self._field(node)
        if isinstance(node, nodes.For):
            return self._loop(node)
        _refuse_node(node)
        return self.generic_visit(node)

    def _field(self, node: nodes.Node) -> nodes.Name:
        path = _path(node)
        if self.item and path == self.item:
            return nodes.Name("item", "load", lineno=node.lineno)
        if path.partition(".")[0] in (self.item, "loop"):
            raise _refused(path, node.lineno)
        name = self.names.setdefault(path, f"field_{len(self.names)}")
        return nodes.Name(name, "load", lineno=node.lineno)

    def _loop(self, node: nodes.For) -> nodes.For:
        """One loop at a time over a list field, so that the work is at most nodes times items."""
        if self.item or node.recursive or node.test or not isinstance(node.target, nodes.Name):
            raise _refused("a loop within a loop, or with anything but one name and one list field,", node.lineno)
        field = self._field(node.iter)
        or_else = nodes.Const(bool(node.else_), lineno=node.lineno)
        items = nodes.Filter(field, LIST_FILTER, [or_else], [], None, None, lineno=node.lineno, environment=ENVIRONMENT)
        self.item = node.target.name
        body = [self.visit(child) for child in node.body]
        self.item = ""
        other = [self.visit(child) for child in node.else_]
        target = nodes.Name("item", "store", lineno=node.lineno)
        return nodes.For(target, items, body, other, None, False, lineno=node.lineno)


def _refuse_node(node: nodes.Node) -> None:
    if type(node) not in NODES:
        raise _refused(IN_WORDS.get(type(node), type(node).__name__.lower()), node.lineno)
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        raise _refused(f"the filter {node.name}", node.lineno)
    if isinstance(node, nodes.Test) and node.name not in TESTS:
        raise _refused(f'the test "is {node.name}"', node.lineno)


def _path(node: nodes.Node) -> str:
    """`a.b["c"]` as "a.b.c". Anything else that is looked into is refused: a call, a text, a variable index."""
    parts: list[str] = []
    while not isinstance(node, nodes.Name):
        if isinstance(node, nodes.Getattr):
            parts.append(node.attr)
        elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            parts.append(str(node.arg.value))
        else:
            raise _refused("looking into anything but a field", node.lineno)
        node = node.node
    return ".".join([node.name, *reversed(parts)])


# --- values ---------------------------------------------------------------------------------------------------


def filled(fields: Mapping[str, object]) -> dict[str, object]:
    """Those of them that say something: what is empty hides no value that the same field has elsewhere."""
    return {
        name: value
        for name, value in fields.items()
        if (value.strip() if isinstance(value, str) else value) not in EMPTY
    }


def _find(fields: Mapping[str, object], path: str) -> object:
    """A name that somebody gave to a field of theirs may hold dots itself."""
    if path in fields:
        return fields[path]
    group, _, rest = path.partition(".")
    within = fields.get(group) if rest else None
    return _find(within, rest) if isinstance(within, Mapping) else None


def _known(fields: Mapping[str, object], path: str) -> bool:
    group = path.rpartition(".")[0]
    return path in names_of(fields) or (bool(group) and _find(fields, group) == {})


def _plain(found: object, path: str) -> Scalar | list[Scalar] | None:
    """The value as the template gets it; None when it is absent or empty."""
    if isinstance(found, list | tuple):
        return _items(found, path)
    return _scalar(found, path)


def _items(found: list[object] | tuple[object, ...], path: str) -> list[Scalar] | None:
    if len(found) > MAX_ITEMS:
        raise Invalid(f"The list has {len(found)} items.", field=path, remedy=f"Keep it to {MAX_ITEMS}.")
    return [item for one in found if (item := _scalar(one, path)) is not None] or None


def _scalar(found: object, path: str) -> Scalar | None:
    if found is None or isinstance(found, int | float):
        return found
    if isinstance(found, str):
        return _text(found, path)
    if isinstance(found, Mapping):
        names = ", ".join(f"{path}.{name}" for name in found)
        raise Invalid("This is a group of fields.", field=path, remedy=f"Use one of {names or 'its fields'}.")
    raise Invalid("This is neither text nor a number nor a list of them.", field=path, remedy="Give it as text.")


def _text(found: str, path: str) -> str | None:
    if len(found) > MAX_VALUE:
        raise Invalid(f"The text has {len(found)} characters.", field=path, remedy=f"Keep it to {MAX_VALUE}.")
    return CONTROL.sub(" ", found.replace("\r\n", "\n")).strip() or None


def _example(value: object) -> object:
    """Something to print where the catalogue of fields has no example."""
    return value or ["example"] if isinstance(value, list | tuple) else "example" if value in (None, "") else value


def names_of(fields: Mapping[str, object], prefix: str = "") -> list[str]:
    """As templates write them; "custom.…" where nobody has one yet."""
    names: list[str] = []
    for name, value in fields.items():
        group = names_of(value, f"{prefix}{name}.") or [f"{prefix}{name}.…"] if isinstance(value, Mapping) else None
        names += group or [f"{prefix}{name}"]
    return names


# --- saying what is wrong -------------------------------------------------------------------------------------


def _unknown(used: str, known: list[str]) -> Invalid:
    by_lower = {name.lower(): name for name in known} | {name.rpartition(".")[2].lower(): name for name in known}
    close = difflib.get_close_matches(used.lower(), by_lower, n=1, cutoff=0.6)
    guess = f"Did you mean {by_lower[close[0]]}? " if close else ""
    return Invalid(f"There is no such field: {used}.", field=used, remedy=f"{guess}Fields: {', '.join(known)}.")


def _at_run_time(problem: Exception, variables: Mapping[str, str]) -> Invalid:
    if not isinstance(problem, UndefinedError):
        return Invalid(f"The template does not work: {problem}.", field="template", remedy="Compare like with like.")
    path = variables.get(str(problem))
    if path is None:
        remedy = "Look at what stands before |first or |last."
        return Invalid("The template takes something out of an empty list.", field="template", remedy=remedy)
    remedy = f'Fill it in, or write {{{{ {path}|default("...") }}}} in the template.'
    lacks = "The mailbox has no name in From." if path.startswith("sender_") else f"This contact has no {path}."
    return MissingField(lacks, field=path, remedy=remedy)
