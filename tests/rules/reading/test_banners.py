"""Warnings above the words, in the languages that servers write them in."""

import pytest

from engine.rules.reading.words import split

WARNINGS = [
    "*** EXTERNAL EMAIL ***",
    "ATTENTION : Ce message provient de l'extérieur de l'organisation. Ne cliquez pas sur les liens.",
    "Ce courriel vient de l'extérieur. Soyez prudent.",
    "Este correo electrónico proviene de fuera de la organización. No haga clic en enlaces.",
    "Este mensaje proviene de un remitente externo.",
    "E-MAIL EXTERNO: não clique em links nem abra anexos.",
    "Esta mensagem veio de fora da empresa.",
    "Questa e-mail proviene da un mittente esterno.",
    "Dit bericht is afkomstig van buiten de organisatie.",
    "Detta mejl kommer utifrån. Öppna inga bilagor.",
    "ADVARSEL: Denne mail kommer udefra. Klik ikke på links.",
    "ADVARSEL: Denne e-posten kommer fra en ekstern avsender.",
    "Ekstern e-post: Ikke åpne vedlegg.",
    "Ta wiadomość pochodzi spoza firmy.",
    "【外部メール】このメールは組織外から送信されました。",
    "ZjQcmQRYFpfptBannerStart\nThis Message Is From an External Sender\n\nReport it.\nZjQcmQRYFpfptBannerEnd",
    "Sie erhalten nicht oft eine E-Mail von jo@kunde.test. Erfahren Sie, warum dies wichtig ist",
    "Vous ne recevez pas souvent de courriers de jo@kunde.test.",
    "No recibe con frecuencia correos de jo@kunde.test.",
    "Você raramente recebe e-mails de jo@kunde.test.",
    "Du modtager ikke ofte mails fra jo@kunde.test.",
    "Certaines personnes ayant reçu ce message n'obtiennent pas souvent d'e-mail de jo@kunde.test.",
    "CAUTION: This email originated from outside of the organization. Do not\nclick links unless you know the sender.",
]


@pytest.mark.parametrize("warning", WARNINGS)
def test_a_warning_above_is_nobodys_words(warning: str) -> None:
    assert split(f"{warning}\n\nCall us.").text == "Call us."


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param("[EXTERNAL] Please remove me.", "Please remove me.", id="behind the tag"),
        pytest.param("[EXTERNAL] Do not click links.\n\nYes.", "Yes.", id="a warning behind the tag"),
        pytest.param("[EXTERNAL]\nPlease remove me.", "Please remove me.", id="right below the tag"),
        pytest.param("CAUTION: External email.\nPlease remove me.", "Please remove me.", id="right below a warning"),
        pytest.param("CAUTION: External email.", "", id="nothing but a warning"),
        pytest.param("This is urgent, call us.", "This is urgent, call us.", id="no warning"),
        pytest.param("Este mensaje no me interesa.", "Este mensaje no me interesa.", id="of the message, no warning"),
    ],
)
def test_words_close_to_a_warning_are_kept(body: str, text: str) -> None:
    assert split(body).text == text
