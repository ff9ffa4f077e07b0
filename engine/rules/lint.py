"""What is wrong with a draft before it is sent (M8 to M12). Errors forbid sending, warnings advise."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from engine.errors import Invalid
from engine.rules.answers import OPEN
from engine.rules.vocabulary import Goal

MAX_WORDS = 120  # M8, M12: readable on a phone; the founding experiment's long mail got 0 of 100
MAX_SUBJECT = 60  # what a phone shows


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    severity: Severity
    field: str
    problem: str
    remedy: str


MARKS = re.compile("[<&{}%[⟨]")


@dataclass(frozen=True)
class Draft:
    subject: str
    body: str
    in_thread: bool
    goal: Goal | None = None
    """None: only whether it may be sent is asked."""

    @property
    def subject_shown(self) -> str:
        """As a person sees it: look-alike letters folded, invisible ones gone."""
        if self.subject.isascii():
            return self.subject.strip()
        folded = unicodedata.normalize("NFKC", self.subject)
        return "".join(letter for letter in folded if unicodedata.category(letter) != "Cf").strip()

    @property
    def marked(self) -> Iterator[tuple[str, str]]:
        """Which of the two may hold HTML, a placeholder or a gap: it is asked of every mail that leaves."""
        return ((field, text) for field, text in (("subject", self.subject), ("body", self.body)) if MARKS.search(text))


def lint(subject: str, body: str, goal: Goal, in_thread: bool) -> list[Finding]:
    """`in_thread`: a mail of this campaign to this person was sent before, so "Re:" is true."""
    draft = Draft(subject, body, in_thread, goal)
    return [finding for rule in RULES for finding in rule(draft)]


def refuse(subject: str, body: str, *, in_thread: bool) -> None:
    """Of a mail as it is made for one person, whose fields may bring in what the text has not. Raises Invalid."""
    draft = Draft(subject, body, in_thread)
    for finding in (finding for rule in ERRORS for finding in rule(draft)):
        raise Invalid(finding.problem, field=finding.field, remedy=finding.remedy)


def _error(field: str, problem: str, remedy: str) -> Finding:
    return Finding(Severity.ERROR, field, problem, remedy)


def _warning(field: str, problem: str, remedy: str) -> Finding:
    return Finding(Severity.WARNING, field, problem, remedy)


# --- errors ---------------------------------------------------------------------------------------------------

ANSWER_MARKS = (  # what mail programs of the world put before the subject of an answer or forward
    "re|aw|wg|fw|fwd|tr|rv|sv|vs|vb|antw|doorst|odp|pd|enc|res|ynt|ilt|i|r|回复|回覆|答复|转发|轉寄|返信|転送|답장|전달"
)
FAKED = re.compile(rf"(?:\[[^\]]*\]\s*)?(?:{ANSWER_MARKS})\s*(?:\[\d+\]|\(\d+\)|\^\d+)?\s*:", re.IGNORECASE)
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
BODY_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
TAGS = (
    "a|abbr|b|big|blockquote|body|br|button|center|code|div|em|font|form|h[1-6]|head|hr|html|i|iframe|img|input|li"
    "|link|meta|ol|p|pre|s|script|small|span|strong|style|sub|sup|table|tbody|td|th|thead|title|tr|u|ul|video"
)
HTML = re.compile(
    rf"</?(?:{TAGS})(?:\s[^<>]*)?/?>|<!--|<!doctype|&(?:nbsp|amp|lt|gt|quot|#\d+|#x[0-9a-f]+);", re.IGNORECASE
)
LEFTOVER = re.compile(r"\{\{|\}\}|\{%|%\}|\{[a-z_ .|]+\}|\[(?:first|last|full|company|your)[ _]?name\]", re.IGNORECASE)


def _faked_answer(draft: Draft) -> Iterator[Finding]:
    if not draft.in_thread and FAKED.match(draft.subject_shown):
        yield _error("subject", "It pretends to answer or forward a mail.", "Remove the Re: or Fwd:.")


def _empty(draft: Draft) -> Iterator[Finding]:
    if not draft.subject_shown and not draft.in_thread:
        yield _error("subject", "It is empty.", "Write a few honest words.")
    if not draft.body.strip():
        yield _error("body", "It is empty.", "Write the mail.")


def _control(draft: Draft) -> Iterator[Finding]:
    if CONTROL.search(draft.subject):
        yield _error("subject", "It has a line break or control character.", "Keep it on one line.")
    if BODY_CONTROL.search(draft.body):
        yield _error("body", "It has a control character.", "Type the text again, or paste it as plain text.")


def _html(draft: Draft) -> Iterator[Finding]:
    for field, text in draft.marked:
        if found := HTML.search(text):
            yield _error(field, f"It has HTML ({found.group()[:20]}).", "Write plain text.")


def _leftover(draft: Draft) -> Iterator[Finding]:
    for field, text in draft.marked:
        if found := LEFTOVER.search(text):
            yield _error(field, f"A placeholder was not filled ({found.group()}).", "Write fields as {{ first_name }}.")


def _gap(draft: Draft) -> Iterator[Finding]:
    for field, text in draft.marked:
        if found := OPEN.search(text):
            yield _error(field, f"{found.group()} is still to be written.", "Put your own words in its place.")


# --- warnings -------------------------------------------------------------------------------------------------

URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
ATTACHED = re.compile(
    r"\b(?:attach(?:ed|ment|ments|ing)|enclosed|brochure|im anhang|anbei|beigefügt|ci-joint|en pièce jointe"
    r"|adjunt[oa]s?|in allegato|bijlage|em anexo)\b",
    re.IGNORECASE,
)
QUESTION = re.compile(r"[?？؟]+")
SHOUTED = re.compile(r"\b[^\W\d_]{5,}\b")
SPAMMY = re.compile(
    r"\b(?:act now|best price|buy now|click (?:here|below)|congratulations|cost[- ]free|don't miss|double your"
    r"|earn \$|exclusive (?:deal|offer)|for free|free (?:trial|gift|quote|money)|guarantee[ds]?|increase sales"
    r"|incredible|limited[- ]time|lowest price|make money|money back|no obligation|once in a lifetime|order now"
    r"|risk[- ]free|satisfaction|save big|special promotion|this is not spam|urgent|winner|world[- ]class|revolutionary"
    r"|game[- ]chang(?:er|ing)|synerg(?:y|ies)|cutting[- ]edge|best[- ]in[- ]class)\b|\b100 ?%|\${2,}",
    re.IGNORECASE,
)
ASKS_FOR_CALL = re.compile(
    r"\b(?:(?:quick|short|brief) (?:call|chat|demo|meeting)|(?:book|schedule) (?:a|some)|calendar|hop on|demo"
    r"|(?:10|15|20|30)[- ]?min(?:ute)?s?)\b",
    re.IGNORECASE,
)
ASKS_WHO = re.compile(
    r"\b(?:who (?:is|would be|should|might be|on your team|handles|runs|looks after)|right person|best person"
    r"|point me|refer me)\b",
    re.IGNORECASE,
)


def _length(draft: Draft) -> Iterator[Finding]:
    words = len(draft.body.split())
    if words > MAX_WORDS:
        yield _warning("body", f"It has {words} words.", f"Cut it to {MAX_WORDS}: long mail gets no answers.")
    if len(draft.subject_shown) > MAX_SUBJECT:
        long = len(draft.subject_shown)
        yield _warning("subject", f"It has {long} characters.", f"Cut it to {MAX_SUBJECT}: a phone shows no more.")


def _one_question(draft: Draft) -> Iterator[Finding]:
    asked = len(QUESTION.findall(URL.sub("", draft.body)))
    if asked == 0:
        yield _warning("body", "It asks nothing.", "Ask one question that is easy to answer.")
    if asked > 1:
        yield _warning("body", f"It asks {asked} questions.", "Keep the easiest one.")


AGREE = "Ask one of the two."


def _one_goal(draft: Draft) -> Iterator[Finding]:
    call, who = bool(ASKS_FOR_CALL.search(draft.body)), bool(ASKS_WHO.search(draft.body))
    if draft.goal is Goal.REFERRAL and call:
        yield _warning("body", "It asks for a conversation; the goal is a referral.", AGREE)
    if draft.goal is Goal.CONVERSATION and who:
        yield _warning("body", "It asks for the right person; the goal is a conversation.", AGREE)


def _links(draft: Draft) -> Iterator[Finding]:
    if URL.search(draft.body):
        yield _warning("body", "It has a link.", "Leave links for the answer; one person rarely begins with one.")
    if ATTACHED.search(draft.body):
        yield _warning("body", "It speaks of an attachment.", "Send nothing attached in a first mail.")


def _shouting(draft: Draft) -> Iterator[Finding]:
    for field, text in (("subject", draft.subject), ("body", draft.body)):
        shouted = [word for word in SHOUTED.findall(URL.sub("", text)) if word.isupper()]
        if shouted:
            yield _warning(field, f"{shouted[0]} is in capitals.", "Write it as one writes to a colleague.")
        if "!" in URL.sub("", text):
            yield _warning(field, "It has an exclamation mark.", "Use a full stop.")


def _sales_words(draft: Draft) -> Iterator[Finding]:
    for field, text in (("subject", draft.subject), ("body", draft.body)):
        if found := SPAMMY.search(text):
            yield _warning(field, f'"{found.group()}" sounds like advertising.', "Say it in your own plain words.")


Rule = Callable[[Draft], Iterator[Finding]]
ERRORS: tuple[Rule, ...] = (_faked_answer, _empty, _control, _html, _leftover, _gap)
WARNINGS: tuple[Rule, ...] = (
    _length,
    _one_question,
    _one_goal,
    _links,
    _shouting,
    _sales_words,
)
RULES = ERRORS + WARNINGS
