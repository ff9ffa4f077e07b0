"""Mails from files: single ones, folders, mbox files and maildirs, in sorted order."""

import re
from collections.abc import Iterator
from itertools import chain, pairwise
from pathlib import Path
from typing import BinaryIO

_ENVELOPE = re.compile(rb"From [^\n]*\d:\d\d")
_FIELD = re.compile(rb"[!-9;-~]+[ \t]*:|>?From ")
_ESCAPED = re.compile(rb">+From ")
BEGINNING, BEFORE = 64, b"\xef\xbb\xbf\r\n"
"""Editors and scripts put the mark of UTF-8 and empty lines before a file: with them all of an mbox were one mail."""
Problem = tuple[Path, str]


def files_of(path: Path, problems: list[Problem]) -> list[Path]:
    """Of a maildir what is in its cur/ and new/: tmp/ has unfinished mails, and servers keep their indexes beside."""
    if path.is_dir():
        found = sorted(file for file in path.rglob("*") if file.is_file() and not _is_of_the_maildir(file))
        return [file for file in found if not file.name.startswith(".")]
    if not path.exists():
        problems.append((path, "there is no such file or folder. Check the path."))
        return []
    return [path]


def _is_of_the_maildir(file: Path) -> bool:
    if (file.parent / "cur").is_dir():
        return True
    return file.parent.name == "tmp" and (file.parent.parent / "cur").is_dir()


def mails_of(file: Path, problems: list[Problem]) -> Iterator[tuple[str, bytes]]:
    try:
        with file.open("rb") as handle:
            beginning = handle.read(BEGINNING)
            handle.seek(len(beginning) - len(beginning.lstrip(BEFORE)))
            if beginning.lstrip(BEFORE).startswith(b"From ") and file.suffix != ".eml":
                yield from ((f"{file}#{number}", raw) for number, raw in enumerate(_split_mbox(handle), 1))
            else:
                yield str(file), handle.read()
    except OSError as error:
        problems.append((file, f"it cannot be read ({error.strerror}). Check its permissions."))


def _split_mbox(handle: BinaryIO) -> Iterator[bytes]:
    """Mails begin at a "From " line with a time in it, after a blank line (RFC 4155) and before a header: a sentence
    may begin like that as well. In a body ">From " is taken back to what was written, which is no quote."""
    kept: list[bytes] = []
    in_body = False
    for line, after in pairwise(chain(handle, [b""])):
        if kept and not kept[-1].strip(b"\r\n"):
            in_body = True
            if _ENVELOPE.match(line) and _FIELD.match(after):
                yield b"".join(kept)
                kept, in_body = [], False
        kept.append(line[1:] if in_body and _ESCAPED.match(line) else line)
    yield b"".join(kept)
