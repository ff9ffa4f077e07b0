"""Opting out in the languages that have no lists of their own is heard all the same."""

import pytest

from engine.rules.reading.human import human_answer
from engine.rules.vocabulary import Kind
from tests.rules.reading.answers import make_mail


@pytest.mark.parametrize(
    "text",
    [
        "Lütfen bana bir daha e-posta göndermeyin.",
        "Adresimi listenizden çıkarın.",
        "Vă rog să nu îmi mai scrieți.",
        "Scoateți-mă din baza de date.",
        "Kérem, töröljön a listájukról.",
        "Ne írjanak többet.",
        "Μην μου ξαναγράψετε, σας παρακαλώ.",
        "Διαγράψτε με από τη λίστα.",
        "Будь ласка, не надсилайте мені листів.",
        "Видаліть мою адресу.",
        "Už mi prosím neposielajte ponuky.",
        "Махнете ме от списъка.",
        "Molim Vas, nemojte mi više slati poruke.",
        "Немојте ми више писати.",
        "Odstranite me s seznama.",
        "Palun ärge mulle enam kirjutage.",
        "Ottakaa minut pois listalta.",
        "Lūdzu, izņemiet mani no saraksta.",
        "Išbraukite mane iš sąrašo.",
        "أزيلوا عنواني من قائمتكم.",
        "يرجى عدم مراسلتي مجددا.",
        "תסירו אותי מהרשימה.",
        "אל תשלחו לי יותר מיילים.",
        "더 이상 연락하지 마세요.",
        "수신 거부합니다.",
        "Xin đừng gửi thư cho tôi nữa.",
        "Mohon hapus alamat saya dari daftar.",
    ],
)
def test_opting_out_is_heard(text):
    verdict = human_answer(make_mail(text))
    assert verdict is not None
    assert verdict.kind is Kind.UNSUBSCRIBE


@pytest.mark.parametrize(
    "text",
    [
        "Bunu bize daha ayrıntılı yazar mısınız?",
        "Nu am primit oferta, o puteți trimite din nou?",
        "Kérem, írjanak jövő héten.",
        "Пишіть мені наступного тижня.",
        "Go through the email to Tom, please.",
        "걱정하지 마세요, 다음 주에 연락드리겠습니다.",
        "نعتذر عن عدم التواصل، كنا في إجازة.",
    ],
)
def test_what_sounds_like_it_is_none(text):
    verdict = human_answer(make_mail(text))
    assert verdict is None or verdict.kind is not Kind.UNSUBSCRIBE or verdict.doubts
