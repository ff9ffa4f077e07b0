"""Whoever has somebody's data taken away by the law: often their office or lawyer, at length, and out of any thread."""

from engine.rules.reading.alternatives import Ways
from engine.rules.reading.automatic import is_to_many
from engine.rules.reading.evidence import collect
from engine.rules.reading.folding import plain
from engine.rules.reading.mail import ParsedMail, once

LETTER = 3000
"""Characters; who claims a right says so in fewer."""
LAW = Ways(
    r"\b(?:gdpr|rgpd|dsgvo|lgpd|avg|rodo|lopd\w*|lssi\w*|kvkk|ccpa|cpra|can-spam|casl|pecr|dpa|uwg|nfadp|"
    r"data protection|privacy|datenschutz\w*|protection des donnees|protec(?:cion de datos|ao de dados)|"
    r"protezione dei dati|gegevensbescherming\w*|dataskydd\w*|databeskyttelse\w*|personvern\w*|"
    r"markedsforingslov\w*|marknadsforingslag\w*|ochron\w+ danych|tietosuoja\w*|"
    r"(?:articles?|artikel|articulo|artigo|articolo|art|section|paragra\w+)\.? ?\d+)|"
    r"§|個人情報|个人信息|個人資料|特定電子メール|广告法"
)
"""A law on data or on advertising, or a numbered part of one, in plain letters."""


@once
def objects(mail: ParsedMail) -> bool:
    """Whether it claims a right by law to be left alone, for whomever. Newsletters tell of such rights too."""
    if len(mail.text) > LETTER or is_to_many(mail) or not LAW.are_in(plain(f"{mail.subject}\n{mail.text}")):
        return False
    evidence = collect(mail.text)
    return evidence.has("unsubscribe") and not evidence.is_loud("keep")
