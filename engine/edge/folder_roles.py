"""Which folder holds what was sent and which the junk: by the server's word (RFC 6154), else by the usual names."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class FolderRole(StrEnum):
    INBOX = "inbox"
    SENT = "sent"
    JUNK = "junk"
    ALL = "all"
    """Every mail of the mailbox, whatever folders it lies in."""
    ARCHIVE = "archive"
    OTHER = "other"


@dataclass(frozen=True)
class Folder:
    name: str
    role: FolderRole


_MARKS = {
    "\\sent": FolderRole.SENT,
    "\\junk": FolderRole.JUNK,
    "\\all": FolderRole.ALL,
    "\\archive": FolderRole.ARCHIVE,
}
_OTHER_MARKS = frozenset({"\\drafts", "\\flagged", "\\trash", "\\important"})
_CLOSED = frozenset({"\\noselect", "\\nonexistent"})

_SENT = """
sent; sent items; sent mail; sent messages; gesendet; gesendete objekte; gesendete elemente; envoyés; éléments envoyés;
messages envoyés; enviados; elementos enviados; mensajes enviados; itens enviados; enviadas; inviati; posta inviata;
messaggi inviati; elementi inviati; verzonden; verzonden items; verzonden objecten; skickat; skickade objekt; sendt;
sendte elementer; lähetetyt; wysłane; elementy wysłane; odeslané; odeslaná pošta; elküldött elemek; trimise;
отправленные; надіслані; gönderilmiş öğeler; gönderilenler; 送信済み; 送信済みアイテム; 已发送; 已发送邮件; 寄件備份;
보낸 편지함; פריטים שנשלחו; العناصر المرسلة
"""
_JUNK = """
junk; spam; junk e-mail; junk email; junk mail; bulk mail; spamverdacht; unerwünscht; werbung; junk-e-mail;
courrier indésirable; indésirables; pourriel; correo no deseado; no deseado; lixo eletrônico; lixo eletrónico;
posta indesiderata; ongewenste e-mail; skräppost; søppelpost; uønsket e-post; roskaposti; wiadomości-śmieci;
nevyžádaná pošta; levélszemét; спам; нежелательная почта; önemsiz e-posta; istenmeyen; 迷惑メール; 垃圾邮件; 垃圾郵件;
스팸; 정크 메일; דואר זבל; بريد غير هام
"""
# As the large providers and mail programs name them, in the order of preference.
_USUAL = {
    role: tuple(name.strip() for name in names.split(";"))
    for role, names in ((FolderRole.SENT, _SENT), (FolderRole.JUNK, _JUNK))
}


def with_roles(listed: Iterable[tuple[str, str, frozenset[str]]]) -> list[Folder]:
    """From (name, separator, flags in lower case). A name counts only where no folder is marked for that role."""
    entries = [entry for entry in listed if not entry[2] & _CLOSED]
    roles = {name: _marked(name, flags) for name, _, flags in entries}
    for role, usual in _USUAL.items():
        if role not in roles.values():
            free = {_leaf(name, cut): name for name, cut, flags in reversed(entries) if _is_free(roles[name], flags)}
            match = next((free[one] for one in usual if one in free), None)
            if match is not None:
                roles[match] = role
    return [Folder("INBOX" if role is FolderRole.INBOX else name, role) for name, role in roles.items()]


def _marked(name: str, flags: frozenset[str]) -> FolderRole:
    if name.upper() == "INBOX":
        return FolderRole.INBOX
    return next((role for mark, role in _MARKS.items() if mark in flags), FolderRole.OTHER)


def _is_free(role: FolderRole, flags: frozenset[str]) -> bool:
    return role is FolderRole.OTHER and not flags & _OTHER_MARKS


def _leaf(name: str, separator: str) -> str:
    last = name.rpartition(separator)[2] if separator else name
    return unicodedata.normalize("NFC", last).casefold()
