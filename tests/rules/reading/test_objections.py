"""Whoever claims a right by law is heard at any length and out of any thread: often it is somebody else's office."""

import pytest

from engine.rules.reading.chain import classify
from engine.rules.vocabulary import Kind
from tests.rules.reading.answers import make_mail

AROUND = (
    "Our house has received the enclosed message at the address of a colleague in the purchasing department. She has "
    "had no dealings with your company before, and nobody here knows how you came by the address. We have looked at "
    "our own records of the last three years, and at those of the subsidiary, and have found nothing there either. "
)
OBJECTIONS = {
    "en": "On her behalf we object to the processing of her data for marketing under Article 21 GDPR. Delete it.",
    "de": "Für unsere Mitarbeiterin widerspreche ich nach Art. 21 DSGVO der Nutzung ihrer Daten für Werbung. Löschen "
    "Sie die Daten.",
    "fr": "Au nom de notre salariée, je m'oppose au traitement de ses données (article 21 du RGPD) et demande que vous "
    "supprimiez son adresse de vos fichiers.",
    "es": "En su nombre nos oponemos al tratamiento de sus datos conforme al RGPD y solicitamos la supresión de sus "
    "datos.",
    "it": "Ai sensi dell'art. 21 GDPR ci opponiamo al trattamento e chiediamo la cancellazione dei suoi dati.",
    "nl": "Namens haar maak ik op grond van de AVG bezwaar en verzoek ik u haar gegevens te wissen.",
    "pl": "W jej imieniu wnoszę sprzeciw wobec przetwarzania danych na podstawie RODO i żądam usunięcia danych.",
    "ja": "個人情報保護法に基づき、広告メールの送信停止と個人情報の削除を請求いたします。",
}
TALK = {
    "minutes": "Data protection was discussed: everybody in the team may keep the old forms until summer, and the "
    "lawyer explains Article 21 GDPR to us in May. ",
    "a list": "Under the GDPR users may unsubscribe at any time, so a footer with a link has to be in each mail that "
    "goes to the list. I would write it in one line. ",
    "news": "Here is what is new in our shop this spring, from boots to brushes. You can unsubscribe at any time. Read "
    "our privacy policy to learn more about your rights. ",
}


@pytest.mark.parametrize("said", OBJECTIONS.values(), ids=OBJECTIONS)
def test_a_right_that_is_claimed_is_an_opt_out_out_of_any_thread_too(said: str) -> None:
    mail = make_mail(AROUND + said, subject="Objection", thread=False, sender="Legal <legal@acme.test>")
    assert [classify(mail, known_thread=known).kind for known in (None, False)] == [Kind.UNSUBSCRIBE] * 2


@pytest.mark.parametrize("text", TALK.values(), ids=TALK)
def test_who_speaks_of_the_law_claims_nothing(text: str) -> None:
    mail = make_mail(text * 3, subject="[privacy-talk] Re: Tuesday", thread=False)
    assert Kind.UNSUBSCRIBE not in [classify(mail, known_thread=known).kind for known in (None, False)]
