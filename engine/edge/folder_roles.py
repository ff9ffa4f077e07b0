"""Which folders hold what was sent and which the junk: by the server's word (RFC 6154), and by the usual names."""

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
    TRASH = "trash"
    OTHER = "other"


@dataclass(frozen=True)
class Folder:
    name: str
    role: FolderRole


Entry = tuple[str, str, frozenset[str]]
"""Name, separator, flags in lower case."""

_MARKS = {
    "\\sent": FolderRole.SENT,
    "\\junk": FolderRole.JUNK,
    "\\spam": FolderRole.JUNK,
    "\\all": FolderRole.ALL,
    "\\allmail": FolderRole.ALL,
    "\\archive": FolderRole.ARCHIVE,
    "\\trash": FolderRole.TRASH,
}
"""Also in the words that Gmail used before the standard."""
_OTHER_MARKS = frozenset({"\\drafts", "\\flagged", "\\starred", "\\important"})
_CLOSED = frozenset({"\\noselect", "\\nonexistent"})
_ROOTS = frozenset({"inbox", "gmail", "googlemail", "mail"})
"""Folders under which a server puts all others: Courier and cPanel, Gmail, UW."""

_SENT = """
sent; sent items; sent mail; sent messages; sent e-mails; gesendet; gesendete objekte; gesendete elemente;
gesendete nachrichten; gesendete mails; envoyés; éléments envoyés; messages envoyés; objets envoyés; courrier envoyé;
enviados; elementos enviados; mensajes enviados; correo enviado; correos enviados; itens enviados; enviadas;
mensagens enviadas; e-mails enviados; elements enviats; inviati; inviata; posta inviata; messaggi inviati;
elementi inviati; verzonden; verzonden items; verzonden objecten; verzonden berichten; skickat; skickade;
skickade objekt; sendt; sendt post; sendte; sendte elementer; lähetetyt; lähetetyt viestit; wysłane; elementy wysłane;
odeslané; odeslaná pošta; odoslané; odoslaná pošta; elküldött; elküldött elemek; trimise; elemente trimise; poslano;
poslane stavke; изпратени; απεσταλμένα; отправленные; отправленные письма; надіслані; gönderilmiş öğeler; gönderilmiş;
gönderilenler; saadetud; nosūtītie; išsiųsti; 送信済み; 送信済みメール; 送信済みアイテム; 已发送; 已发送邮件;
已发送的邮件; 寄件備份; 寄件匣; 보낸 편지함; 보낸 메일함; פריטים שנשלחו; דואר שנשלח; العناصر المرسلة; البريد المرسل;
ส่งแล้ว; đã gửi; terkirim
"""
_JUNK = """
junk; spam; junk e-mail; junk mail; bulk; bulk mail; spam mail; spamverdacht; unerwünscht; unerwünschte e-mails;
werbung; unbekannt; courrier indésirable; indésirables; pourriel; correo no deseado; no deseado; correo basura;
lixo eletrônico; lixo electrónico; correu brossa; posta indesiderata; ongewenste e-mail; ongewenst; reclame;
skräppost; skräp; søppelpost; søppel-e-post; uønsket e-post; uønsket mail; uønsket post; roskaposti;
wiadomości-śmieci; niechciane; nevyžádaná pošta; nevyžiadaná pošta; levélszemét; mesaje nedorite; neželena pošta;
ανεπιθύμητα; ανεπιθύμητη αλληλογραφία; спам; нежелательная почта; небажана пошта; önemsiz e-posta; önemsiz; istenmeyen;
迷惑メール; 垃圾邮件; 垃圾郵件; 스팸; 스팸메일함; 정크 메일; דואר זבל; بريد غير هام; البريد العشوائي; สแปม; thư rác
"""
"""WEB.DE puts mail of people it does not know into Unbekannt."""


def _spelled(name: str) -> str:
    """Without case, accents, blanks and hyphens, in which servers differ."""
    return "".join(char for char in unicodedata.normalize("NFKD", name).casefold() if char.isalnum())


_USUAL = {
    role: {_spelled(name): rank for rank, name in enumerate(names.split(";"))}
    for role, names in ((FolderRole.SENT, _SENT), (FolderRole.JUNK, _JUNK))
}
"""As the large providers and mail programs name them, in the order of preference."""


def with_roles(listed: Iterable[Entry]) -> list[Folder]:
    """Of each role the main folder first: the one that the server marks, else the best known name that lies least deep.

    Others of such names at the top hold what other mail programs have put there: they have the role too.
    """
    entries = [entry for entry in listed if not entry[2] & _CLOSED]
    roles = {name: _marked(name, flags) for name, _, flags in entries}
    free = [entry for entry in entries if roles[entry[0]] is FolderRole.OTHER and not entry[2] & _OTHER_MARKS]
    for role, usual in _USUAL.items():
        marked = role in roles.values()
        for place, (depth, _, name) in enumerate(_named(free, usual)):
            if depth == 0 or (place == 0 and not marked):
                del roles[name]
                roles[name] = role  # behind those before it
    return [Folder("INBOX" if role is FolderRole.INBOX else name, role) for name, role in roles.items()]


def _named(entries: list[Entry], usual: dict[str, int]) -> list[tuple[int, int, str]]:
    """Depth, rank and name of those that are called so, the best first."""
    found = []
    for name, separator, _ in entries:
        path = [_spelled(one) for one in (name.split(separator) if separator else [name])]
        if path[-1] in usual:
            found.append((len(path) - 1 - (path[0] in _ROOTS and len(path) > 1), usual[path[-1]], name))
    return sorted(found, key=lambda one: one[:2])


def _marked(name: str, flags: frozenset[str]) -> FolderRole:
    if name.upper() == "INBOX":
        return FolderRole.INBOX
    return next((role for mark, role in _MARKS.items() if mark in flags), FolderRole.OTHER)
