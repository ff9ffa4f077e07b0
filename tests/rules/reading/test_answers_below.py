"""Answers inside a quote without marks, as Outlook makes it: a person looks where the words send there."""

import pytest

from engine.rules.reading.chain import read
from engine.rules.vocabulary import Kind

OURS = "how many trucks do you have?\nAbout forty.\nWho decides on software?\nThat is me.\n\nBest\nTom\n"
QUOTE = (
    "From: Tom Rep <tom@sender.example>\nSent: Tuesday, 14 April 2026 09:12\nTo: Jo Park <jo@acme.example>\n"
    f"Subject: Your yard\n\n{OURS}"
)
MARKED = "On Tue, 14 Apr 2026 Tom Rep wrote:\n> how many trucks do you have?\n> Who decides?\n> Best\n> Tom\n"
HEAD = (
    "From: Jo Park <jo@acme.example>\nTo: tom@sender.example\nSubject: Re: Your yard\nIn-Reply-To: <1@x>\n"
    "Date: Tue, 14 Apr 2026 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n"
)
SAID = [
    "See my answers below in red.",
    "Hi Tom, please see below.",
    "Answers inline.",
    "See my comments in blue below. Regards, Jo",
    "Meine Antworten stehen unten in rot.",
    "Siehe unten.",
    "Mes réponses ci-dessous en rouge.",
    "Respuestas abajo en rojo.",
    "As respostas seguem abaixo.",
    "Risposte sotto in rosso.",
    "Zie mijn antwoorden hieronder.",
    "Se mina svar nedan.",
    "Se mine svar nedenfor.",
    "Vastaukset alla punaisella.",
    "Odpowiedzi poniżej.",
    "Odpovědi níže.",
    "下に赤字で回答しました。",
    "请见下面红字。",
    "I have answered your questions in green below",
    "Habe unten in blau geantwortet",
    "Mis comentarios, más abajo",
    "Ti rispondo qui sotto",
    "Mijn reactie staat in het rood",
    "Kommentarer under hvert spørsmål",
    "Odpisałem na czerwono w treści",
    "本文中に青字で返信しました",
    "아래 빨간색으로 답변드립니다.",
]


def _read(text: str, quote: str = QUOTE):
    return read(f"{HEAD}{text}\n\n{quote}".encode(), known_thread=True)[1]


@pytest.mark.parametrize("text", SAID)
def test_who_sends_to_answers_in_the_quote_is_read_by_a_person(text):
    verdict = _read(text)
    assert (verdict.kind, verdict.doubts) == (Kind.OTHER, True)


def test_what_is_said_above_still_counts_and_is_in_doubt():
    verdict = _read("Please remove me from your list. See my comments below in red.")
    assert (verdict.kind, verdict.doubts) == (Kind.UNSUBSCRIBE, True)


def test_nothing_above_the_quote_is_read_by_a_person():
    assert _read("").doubts


@pytest.mark.parametrize("quote", [MARKED, ""])
def test_where_the_quote_is_marked_or_there_is_none_the_words_are_read_as_they_stand(quote):
    assert _read("Yes, send me a quote. Answers below.", quote).kind is Kind.INTERESTED
    assert not _read("Yes, send me a quote. Answers below.", quote).doubts
