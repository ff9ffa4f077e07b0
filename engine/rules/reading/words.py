"""The sender's own new words: the body without quotes, attributions, forwards, signature, disclaimers and banners."""

import re
from dataclasses import dataclass

from engine.rules.compliance import WORDS as FOOTERS
from engine.rules.reading.attributions import (
    attribution,
    block_start,
    header_block,
    header_kind,
    introduces_the_rest,
    is_reply_mark,
    may_end_attribution,
    may_introduce,
    starts_tail,
)
from engine.rules.reading.banners import banner_end, tag_end
from engine.rules.reading.postscripts import postscript
from engine.rules.reading.signatures import signature_start

LINES_AT_MOST = 3_000  # a person writes fewer; what follows counts as quoted
LINE_AT_MOST = 4_000  # characters of a line that are looked at for markers
# ">" begins a quote, but not a smiley's, a decoration's ">>> look here <<<", nor the end of "<jo@x.test\n> wrote:".
_QUOTED = re.compile(r"[ \t]{0,4}(?:>(?!:$|[ \t]*[^\W\d]{4,10}[ \t]*:$)|»|[a-z]{2,3}>[ >]|\|[ \t]?>)")
_RULE = re.compile(r"[ \t]*[-_=*~—–]{3,}[ \t]*$")
_WROTE = ("wrote", "schrieb", "écrit", "escribió", "scritto", "schreef", "skrev", "escreveu")
# Own words with the attribution on the same line: some programs lose the line end between them.
_SHARED = re.compile(
    r"(?P<own>[^\s-].{0,300}?)[ \t]*(?:-{2,}[ \t]*)?(?<![\w,])(?P<rest>(?:On|Am|Le|El|Il|Op|Den|Em) "
    r"(?:[A-Za-zäáéûûç]{2,10}[.,]? )?(?:\d|[A-Z][a-z]{2,8}\.? \d).{6,160}"
    rf"(?:{'|'.join(_WROTE)})[ \t\w<>@.]{{0,60}}:)$"
)
# Whom a help desk names above its own line: "Kim Lund (Firma) via Desk".
_DESK = re.compile(r"[^.!?\n]{2,80} via [\w ]{2,30}$")
_RULES = " \t-_=*~—–#"
_SIGNED_AT_MOST = 4  # times in a run of lines: signature, postscript, the phone's line, an opt-out
_LONG_QUOTE = 60  # a quoted line this long was probably wrapped by a program that forgot the next ">"
_SHARED_AT_MOST = 600
# What our own mails end with: quoted without any mark it would be the writer's opt-out.
_OUR_FOOTER = tuple(sentence.lower() for words in FOOTERS.values() for sentence in words)
_TEXT, _QUOTE = "t", "q"
_RUN = re.compile(f"{_TEXT}+")
_BLANKS = re.compile(r"\n\n\n+")


@dataclass(frozen=True)
class Words:
    text: str
    signature: str
    quoted: str


def split(body: str, writer: frozenset[str] = frozenset()) -> Words:
    """Inline answers between quotes stay, in their order. `writer` are the words of the sender's name in lower case."""
    lines = [line[:LINE_AT_MOST].rstrip() for line in body.split("\n", LINES_AT_MOST)[:LINES_AT_MOST]]
    if any(map(body.__contains__, _WROTE)) and any(line.endswith(":") and _shared(line) for line in lines):
        lines = [part for line in lines for part in _apart(line)]
    lowered = "\n".join(lines).lower().split("\n")
    marks = _mark(lowered)
    text: list[str] = []
    signature: list[str] = []
    for start, end in _runs(marks):
        if not text:
            start += banner_end(lowered[start:end])
            if start < end:
                _cut_tag(lines, lowered, start)
        for _ in range(_SIGNED_AT_MOST):
            cut = start + signature_start(lowered[start:end], writer)
            text.extend([*lines[start:cut], ""])
            start = cut + postscript(lowered[cut:end], alone=not any(text))
            signature.extend(lines[cut:start])
            if start >= end:
                break
        signature.extend(lines[start:end])
    quoted = [line for line, mark in zip(lines, marks, strict=True) if mark == _QUOTE]
    return Words(_join(text), _join(signature), "\n".join(quoted))


def _shared(line: str) -> re.Match[str] | None:
    return _SHARED.match(line) if len(line) < _SHARED_AT_MOST and any(word in line for word in _WROTE) else None


def _apart(line: str) -> tuple[str, ...]:
    shared = _shared(line)
    return (shared["own"], shared["rest"]) if shared else (line,)


def _mark(lines: list[str]) -> list[str]:
    marks = [_QUOTE if (">" in line or "»" in line) and _is_quoted(line) else _TEXT for line in lines]
    if _QUOTE in marks:
        _mark_wrapped(lines, marks)
    for number, line in enumerate(lines):
        if line.startswith(_OUR_FOOTER):
            marks[number] = _QUOTE
    tail = len(lines)
    for number, line in enumerate(lines):
        if number >= tail:
            break
        if line and marks[number] == _TEXT and may_introduce(line):
            tail = min(tail, _mark_introduction(lines, marks, number))
        elif line.endswith(">>>") and introduces_the_rest(line) and _next_mark(lines, marks, number) == _TEXT:
            tail = number
    marks[tail:] = _QUOTE * (len(lines) - tail)
    return marks


def _is_quoted(line: str) -> bool:
    decorates = line.endswith("<<") and line.lstrip().startswith(">")
    return not decorates and _QUOTED.match(line) is not None


def _mark_wrapped(lines: list[str], marks: list[str]) -> None:
    for number in range(1, len(lines) - 1):
        if (
            marks[number - 1] == marks[number + 1] == _QUOTE
            and marks[number] == _TEXT
            and lines[number]
            and (len(lines[number - 1]) >= _LONG_QUOTE or _is_end_of_link(lines, number))
        ):
            marks[number] = _QUOTE


def _is_end_of_link(lines: list[str], number: int) -> bool:
    """What a link in brackets was wrapped to, or pushed to a line of its own."""
    line, above = lines[number].strip(), lines[number - 1]
    if line.startswith(("(http", "<http")):
        return True
    return line.endswith(")") and "(" not in line and above.rfind("(") > above.rfind(")")


def _mark_introduction(lines: list[str], marks: list[str], number: int) -> int:
    """Mark an attribution that ends here; where everything that follows is quoted if it starts here."""
    line = lines[number]
    if starts_tail(line):
        answered = any(above.strip(_RULES) and not _DESK.match(above) for above in lines[:number])
        if answered or not is_reply_mark(line):
            return number
        # Above everything it is a help desk's, and what follows is what its agent wrote.
        below = number + 1
        while below < len(lines) and lines[below] and not lines[below].strip(_RULES):
            below += 1
        marks[:below] = _QUOTE * below
        return len(lines)
    if header_kind(line) and (size := header_block(lines, number)):
        if any(lines[:number]) or _next_mark(lines, marks, number + size - 1) != _QUOTE:
            return block_start(lines, number)
        marks[number : number + size] = _QUOTE * size  # nothing above and a marked quote below: answered below it
        return len(lines)
    if not may_end_attribution(line):
        return len(lines)
    before_quote = _next_mark(lines, marks, number) == _QUOTE
    if line.endswith(">") and not before_quote:
        return len(lines)
    size = attribution(lines, number, before_quote=before_quote)
    for own in range(number - size + 1, number + 1):
        marks[own] = _QUOTE
    return number if size and not before_quote else len(lines)


def _next_mark(lines: list[str], marks: list[str], number: int) -> str:
    return next((marks[n] for n in range(number + 1, len(lines)) if lines[n]), "")


def _cut_tag(lines: list[str], lowered: list[str], number: int) -> None:
    tag = tag_end(lowered[number])
    lines[number], lowered[number] = lines[number][tag:], lowered[number][tag:]


def _runs(marks: list[str]) -> list[tuple[int, int]]:
    """(start, end) of each run of own lines."""
    return [run.span() for run in _RUN.finditer("".join(marks))]


def _join(lines: list[str]) -> str:
    """Lines with at most one blank between them, without rules left over at the end."""
    kept = list(lines)
    while kept and (not kept[-1] or _RULE.match(kept[-1])):
        kept.pop()
    text = "\n".join(kept)
    return (_BLANKS.sub("\n\n", text) if "\n\n\n" in text else text).strip()
