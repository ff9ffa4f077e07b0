"""In all languages: asking where the writer's address is from. See `phrases.py`.

Two of three who ask that opt out; who says that it is mere curiosity does not.
"""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

PHRASES = {
    "origin": """
        where|how|when did|have|do you|u|ya|they .. get|got|find|found|obtain|obtained|acquire|acquired|come_by|come_across|have|buy|bought|scrape|scraped|harvest|source .. me|address|email|mail|details|name|number|contact|contacts|info|data|inbox|this
        where|how did|have|do you|they .. get|got|find|found|obtain|have hold_of? .. my|our|us|me|this
        how come you .. have|got my|our|this
        who gave|sold|passed|handed|told|leaked|supplied you|u|them .. my|our|this|address|email|details|name|number|contact
        who sold|gave|passed|leaked|shared|supplied my|our|this .. address|email|details|name|number|contact|data
        where is|are|was|were|does|did .. my|our|this .. from
        what|which .. source .. my|our .. address|email|details|data
        source of my|our .. data|details|address|email|contact
        woher haben|hast|habt|kommt|kommen|stammt|stammen|nehmen|kennen|beziehen .. adresse|mail|mailadresse|e_mail|emailadresse|daten|kontakt|kontaktdaten|namen|nummer|mich|uns
        wo haben|hast|habt .. her
        wie kommen|kommst|kommt|sind|seid|gelangen sie|du|ihr .. an|zu|auf meine|meinen|unsere|diese|mich|uns|die|den
        wer hat .. ihnen|dir|euch .. adresse|mail|mailadresse|daten|kontakt|kontaktdaten|namen|nummer|gegeben|verkauft|weitergegeben|verraten
        où|comment|quand avez|as|tenez|tiens|auriez .. vous|tu .. adresse|mail|email|e_mail|courriel|coordonnées|contact|nom|données|numéro|mienne
        d|de où .. tenez|tiens|sort|vient|provient|viennent|avez|as .. adresse|mail|email|courriel|coordonnées|contact|nom|données|numéro
        où .. eu|trouvé|obtenu|pêché|récupéré|déniché|pris|dégoté|chopé .. adresse|mail|email|courriel|coordonnées|contact|nom|données|numéro
        qui .. donné|transmis|filé|vendu|refilé|communiqué .. adresse|mail|email|courriel|coordonnées|contact|nom|données|numéro
        dónde|cómo .. sac*|obt*|consig*|tien*|encontr* .. correo|email|mail|dirección|contacto|contactos|datos|nombre|número|teléfono
        quién .. dio|dado|pasó|pasado|facilit*|vendió|vendido|proporcion* .. correo|email|mail|dirección|contacto|contactos|datos|nombre|número|teléfono
        onde|como .. consegui*|arranj*|obt*|tirou|tiraram|achou|acharam|encontr*|tem|têm|foi|foram|sacou|sacaram .. email|mail|endereço|contacto|contato|dados|nome|número|morada
        quem .. deu|deram|passou|forneceu|vendeu|cedeu .. email|mail|endereço|contacto|contato|dados|nome|número|morada
        dove|come .. preso|trovato|ottenuto|avuto|pescato|recuperato|scovato|tirato|reperito .. indirizzo|mail|email|contatto|contatti|dati|nome|numero|recapito|recapiti
        da dove .. arriva|viene|esce|avete|ha|salta .. indirizzo|mail|email|contatto|contatti|dati|nome|numero|recapito|recapiti
        chi .. dato|passato|venduto|fornito|girato .. indirizzo|mail|email|contatto|contatti|dati|nome|numero|recapito|recapiti
        come avete|ha|fate|fa ad? avere? .. mio|mia|nostro|nostra
        waar|hoe heb|hebt|heeft|hebben|haalt|haal|komt|kom|kwam|kwamen|is .. adres|mailadres|emailadres|gegevens|naam|nummer|contactgegevens|mijn
        wie heeft|gaf .. adres|mailadres|emailadres|gegevens|naam|nummer|contactgegevens|gegeven|doorgegeven|verkocht
        var|hur|vem|varifrån .. fått|hittat|hittade|fick|gett|gav|tagit|har|kommer|sålt|sålde .. adress|mejladress|mailadress|mejl|mail|adressen|mejladressen|mailadressen|uppgifter|nummer|namn
        hvor|hvordan|hvem|hvorfra|kor|korleis|kven .. fået|fundet|fandt|fik|givet|gav|solgt|fått|funnet|fant|fikk|gitt|ga|har|kommer .. adresse|mailadresse|emailadresse|epostadresse|epost|e_post|mail|adressen|mailadressen|epostadressen|oplysninger|opplysninger|navn|nummer|kontaktinfo|kontaktinformation
        skąd .. adres|mail|maila|mejla|dane|danych|kontakt|kontakty|numer|nazwisko|namiary
        kto .. dał|podał|przekazał|sprzedał|udostępnił .. adres|mail|maila|mejla|dane|kontakt|kontakty|numer|nazwisko|namiary
        哪里|哪儿|哪裡|哪兒|何处 .. 邮箱|郵箱|联系方式|聯絡方式|電郵|电话|電話|信息|地址|资料|資料
        怎么|怎麼|如何 .. 有|拿到|知道|得到|找到|弄到 .. 我的|我们的|我們的|我司 .. 邮箱|郵箱|联系方式|聯絡方式|電郵|电话|電話|信息|地址
        谁|誰 .. 给|給|泄露|洩漏|提供|卖 .. 邮箱|郵箱|联系方式|聯絡方式|電郵|电话|電話|信息|地址
        どこ .. アドレス|連絡先|情報|番号 .. 入手|知|手に入|聞
        アドレス|連絡先|メール .. どこ|どうやって|どのよう|どちら|誰 .. 入手|知|手に入|聞|教
        どうやって|どのよう .. アドレス|連絡先|番号 .. 入手|知|手に入|調べ
    """,
    "curious": """
        curious|curiosity|intrigued|interest|wondering|nosy
        not .. complaining|complaint|criticism
        neugier|neugierde|neugierig|interessehalber
        curiosité|curieux|curieuse
        curiosidad|curiosidade|curioso|curiosa|curiosità|curiosando
        nieuwsgierig|nieuwsgierigheid|benieuwd
        nyfiken|nyfikenhet|nysgerrig|nysgerrighed|nysgjerrig|nysgjerrighet|undrar|undrer|lurer
        ciekawości|ciekaw|ciekawa
        好奇
        興味
        気になっ
    """,
}
