"""In all languages: opting out without the words for it. Threats, rebukes, requests by law. See `phrases.py`."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

PHRASES = {
    "unsubscribe": """
        !not|never contact|email|mail|message|write|bother|approach me|us|our|my
        !=no emails|mails|email|spam|ads|advertising|marketing|newsletters|newsletter
        !no emails|mails|spam|ads|advertising|newsletters please|thanks|thank
        !nobody|none|one asked .. for|you .. this|these|it|to
        !bother|annoy|pester|spam someone|somebody|people|anyone else
        !what part of .. no
        !take .. hint
        !hear .. from .. lawyer|lawyers|attorney|solicitor|legal
        !my|our lawyer|lawyers|attorney|solicitor .. will|contact
        !consider this .. formal|final|notice|official
        !formal|final request|notice|warning .. to|under|that
        !not sell my|our .. information|data
        !unwanted email|emails|mail|mails|messages|solicitation
        !request .. deletion|erasure|removal .. of|my
        !erasure|deletion of my
        !bitte|bitten|beantrage|fordere|verlange .. um|die? .. löschung|austragung|streichung|entfernung|abmeldung
        !keine|keinerlei weitere|weiteren|weiterer|neuen .. kontakt*|anfrage*|mail*|zuschrift*|nachricht*|anschreiben|schreiben|werb*|email*|kontaktversuche
        !kein weiterer kontakt
        !keine kontaktaufnahme|kontaktaufnahmen|anfragen|werbemails|zusendungen|zusendung .. mehr|erwünscht|gewünscht|bitte
        !sehen|sehe|absehen .. von .. weiteren|weiterer|künftigen .. ab|abzusehen
        !von .. weiteren|weiterer .. abzusehen|absehen
        !werbung|mails|emails|kontakt|kontaktaufnahme .. unerwünscht|unaufgefordert
        !unerwünschte|unerwünschten|unaufgeforderte werbung|mails|emails|werbemails
        !finger weg
        !schreib*|kontaktier*|meld*|mail* .. nie wieder|mehr
        !merci d|de .. plus .. écrire|contacter|solliciter|envoyer|relancer|importuner
        !prière de .. plus|cesser
        !no insist*
        !ni un|una .. más
        !basta ya
        !no .. molest* .. más
        !basta|basta_con|stop .. mail|email|messaggi|pubblicità
        !non insist*
        !in pace
        !não autoriz*
        !chega de|disso
        !em paz
        !parem|pare de|com
        !met rust
        !stop hiermee|daarmee|ermee
        !wil|willen .. afmelden|uitschrijven|afgemeld
        !vill|vil|ønsker|önskar|vil_gerne .. inte|ikke .. kontaktad|kontaktes|kontaktet|kontaktas|motta|modtage|ta_emot
        !lämna|la|lad|låt mig|meg .. ifred|fred|være|vara
        !nie kontaktuj*|pisz*|wysyłaj*|przysyłaj*|dzwoń*
        !daj|dajcie|proszę_dać .. spokój
        !proszę .. o .. nieprzesyłanie|niekontaktowanie|niewysyłanie|zaprzestanie|usunięcie .. się|wiadomości|moich|mojego|mnie|kolejnych|maili
        """,
}
