"""What the pages name exists: files, links, headings, commands, targets, settings, policies, endpoints."""

import re
import subprocess
from dataclasses import fields
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from api.app import create_app
from engine.rules.policies import LIMITS, Policies
from engine.rules.vocabulary import HeldReason, Kind
from engine.settings import Settings
from engine.store.tables import METADATA
from offhours.cli import COMMANDS, app
from offhours.commands.settings import page
from tests.rules.reading.answers import cases

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^()\s]+)\)|(?:src|href)=\"([^\"]+)\"")
QUOTED = re.compile(r"`([^`\n]+)`")
TOP = ("engine", "api", "workers", "offhours", "templates", "tests", "alembic", "docs")
FILE = re.compile(rf"(?:(?:{'|'.join(TOP)})/[\w./-]+|[\w-]+/?\.(?:md|toml|lock))")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
MAKE = re.compile(r"\bmake ([a-z]+)\b")
COMMAND = re.compile(r"(?:^|bin/)offhours ([a-z][a-z-]+)\b", re.MULTILINE)
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)
VARIABLE = re.compile(r"\b(?:OFFHOURS_[A-Z_]+|DATABASE_URL|REDIS_URL)\b")
ENDPOINT = re.compile(r"(?:\$API|/api/v1)(/[\w/{}-]+)")
FORBIDDEN = (".." + "/shared", "/work" + "/")


def shown(path: Path) -> str:
    return COMMENT.sub("", path.read_text("utf-8"))


def code(text: str) -> str:
    """All that a reader might copy: fenced blocks and what stands in backticks."""
    return "\n".join([*FENCE.findall(text), *QUOTED.findall(FENCE.sub("", text))])


def named(path: Path) -> pytest.param:
    return pytest.param(path, id=str(path.relative_to(ROOT)))


every_page = pytest.mark.parametrize("path", [named(path) for path in PAGES])


@cache
def endpoints() -> frozenset[str]:
    """Paths of the API with 1 for each parameter."""
    return frozenset(re.sub(r"\{\w+\}", "1", path) for path in create_app(SimpleNamespace()).openapi()["paths"])


def anchor(heading: str) -> str:
    """As the usual forges make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@every_page
def test_every_link_leads_somewhere(path: Path) -> None:
    for first, second in LINK.findall(shown(path)):
        target, _, place = (first or second).partition("#")
        if target.startswith(("http:", "https:", "mailto:")):
            continue
        goal = (path.parent / target).resolve() if target else path
        assert goal.exists(), target
        assert goal.is_relative_to(ROOT), target
        assert not place or place in map(anchor, HEADING.findall(goal.read_text("utf-8"))), (target, place)


@every_page
def test_every_file_that_is_named_exists(path: Path) -> None:
    for words in QUOTED.findall(FENCE.sub("", shown(path))):
        for name in filter(FILE.fullmatch, words.split()):
            assert (ROOT / name).exists() or (path.parent / name).exists(), name


@every_page
def test_every_make_target_exists(path: Path) -> None:
    targets = set(TARGET.findall((ROOT / "Makefile").read_text("utf-8")))
    assert set(MAKE.findall(code(shown(path)))) <= targets


@every_page
def test_every_command_exists(path: Path) -> None:
    assert set(COMMAND.findall(code(shown(path)))) <= set(COMMANDS)


@every_page
def test_every_variable_is_a_setting(path: Path) -> None:
    known = set(VARIABLE.findall(page()))
    assert set(VARIABLE.findall(shown(path))) <= known


@every_page
def test_every_endpoint_exists(path: Path) -> None:
    for place in ENDPOINT.findall(shown(path)):
        wanted = re.sub(r"/\{\w+\}|/\d+", "/1", f"/api/v1{place}")
        assert wanted in endpoints(), place


@every_page
def test_a_page_stands_on_its_own(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not [word for word in FORBIDDEN if word in text]
    assert text.endswith("\n")


def test_nothing_in_the_repository_needs_a_place_outside_it() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout.decode()
    files = [ROOT / name for name in listed.split("\0") if name] or [*PAGES]
    for file in files:
        if file.suffix in {".py", ".md", ".toml", ".html", ".txt", ".sh"} and file.exists():
            assert FORBIDDEN[0] not in file.read_text("utf-8"), file


def test_the_settings_page_is_what_the_program_prints() -> None:
    assert (ROOT / "docs" / "settings.md").read_text("utf-8") == page()


def test_the_command_prints_the_settings_page() -> None:
    printed = CliRunner().invoke(app, ["settings"])
    assert (printed.exit_code, printed.stdout) == (0, page())


def test_the_settings_page_has_every_setting() -> None:
    assert page().count("\n| `") == len(Settings.model_fields)


def test_the_policies_of_the_method_page_are_those_of_the_code() -> None:
    text = (ROOT / "docs" / "method.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (\S+) \| (\S*) ?\| (\S*) ?\|", text, re.MULTILINE)
    expected = []
    for policy in fields(Policies):
        least, most = LIMITS.get(policy.name, ("", ""))
        expected.append((policy.name, str(policy.default), str(least), str(most)))
    assert rows == expected


def test_the_method_page_has_every_rule() -> None:
    rows = re.findall(r"^\| M(\d+)(?: to M(\d+))? ", (ROOT / "docs" / "method.md").read_text("utf-8"), re.MULTILINE)
    told = [number for first, last in rows for number in range(int(first), int(last or first) + 1)]
    assert told == list(range(1, 37))


def test_the_reading_page_has_every_kind() -> None:
    assert {kind.value for kind in Kind} <= set(QUOTED.findall(shown(ROOT / "docs" / "reading.md")))


def test_the_reading_page_counts_the_languages_of_the_corpus() -> None:
    languages = len({case.lang for case in cases()})
    assert f"in {languages} languages" in shown(ROOT / "docs" / "reading.md")


def test_held_reasons_that_are_named_exist() -> None:
    text = shown(ROOT / "docs" / "method.md")
    reasons = {word for group in re.findall(r"\((`[a-z_`, ]+`)\)", text) for word in QUOTED.findall(group)}
    policies = {policy.name for policy in fields(Policies)}
    assert reasons - policies <= {reason.value for reason in HeldReason}


def test_the_architecture_page_has_every_table() -> None:
    told = set(QUOTED.findall(shown(ROOT / "docs" / "architecture.md")))
    assert set(METADATA.tables) - {"campaign_mailbox"} <= told, "but for a mere pair of two others"


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (folder / "README.md").read_text("utf-8"))
    assert listed == sorted(file.name for file in folder.glob("[0-9]*.md"))
