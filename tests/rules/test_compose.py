"""Users' templates: what works, what is refused, and that nothing can be made to run long or grow large."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import Invalid
from engine.rules.compose import MAX_OUTPUT, MissingField, check, fields_used, render

FIELDS: dict[str, object] = {
    "first_name": "Ann",
    "company": {"name": "Sample Health", "city": "", "size": 40},
    "custom": {"lead source": "fair", "CRM.plan": "pro", "tags": ["billing", "", "clinics"]},
    "level": "vp",
    "nothing": None,
    "blank": "  ",
    "no_tags": [],
    "active": True,
}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param("Hi {{ first_name }},", "Hi Ann,", id="a field"),
        pytest.param("{{ company.name }}", "Sample Health", id="a field of a group"),
        pytest.param('{{ custom["lead source"] }}', "fair", id="a field with a space"),
        pytest.param('{{ custom["CRM.plan"] }}', "pro", id="a field with a dot"),
        pytest.param("{{ company.size }}", "40", id="a number"),
        pytest.param("{{ active }}", "True", id="a flag"),
        pytest.param("{{ first_name|upper|lower|capitalize }}", "Ann", id="filters"),
        pytest.param("{{ first_name ~ ' of ' ~ company.name }}", "Ann of Sample Health", id="joined texts"),
        pytest.param("{{ company.city|default('your town') }}", "your town", id="a default for an empty field"),
        pytest.param(
            "{{ nothing|d('x') }}{{ blank|d('y') }}{{ no_tags|d(['z'])|join }}", "xyz", id="every kind of empty"
        ),
        pytest.param("{{ company.name|truncate(9, true) }}", "Sample...", id="cut"),
        pytest.param("{{ company.name|truncate(length=9, killwords=true) }}", "Sample...", id="named arguments"),
        pytest.param("{% if company.city %}in {{ company.city }}{% else %}near you{% endif %}", "near you", id="if"),
        pytest.param("{{ 'big' if company.size >= 40 else 'small' }}", "big", id="inline if"),
        pytest.param("{% if level in ['vp', 'cxo'] and not company.city %}yes{% endif %}", "yes", id="and, not, in"),
        pytest.param("{% if level is defined or company.city is defined %}yes{% endif %}", "yes", id="tests"),
        pytest.param("{{ 'same' if company.city == nothing else 'other' }}", "same", id="two absent ones are equal"),
        pytest.param("{% if company.city == 'Ely' %}x{% elif 1 %}y{% endif %}", "y", id="an absent one compared"),
        pytest.param("{% for tag in custom.tags %}{{ tag }};{% endfor %}", "billing;clinics;", id="a loop"),
        pytest.param("{% for tag in no_tags %}x{% else %}no tags{% endfor %}", "no tags", id="a loop with an else"),
        pytest.param("{{ custom.tags|join(', ') }}", "billing, clinics", id="a list joined"),
        pytest.param("{{ custom.tags|join }}", "billingclinics", id="a list joined by nothing"),
        pytest.param("{{ level|join('-') }}", "vp", id="a text is not taken apart"),
        pytest.param("{{ custom.tags|first }} {{ custom.tags|length }}", "billing 2", id="first and length"),
        pytest.param("{# a note #}Hi", "Hi", id="a comment"),
        pytest.param("{% raw %}{{ x }}{% endraw %}", "{{ x }}", id="raw braces"),
        pytest.param("a\n{% if level %}\nb\n{% endif %}\nc", "a\nb\nc", id="a line of its own leaves no empty line"),
        pytest.param("no field at all", "no field at all", id="plain text"),
        pytest.param("", "", id="nothing"),
        pytest.param(
            "{% for item in custom.tags %}{{ item }}{{ first_name }}{% endfor %}", "billingAnnclinicsAnn", id="x"
        ),
        pytest.param("{% for field_0 in custom.tags %}{{ field_0 }}{% endfor %}", "billingclinics", id="our own names"),
    ],
)
def test_what_a_mail_needs_works(source: str, text: str) -> None:
    assert render(source, FIELDS) == text
    check(source, FIELDS)


def test_what_a_field_holds_is_never_read_as_a_template() -> None:
    assert render("{{ first_name }}", {"first_name": "{{ level }} {% if %}"}) == "{{ level }} {% if %}"


def test_the_fields_of_a_template_are_known_without_rendering() -> None:
    source = (
        "{{ first_name }} {% for tag in custom.tags %}{{ tag }}{{ company.name }}{% endfor %}{{ a['b c'] }}{{ x[0] }}"
    )
    assert fields_used(source) == {"first_name", "custom.tags", "company.name", "a.b c", "x.0"}


@pytest.mark.parametrize(
    ("source", "field"),
    [
        pytest.param("{{ company.city }}", "company.city", id="empty"),
        pytest.param("{{ blank }}", "blank", id="blank"),
        pytest.param("{{ nothing|upper }}", "nothing", id="none, filtered"),
        pytest.param("{{ absent }}", "absent", id="absent"),
        pytest.param("{{ absent.deeper.still }}", "absent.deeper.still", id="absent group"),
        pytest.param("{{ first_name.last }}", "first_name.last", id="a part of a text"),
        pytest.param("{{ 'Hi ' ~ nothing }}", "nothing", id="joined"),
        pytest.param("{{ no_tags|join(', ') }}", "no_tags", id="an empty list, joined"),
        pytest.param("{{ no_tags|first }}", "no_tags", id="an empty list, its first"),
        pytest.param("{{ no_tags|length }}", "no_tags", id="an empty list, counted"),
        pytest.param("{% for tag in no_tags %}x{% endfor %}", "no_tags", id="an empty list, looped over"),
        pytest.param("{% if nothing > 3 %}x{% endif %}", "nothing", id="compared in order"),
    ],
)
def test_a_hole_in_the_text_is_refused_by_name(source: str, field: str) -> None:
    with pytest.raises(MissingField) as caught:
        render(source, FIELDS)
    assert caught.value.field == field
    assert "default" in caught.value.remedy


def test_a_contact_may_lack_what_the_catalogue_has_no_example_of() -> None:
    check("{{ company.city }} {{ nothing }} {{ no_tags|join }} {% for one in no_tags %}{{ one }}{% endfor %}", FIELDS)


@pytest.mark.parametrize(
    ("source", "field", "remedy"),
    [
        pytest.param("{{ firstname }}", "firstname", "Did you mean first_name?", id="misspelt"),
        pytest.param("{{ company.nme }}", "company.nme", "Did you mean company.name?", id="misspelt in a group"),
        pytest.param("{{ city }}", "city", "Did you mean company.city?", id="its group forgotten"),
        pytest.param("{{ zzz }}", "zzz", "Fields: first_name, company.name", id="nothing like it"),
        pytest.param("{{ zzz|default('x') }}", "zzz", "Fields:", id="a default does not excuse a misspelling"),
        pytest.param("{{ company }}", "company", "Fields:", id="a whole group"),
    ],
)
def test_an_unknown_field_is_named_with_the_closest(source: str, field: str, remedy: str) -> None:
    with pytest.raises(Invalid, match="no such field") as caught:
        check(source, FIELDS)
    assert caught.value.field == field
    assert remedy in caught.value.remedy


def test_a_group_without_examples_is_open() -> None:
    check("{{ custom.anything }} {{ custom.else|upper }}", {"custom": {}})
    for source in ("{{ other.anything }}", "{{ custom }}", "{{ custom.one.deeper }}"):
        with pytest.raises(Invalid, match="no such field") as caught:
            check(source, {"custom": {}})
        assert "custom.…" in caught.value.remedy
    with pytest.raises(Invalid, match="no such field"):
        check("{{ anything }}", {})


def test_what_spreadsheets_leave_in_cells_does_not_get_into_the_mail() -> None:
    assert render("{{ x }}", {"x": "one\r\ntwo\x0bthree\r\x00"}) == "one\ntwo three"


def test_a_loops_item_is_known_only_inside_its_loop() -> None:
    with pytest.raises(Invalid, match="no such field") as caught:
        check("{% for tag in custom.tags %}{{ tag }}{% else %}{{ tag }}{% endfor %}", FIELDS)
    assert caught.value.field == "tag"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        pytest.param("{{ first_name", "Line 1", id="not closed"),
        pytest.param("a\n{% if %}", "Line 2", id="the line is named"),
        pytest.param("{% for a in custom.tags %}", "Line 1", id="a loop not closed"),
        pytest.param("{{ custom.tags }}", "cannot be printed", id="a list printed"),
        pytest.param("{{ level < 1 }}", "does not work", id="a text compared with a number"),
        pytest.param("{{ level|truncate(1) }}", "does not work", id="a filter misused"),
        pytest.param("{{ []|first }}", "empty list", id="the first of nothing"),
        pytest.param("{% for a in level %}{{ a }}{% endfor %}", "needs a list", id="a loop over a text"),
    ],
)
def test_a_mistake_is_explained(source: str, words: str) -> None:
    with pytest.raises(Invalid, match=words) as caught:
        check(source, FIELDS)
    assert caught.value.remedy


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("{{ ''.__class__.__mro__ }}", id="the way up from a text"),
        pytest.param("{{ [].append }}", id="an attribute of a list"),
        pytest.param("{{ (first_name ~ '').upper }}", id="an attribute of an expression"),
        pytest.param("{{ ''|attr('__class__') }}", id="attr"),
        pytest.param("{{ first_name.upper() }}", id="a call"),
        pytest.param("{{ '{0.__class__}'.format(first_name) }}", id="format"),
        pytest.param("{{ first_name|format }}", id="the format filter"),
        pytest.param("{{ range(9) }}", id="range"),
        pytest.param("{{ lipsum(9) }}", id="lipsum"),
        pytest.param("{{ self.x() }}", id="self"),
        pytest.param("{{ custom[level] }}", id="an index that is not constant"),
        pytest.param("{{ level[0:1] }}", id="a slice"),
        pytest.param("{{ 2 * 3 }}", id="times"),
        pytest.param("{{ 'a' * 4000000000 }}", id="a text repeated"),
        pytest.param("{{ 10 ** (10 ** 8) }}", id="a power"),
        pytest.param("{{ 1 + 1 }}", id="plus"),
        pytest.param("{{ '%2000000000d' % 1 }}", id="percent"),
        pytest.param("{{ -1 }}", id="minus"),
        pytest.param("{{ 7 // 2 }}", id="division"),
        pytest.param("{{ level|center(2000000000) }}", id="center"),
        pytest.param("{{ level|replace('v', 'w') }}", id="replace"),
        pytest.param("{{ level|wordwrap(1) }}", id="wordwrap"),
        pytest.param("{{ level|indent(9) }}", id="indent"),
        pytest.param("{{ custom.tags|map('upper') }}", id="map"),
        pytest.param("{{ custom.tags|as_list(true) }}", id="our inner filter"),
        pytest.param("{{ level is sameas level }}", id="a test not on the list"),
        pytest.param("{{ (1, 2) }}", id="a tuple"),
        pytest.param("{{ {'a': 1} }}", id="a dictionary"),
        pytest.param("{% set x = 1 %}", id="set"),
        pytest.param("{% set x %}y{% endset %}", id="set with a body"),
        pytest.param("{% macro m() %}{% endmacro %}", id="macro"),
        pytest.param("{% include 'x' %}", id="include"),
        pytest.param("{% import 'x' as y %}", id="import"),
        pytest.param("{% extends 'x' %}", id="extends"),
        pytest.param("{% block x %}{% endblock %}", id="block"),
        pytest.param("{% filter upper %}x{% endfilter %}", id="filter block"),
        pytest.param("{% call x() %}{% endcall %}", id="call block"),
        pytest.param("{% for a in custom.tags recursive %}{% endfor %}", id="a recursive loop"),
        pytest.param("{% for a in custom.tags if a %}{% endfor %}", id="a filtered loop"),
        pytest.param("{% for a, b in custom.tags %}{% endfor %}", id="two names"),
        pytest.param("{% for a in [1, 2] %}{% endfor %}", id="a loop over a literal"),
        pytest.param("{% for a in range(9) %}{% endfor %}", id="a loop over a call"),
        pytest.param("{% for a in custom.tags %}{{ a.b }}{% endfor %}", id="a part of an item"),
        pytest.param("{% for a in custom.tags %}{{ loop.index }}{% endfor %}", id="loop"),
        pytest.param("{% for a in custom.tags %}{% for b in custom.tags %}{% endfor %}{% endfor %}", id="nested loops"),
        pytest.param("{{ " + "9" * 5000 + " }}", id="a very long number"),
        pytest.param("{{ level" + "|lower" * 480 + " }}", id="filters without end"),
        pytest.param("{{ " + "not " * 990 + "x }}", id="not without end"),
        pytest.param("{% if level %}" * 110 + "{% endif %}" * 110, id="if within if without end"),
    ],
)
def test_everything_else_is_refused(source: str) -> None:
    for ask in (fields_used, lambda text: render(text, FIELDS)):
        with pytest.raises(Invalid, match="not possible in a template") as caught:
            ask(source)
        assert caught.value.field == "template"


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("x" * 10_001, id="long"),
        pytest.param("{{ " + "(" * 9 + "level" + ")" * 9 + " }}", id="brackets"),
        pytest.param("{{ " + "[" * 9 + "]" * 9 + " }}", id="lists"),
        pytest.param("{{ level }}" * 340, id="many tokens"),
        pytest.param("{{ level" + " == level" * 400 + " }}", id="many nodes"),
    ],
)
def test_size_is_bounded(source: str) -> None:
    with pytest.raises(Invalid, match=r"too (?:long|complicated)"):
        fields_used(source)


LONG = {"text": "x" * 5000, "tags": ["y" * 5000] * 50}


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("{{ text }}" * 5, id="printed often"),
        pytest.param("{{ text" + " ~ text" * 400 + " }}", id="joined often"),
        pytest.param("{% for tag in tags %}{{ tag }}{% endfor %}", id="looped"),
        pytest.param("{{ tags|join }}", id="a long list"),
        pytest.param("{{ tags|join(tags|join(text)) }}", id="joins within joins"),
    ],
)
def test_no_template_makes_a_long_text(source: str) -> None:
    with pytest.raises(Invalid, match="too long"):
        render(source, LONG)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        pytest.param({"x": "a" * 5001}, "5001 characters", id="a long text"),
        pytest.param({"x": ["a"] * 51}, "51 items", id="a long list"),
        pytest.param({"x": {"a": 1, "b": 2}}, "Use one of x.a, x.b", id="a group"),
        pytest.param({"x": {}}, "Use one of its fields", id="an empty group"),
        pytest.param({"x": object()}, "neither text nor a number", id="an object"),
        pytest.param({"x": [object()]}, "neither text nor a number", id="a list of objects"),
        pytest.param({"x": 10**5000}, "does not work", id="an enormous number"),
    ],
)
def test_only_plain_values_are_let_in(fields: dict[str, object], words: str) -> None:
    with pytest.raises(Invalid, match=words):
        render("{{ x }}", fields)


def test_a_bad_value_of_a_field_that_is_not_used_is_no_matter() -> None:
    assert render("{{ x }}", {"x": "a", "y": object()}) == "a"


SCRAPS = [
    "{{",
    "}}",
    "{{ text }}",
    "{{ tags|join }}",
    "{% if text %}",
    "{% else %}",
    "{% endif %}",
    "{% for t in tags %}",
    "{% endfor %}",
    "{{ t }}",
    "{#",
    "#}",
    "text",
    "tags",
    "t",
    "(",
    ")",
    "[",
    "]",
    "|",
    "upper",
    "default('d')",
    "join(', ')",
    "~",
    "==",
    ".",
    "__class__",
    "'a'",
    "9",
    "*",
    "**",
    "range",
    "not",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(SCRAPS), max_size=25).map(" ".join))
def test_any_template_is_rendered_short_or_refused(source: str) -> None:
    try:
        length = len(render(source, {"text": "value", "tags": ["a", "b"]}))
    except Invalid as refusal:
        length = 0 if refusal.field and refusal.remedy else MAX_OUTPUT + 1
    assert length <= MAX_OUTPUT
