"""In all languages: asking not to hesitate to write or call, in the words of a "do not". How phrases are written: see `phrases.py`."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

PHRASES = {
    "keep": """
        !hesitate to contact|reach|call|ring|phone|write|email|mail|message|ask|send|get_in|get_back|drop_me|drop_us|let_me|let_us|give_me|give_us
        !zögern|zögere|zögert|scheuen|scheue .. nicht sich|mich|mir|uns .. anzurufen|anrufen|schreiben|melden|kontaktieren|wenden|fragen|rufen
        !zögern|zögere|zögert|scheuen|scheue .. nicht anzurufen|nachzufragen|kontakt|zu_fragen
        !hésite|hésitez|hésites pas .. contacter|appeler|écrire|joindre|solliciter|revenir|rappeler|demander|envoyer
        !no .. dude|dudes|duden|dudéis en .. contactarme|contactarnos|contactar|escribirme|escribirnos|escribir|llamarme|llamarnos|llamar|preguntar|enviarme|enviar|ponerse
        !não|nao hesite|hesitem|hesites em .. contactar|contatar|contactarme|ligar|escrever|falar|perguntar|enviar|entrar
        !non esiti|esitate|esitare|esitino a .. contattarmi|contattarci|contattare|chiamarmi|chiamarci|chiamare|scrivermi|scriverci|scrivere|chiedere|inviarmi|inviare
        !aarzel|aarzelt niet .. contact|bellen|mailen|schrijven|vragen|sturen
        !tveka inte .. kontakta|höra|ringa|mejla|skriva|fråga|skicka|ta
        !tøv|nøl ikke|ikkje .. kontakte|ringe|skrive|tage|ta|spørge|spørre|sende|skriv|ring
        !ikke tøv|nøl .. kontakte|ringe|skrive|tage|ta|spørge|spørre|sende
        !nie .. wahać|wahaj|wahajcie .. kontaktować|skontaktować|dzwonić|zadzwonić|pisać|napisać|pytać
        !älä|älkää epäröi|epäröikö .. ottaa|soittaa|kirjoittaa|kysyä|yhteyttä
        !neváhejte|neváhej .. kontaktovat|zavolat|napsat|ozvat|obrátit|kontaktovať|zavolať|napísať
        !ne .. ezitați|ezita|ezitaţi|ezitati .. contactați|contactaţi|sunați|scrieți|contactezi
        !не .. стесняйтесь|сомневайтесь .. обращаться|звонить|писать|спрашивать|обращайтесь
        !μη|μην διστάσετε|διστάσεις .. επικοινωνήσετε|τηλεφωνήσετε|γράψετε
        !iletişime|aramaktan|yazmaktan|sormaktan .. çekinmeyin|çekinmeyiniz
        !遠慮なく..連絡
        !遠慮なく..電話
        !遠慮なく..問い合わせ
        !お気軽に
        !不要客气
        !不用客气
        !随时联系
        !随时聯絡
        """,
}
