"""Notes in Hungarian, Turkish, Korean, Romanian, Greek, Ukrainian and Slovak, and some more Russian and Finnish. How phrases
are written: see `phrases.py`."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

PHRASES = {
    "away": """
        !szabadságon
        !szabadságomat
        !nem .. vagyok|leszek .. irodában|elérhető|bent
        !házon kívül
        !távol .. vagyok|leszek|irodától
        !táppénzen|betegszabadságon|betegállományban
        !üzleti úton
        !szülési|fizetés .. szabadságon
        !gyesen
        !zárva .. tart|leszünk
        !izindeyim|izinliyim|izinde|izinli
        !yıllık|doğum|babalık|ücretsiz|hastalık iznimdeyim|iznindeyim|izinde|iznimde|izninde
        !ofis* .. değilim|olmayacağım|dışındayım|dışında
        !tatildeyim|tatilde
        !seyahatteyim|seyahatte
        !raporluyum
        !휴가*
        !출장*
        !부재*
        !육아휴직*
        !병가*
        !연차*
        !자리를 비*
        !în .. concediu|deplasare|vacanță|delegație
        !nu .. sunt|voi_fi|mă_aflu .. birou|disponibil|disponibilă
        !plecat|plecată .. din|în .. birou|concediu|țară|delegație
        !concediu .. medical|odihnă|maternitate|creștere
        !σε|με άδεια
        !εκτός .. γραφείου
        !απουσιάζω
        !σε διακοπές
        !у|в відпустці|відрядженні|декреті
        !відсутній|відсутня
        !на лікарняному
        !na dovolenke|materskej|rodičovskej
        !mimo kancelárie|kanceláriu
        !čerpám .. dovolenku
        """,
    "hint": """
        irodában leszek
        legközelebb .. leszek|vagyok
        ofiste olaca*
        revin .. pe|în|la|din
        επιστρέφω|επιστρέψω
        повернуся|повертаюся
        복귀*
        """,
    "was_away": """
        jöttem|értem|tértem vissza .. szabadságról|utazásból
        szabadságról|utazásból .. jöttem|értem|tértem
        szabadságon|beteg|távol voltam
        izinden|tatilden|seyahatten|raporlu* .. döndüm|geldim
        izindeydim|tatildeydim|izinliydim
        휴가*|출장* .. 다녀왔*|돌아왔*|복귀했*
        휴가였*|휴가_중이었*|출장_중이었*
        m am|abia .. întors|întoarsă .. din|de
        am fost .. concediu|plecat|plecată
        γύρισα|επέστρεψα|ήρθα .. από .. άδεια|διακοπές|ταξίδι
        ήμουν|έλειπα .. άδεια|διακοπές
        повернувся|повернулася|повернулась|вернулся|вернулась .. з|із|из|с .. відпустки|відрядження|отпуска|командировки|лікарняного|больничного
        був|була .. у|в .. відпустці|відрядженні
        vrátil|vrátila som|jsem .. z .. dovolen*|služební*
        vrátil|vrátila|vrátili .. z .. dovolen*|cest*|nemoc*
        palasin|palattu|palannut|tulin .. lomalta|matkalta|työmatkalta
        lomalta|matkalta .. palasin|palattu|palannut|tulin
        """,
    "left": """
        !már .. nem dolgoz*
        !nem dolgoz* .. cég*|nálunk|társaság*|vállalat*|tovább
        !távozt* .. cég*|társaság*|vállalat*|tól|től
        !cég* .. távozt*|elhagyt*
        !elhagyt* .. cég*|társaság*|vállalat*
        !munkaviszony* .. megszűnt
        !nyugdíjba .. vonult*|mentem|ment
        !nyugdíjas .. lettem|vagyok
        !artık .. çalışm*|görev_yapm*
        !çalışmamakta*
        !şirket*|firma*|kurum*|işten|görev* .. ayrıl*
        !dan|den ayrıldım|ayrıldı|ayrılmıştır|ayrılmış
        !ayrıldım
        !emekli .. oldum|oldu|olmuştur|olmuş
        !퇴사*
        !퇴직*
        !이직*
        !그만두*
        !더 이상 .. 근무*|재직*
        !nu mai .. lucrez|lucrează|activez|activează|fac|face|angajat|angajată
        !părăsit .. compania|firma|societatea
        !pensionat|pensionată
        !ieșit .. pensie
        !încetat .. colaborarea|activitatea|contractul
        !δεν .. εργάζομαι|εργάζεται|ανήκω|ανήκει .. πλέον|πια|στην|εδώ
        !αποχώρησα|αποχώρησε|αποχωρήσει .. από|εταιρεία|την
        !συνταξιοδοτ*
        !більше|вже не працюю|працює
        !не працюю|працює .. більше|вже|тут
        !звільнив*|звільнил*
        !на пенсію
        !вышел|вышла|ушел|ушла|ушёл .. на пенсию
        !уволен|уволена|покинул|покинула
        !už nepracujem|nepracuje
        !nepracujem|nepracuje .. už|v|pre
        !ukončil* .. pracovný|spoluprácu|pomer
        !jäänyt|jäin|siirtynyt|siirryin .. eläkkeelle
        !työsuhteeni|työsuhde .. päättynyt|päättyi|päättyy
        """,
    "moved": """
        !új .. email|címem|címe|címemre|elérhetőségem|postafiók
        !megváltozott .. email|címem|címünk|cím|az
        !cím* .. megváltozott
        !adres* .. değişti|değişmiştir|değişmektedir
        !yeni .. adres*|posta|mail|email
        !bundan .. sonra .. adres*|posta
        !주소* .. 변경*
        !메일*|이메일* .. 변경*|바뀌*
        !새 이메일*|메일*|주소*
        !새로운 이메일*|메일*|주소*
        !adresa|adresă .. schimbat|nouă|schimbă
        !nou|noua|nouă .. adresă|adresa|email
        !νέα|νέο|νέα_μου .. διεύθυνση|διεύθυνσή|email
        !άλλαξε|αλλάζει .. διεύθυνση|διεύθυνσή|email
        !нова|нову|новий .. адреса|адресу|пошта|пошту|скринька
        !адреса|адресу .. змінилась|змінилася|змінив|змінила
        !мой|моя|наш .. адрес|почта .. изменился|изменилась|новый|теперь
        !изменился|изменилась|сменил|сменила|поменял|поменяла .. адрес|почта|почту|ящик
        !пишите .. теперь|на новый
        !moja|nová|nový .. adresa|email
        """,
    "closed": """
        !postafiók* .. megszűn*|megszünt*|törl*|nem
        !adres*|hesap|hesab*|posta .. kullanılm*|kapat*|geçersiz*|kullanmıyorum
        !메일*|계정*|주소* .. 않습니다|삭제*|폐쇄*
        !adresa|adresă|căsuța .. nu .. mai
        !διεύθυνση|λογαριασμός .. δεν .. πλέον|ισχύει|χρησιμοποιείται
        !ящик|почта|адрес .. не .. используется|проверяется|действует|читаю
        !скринька|пошта|адреса .. не .. використовується|перевіряється|діє
        """,
    "note": """
        automatikus .. válasz|üzenet
        sürgős .. esetben|ügyben|ügyekben
        otomatik .. yanıt|cevap|mesaj*
        acil .. durum*|konu*|hal*
        자동 .. 회신*|응답*
        급한|긴급* .. 용무*|문의*|사항*|일*|경우
        răspuns automat
        urgențe|urgent* .. contact*|problem*|situați*|rog
        αυτόματη απάντηση
        επείγον*|επείγουσ*
        автоматична|автоматичну відповідь
        термінов*
        v naliehavých|súrnych
        """,
    "handover": """
        !forduljon|forduljanak|keresse|keressék|keresd|írjon|hívja
        !áll rendelkezésére
        !helyettes*
        !utód*
        !ulaşabilirsiniz|görüşebilirsiniz|yazabilirsiniz|arayabilirsiniz|başvurabilirsiniz|iletebilirsiniz
        !ulaşınız|yazınız|arayınız|başvurunuz
        !irtibata|iletişime .. geç*
        !연락 .. 바랍니다|주세요|주시기|부탁*|주십시오
        !문의* .. 바랍니다|주세요|부탁*
        !후임*
        !contactați|contactaţi
        !adresați|adresaţi .. vă|la
        !înlocuiește|înlocuiesc|înlocuitor*
        !επικοινωνήστε .. με
        !απευθυνθείτε
        !зверніться|звертайтеся|звертайтесь|пишіть
        !замещает|заменяет|замещать
        !kontaktujte|obráťte
        """,
}
