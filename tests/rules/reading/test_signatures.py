"""Signatures of several kinds, and the lines that mail programs add, in the languages they are sold in."""

import pytest

from engine.rules.reading.words import split

LINES = [
    "Get Outlook for iPadOS",
    "Outlook für iOS laden<https://aka.ms/o0ukef>",
    "Installer Outlook pour iOS",
    "Descargue Outlook para iOS",
    "Uzyskaj aplikację Outlook dla systemu iOS",
    "Skaff Outlook for Android",
    "iOS版Outlookを入手",
    "下载适用于 Android 的 Outlook",
    "Stáhnout Outlook pro Android",
    "Yahoo Mail: Search, Organize, Conquer",
    "Written on my phone",
    "Excuse any typos.",
    "Skickat med e-post från mobilen",
    "Inviato dal mio cellulare",
    "Enviado da minha conta Gmail",
    "Wysłano przez telefon",
    "Outlook für Android abrufen<https://aka.ms/AAb9ysg>",
    "Outlook für iOS herunterladen<https://aka.ms/o0ukef>",
    "Get Outlook for Mac",
    "Télécharger Outlook pour Android<https://aka.ms/AAb9ysg>",
    "Obtener Outlook para Android",
    "Ottieni Outlook per Android",
    "Transfira o Outlook para iOS",
    "Download Outlook voor iOS",
    "Hent Outlook til iOS<https://aka.ms/o0ukef>",
    "Få Outlook for Android",
    "Outlook for iOS を入手<https://aka.ms/o0ukef>",
    "下载 Outlook for Android",
    "Gesendet von Outlook für Android",
    "Enviado desde mi iPhone",
    "Enviado do meu smartphone Samsung Galaxy.",
    "Envoyé depuis Yahoo Mail pour iPhone",
    "Inviato dal mio telefono Huawei",
    "Skickat från min iPhone",
    "Sendt fra min Galaxy",
    "Gesendet von Mail für Windows",
    "Wysłane z telefonu Samsung Galaxy",
    "Galaxyから送信",
    "来自我的华为手机",
    "Sent from ProtonMail mobile",
    "Sent via the Samsung Galaxy S23 Ultra 5G, an AT&T 5G smartphone",
    "Sent from my mobile. Please excuse typos.",
    "Sent from Mailspring",
    "Sent from HEY",
    "Sent with Unibox",
]
OWN = [
    "Outlook for next year is good, call us.",
    "Sent from Berlin we get it in two days, and from you?",
    "Please excuse the brevity. Yes, send an offer.",
    "Mit Herrn Meier habe ich schon geschrieben.",
    "Skrevet med stor interesse, ring til oss.",
    "Get Outlook working first, then call.",
]


@pytest.mark.parametrize("line", LINES)
def test_the_line_of_a_mail_program_is_nobodys_words(line: str) -> None:
    assert split(f"Call us.\n\n{line}").text == "Call us."


@pytest.mark.parametrize("own", OWN)
def test_a_sentence_that_begins_like_one_stays(own: str) -> None:
    assert split(f"Thanks.\n\n{own}").text == f"Thanks.\n\n{own}"


ANNA = frozenset(("anna", "keller"))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(
            "Yes.\n\nAnna Keller\nVP Operations | Kunde GmbH\nDirect: +49 30 5550102", "Yes.", id="name and title"
        ),
        pytest.param("Yes.\n\nDr. Anna M. Keller, Kunde GmbH\nTel. 030 5550102", "Yes.", id="with a doctor's title"),
        pytest.param(
            "Ask Tom.\n\nTom Berg\nHead of Logistics", "Ask Tom.\n\nTom Berg\nHead of Logistics", id="another"
        ),
        pytest.param("Anna Keller\nVP Operations", "Anna Keller\nVP Operations", id="nothing above"),
        pytest.param(
            "Yes.\n\nAnna\nI will be at the fair on Monday.\nwww.kunde.test",
            "Yes.\n\nAnna\nI will be at the fair on Monday.\nwww.kunde.test",
            id="a sentence below the name",
        ),
        pytest.param("Read:\n\nTo: Anna\nOn 3/3/2026 07:40", "Read:\n\nTo: Anna\nOn 3/3/2026 07:40", id="a label"),
        pytest.param("Yes.\n\nAnna", "Yes.\n\nAnna", id="a given name alone"),
        pytest.param("Yes.\n\nAnna Keller", "Yes.", id="a name in full"),
        pytest.param("Yes.\n\nRegards,\n\nAnna Keller\nLegal Counsel", "Yes.", id="with a closing and a desk"),
        pytest.param("Yes.\n\nAnna Keller\n\nTeamassistenz\n\nKunde KG", "Yes.", id="apart, as Outlook's HTML has it"),
        pytest.param(
            "Hm.\n\nAnna Keller\nno more mails please",
            "Hm.\n\nAnna Keller\nno more mails please",
            id="what a phrase knows below the name is no title",
        ),
        pytest.param("Hm.\n\nAnna Keller\nleave me be", "Hm.\n\nAnna Keller\nleave me be", id="nor what says me"),
        pytest.param(
            "Hm.\n\nAnna Keller, Kunde GmbH\nplease stop writing",
            "Hm.\n\nAnna Keller, Kunde GmbH\nplease stop writing",
            id="nor what says stop, below a name with its house",
        ),
        pytest.param(
            "Pass.\n\nAnna Keller\nKunde Logistics\nHow did I do? Rate this mail: great / ok / poor",
            "Pass.",
            id="a house's survey",
        ),
        pytest.param(
            "Pass.\n\nAnna Keller, florist\nDon't want our offers? Unsubscribe in the newsletter.",
            "Pass.",
            id="how to leave a house's mailings",
        ),
        pytest.param(
            "Pass.\n\nAnna\n\nKunde Group | Reception\nOffice hours 8.30 to 17.00. We are closed on Wednesday.\n"
            "Newsletter no longer wanted? Unsubscribe at the end of each issue.",
            "Pass.\n\nAnna",
            id="a house below a given name",
        ),
        pytest.param(
            "Pass.\n\nAnna Keller\nKunde Logistics\nNever give your PIN to a stranger, and help us stop scams.",
            "Pass.",
            id="a house's warning",
        ),
        pytest.param("Nei.\n\nHilsen Anna\nMeld deg på nyhetsbrevet vårt i dag.", "Nei.", id="a closing with the name"),
        pytest.param(
            "Nej tak.\n\nVenlig hilsen\nAnna Keller\nDet er os der kører hele natten og hele dagen.",
            "Nej tak.",
            id="a motto that is a sentence",
        ),
        pytest.param(
            "Hm.\n\nAnna Keller\nKunde Logistics\nno more mails please",
            "Hm.\n\nAnna Keller\nKunde Logistics\nno more mails please",
            id="what a phrase knows below the house",
        ),
        pytest.param("Ask for\n\nAnna Berg", "Ask for\n\nAnna Berg", id="another of the same name"),
        pytest.param(
            "Yes.\n\nAnna\nWill you call me at +49 30 5550102?",
            "Yes.\n\nAnna\nWill you call me at +49 30 5550102?",
            id="a question below the name",
        ),
        pytest.param("Tak.\n\nPozdrawiam / Best regards\nAnna Keller\ntel. 601 555 010", "Tak.", id="two languages"),
        pytest.param(
            "Yes.\n\nBest regards\nAnna\nHead of Logistics\n\nThis message is confidential.", "Yes.", id="notice"
        ),
        pytest.param("はい。\n\n********\n株式会社クンデ\n山田太郎\n********", "はい。", id="between stars"),
        pytest.param("好的。\n────────\n王芳\n手机 138 0000 0000\n", "好的。", id="below a rule"),
        pytest.param("Yes.\n\n======\nAnna\n+49 30 5550102\n======", "Yes.", id="between rules"),
        pytest.param("Yes.\n\n********\nTel. 030 5550102\n********" + "\na" * 50, None, id="rules far above the end"),
        pytest.param("Prices:\n======\nBox 100 200 300\nBag 300 400 500", None, id="a table"),
        pytest.param(
            "Plan:\n********\nCall us on 030 5550102.\nThen send it.\n********",
            "Plan:\n********\nCall us on 030 5550102.\nThen send it.",
            id="sentences between stars",
        ),
        pytest.param(
            "********\n株式会社クンデ\n山田太郎\n********", "********\n株式会社クンデ\n山田太郎", id="a card alone"
        ),
    ],
)
def test_signatures_end_the_words(body: str, text: str | None) -> None:
    assert split(body, ANNA).text == (body if text is None else text)


TITLES = r"""
Kind regards | Head of Purchasing
Viele Grüße | Einkaufsleitung
Cordialement | Directrice des achats
Saludos | Jefe de almacén
Cordiali saluti | Responsabile acquisti
Atenciosamente | Gerente de compras
Met vriendelijke groet | Inkoper
Med vänlig hälsning | Inköpschef
Venlig hilsen | Indkøbschef
Vennlig hilsen | Innkjøpssjef
Pozdrawiam | Kierownik magazynu
Terveisin | Ostopäällikkö
敬具 | 購買部長
よろしくお願いいたします。 | 購買課長
祝好 | 采购经理
此致\n敬礼 | 采购总监
顺颂商祺 | 采购经理
감사합니다. | 구매팀장
"""


@pytest.mark.parametrize("line", TITLES.strip().splitlines())
def test_a_title_below_the_name_ends_the_words_in_every_language(line: str) -> None:
    closing, title = line.replace("\\n", "\n").split(" | ")
    assert split(f"Yes.\n\n{closing}\nAnna Keller\n{title}", ANNA).text == "Yes."


@pytest.mark.parametrize(
    "own",
    [
        "よろしくお願いします。\n\n来週、担当の部長と相談します。",
        "Saludos\nAnna\nEl jefe viene el jueves.",
        "了解しました。よろしくお願いします。",
    ],
)
def test_a_sentence_about_a_chief_is_no_title(own: str) -> None:
    assert split(own, ANNA).text == own


def test_notes_begins_what_it_quotes_on_its_own_line() -> None:
    quoted = "Robin Hale ---09.11.2026 08:00:00---Hi Anna, is this for you?"
    assert split(f"Yes.\n\n{quoted}").text == "Yes."
    assert split(f"Yes.\n\n{quoted.replace('---', '--')}").text != "Yes."


OWN_BELOW_NAMES = [
    ("Yes.", "Best regards\nAnna Keller", "I do not want these offers."),
    ("Yes.", "Best regards\nAnna Keller", "Your offers are not wanted here. Stop."),
    ("Yes.", "Best regards\nAnna Keller", "I clicked on unsubscribe twice, I want no more of it."),
    ("Yes.", "Best regards\nAnna Keller", "We would be grateful to be left in peace."),
    ("Danke.", "Mit freundlichen Grüßen\nAnna Keller", "Ich möchte keine Mails mehr bekommen, das ist das dritte Mal."),
    ("Danke.", "Anna Keller | Kunde", "Stop your newsletter."),
    ("Hej.", "Mvh Anna", "Sluta skicka nyhetsbrev."),
    ("Hej.", "Mvh Anna", "Vi vill inte ha fler utskick från er."),
    ("Yes.", "Thanks Anna", "But please no more."),
    ("Yes.", "Anna\n", "please | kindly no more of it"),
    ("Yes.", "Anna Keller, Kunde GmbH", "We would like a quote for ten units."),
    ("Yes.", "Best regards\nAnna Keller", "Not the right person, ask Tom."),
    ("Hi Tom,", "Best Anna", "We buy from somebody else."),
    ("Hello,", "Anna Keller (purchasing)", "Send the list by Friday."),
    ("Hello,", "Anna\n", "Pallets | racks | carts: what do they cost"),
]


@pytest.mark.parametrize(("above", "name", "below"), OWN_BELOW_NAMES)
def test_what_the_writer_says_below_their_name_is_not_cut_off(above: str, name: str, below: str) -> None:
    assert below in split(f"{above}\n\n{name}\n{below}", ANNA).text
