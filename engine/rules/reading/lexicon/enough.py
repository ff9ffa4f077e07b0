"""In all languages: opting out without the words for it. Threats, rebukes, requests by law. See `phrases.py`."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

PHRASES = {
    "unsubscribe": """
        !not another|one|single .. word|email|mail|message|line from|more|clear|please|again
        !=not another word|email|mail|message
        !not want .. cold emails|mails
        !respect .. not want .. emails|mails|calls
        !não .. volte|voltem|voltar|voltarem|voltassem a? contactar|contatar|escrever|enviar|mandar|ligar
        !não .. receber .. contactos|contatos|mensagens|emails|mails|correio
        !kill|bin|scrap|drop my|our .. entry|record|address|data
        !ningún|ninguna|ni_un|ni_una .. mensaje|mensajes|correo|correos|mail|email más
        !nessun|nessuna|nemmeno_un altro|altra .. messaggio|mail|email
        !nem mais um|uma
        !geen enkel|één .. bericht|mail|email meer
        !plus aucun|un_seul .. message|mail|courriel
        !keine|kein einzige|einziges .. mail|nachricht|wort mehr
        !inutile .. relancer|insister|écrire|réécrire
        !advocaat|avocat|abogado|advogado|avvocato .. neemt|prendra|tomará|se ocupará|contact*
        !not interested|interest|thanks .. remove|delete|unsubscribe|stop
        !=not interested remove|delete|unsubscribe|stop
        !ask|asking|asked|request|requested .. not .. write|contact|email|mail|be|message|to
        !not to|want|wish|like .. be? approached|contacted|written|solicited|hear
        !not .. write|mail|email|contact|message|reach .. anymore|any_more|again
        !rather|prefer not .. receive|get|hear|be
        !pack|knock|cut it|that in|out|off .. with
        !if|should i|we .. hear .. once_more|again .. legal|lawyer|attorney|police|complain|complaint
        !one|another|any|further|next more? .. email|mail|message|messages .. legal|lawyer|lawyers|attorney|attorneys|complaint|complain|court|report
        !file|filing|lodge|lodging|make|making .. complaint
        !complain|report|reporting .. to|you .. ico|ftc|regulator|authority|authorities|ico
        !breach|violation|violates|violating .. pecr|gdpr|can-spam|can_spam|casl|ccpa
        !not for|accept .. advertising|advertisements|marketing|solicitation|solicitations|solicited
        !no right|permission to .. use|email|mail|contact|my
        !erase|wipe it|me|them
        !must|should|to be|get erased|wiped|struck|taken_off
        !third|fourth|fifth|last|second|nth .. mail|email|message|follow|request|time .. enough|rest|more|off|stop|week
        !give it a rest
        !do not bother .. writing|emailing|contacting|following|again
        !don't follow up
        !ich|wir untersage|untersagen|verbitte|verbitten|verbiete|verbieten
        !keine weiteren? nachfass*|mails|nachrichten|e_mails|erinnerung*
        !noch eine|so|mehr .. mail|email|nachricht .. anzeige|anwalt|melde|abmahnung|zeige
        !anzeige|strafanzeige erstatten|erstatte
        !erstatte|erstatten .. anzeige
        !raus|weg damit|mit
        !schluss damit
        !gehört|haben|hat .. nicht|nichts in|verloren .. datenbank|ihre|bei|ihrem
        !mir|uns nichts|nicht mehr? .. mehr? schicken|senden|schreiben|zusenden
        !nichts mehr schicken|senden|hören|wissen
        !por favor|le|les .. no .. escrib*|insist*|mand*|envi*
        !pedí|pedi|solicité .. borra*|baja|elimin*
        !qué parte .. no
        !vi|la diffido
        !non .. inviarmi|mandarmi|scrivermi|contattarmi|sentirvi .. altro|più|oltre
        !ne|n .. plus|pas .. écrire|écrivez|relancez|relancer|insister
        !porte|porter|dépose|déposer .. plainte
        !plus rien
        !sollicitations|messages|mails .. pas .. bienvenu*
        !peço .. não .. envi*|mand*|escrev*|insist*|contact*
        !não .. voltem|volte|voltassem .. a .. contact*|escrev*|envi*|mand*
        !meld .. bij .. autoriteit|ap|politie
        !aangifte
        !verzoek .. niet .. schrijven|mailen|benaderen|contacteren
        !kappen|kap|ophouden .. met
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
