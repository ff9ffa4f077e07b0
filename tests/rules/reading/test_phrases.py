import pytest

from engine.rules.reading.folding import READ, plain, sentences, tokens
from engine.rules.reading.language import guess_language
from engine.rules.reading.phrases import Lexicon

LEXICON = Lexicon(
    [
        {
            "yes": "sounds good\n!go .. ahead\n=ok\n~may*\nplease? do it\nat_once|now go\ncome now?",
            "interested": "interested",
            "no": "!not interested\nnot .. good",
            "signs": "!不要..发\n=可以\n~好",
        }
    ],
    "hi thanks",
)


def said(sentence: str) -> set[str]:
    return {hit.concept for hit in LEXICON.find(sentence)}


@pytest.mark.parametrize(
    ("sentence", "concepts"),
    [
        ("Sounds good", {"yes"}),
        ("go right ahead", {"yes"}),
        ("go a b c d ahead", set()),
        ("go on, then ahead", set()),
        ("sounds, good", {"yes"}),
        ("Hi, OK, thanks", {"yes"}),
        ("OK whatever you say", set()),
        ("maybe", {"yes"}),
        ("at once go", {"yes"}),
        ("now go", {"yes"}),
        ("come now", {"yes"}),
        ("come", {"yes"}),
        ("not interested", {"no"}),
        ("not very interested", set()),
        ("No, interested", {"interested"}),
        ("请不要再发", {"signs"}),
        ("可以", {"signs"}),
        ("可以的话我们下个月再联系你们吧", set()),
        ("好吧", {"signs"}),
    ],
)
def test_a_phrase_is_found_as_it_is_written(sentence, concepts):
    assert said(sentence) == concepts


def test_folding_forgives_spelling():
    assert tokens("I'm not IMPRESSED by the Bücher, can't u?") == tokens(
        "i am not impresed by the buecher, can not you?"
    )
    assert plain("Grüße İ") == "gruse i"
    assert len(plain("ΰİß")) == 3


def test_sentences_end_where_people_end_them():
    assert sentences("See Mr. Ford. He is back on 30.4. in the evening! Or not?\n\nBye; yes") == [
        "See Mr. Ford.", "He is back on 30.4. in the evening!", "Or not?", "Bye;", "yes",
    ]  # fmt: skip
    wrapped = "This line is long enough to have been wrapped by a mail\nprogram of old."
    assert sentences(wrapped) == [wrapped]
    assert sentences("...") == ["..."]
    assert sentences("a" * (READ + 5)) == ["a" * READ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ich bin nicht im Büro und das ist gut", "de"),
        ("Я в отпуске", "ru"),
        ("不在です", "ja"),
        ("我不在", "zh"),
        ("", "en"),
    ],
)
def test_the_small_words_tell_the_language(text, language):
    assert guess_language(text) == language


@pytest.mark.parametrize("said", ["Non siamo interessati.", "Please removing us would be kind", "deleting"])
def test_the_beginning_of_a_word_is_not_mended_as_if_it_were_one(said):
    found = Lexicon(({"x": "!interess*\n!remov*\n!delet*"},), "").find(said)
    assert [hit.concept for hit in found] == ["x"]


def test_a_stem_may_be_shorter_than_three_letters() -> None:
    lexicon = Lexicon(({"away": "!휴가*\n나는 .. 출장*"},), "")
    assert [hit.concept for hit in lexicon.find("휴가입니다")] == ["away"]
    assert [hit.concept for hit in lexicon.find("나는 출장입니다")] == ["away"]
