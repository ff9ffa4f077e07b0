"""What companies append below their people's words goes, and what the people themselves ask for stays."""

# ruff: noqa: E501 -- sentences as they are written

import pytest

from engine.rules.reading.words import split

NOTICES = [
    "If this email has reached you in error please notify Kunde Ltd and destroy it. The contents are confidential.",
    "The content of this email is confidential and intended for the recipient specified in message only.",
    "Kunde Ltd is the data controller. You can find our privacy notice at www.kunde.example/privacy.",
    "If you would like to unsubscribe from our newsletter, click here.",
    "Der Inhalt dieser Mail ist vertraulich und nur für den Adressaten bestimmt. Sind Sie nicht der richtige Adressat, löschen Sie sie bitte.",
    "Bitte beachten Sie unsere Datenschutzhinweise: https://kunde.example/datenschutz",
    "Möchten Sie keine Newsletter mehr von uns erhalten, klicken Sie hier.",
    "Wir verarbeiten Ihre personenbezogenen Daten nach der DSGVO. Sie haben das Recht auf Auskunft, Berichtigung und Löschung.",
    "Les informations contenues dans ce courriel sont confidentielles. Si vous n'en êtes pas le destinataire, veuillez le détruire.",
    "Vous pouvez exercer vos droits d'accès et d'effacement de vos données personnelles en écrivant à dpo@kunde.example.",
    "Pour ne plus recevoir nos messages, cliquez ici.",
    "Si ha recibido este correo por error, elimínelo y avise al remitente. Su contenido es confidencial.",
    "El responsable del tratamiento de sus datos es Kunde S.A. Puede ejercer los derechos de acceso y supresión.",
    "Si ya no desea recibir nuestras comunicaciones, responda BAJA.",
    "Questo messaggio è destinato esclusivamente al destinatario indicato. Se lo avete ricevuto per errore, cancellatelo.",
    "Il titolare del trattamento dei dati personali è Kunde S.r.l. Può esercitare i diritti di accesso e cancellazione.",
    "O conteúdo deste e-mail é confidencial e destina-se apenas ao destinatário. Caso o tenha recebido por engano, elimine-o.",
    "Nos termos do RGPD, o titular pode exercer os seus direitos de acesso e apagamento dos dados pessoais.",
    "Als u dit bericht per ongeluk hebt ontvangen, wilt u het dan verwijderen? Het is alleen bestemd voor de geadresseerde.",
    "Kunde B.V. verwerkt persoonsgegevens volgens de AVG. U heeft het recht op inzage en verwijdering.",
    "Om meddelandet inte är avsett för dig, ber vi dig att radera det. Det kan innehålla konfidentiell information.",
    "Hvis du har modtaget denne mail ved en fejl, bedes du slette den. Indholdet er fortroligt.",
    "Dersom du ikke er rett mottaker av denne e-posten, ber vi deg slette den.",
    "Treść tej wiadomości jest poufna. Jeśli nie jest Pan adresatem, prosimy o jej usunięcie.",
    "Jeśli nie chcą Państwo otrzymywać od nas wiadomości, prosimy o informację.",
    "万が一、このメールを誤って受信された場合は、お手数ですが削除してください。内容は機密です。",
    "个人信息保护:您有权查阅、更正或删除您的个人信息。",
]

OWN = [
    "Si le destinataire de ce message n'est plus en poste, supprimez cette adresse.",
    "今後のメールは不要です。",
    "配信停止をお願いいたします。",
    "Please delete my data.",
    "Please delete this email address from your system, it was added by mistake.",
    "Under GDPR I request the deletion of my personal data.",
    "You sent this to the wrong person by mistake. Please delete the address.",
    "We request erasure of all personal data under Article 17 GDPR.",
    "Do you have a privacy policy? How do you process personal data under GDPR?",
    "Please send us your data processing agreement and your privacy notice first.",
    "If you want us to share confidential figures, send an NDA.",
    "I am not the intended recipient of your mails, please stop.",
    "Gemäß Art. 17 DSGVO verlangen wir die Löschung unserer Daten.",
    "Bitte löschen Sie diese Adresse, sie steht irrtümlich in Ihrer Liste.",
    "Wenn Sie unsere Daten irrtümlich haben, löschen Sie sie bitte.",
    "Ich widerspreche der Verarbeitung meiner personenbezogenen Daten.",
    "Wenn Sie keine weiteren Fragen haben, können wir am Montag anfangen.",
    "Je m'oppose au traitement de mes données personnelles, merci de les supprimer.",
    "Si vous avez cette adresse par erreur, supprimez-la de votre base.",
    "Merci de supprimer nos données conformément au RGPD.",
    "Ejerzo mi derecho de supresión conforme al RGPD.",
    "Si tiene este correo por error, elimínelo de su lista.",
    "Solicito la supresión de mis datos personales según el RGPD.",
    "Chiedo la cancellazione dei dati personali ai sensi del GDPR.",
    "Se avete questo indirizzo per errore, cancellatelo dal vostro database.",
    "Peço a eliminação dos meus dados pessoais ao abrigo do RGPD.",
    "Verwijder mijn gegevens uit uw bestand volgens de AVG.",
    "Als u dit adres per ongeluk hebt, verwijder het dan uit uw lijst.",
    "Ta bort mina personuppgifter enligt GDPR.",
    "Slet venligst mine persondata.",
    "Vennligst slett mine personopplysninger.",
    "Żądam usunięcia moich danych osobowych na podstawie RODO.",
    "Proszę usunąć nasz adres z Państwa bazy, został dodany przez pomyłkę.",
    "私の個人情報を削除してください。",
    "请删除我的个人信息,不要再发邮件。",
    "If you no longer wish to sell to us, keep writing like this.",
    "To opt out, I have to write to you? Stop it.",
]


@pytest.mark.parametrize("notice", NOTICES)
@pytest.mark.parametrize("signed", ["", "\n\nKind regards\nAnna Keller\nHead of Logistics\nT +49 30 5550102"])
def test_a_notice_below_an_answer_is_nobodys_words(notice: str, signed: str) -> None:
    assert split(f"Thursday is fine.{signed}\n\n{notice}").text == "Thursday is fine."


@pytest.mark.parametrize("own", OWN)
def test_a_request_of_ones_own_is_no_notice(own: str) -> None:
    assert split(f"Thanks, no.\n\n{own}").text == f"Thanks, no.\n\n{own}"


def test_a_wrapped_notice_is_one_and_so_is_one_under_a_name() -> None:
    notice = "Should this mail have reached you\nby mistake, please delete it. It is\nconfidential."
    assert split(f"Yes.\n\n{notice}").text == "Yes."
    assert split(f"Yes.\nCall the office on Thursday at three please.\n{notice}").text.endswith("three please.")
    assert split(f"Yes.\n\nBest\nAnna\n{notice}").text == "Yes.\n\nBest\nAnna"


def test_what_comes_first_is_no_notice() -> None:
    said = "If the mail was confidential and sent in error, we delete it."
    assert split(said).text == said


def test_how_to_leave_a_newsletter_stays_with_the_newsletter() -> None:
    letter = "\n\n".join(["Offers and news."] * 30) + "\n\nTo unsubscribe from our mails click here."
    assert split(letter).text == letter
