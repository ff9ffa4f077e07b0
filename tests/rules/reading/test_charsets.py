"""8-bit text whose label is wrong or missing, and text that is only damaged."""

import pytest

from engine.rules.reading.chain import read
from engine.rules.reading.encoded import decode
from engine.rules.vocabulary import Kind

MISLABELLED = """
cp1251 koi8-r iso8859-5 cp866 | Удалите мой адрес из базы, больше не пишите
cp1251 koi8-r | Стоп
koi8-u | Будь ласка, не пишіть мені більше
shift_jis euc_jp | 今後のメールは不要です。リストから削除してください。
gb18030 | 您好，我们对此不感兴趣，请不要再给我发邮件，谢谢。
big5 | 您好，我們對此不感興趣，請不要再寄郵件給我，謝謝。
euc_kr | 더 이상 메일을 보내지 마세요. 관심 없습니다.
cp1253 | Παρακαλώ μη μου στέλνετε άλλα μηνύματα
cp1255 | נא להסיר אותי מרשימת התפוצה שלכם
cp1256 | الرجاء إزالة عنواني من القائمة وعدم مراسلتي
cp874 | กรุณาอย่าส่งอีเมลมาอีก ไม่สนใจ
cp1250 iso8859-2 | Proszę usunąć mój adres z listy, nie jestem zainteresowany. Dziękuję, Łukasz
cp1250 iso8859-2 | Szabadságon vagyok, legközelebb jövő hétfőn leszek az irodában, üdvözlettel Győző
cp1254 iso8859-9 | Yıllık izindeyim, acil işler için Şule Hanım'a ulaşabilirsiniz, teşekkürler
cp1254 | Artık şirketimizde çalışmıyorum
cp1250 iso8859-2 | Prosím, už mi nepište, nemáme zájem. Děkuji, Jiří Dvořák, příště
"""
WESTERN = """
Bitte schließen Sie uns aus – Grüße, Frau Größer, ÄÖÜ
Désolé, ce n’est pas intéressant… à bientôt, où êtes-vous ? « déjà »
Åsa är på möte åter på lördag, hör av dig då. ÅÄÖ åäö
Jeg er på ferie, skriv ikke mere, tak. Ærø, Øåæ
¿Qué tal? No más correos, por favor. Año mañana ¡gracias! 20 m³
Não quero receber mais mensagens, obrigação à atenção de João
Ég er í fríi, þið eruð ánægð með það
Íþróttir á Alþingi, ný fundargerð, sýna þarf
Võib-olla hiljem, praegu sõidan tööle, häid pühi
As opções são boas, põe-me na lista, não é?
•••• café ———— naïve
"""
LABELS = ("", "utf-8", "iso-8859-1", "us-ascii", "windows-1252")


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("line", MISLABELLED.strip().splitlines())
def test_the_likeliest_charset_is_taken_where_the_label_makes_no_words(line: str, label: str) -> None:
    charsets, _, text = line.partition(" | ")
    for charset in charsets.split():
        assert decode(text.encode(charset), label) == text


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("text", WESTERN.strip().splitlines())
def test_western_text_stays_what_it_is(text: str, label: str) -> None:
    assert decode(text.encode("cp1252"), label) == text


@pytest.mark.parametrize(
    ("data", "label", "text"),
    [
        pytest.param("не пишите больше".encode()[:-1], "utf-8", "не пишите больш\ufffd", id="cut in a letter"),
        pytest.param(
            "请不要再给我发邮件，谢谢".encode("gb18030") + b"\xff", "gb2312", "请不要再给我发邮件，谢谢\ufffd", id="gbk"
        ),
        pytest.param("龘龘龘".encode("big5", "ignore") + b"\xc4\xff\xc5", "big5", None, id="as far as the label goes"),
    ],
)
def test_damaged_text_is_read_as_far_as_it_goes(data: bytes, label: str, text: str | None) -> None:
    assert decode(data, label) == (data.decode(label, "replace") if text is None else text)


@pytest.mark.parametrize("label", ["x-nothing", "gbnothing", "utf-7"])
def test_what_fits_nothing_is_shown_as_it_came(label: str) -> None:
    assert decode(b"\xff\xfe\xfd\xff\xfe\xfd", label) == "\xff\xfe\xfd\xff\xfe\xfd"


@pytest.mark.parametrize(("charset", "label"), [("cp1251", "utf-8"), ("koi8-r", "iso-8859-1")])
def test_an_opt_out_under_a_wrong_label_is_heard(charset: str, label: str) -> None:
    words = "Удалите мой адрес из базы, больше не пишите".encode(charset)
    head = f"From: a@b.test\nIn-Reply-To: <o@s.test>\nContent-Type: text/plain; charset={label}\n\n"
    assert read(head.encode() + words)[1].kind is Kind.UNSUBSCRIBE


def test_an_opt_out_without_a_label_is_heard_in_japanese() -> None:
    words = "今後のメールは不要です。リストから削除してください。".encode("shift_jis")
    assert read(b"From: a@b.test\nIn-Reply-To: <o@s.test>\n\n" + words)[1].kind is Kind.UNSUBSCRIBE
