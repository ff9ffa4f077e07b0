"""Raw mail to `ParsedMail`. Fast, bounded, and it never raises: what is broken is said in `defects`."""

import re

from engine.rules.reading import tnef
from engine.rules.reading.encoded import decode_words
from engine.rules.reading.fields import NOBODY, mailboxes, message_ids, moment
from engine.rules.reading.html_text import html_to_text
from engine.rules.reading.mail import Mailbox, ParsedMail, Part
from engine.rules.reading.tree import Entity, read_tree
from engine.rules.reading.words import Words, split

EMBEDDED_AT_MOST = 5
EMBEDDED_DEPTH = 2
_TNEF = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
# A file written into the text, as programs did before MIME.
_UUENCODED = re.compile(
    r"^begin [0-7]{3,4} [^\n]{1,200}\n(?:[!-`][ -`]{0,80}\n)+(?:[` ]?\n)?(?:end[ \t]*$)?", re.MULTILINE
)
# The armour of signed words; a line that begins with dashes got "- " before it (RFC 9580).
_ARMOUR = re.compile(
    r"^-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Z][\w-]*: [^\n]*\n)*\n?|"
    r"^-----BEGIN PGP (?:SIGNATURE|PUBLIC KEY BLOCK)-----(?:\n(?!-----)[^\n]*){0,400}"
    r"(?:\n-----END PGP [A-Z ]+-----)?|^- (?=-)",
    re.MULTILINE,
)
_ENRICHED = frozenset({"text/enriched", "text/richtext"})
_COMMAND = re.compile(r"<param>[^<]*</param>|</?[A-Za-z][\w-]{0,60}>|(?<=<)<", re.IGNORECASE)
_APART = dict.fromkeys(map(ord, "._-+,'\"()0123456789"), " ")
_READABLE = ("text/", "message/")
# A plain part as short as this may say only "your program cannot show HTML", or name a picture.
_STUB = 60
_SAYS_NOTHING = re.compile(r"[^?]*\bHTML\b|\s*(?:[\[<(]\S+[\])>]\s*)+$")


def parse(raw: bytes) -> ParsedMail:
    """The mail as the rules see it."""
    return _mail(read_tree(raw), depth=0)


def _mail(root: Entity, depth: int) -> ParsedMail:
    """Of embedded mails the plain text is kept, and its words are not told apart: nobody wrote them to us."""
    leaves = list(root.leaves())
    parts = tuple(_part(leaf, with_html=depth == 0) for leaf in leaves)
    body = _body(root, dict(zip(map(id, leaves), parts, strict=True)))
    if not body and depth == 0:
        body = _wrapped_words(leaves)
    sender = _sender(root)
    words = split(body, _named(sender)) if depth == 0 else Words("", "", "")
    headers: dict[str, tuple[str, ...]] = {}
    for name, value in root.fields:
        said = (decode_words(value) if "=?" in value else value,)
        headers[name] = headers[name] + said if name in headers else said
    dates = headers.get("date", ())
    return ParsedMail(
        headers=headers,
        sender=sender,
        to=mailboxes(root.raw("to")),
        cc=mailboxes(root.raw("cc")),
        subject=decode_words(root.raw("subject")),
        message_id=next(iter(message_ids(root.raw("message-id"))), ""),
        in_reply_to=message_ids(root.raw("in-reply-to")),
        references=message_ids(root.raw("references")),
        date=moment(dates, headers.get("received", ())),
        content_type=root.type_,
        parts=parts,
        body=body,
        text=words.text,
        signature=words.signature,
        quoted=words.quoted,
        embedded=_embedded(leaves, depth),
        defects=tuple(dict.fromkeys(root.defects)),
    )


def _sender(root: Entity) -> Mailbox:
    """From, else Sender."""
    found = mailboxes(root.raw("from")) or mailboxes(root.raw("sender"))
    return found[0] if found else NOBODY


def _named(sender: Mailbox) -> frozenset[str]:
    """The words of the sender's name and of what stands before the @, in lower case, as a signature may hold them."""
    said = f"{sender.name} {sender.email.partition('@')[0]}".lower()
    return frozenset(word for word in said.translate(_APART).split() if len(word) > 2 or not word.isascii())


def _part(leaf: Entity, *, with_html: bool) -> Part:
    wanted = leaf.type_.startswith(_READABLE) and leaf.type_ not in {"message/rfc822", "message/global"}
    wanted = wanted and (with_html or leaf.type_ != "text/html")
    return Part(
        content_type=leaf.type_,
        filename=leaf.filename,
        text=_shown(leaf) if wanted else "",
        disposition=leaf.disposition,
        params=leaf.params,
    )


def _shown(leaf: Entity) -> str:
    text = leaf.text()
    if "begin " in text:
        text = _UUENCODED.sub("", text)
    if "-----BEGIN PGP " in text:
        text = _ARMOUR.sub("", text)
    if leaf.params.get("format", "").lower() != "flowed" or " \n" not in text:
        return text
    return _unfolded(text, "" if leaf.params.get("delsp", "").lower() == "yes" else " ")


def _unfolded(text: str, space: str) -> str:
    """Lines that end in a space go on in the next one (RFC 3676); quoted ones are cut away anyway."""
    paragraphs: list[list[str]] = []
    goes_on = False
    for line in text.split("\n"):
        if goes_on and not line.startswith(">"):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
        goes_on = line.endswith(" ") and line != "-- " and not line.startswith(">")
    return "\n".join(_joined(lines, space) for lines in paragraphs)


def _joined(lines: list[str], space: str) -> str:
    """Lines that are blank add nothing in between."""
    *above, last = lines
    first, *others = [*(line.rstrip(" ") for line in above), last]
    return space.join([first, *(line for line in others[:-1] if line), *others[-1:]])


def _body(node: Entity, parts: dict[int, Part]) -> str:
    """Readable text of a node: all shown parts of a multipart, one form of an alternative."""
    if node.type_ == "multipart/alternative":
        return _alternative(node, parts)
    if node.children:
        return "\n\n".join(text for child in node.children if (text := _body(child, parts)))
    part = parts[id(node)]
    if node.is_embedded or part.disposition == "attachment":
        return ""
    if part.content_type == "text/html":
        return html_to_text(part.text)
    if part.content_type in _ENRICHED:
        return _COMMAND.sub("", part.text).strip()
    return part.text.strip("\n") if part.content_type == "text/plain" else ""


def _wrapped_words(leaves: list[Entity]) -> str:
    """Of a mail that has its words in Outlook's own wrapping alone."""
    wrapped = (leaf for leaf in leaves if leaf.type_ in _TNEF or leaf.filename.lower() == "winmail.dat")
    return next((text for leaf in wrapped if (text := tnef.words_of(leaf.payload()).strip("\n"))), "")


def _alternative(node: Entity, parts: dict[int, Part]) -> str:
    """The plain form, unless it only says that there is another one."""
    plain = "\n".join(parts[id(child)].text for child in node.children if child.type_ == "text/plain").strip("\n")
    if len(plain.strip()) > _STUB:
        return plain
    rest = "\n\n".join(_body(child, parts) for child in node.children if child.type_ != "text/plain").strip()
    return rest if rest and (len(rest) > 2 * len(plain) or _SAYS_NOTHING.match(plain)) else plain


def _embedded(leaves: list[Entity], depth: int) -> tuple[ParsedMail, ...]:
    if depth >= EMBEDDED_DEPTH:
        return ()
    found = [leaf for leaf in leaves if leaf.is_embedded][:EMBEDDED_AT_MOST]
    return tuple(_mail(read_tree(leaf.payload()), depth + 1) for leaf in found)
