"""The order of the rules, and what the thread changes."""

import pytest

from engine.rules.compliance import WORDS as FOOTERS
from engine.rules.compliance import footer
from engine.rules.reading import chain
from engine.rules.reading.chain import classify, read
from engine.rules.reading.mail import ParsedMail
from engine.rules.reading.mime import parse
from engine.rules.reading.verdict import Verdict
from engine.rules.vocabulary import AUTOMATIC_KINDS, Kind
from tests.rules.reading.answers import ordinary

US = frozenset({"rina@sender.test"})


def mail(head: str, body: str) -> ParsedMail:
    return parse(f"From: Jo <jo@b.test>\nTo: rina@sender.test\n{head}\n\n{body}".encode())


@pytest.mark.parametrize(
    ("head", "known", "kind"),
    [
        pytest.param("Subject: Tulips", None, Kind.UNRELATED, id="answers nothing"),
        pytest.param("Subject: Tulips", False, Kind.UNRELATED, id="known to answer nothing"),
        pytest.param("Subject: Tulips", True, Kind.OTHER, id="known to be in a thread"),
        pytest.param("Subject: Re: Tulips", None, Kind.OTHER, id="looks like an answer"),
        pytest.param("Subject: Re: Tulips", False, Kind.UNRELATED, id="looks so, but not to us"),
        pytest.param("Subject: Re: Tulips\nList-Id: <x>", None, Kind.UNRELATED, id="a list"),
        pytest.param("Subject: Re: Tulips\nList-Id: <x>", True, Kind.OTHER, id="a list, but our thread"),
    ],
)
def test_an_unknown_mail_goes_to_a_person_when_it_may_answer_us(head: str, known: bool | None, kind: Kind) -> None:
    assert classify(mail(head, "Blue and slowly they turn."), known_thread=known).kind is kind


@pytest.mark.parametrize(
    ("head", "body"),
    [
        pytest.param("Cc: Kim Ort <kim@sender.test>", "I copy Kim, who takes care of this.", id="copied"),
        pytest.param("", "I spoke to Kim Ort (kim@sender.test), please ask her.", id="named"),
        pytest.param("", "I spoke to Kim Ort (kim.ort@gmail.com), please ask her.", id="at a free mail provider"),
    ],
)
def test_our_own_people_are_nobody_to_write_to(head: str, body: str) -> None:
    sent = mail("\n".join(filter(None, ["Subject: Re: Tulips", "In-Reply-To: <a@sender.test>", head])), body)
    assert classify(sent, known_thread=True).people
    own = US | {"kim.ort@gmail.com", "jo.doe@gmail.com"}
    assert not classify(sent, own_addresses=own, known_thread=True).people


def test_others_at_a_free_mail_provider_are_not_ours() -> None:
    sent = mail("Subject: Re: Tulips\nIn-Reply-To: <a@sender.test>", "Please ask Kim Ort (kim.ort@gmail.com).")
    found = classify(sent, own_addresses=frozenset({"rina@gmail.com"}), known_thread=True).people
    assert [person.email for person in found] == ["kim.ort@gmail.com"]


def test_an_opt_out_is_heard_outside_of_any_thread() -> None:
    verdict = classify(mail("Subject: Stop", "Please remove me from your mailing list."), known_thread=False)
    assert verdict.kind is Kind.UNSUBSCRIBE


def test_what_only_sounds_like_an_opt_out_is_none_in_a_strangers_mail() -> None:
    sent = mail("Subject: Re: the lease\nIn-Reply-To: <q@b.test>", "My inbox is not your dustbin.")
    assert classify(sent, known_thread=True).kind is Kind.UNSUBSCRIBE
    assert classify(sent, known_thread=False).kind is Kind.UNRELATED


@pytest.mark.parametrize(
    ("batch", "opt_outs", "machines"),
    [
        pytest.param("ordinary", 0.1, 0.02, id="as it comes"),
        pytest.param("ordinary_2", 0.14, 0.06, id="chosen for words of opt-outs, absence notes and bounces"),
    ],
)
def test_ordinary_mail_of_strangers_is_nobodys_business(batch: str, opt_outs: float, machines: float) -> None:
    """Lists, colleagues, families, newsletters: full of words that opt-outs and absence notes have as well."""
    kinds = [classify(case.mail(), known_thread=False).kind for case in ordinary("holdout", batch)]
    assert len(kinds) > 150
    assert kinds.count(Kind.UNSUBSCRIBE) <= opt_outs * len(kinds)
    assert sum(kind in AUTOMATIC_KINDS for kind in kinds) <= machines * len(kinds)


@pytest.mark.parametrize(
    ("words", "known", "kind"),
    [
        pytest.param("", None, Kind.UNSUBSCRIBE, id="a few words to us"),
        pytest.param("", False, Kind.UNSUBSCRIBE, id="a few words to us in an unknown thread"),
        pytest.param("I think that it turns slowly. " * 20, False, Kind.UNRELATED, id="a discussion of others"),
    ],
)
def test_an_opt_out_that_came_through_a_list(words: str, known: bool | None, kind: Kind) -> None:
    sent = mail("Subject: Re: Tulips\nList-Id: <x>", f"{words}\nPlease remove me from your mailing list.")
    assert classify(sent, own_addresses=US, known_thread=known).kind is kind


def test_what_no_rule_knows_goes_to_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "RULES", ())
    verdict = classify(mail("Subject: Re: x", "y"))
    assert (verdict.kind, verdict.doubts) == (Kind.OTHER, True)


def test_a_mail_that_breaks_a_rule_goes_to_a_person_with_what_broke(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: ParsedMail) -> Verdict | None:
        raise ValueError("no such thing")

    monkeypatch.setattr(chain, "RULES", (broken,))
    _, verdict = read(b"Subject: x\n\ny")
    assert (verdict.kind, verdict.confidence, verdict.because) == (Kind.OTHER, 0.0, "ValueError: no such thing")


def test_our_own_mail_is_ours_unless_a_machine_wrote_it() -> None:
    ours = b"From: rina@sender.test\nSubject: Hello\n"
    assert read(ours + b"\nHello", own_addresses=US)[1].kind is Kind.OWN_MAIL
    assert read(ours + b"Auto-Submitted: auto-replied\n\nAway.", own_addresses=US)[1].kind is not Kind.OWN_MAIL


@pytest.mark.parametrize(
    ("head", "text", "kind"),
    [
        (
            "Subject: Re: intro\nPrecedence: bulk\nIn-Reply-To: <1@a.test>",
            "I am on leave until 4 May.",
            Kind.OUT_OF_OFFICE,
        ),
        ("Subject: Re: intro\nPrecedence: junk\nIn-Reply-To: <1@a.test>", "Three offers for you.", Kind.UNRELATED),
        ("Subject: News\nPrecedence: bulk", "We are on leave until 4 May.", Kind.UNRELATED),
        (
            "Subject: Re: x\nPrecedence: bulk\nIn-Reply-To: <1@a.test>\nList-Id: <x.test>",
            "I am on leave.",
            Kind.UNRELATED,
        ),
    ],
)
def test_bulk_that_answers_is_judged_by_its_words(head, text, kind):
    _, verdict = read(f"From: jo@b.test\nDate: Tue, 14 Apr 2026 10:00:00 +0000\n{head}\n\n{text}\n".encode())
    assert verdict.kind is kind


@pytest.mark.parametrize("language", sorted(FOOTERS))
@pytest.mark.parametrize("link", ["", "https://mail.sender.test/o/YUBhY21lLnRlc3Q.SgY_h_Rj2oR9eFvWhg6pzg"])
def test_our_own_footer_in_a_quote_without_marks_opts_nobody_out(language: str, link: str) -> None:
    """Nor does it hide that somebody does."""
    ours = f"Hi Jo,\n\nwho looks after the yard?\n\nRina\n\n{footer('Sender Ltd', '1 Street, London', link, language)}"
    head = "Subject: Re: Yard\nIn-Reply-To: <a@sender.test>"
    interested = classify(mail(head, f"Sounds good, call me on Tuesday.\n\n{ours}"), known_thread=True)
    assert (interested.kind, interested.doubts) == (Kind.INTERESTED, False)
    assert classify(mail(head, f"stop\n\n{ours}"), known_thread=True).kind is Kind.UNSUBSCRIBE
