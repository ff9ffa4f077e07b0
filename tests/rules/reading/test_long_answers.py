# ruff: noqa: E501 -- talk reads best as it was said

import pytest

from engine.rules.reading.human import human_answer
from engine.rules.reading.leaning import KINDS, LONG, NOTHING, SIGNS, lean
from engine.rules.vocabulary import Kind
from tests.rules.reading.answers import make_mail
from tests.rules.reading.long_answers import long_answers, of_lists

TALKS = {
    "en": "We have shipped lamps since 1964 and know the topic well. Last summer a student wrote her thesis about it here. "
    "Her figures showed that we are on a good way. At present we are moving into a bigger warehouse, which keeps everybody "
    "on their toes. My colleague from the workshop had a look at your pictures and found the labels pretty. By the way, the "
    "people who buy from us hardly ever return anything, two parcels a day at the most, and the post van comes at four. ",
    "de": "Wir verschicken seit 1964 Lampen und kennen das Thema gut. Im letzten Sommer hat eine Studentin bei uns darüber "
    "geschrieben. Ihre Zahlen zeigten, dass wir auf gutem Weg sind. Zurzeit ziehen wir in ein größeres Lager um, was alle "
    "auf Trab hält. Mein Kollege aus der Werkstatt hat sich Ihre Bilder angesehen und fand die Etiketten hübsch. Übrigens "
    "kommt bei uns kaum etwas zurück, höchstens zwei Pakete am Tag, und der Wagen der Post fährt um vier. ",
    "ja": "弊社は一九六四年から照明器具を出荷しております。昨年の夏には学生が論文を書きました。その数字は良い方向を示しておりました。"
    "現在は広い倉庫への引越しの最中で、全員が忙しくしております。工房の同僚が御社の写真を拝見し、ラベルがきれいだと申しておりました。"
    "なお、荷物が戻ってくることはほとんどなく、多くても一日二個ほどで、郵便の車は四時に参ります。社員は十四名で、ほとんどが学校を出てから"
    "ずっとここにおります。展示会は例年より静かでしたが、珈琲は相変わらずおいしかったです。",
}


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize(
    ("lang", "said", "kind"),
    [
        ("en", "Please do not write to me again.", Kind.UNSUBSCRIBE),
        ("en", "Please delete my data.", Kind.UNSUBSCRIBE),
        ("en", "Please get back to me in March.", Kind.NOT_NOW),
        ("en", "Please talk to Jo Park (jo.park@firma.test), she decides.", Kind.REFERRAL),
        ("en", "I would love to see a demo; please call me on Tuesday.", Kind.INTERESTED),
        ("en", "I am not the right person for this.", Kind.WRONG_PERSON),
        ("en", "We have been your customer for two years.", Kind.ALREADY_CUSTOMER),
        ("de", "Bitte nehmen Sie mich aus Ihrem Verteiler.", Kind.UNSUBSCRIBE),
        ("de", "Bitte melden Sie sich im März wieder.", Kind.NOT_NOW),
        ("ja", "今後メールはお送りいただかないようお願いいたします。", Kind.UNSUBSCRIBE),
    ],
)
def test_talk_around_it_hides_nothing(lang, said, kind, last):
    verdict = human_answer(make_mail(f"{TALKS[lang]}{said}" if last else f"{said} {TALKS[lang]}"))
    assert verdict is not None
    assert verdict.kind is kind


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Please erase all personal data you hold about me under Article 17 GDPR."),
        ("de", "Ich widerspreche der Verarbeitung meiner Daten."),
        ("en", "Vi chiedo di eliminare i miei dati ai sensi del GDPR."),
        ("en", "Ik verzoek u mijn persoonsgegevens te wissen."),
        ("de", "Żądam usunięcia moich danych osobowych."),
        ("de", "Sprzeciwiam się przetwarzaniu moich danych."),
        ("en", "Jag begär att mina personuppgifter raderas."),
        ("ja", "私の個人情報を削除してください。"),
    ],
)
def test_who_wants_their_data_deleted_is_heard_as_surely_amid_talk(lang, said):
    before, after = TALKS[lang][: len(TALKS[lang]) // 2], TALKS[lang][len(TALKS[lang]) // 2 :]
    cut = max(before.rfind(". "), before.rfind("。")) + 1
    for text in (f"{TALKS[lang]}{said}", f"{before[:cut]} {said} {before[cut:]}{after}"):
        verdict = human_answer(make_mail(text))
        assert verdict is not None
        assert (verdict.kind, verdict.doubts) == (Kind.UNSUBSCRIBE, False), verdict


@pytest.mark.parametrize(("split", "taken"), [("dev", 0.2), ("holdout", 0.24)])
def test_what_is_said_of_lists_of_others_is_no_opt_out(split, taken):
    found = [verdict.kind for text in of_lists(split) if (verdict := human_answer(make_mail(text)))]
    assert found.count(Kind.UNSUBSCRIBE) / len(found) <= taken


@pytest.mark.parametrize(
    "said",
    [
        "We already have a supplier. There is no point in sending more.",
        "Please get back to me in March. Just do not bother with another round.",
    ],
)
def test_what_another_sentence_surely_says_is_in_doubt_beside_an_opt_out_of_no_phrase(said):
    verdict = human_answer(make_mail(f"{said} {TALKS['en']}"))
    assert verdict is not None
    assert verdict.doubts


@pytest.mark.parametrize("lang", TALKS)
def test_talk_alone_is_no_opt_out_however_long(lang):
    verdict = human_answer(make_mail(TALKS[lang] * 3))
    assert verdict is not None
    assert verdict.kind is not Kind.UNSUBSCRIBE


def test_where_only_the_words_hear_an_opt_out_in_much_talk_a_person_looks():
    text = TALKS["en"] + "It would be a relief if this correspondence found its end here."
    assert lean(text)[Kind.UNSUBSCRIBE] > NOTHING
    verdict = human_answer(make_mail(text))
    assert verdict is not None
    assert (verdict.kind, verdict.doubts) == (Kind.UNSUBSCRIBE, True)


@pytest.mark.parametrize("text", [" " * (LONG + 1), "." * (LONG + 1), "の" * (SIGNS + 1), "unsubscribe me " * 100])
def test_a_long_text_of_no_sentences_or_of_one_has_votes(text):
    assert lean(text).keys() == set(KINDS)


def test_saying_it_often_makes_nothing_surer():
    once = lean(TALKS["en"])
    assert lean(TALKS["en"] * 4) == once


@pytest.mark.parametrize(
    ("split", "heard", "talk", "lists", "right"), [("dev", 0.8, 0.03, 0.2, 0.86), ("holdout", 0.7, 0.04, 0.35, 0.56)]
)
def test_long_answers_are_understood(split, heard, talk, lists, right):
    read = [(of_lists, answer.kind, human_answer(answer.mail())) for of_lists, answer in long_answers(split)]
    kinds = [(of_lists, kind, verdict.kind) for of_lists, kind, verdict in read if verdict]

    def share(of: list[bool]) -> float:
        return sum(of) / len(of)

    assert share([found == kind for _, kind, found in kinds if kind == "unsubscribe"]) >= heard
    others = [(of_lists, found == "unsubscribe") for of_lists, kind, found in kinds if kind != "unsubscribe"]
    assert share([taken for of_lists, taken in others if not of_lists]) <= talk
    assert share([taken for of_lists, taken in others if of_lists]) <= lists
    assert share([found == kind for _, kind, found in kinds if kind not in {"unsubscribe", "other"}]) >= right
