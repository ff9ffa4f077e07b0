"""FETCH items and SEARCH keys over one folder."""

import re
from collections.abc import Callable
from datetime import timedelta

from offhours.demo.market.imap_wire import (
    BadCommand,
    Token,
    internal_date,
    literal,
    parse_search_date,
    parse_set,
    word,
)
from offhours.demo.market.store import Message

_BODY = re.compile(r"BODY(\.PEEK)?\[([^\]]*)\](?:<(\d+)(?:\.(\d+))?>)?", re.IGNORECASE)
_FIELDS = re.compile(r"HEADER\.FIELDS(\.NOT)?\s*\(([^)]*)\)", re.IGNORECASE)
MACROS = {"FAST": ("FLAGS", "INTERNALDATE", "RFC822.SIZE")}
WHOLE = {"RFC822": "", "RFC822.HEADER": "HEADER", "RFC822.TEXT": "TEXT"}

# a message to bytes such as b"FLAGS (\\Seen)"
Item = Callable[[Message], bytes]


def fetch_items(token: Token) -> tuple[list[Item], bool]:
    """What to write for each message, and whether reading marks it as seen (no PEEK)."""
    names = [word(one) for one in token] if isinstance(token, list) else [word(token)]
    if len(names) == 1 and names[0].upper() in MACROS:
        names = list(MACROS[names[0].upper()])
    if not names:
        raise BadCommand("nothing to fetch")
    items = [_item(name) for name in names]
    return items, any(_marks_seen(name) for name in names)


def _marks_seen(name: str) -> bool:
    found = _BODY.fullmatch(name)
    return (found is not None and not found[1]) or name.upper() in {"RFC822", "RFC822.TEXT"}


def _item(name: str) -> Item:
    upper = name.upper()
    if upper == "UID":
        return lambda message: b"UID %d" % message.uid
    if upper == "FLAGS":
        return lambda message: b"FLAGS (%b)" % " ".join(message.flags).encode()
    if upper == "INTERNALDATE":
        return lambda message: b'INTERNALDATE "%b"' % internal_date(message.arrived).encode()
    if upper == "RFC822.SIZE":
        return lambda message: b"RFC822.SIZE %d" % len(message.raw)
    if upper in WHOLE:
        section = WHOLE[upper]
        return lambda message: upper.encode() + b" " + literal(section_of(message.raw, section))
    return _body_item(name)


def _body_item(name: str) -> Item:
    found = _BODY.fullmatch(name)
    if found is None:
        raise BadCommand(f"unknown item {name[:40]}")
    section, start, length = found[2], found[3], found[4]
    section_of(b"\r\n", section)  # a wrong section is refused even when no mail matches
    label = f"BODY[{section}]" + (f"<{start}>" if start is not None else "")

    def body(message: Message) -> bytes:
        data = section_of(message.raw, section)
        if start is not None:
            data = data[int(start) : int(start) + int(length)] if length is not None else data[int(start) :]
        return label.encode() + b" " + literal(data)

    return body


def section_of(raw: bytes, section: str) -> bytes:
    header, blank, text = raw.partition(b"\r\n\r\n")
    upper = section.upper()
    if upper == "":
        return raw
    if upper == "HEADER":
        return header + blank
    if upper == "TEXT":
        return text
    found = _FIELDS.fullmatch(section)
    if found is None:
        raise BadCommand(f"unknown section {section[:40]}")
    wanted = {name.strip('"').lower() for name in found[2].split()}
    lines = re.split(rb"\r\n(?![ \t])", header)
    kept = [
        line
        for line in lines
        if (line.partition(b":")[0].decode("ascii", "replace").strip().lower() in wanted) != bool(found[1])
    ]
    return b"".join(line + b"\r\n" for line in kept) + b"\r\n"


class Search:
    """SEARCH over a folder. `uids` is ascending; the k-th has sequence number k + 1."""

    def __init__(self, uids: list[int], load: Callable[[int], Message], by_id: Callable[[str], set[int]]) -> None:
        self._uids = uids
        self._load = load
        self._by_id = by_id
        self._left = set(uids)
        """What the keys before have left: only these are looked into."""

    def run(self, tokens: list[Token]) -> list[int]:
        """UIDs that fulfil all keys."""
        tokens = list(tokens)
        if len(tokens) >= 2 and not isinstance(tokens[0], list) and word(tokens[0]).upper() == "CHARSET":
            if word(tokens[1]).upper() not in {"UTF-8", "US-ASCII"}:
                raise BadCommand("[BADCHARSET (UTF-8 US-ASCII)] unknown charset")
            del tokens[:2]
        if not tokens:
            raise BadCommand("nothing to search")
        found = set(self._uids)
        while tokens:
            self._left = found
            found = found & self._key(tokens)
        return sorted(found)

    def _key(self, tokens: list[Token]) -> set[int]:
        if not tokens:
            raise BadCommand("a search key is missing")
        token = tokens.pop(0)
        if isinstance(token, list):
            left = self._left
            found = set(self.run(token))
            self._left = left
            return found
        name = word(token).upper()
        if name == "NOT":
            return set(self._uids) - self._key(tokens)
        if name == "OR":
            return self._key(tokens) | self._key(tokens)
        if re.fullmatch(r"[\d*,:]+", name):
            numbers = parse_set(name.encode(), list(range(1, len(self._uids) + 1)))
            return {self._uids[number - 1] for number in numbers}
        return self._simple(name, tokens)

    def _simple(self, name: str, tokens: list[Token]) -> set[int]:
        flag = re.fullmatch(r"(UN)?(SEEN|ANSWERED|FLAGGED|DELETED|DRAFT)", name)
        if name == "ALL":
            return set(self._uids)
        if flag is not None:
            return self._where(lambda m: (f"\\{flag[2].capitalize()}" in m.flags) != bool(flag[1]))
        if name == "UID":
            return set(parse_set(self._argument(tokens).encode(), self._uids))
        if name == "HEADER":
            return self._header(self._argument(tokens), self._argument(tokens))
        if name in {"FROM", "TO", "CC", "SUBJECT"}:
            return self._header(name, self._argument(tokens))
        if name in {"SINCE", "BEFORE", "ON"}:
            return self._dated(name, self._argument(tokens))
        raise BadCommand(f"unknown search key {name[:40]}")

    @staticmethod
    def _argument(tokens: list[Token]) -> str:
        if not tokens:
            raise BadCommand("an argument is missing")
        return word(tokens.pop(0))

    def _where(self, wanted: Callable[[Message], bool]) -> set[int]:
        return {uid for uid in self._left if wanted(self._load(uid))}

    def _header(self, field: str, value: str) -> set[int]:
        """A substring of the header as it travels (encoded words are not decoded)."""
        if field.lower() == "message-id" and re.fullmatch(r"<[^<>]+>", value):
            return self._by_id(value) & set(self._uids)
        section = f"HEADER.FIELDS ({field})"

        def has(message: Message) -> bool:
            text = section_of(message.raw, section).decode("utf-8", "replace")
            present = bool(text.strip())
            return present and value.lower() in text.partition(":")[2].lower()

        return self._where(has)

    def _dated(self, name: str, text: str) -> set[int]:
        day = parse_search_date(text)
        after, before = {
            "SINCE": (day, None),
            "BEFORE": (None, day),
            "ON": (day, day + timedelta(days=1)),
        }[name]
        return self._where(lambda m: (after is None or m.arrived >= after) and (before is None or m.arrived < before))
