"""HTML to readable lines. Quoted parts come out with "> " before each line, so plain and HTML mail read alike."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from engine.rules.reading.encoded import tidy

HTML_AT_MOST = 500_000  # characters; a person's mail has under 100,000
NODES_AT_MOST = 60_000
_SKIPPED = frozenset(
    {"script", "style", "head", "title", "template", "noscript", "svg", "object", "-comment", "!doctype"}
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "th",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_SPACED = frozenset({"p", "h1", "h2", "h3", "h4", "blockquote", "ul", "ol", "table", "pre"})
_SAME_LINE = frozenset({"td", "th"})
# Containers in which mail clients put what they quote.
_QUOTE_CLASS = re.compile(
    r"\b(gmail_quote|gmail_quote_container|yahoo_quoted|yahoo-quoted|protonmail_quote|tutanota_quote|zmail_quote|"
    r"moz-email-headers-table|ms-outlook-mobile-reference-message|front-blockquote|hey_quote|quoted_text|"
    r"OutlookMessageHeader|ecxgmail_quote|x_gmail_quote|mcnTextQuote|skiff_quote|spark_quote|superhuman_quote)\b"
)
_QUOTE_ID = re.compile(
    r"(isReplyContent|mail-editor-reference-message-container|mail-app-auto-quote|yahoo_quoted_\d+)$"
)
# From here to the end of the mail is quoted, in elements that need not enclose it (Outlook).
_TAIL_ID = re.compile(r"(x_)*(divRplyFwdMsg|appendonsend|stopSpelling|reply-intro|OLK_SRC_BODY_SECTION)$")
_OUTLOOK_RULE = re.compile(r"border:\s*none;\s*border-top:\s*solid\s+#?(e1e1e1|b5c4df|windowtext)\b", re.IGNORECASE)
# What any of the above is found by: most mails have none of it, and asking each element for its attributes costs most.
_MARKS = [
    "quote",
    "divrplyfwdmsg",
    "appendonsend",
    "stopspelling",
    "reply-intro",
    "olk_src_body",
    "isreplycontent",
    "mail-editor-reference",
    "moz-email-headers",
    "ms-outlook-mobile",
    "outlookmessageheader",
    "border-top:",
]
_HIDES = re.compile(r"display:\s*none", re.IGNORECASE)
_HIDDEN = frozenset({"div", "span", "p", "table", "td", "font"})
_INDENT_ONLY = re.compile(r"border(-left)?:\s*(none|0)", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_NESTING_TAG = re.compile(
    r"<(/?)(?:div|center|blockquote|section|article|[uod]l|form|pre|fieldset|details|table|main|nav)\b", re.IGNORECASE
)
# The parser's work grows with the square of the nesting: 50,000 nested <div> took 8 s, 1,000 take 4 ms.
NESTING_AT_MOST = 1_000
_TAGS_THAT_CANNOT_HURT = 3_000


_SIBLINGS_AT_MOST = 12
_ATTRIBUTION_AT_MOST = 300  # characters; what is longer, or behind dashes, is a forwarded mail


class _Lines:
    """Collects text into lines, each with the depth of quoting at which it stands."""

    def __init__(self, *, marked: bool, hides: bool) -> None:
        self.marked = marked
        self.hides = hides
        self.lines: list[tuple[int, str]] = []
        self.current: list[str] = []
        self.depth = 0

    def break_line(self) -> None:
        text = _SPACES.sub(" ", "".join(self.current)).strip()
        if text:
            self.lines.append((self.depth, text))
        self.current = []

    def space(self) -> None:
        if self.lines and self.lines[-1][1]:
            self.lines.append((self.depth, ""))

    def line_end(self) -> None:
        """<br>: an empty line counts."""
        if "".join(self.current).strip():
            self.break_line()
        else:
            self.space()

    def text(self) -> str:
        return "\n".join(f"{'> ' * min(depth, 3)}{line}" if depth else line for depth, line in self.lines).strip()


def html_to_text(html: str) -> str:
    """Never raises and never recurses, however deep the elements are nested."""
    html = html[:HTML_AT_MOST]
    if html.count("<") > _TAGS_THAT_CANNOT_HURT and _nesting(html) > NESTING_AT_MOST:
        return _SPACES.sub(" ", _TAG.sub(" ", html)).strip()
    root = LexborHTMLParser(html).root
    lowered = html.lower()
    out = _Lines(
        marked=any(mark in lowered for mark in _MARKS), hides="display:none" in lowered or "display: none" in lowered
    )
    closing: list[tuple[LexborNode, bool]] = []
    node, seen = root, 0
    while node is not None and seen < NODES_AT_MOST:
        seen += 1
        tag = node.tag or ""
        child = _enter(tag, node, out)
        if child is not None:
            is_quote = out.marked and _is_quote(tag, node)
            if is_quote:
                out.break_line()
                out.depth += 1
            closing.append((node, is_quote))
            node = child
            continue
        node = _onward(node, closing, out)
    out.break_line()
    return tidy(out.text())


def _nesting(html: str) -> int:
    deepest = depth = 0
    for tag in _NESTING_TAG.finditer(html):
        depth += -1 if tag[1] else 1
        deepest = max(deepest, depth)
    return deepest


def _enter(tag: str, node: LexborNode, out: _Lines) -> LexborNode | None:
    """Write what stands at the start of this node; its first child if it is to be visited."""
    if tag == "-text":
        out.current.append(node.text_content or "")
        return None
    if tag in _SKIPPED or (out.hides and tag in _HIDDEN and _HIDES.search(node.attributes.get("style") or "")):
        return None
    if tag == "br":
        out.line_end()
        return None
    if tag in _BLOCKS:
        _block_edge(tag, out)
    if out.marked and _is_tail(tag, node):
        out.depth += 1
    return node.child


def _onward(node: LexborNode, closing: list[tuple[LexborNode, bool]], out: _Lines) -> LexborNode | None:
    """The next node in document order, leaving the elements that end here."""
    while node.next is None:
        if not closing:
            return None
        node, is_quote = closing.pop()
        if (tag := node.tag or "") in _BLOCKS:
            _block_edge(tag, out)
        if is_quote:
            out.break_line()
            out.depth -= 1
            if tag == "blockquote" and closing and closing[-1][1] and _is_first_quote(node):
                closing[-1] = (closing[-1][0], False)
                out.depth -= 1
    return node.next


def _is_first_quote(node: LexborNode) -> bool:
    """Whether only an attribution stands above it in its container: then what follows in there is the writer's."""
    container = node.parent
    if container is None or container.tag == "blockquote":
        return False
    said = ""
    above = node.prev
    for _ in range(_SIBLINGS_AT_MOST):
        if above is None or len(said) > _ATTRIBUTION_AT_MOST:
            break
        said = f"{(above.text_content if above.tag == '-text' else above.text()) or ''}{said}"
        above = above.prev
    said = said.strip()
    return len(said) <= _ATTRIBUTION_AT_MOST and said.endswith((":", "：")) and not said.startswith("--")


def _block_edge(tag: str, out: _Lines) -> None:
    if tag in _SAME_LINE:
        out.current.append(" ")
        return
    out.break_line()
    if tag in _SPACED:
        out.space()


def _is_tail(tag: str, node: LexborNode) -> bool:
    if tag not in {"div", "hr", "span"}:
        return False
    attributes = node.attributes
    return bool(_TAIL_ID.match(attributes.get("id") or "") or _OUTLOOK_RULE.search(attributes.get("style") or ""))


def _is_quote(tag: str, node: LexborNode) -> bool:
    if tag == "blockquote":
        return not _INDENT_ONLY.search(node.attributes.get("style") or "")
    if tag not in {"div", "table", "span"}:
        return False
    attributes = node.attributes
    if attributes.get("name") == "quote":  # GMX and web.de
        return True
    return bool(_QUOTE_CLASS.search(attributes.get("class") or "") or _QUOTE_ID.match(attributes.get("id") or ""))
