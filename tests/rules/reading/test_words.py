"""New words and what is cut away, as a table in words. Whole mails of many programs are in the structural corpus."""

import pytest

from engine.rules.reading.words import split

GMAIL = "On Tue, Mar 3, 2026 at 7:40 AM Rina <rina@sender.test> wrote:"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param("Yes.", "Yes.", id="nothing to cut"),
        pytest.param(f"Yes.\n\n{GMAIL}\n\n> No?", "Yes.", id="attribution and quote"),
        pytest.param(f"Yes.\n\n{GMAIL}\n\nNo?", "Yes.", id="quote without marks"),
        pytest.param(f"{GMAIL}\n> No?\n\nYes.", "Yes.", id="answer below"),
        pytest.param("Dear all:\n\nYes.", "Dear all:\n\nYes.", id="a colon is no attribution"),
        pytest.param(f"Note:\nfour\nfive\nsix\nseven\n{'x ' * 250}:\n\nYes.", None, id="a long line with a colon"),
        pytest.param(
            'Yes.\n\nWho?\n\nIf you want no more mail from me, just reply "stop".\nstop',
            "Yes.\n\nWho?\n\nstop",
            id="our footer, and a word below it",
        ),
        pytest.param(
            "Ja.\n\nKeine weiteren Mails von mir: https://mail.sender.test/o/x\nSender Ltd, 1 Street",
            "Ja.\n\nSender Ltd, 1 Street",
            id="our footer with its link",
        ),
        pytest.param(f"Yes.\n{' ' * 5_000}No?", "Yes.", id="a line that begins with thousands of spaces"),
        pytest.param("a\nb\nc\nd\ne\nf:\n\nYes.", None, id="five lines above a colon"),
        pytest.param(
            "Yes.\n\nOn 3 May 2026 The Team <\na-team+12345@b.test> wrote:\n> No?", "Yes.", id="address below"
        ),
        pytest.param("Yes.\n\nRina Vale wrote on 03/03/2026 07:40:12:\n\nNo?", "Yes.", id="notes"),
        pytest.param("Yes.\n\nOn Monday Rina <rina@b.test> wrote:\n> No?", "Yes.", id="no date"),
        pytest.param("Yes.\n\n---- Jo Miller wrote ----\n\nNo?", "Yes.", id="between dashes"),
        pytest.param("Yes.\n\n==== old ====\n\nFrom: Jo\nDate: today\nTo: us\n\nNo?", "Yes.", id="a line above labels"),
        pytest.param("Yes.\n\nJo Miller wrote:\n> No?", "Yes.", id="a writer and a quote"),
        pytest.param("Yes.\n\nJo Miller <jo@b.test> wrote 3.3.2026 7:40:\nNo?", "Yes.", id="writer, address and date"),
        pytest.param("Yes.\n\nJo Miller wrote:\nNo?", "Yes.\n\nJo Miller wrote:\nNo?", id="a writer without a quote"),
        pytest.param("Yes.\n\n2026/3/3 Jo <jo@b.test>\n> No?", "Yes.", id="date and address above a quote"),
        pytest.param("Yes.\n\nOn 3 March 2026 Rina wrote\n\n> No?", "Yes.", id="no colon"),
        pytest.param(
            "Yes.\n\nOn 3 March 2026 at 7:40 Rina <rina@b.test\n>:\n\n> No?", "Yes.", id="bracket on the next line"
        ),
        pytest.param("Yes.\n\nFrom: Jo\nFrom: Bo\nTo: us", "Yes.\n\nFrom: Jo\nFrom: Bo\nTo: us", id="repeated label"),
        pytest.param("Yes.\n\nDate: 3 Mar 2026 7:40\nTo: a@b.test\n\nNo?", "Yes.", id="two labels, time and address"),
        pytest.param(
            "Yes.\n\nTo: a@b.test\nSubject: x", "Yes.\n\nTo: a@b.test\nSubject: x", id="neither from nor date"
        ),
        pytest.param("Yes.\n\nFrom: Jo\nSent: Monday\n\nTo: Bo\nSubject: x\n\nNo?", "Yes.", id="a blank among labels"),
        pytest.param("Yes.\n\nFrom: Jo\nSent: Monday\nTo: Bo,\n  Cy,\n  Di\nSubject: x", "Yes.", id="a wrapped label"),
        pytest.param("Yes.\n\nRead https://x.test:8080/a", "Yes.\n\nRead https://x.test:8080/a", id="a link"),
        pytest.param(f"Yes {GMAIL}\n> No?", "Yes", id="an attribution on the writer's line"),
        pytest.param(
            "Yes--- On Mon, Mar 2, 2026 at 7:40 AM, jo@b.test wrote:\n> No?", "Yes", id="the same, with dashes"
        ),
        pytest.param(
            "Yes.\n\nOn Tue, Mar 3, 2026 at 7:40 Jo\n\n<\nmailto:Jo <jo@b.test>\n> wrote:\nNo?", "Yes.", id="torn"
        ),
        pytest.param("Look:\n>>> >>> https://b.test <<<\nYes.", "Look:\n>>> >>> https://b.test <<<\nYes.", id="arrows"),
        pytest.param("Yes.\n\n> See\n(https://b.test/a) >\n> No?", "Yes.", id="a link between quotes"),
        pytest.param("Yes.\n\n> See (https://b.test/a\n_b=1)\n> No?", "Yes.", id="a wrapped link"),
        pytest.param("> Why?\nBecause (as I said).\n> No?", "Because (as I said).", id="an answer in brackets"),
        pytest.param("Yes.\n\nQuoting Jo <jo@b.test>:\n\n> No?", "Yes.", id="quoting"),
        pytest.param("Yes.\n\n/Anna", "Yes.", id="signed as Swedes do"),
        pytest.param("Reply above this line\n\nYes.", "Yes.", id="a help desk's line above all"),
        pytest.param("Yes.\n\nReply above this line\n\nTicket", "Yes.", id="a help desk's line"),
        pytest.param("Yes.\n---\nSent by a robot", "Yes.", id="three dashes"),
        pytest.param("Yes.\n\n___\n", "Yes.", id="a rule and nothing after it"),
        pytest.param("Yes.\n\n_____\nList\nhttp://l.test", "Yes.", id="a list's footer"),
        pytest.param("-1 degrees.\n\nYes.", "-1 degrees.\n\nYes.", id="a minus"),
        pytest.param("Yes.\n\nThanks,\nJo", "Yes.\n\nThanks,\nJo", id="a name is not a signature"),
        pytest.param("Yes.\n\nThanks,\nJo\nCell 555 123 4567", "Yes.", id="a name and a phone"),
        pytest.param(
            f"Yes.\n\nThanks,\n{'w ' * 60}\nm: 1",
            f"Yes.\n\nThanks,\n{('w ' * 60).strip()}\nm: 1",
            id="prose after thanks",
        ),
        pytest.param("[EXTERNAL]\n\nYes.", "Yes.", id="a banner"),
        pytest.param("-----\n[EXT] Careful\nmore of it\n-----\nYes.", "Yes.", id="a banner in a box"),
        pytest.param("> No?\n\nYes.\n\n> And?\n\nAlso.", "Yes.\n\nAlso.", id="inline"),
        pytest.param("", "", id="empty"),
        pytest.param('Yes.\n\n>>> "Jo" <jo@b.test> 3/3/2026 7:40 AM >>>\nHi,\nwho?', "Yes.", id="groupwise"),
        pytest.param('>>> "Jo" <jo@b.test> 3/3/2026 7:40 AM >>>\n> Who?\n\nI.', "I.", id="groupwise with marks"),
        pytest.param(
            "Sí.\n\nMissatge de Jo <jo@b.test> del dia dt., 3 de març 2026 a les 7:40:\n\n> Hola", "Sí.", id="catalan"
        ),
        pytest.param("好。\n\n---- 回复的原邮件 ----\n| 发件人 | Jo<jo@b.test> |\n你好", "好。", id="netease"),
        pytest.param("##- Bitte antworten Sie oberhalb dieser Zeile -##\n\nJa.", "Ja.", id="a german help desk's line"),
        pytest.param("-----\nSkriv ditt svar ovanför denna rad\n-----\nTack", "Tack", id="a swedish one in a box"),
        pytest.param("From: Jo\nSent: Monday\nTo: Bo\nSubject: x\n\n> Who?\n\nI.", "I.", id="an answer below a header"),
        pytest.param(
            "Yes.\n\nFrom: Jo\nSent: Monday\nTo: Bo\nSubject: x\n\n> Who?\n\nI.", "Yes.", id="another's answer below"
        ),
        pytest.param("—-—-—\nReply above this line.\n\nYes.", "Yes.", id="a help desk's line under a rule"),
        pytest.param("JH> No?\n\nYes.", "Yes.", id="initials"),
    ],
)
def test_the_new_words_are_what_remains(body: str, text: str | None) -> None:
    assert split(body).text == (body.replace(" :", " :").strip() if text is None else text)


def test_what_was_cut_is_kept_apart() -> None:
    words = split(f"Yes.\n\n--\nJo\n\n{GMAIL}\n> No?")
    assert (words.text, words.signature, words.quoted) == ("Yes.", "--\nJo", f"{GMAIL}\n> No?")


def test_very_long_mails_are_read_to_a_limit() -> None:
    assert split("a\n" * 10_000).text.count("a") == 3_000
