"""Opting out in the languages that have no lists of their own is heard all the same."""

import pytest

from engine.rules.reading.evidence import concepts
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
        "Lütfen beni bir daha aramayın.",
        "Sizden mail almak istemiyorum.",
        "Nu ne mai trimiteți oferte.",
        "Nem kérünk több levelet.",
        "Διαγράψτε με.",
        "Відпишіть мене від розсилки.",
        "Vyraďte nás zo zoznamu.",
        "Žiadam o výmaz mojich osobných údajov.",
        "Не ми пишете повече.",
        "Nemojte me kontaktirati.",
        "Ne pišite mi več.",
        "Не шаљите ми поруке.",
        "Ärge meile rohkem kirjutage.",
        "لا أريد أن ترسلوا لي شيئا.",
        "الرجاء عدم التواصل معي.",
        "אל תכתבו לנו יותר.",
        "그만 좀 보내세요.",
        "목록에서 제 주소를 삭제해 주세요.",
        "더 이상 메일을 받고 싶지 않습니다.",
        "Đừng gửi email nữa.",
        "Jangan hubungi saya lagi.",
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


@pytest.mark.parametrize(
    "text",
    [
        "Μη διστάσετε να επικοινωνήσετε μαζί μου.",
        "Μην ξεχάσετε να μου στείλετε την προσφορά.",
        "Αφαιρέστε τη γραμμή με το μεταφορικό.",
        "Nemojte se ustručavati kontaktirati me.",
        "Ako Vam ne odgovara kontaktirajte me sutra.",
        "Ne oklevajte in pišite mi.",
        "Не се колебайте да пишете.",
        "Не забравяйте да ми пишете.",
        "Ne habozzon és írjon nekünk.",
        "Kérem, ne nekem írjon, hanem a kollégámnak.",
        "Nem szeretnék többet fizetni ezért.",
        "Відпишіть, будь ласка, коли вам зручно.",
        "Vyškrtnite prosím bod tri a pošlite znova.",
        "Máte právo na prístup, opravu a výmaz údajov.",
        "Nu mai trimitem comanda astăzi.",
        "Lütfen aramayın, e-posta yazın.",
        "Bu ürünü satın almak istemiyoruz.",
        "Abbiamo ricevuto i beni da Silvia, grazie.",
        "يرجى عدم التردد في الاتصال بي.",
        "لا مانع أن ترسل لي العرض.",
        "신경 쓰지 마세요, 다음 주에 통화해요.",
        "회사를 그만 두게 되어 연락드립니다.",
        "제품 목록에서 3번을 빼고 견적을 보내 주세요.",
        "더 이상 신규 업체를 받고 있지 않습니다.",
        "Jangan ragu untuk menghubungi saya.",
        "Jangan lupa kirim penawarannya.",
        "Đừng ngần ngại liên hệ với tôi.",
        "Nếu cần sử dụng sẽ liên hệ lại.",
        "Nội dung gửi kèm rất hay.",
        "Älä epäröi ottaa yhteyttä.",
        "Älkää unohtako lähettää tarjousta.",
        "La lista con gli indirizzi è allegata.",
    ],
)
def test_do_not_hesitate_to_write_and_the_like_are_no_words_of_opting_out(text):
    assert "unsubscribe" not in concepts(text)
