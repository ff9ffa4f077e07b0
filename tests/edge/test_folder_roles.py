"""Which folders are read: as servers list them, marked or only named, in many languages."""

import pytest

from engine.edge.folder_roles import Folder, FolderRole, with_roles

INBOX, SENT, JUNK, ALL = FolderRole.INBOX, FolderRole.SENT, FolderRole.JUNK, FolderRole.ALL

GMAIL = """
INBOX | \\HasNoChildren
[Gmail] | \\HasChildren \\Noselect
[Gmail]/Alle Nachrichten | \\All
[Gmail]/Entwürfe | \\Drafts
[Gmail]/Gesendet | \\Sent
[Gmail]/Markiert | \\Flagged
[Gmail]/Papierkorb | \\Trash
[Gmail]/Spam | \\Junk
[Gmail]/Wichtig | \\Important
"""
GMAIL_WITHOUT_MARKS = "INBOX\n[Gmail]/Tous les messages\n[Gmail]/Messages envoyés\n[Gmail]/Spam\n[Gmail]/Corbeille"
EXCHANGE = "INBOX\nCalendar\nDeleted Items\nDrafts\nJunk Email\nOutbox\nSent Items"
EXCHANGE_DE = "INBOX\nEntwürfe\nGelöschte Elemente\nGesendete Elemente\nJunk-E-Mail\nPostausgang"
EXCHANGE_FR = "INBOX\nBrouillons\nCourrier indésirable\nÉléments envoyés\nÉléments supprimés"
EXCHANGE_ES = "INBOX\nBorradores\nCorreo no deseado\nElementos eliminados\nElementos enviados"
OUTLOOK_COM = "Inbox\nArchive | \\Archive\nJunk | \\Junk\nSent | \\Sent\nDeleted | \\Trash"
YAHOO = "Inbox\nArchive | \\Archive\nBulk | \\Junk\nDraft | \\Drafts\nSent | \\Sent\nTrash | \\Trash"
YAHOO_WITHOUT_MARKS = "Inbox\nBulk Mail\nDraft\nSent\nTrash"
GMX = "INBOX\nEntwürfe\nGesendet\nGelöscht\nSpamverdacht\nArchiv"
WEB_DE = "INBOX\nUnbekannt\nSpam\nEntwurf\nGesendet\nPapierkorb"
CPANEL = "INBOX\nINBOX.Drafts\nINBOX.Sent\nINBOX.spam\nINBOX.Trash\nINBOX.Archive.2019.Sent"
ICLOUD = "INBOX\nArchive\nDeleted Messages\nDrafts\nJunk\nSent Messages"
UW = "INBOX\nmail/sent-mail\nmail/saved-messages"
POLISH = "INBOX\nSzkice\nElementy wysłane\nWiadomości-śmieci\nKosz"
JAPANESE = "INBOX\n下書き\n送信済みアイテム\n迷惑メール\nごみ箱"


def folders(listing: str, separator: str = "/") -> list[Folder]:
    """A line for each folder: its name, and after a bar its marks."""
    lines = [line.partition(" | ") for line in listing.strip().splitlines()]
    return with_roles((name, separator, frozenset(flags.lower().split())) for name, _, flags in lines)


def of(role: FolderRole, found: list[Folder]) -> list[str]:
    return [folder.name for folder in found if folder.role is role]


@pytest.mark.parametrize(
    ("listing", "separator", "sent", "junk"),
    [
        pytest.param(GMAIL, "/", ["[Gmail]/Gesendet"], ["[Gmail]/Spam"], id="gmail"),
        pytest.param(GMAIL_WITHOUT_MARKS, "/", ["[Gmail]/Messages envoyés"], ["[Gmail]/Spam"], id="gmail, unmarked"),
        pytest.param(EXCHANGE, "/", ["Sent Items"], ["Junk Email"], id="exchange"),
        pytest.param(EXCHANGE_DE, "/", ["Gesendete Elemente"], ["Junk-E-Mail"], id="exchange in german"),
        pytest.param(EXCHANGE_FR, "/", ["Éléments envoyés"], ["Courrier indésirable"], id="exchange in french"),
        pytest.param(EXCHANGE_ES, "/", ["Elementos enviados"], ["Correo no deseado"], id="exchange in spanish"),
        pytest.param(OUTLOOK_COM, "/", ["Sent"], ["Junk"], id="outlook.com"),
        pytest.param(YAHOO, "/", ["Sent"], ["Bulk"], id="yahoo"),
        pytest.param(YAHOO_WITHOUT_MARKS, "/", ["Sent"], ["Bulk Mail"], id="yahoo, unmarked"),
        pytest.param(GMX, "/", ["Gesendet"], ["Spamverdacht"], id="gmx"),
        pytest.param(WEB_DE, "/", ["Gesendet"], ["Spam", "Unbekannt"], id="web.de"),
        pytest.param(CPANEL, ".", ["INBOX.Sent"], ["INBOX.spam"], id="dovecot at a hoster"),
        pytest.param(ICLOUD, "/", ["Sent Messages"], ["Junk"], id="icloud"),
        pytest.param(UW, "/", ["mail/sent-mail"], [], id="uw"),
        pytest.param(POLISH, "/", ["Elementy wysłane"], ["Wiadomości-śmieci"], id="polish"),
        pytest.param(JAPANESE, "/", ["送信済みアイテム"], ["迷惑メール"], id="japanese"),
    ],
)
def test_what_servers_list(listing: str, separator: str, sent: list[str], junk: list[str]) -> None:
    found = folders(listing, separator)
    assert (of(INBOX, found), of(SENT, found), of(JUNK, found)) == (["INBOX"], sent, junk)


def test_the_servers_word_goes_before_names_and_both_are_read() -> None:
    found = folders("Inbox\nSent\nAusgang | \\Sent\nSpam | \\Noselect\nMüll | \\Junk")
    assert of(SENT, found) == ["Ausgang", "Sent"]
    assert of(JUNK, found) == ["Müll"]


def test_the_best_known_name_is_the_main_one() -> None:
    assert of(SENT, folders("INBOX\nSent Messages\nGesendet\nSent Items\nSent")) == [
        "Sent", "Sent Items", "Sent Messages", "Gesendet",
    ]  # fmt: skip


def test_a_folder_deep_down_is_taken_only_where_there_is_no_other() -> None:
    assert of(SENT, folders("INBOX\nOld/2019/Sent\nOld/2020/Sent\nGesendete Objekte")) == ["Gesendete Objekte"]
    assert of(SENT, folders("INBOX\nOld/2019/Sent\nOld/Sent\nOld/2020/Sent")) == ["Old/Sent"]
    assert of(SENT, folders("INBOX\nOld/Sent\nAusgang | \\Sent")) == ["Ausgang"]


def test_what_is_marked_as_something_else_is_that() -> None:
    found = folders("Sent | \\Drafts\nSpam | \\Trash\nJunk E-mail\nBulk | \\All")
    assert (of(SENT, found), of(JUNK, found), of(ALL, found)) == ([], ["Junk E-mail"], ["Bulk"])


def test_folders_that_hold_all_or_what_was_put_away() -> None:
    found = folders("INBOX\nAlle Nachrichten | \\All\nAblage | \\Archive\nOld | \\AllMail")
    assert of(ALL, found) == ["Alle Nachrichten", "Old"]
    assert of(FolderRole.ARCHIVE, found) == ["Ablage"]


@pytest.mark.parametrize(
    "name", ["SENT-ITEMS", "Sent_Items", "sent items", "E\u0301le\u0301ments envoye\u0301s", "ОТПРАВЛЕННЫЕ"]
)
def test_spelling_does_not_matter(name: str) -> None:
    assert of(SENT, folders(f"INBOX\n{name}")) == [name]


def test_names_without_a_separator() -> None:
    assert with_roles([("Spam", "", frozenset())]) == [Folder("Spam", JUNK)]
