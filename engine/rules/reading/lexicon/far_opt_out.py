"""Opting out in Turkish, Romanian, Hungarian, Greek, Ukrainian, Slovak, Bulgarian, Croatian and Serbian, Slovene, the Baltic
languages, Arabic, Hebrew, Korean, Vietnamese and Indonesian: the plain ways. How phrases are written: see `phrases.py`.

Between "do not" and its verb stand few little words here and no gap, which would hold another verb: "do not hesitate to
write", "do not forget to send it".
"""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

PHRASES = {
    "unsubscribe": """
        !göndermeyin|göndermeyiniz|yazmayın|yazmayınız|yollamayın|atmayın
        !beni|bizi|daha|artık .. aramayın
        !listenizden|listeden|listesinden|veritabanınızdan .. çıkar*|silin|siliniz|sil
        !beni|bizi|adresimi|mailimi|bilgilerimi|verilerimi|kaydımı .. sil|silin|siliniz|silmenizi|silinmesini|çıkarın|çıkarınız|çıkartın
        !rahatsız etmeyin|etmeyiniz
        !mail*|e_posta*|eposta*|mesaj*|ileti*|bülten*|reklam*|sizden|artık|daha .. almak istemiyorum|istemiyoruz
        !abonelikten|aboneliğimi .. çık*|ayrıl*|iptal*
        !nu .. mai .. trimite|trimiteți|scrie|scrieți|contacta|contactați|contactezi|deranja|deranjați|suna|sunați
        !scoateți|scoate|ștergeți|șterge|eliminați|radiați .. mă|adresa|datele|lista|listă|baza
        !dezabona*
        !nu .. doresc|dorim|vreau|vrem .. primesc|primim|primi|contactat|contactată
        !încetați|opriți .. trimite*|trimiteți|scrieți|mesajele|mailurile
        !ne többé|többet|is? írjon|írjanak|írj|írjatok|küldjön|küldjenek|küldj|küldjetek|keressen|keressenek|zavarjon|zavarjanak
        !töröljön|töröljenek|töröld|törölje|töröljék|törölni|vegyen|vegyenek|vegye|vegyék .. listáról|listájukról|listájáról|adatbázis*|adataimat|címemet|engem
        !leiratkoz*
        !nem .. kérek|kérünk .. többet|levelet|emailt|e_mailt|megkeresést|üzenetet
        !nem .. szeretnék|szeretnénk .. levelet|emailt|e_mailt|megkeresést|üzenetet
        !hagyjon|hagyjanak|hagyj|hagyjatok .. békén
        !μη|μην μου|μας|με|πια|πλέον|άλλο|ξανά? μου|μας|με|πια|πλέον|άλλο|ξανά? στέλνετε|στείλετε|ξαναστείλετε|γράφετε|γράψετε|ξαναγράψετε|ενοχλείτε|ενοχλήσετε|ξαναενοχλήσετε|επικοινωνήσετε|επικοινωνείτε|στέλνεις|ξαναστείλεις
        !διαγράψτε|διαγράψετε|αφαιρέστε|αφαιρέσετε|βγάλτε|σβήστε παρακαλώ? με
        !διαγράψτε|διαγράψετε|αφαιρέστε|αφαιρέσετε|βγάλτε|σβήστε .. μου|λίστα|λίστες|διεύθυνση|διεύθυνσή|στοιχεία|δεδομένα
        !σταματήστε|σταμάτα|σταματήσετε .. στέλνετε|στέλνεις|γράφετε|ενοχλείτε|μηνύματα
        !δεν|δε .. θέλω|θέλουμε|επιθυμώ|επιθυμούμε .. λαμβάνω|λαμβάνουμε|μηνύματα|ξανά
        !απεγγραφή|απεγγράψτε
        !не мені|нам|мене|нас|більше? більше? пишіть|надсилайте|шліть|присилайте|турбуйте|телефонуйте
        !видаліть|видалити|приберіть|викресліть|виключіть .. мене|мою|мої|нас|нашу|адресу|списку|дані|бази|розсилки
        !відписатися
        !відпишіть .. мене|нас|від|розсилки
        !припиніть|перестаньте|досить .. писати|надсилати|слати|розсилк*|турбувати
        !не .. хочу|бажаю|бажаємо .. отримувати
        !neposielajte|nepíšte|nezasielajte|neobťažujte
        !odhláste|vyraďte|vyškrtnite|odstráňte .. ma|mňa|nás|môj|moju|adresu|zoznamu|databázy|údaje|kontakt|email
        !žiadam|žiadame|požadujem|žádám|žádáme|požaduji|prosím .. výmaz|vymazanie|vymazání .. údajov|údajů
        !nechcem|nechceme|neželám|neželáme|neprajem .. dostávať|zasielať
        !не ми|ме|ни|повече? ми|ме|ни|повече? пишете|изпращайте|пращайте|безпокойте
        !изтрийте|премахнете|отпишете|махнете|заличете .. ме|адреса|данните|списъка|списък|базата|имейла
        !спрете|престанете .. пращате|изпращате|пишете
        !не .. желая|искам|желаем|искаме .. получавам|получаваме
        !nemojte mi|me|nam|nas|više|ništa? mi|me|nam|nas|više|ništa|poruke|mailove|ponude? slati|pisati|kontaktirati|javljati|gnjaviti|uznemiravati
        !ne mi|me|nam|nas|više|več? šaljite|pišite|kontaktirajte|javljajte|pošiljajte|nadlegujte
        !izbrišite|obrišite|uklonite|maknite|skinite|odstranite|odjavite|ispišite .. me|moju|moj|moje|nas|popisa|liste|spiska|adresu|bazu|baze|podatke|seznama|naslov
        !prestanite|prenehajte .. slati|pisati|pošiljati|kontaktirati|šaljete|pišete
        !ne .. želim|želimo|želel|želela|želeli .. primati|prejemati|dobivati|dobijati
        !не ми|нам|више? шаљите
        !уклоните|избришите|обришите .. ме|моју|листе|адресу|податке
        !немојте ми|ме|нам|нас|више? ми|ме|нам|нас|више? слати|писати
        !престаните .. слати|писати|шаљете|пишете
        !ärge|ära palun|mulle|meile|mind|meid|enam|rohkem? mulle|meile|enam|rohkem? saatke|kirjutage|saada|kirjuta|tülitage|helistage
        !kustutage|eemaldage|kustuta|eemalda .. mind|minu|meid|aadress|nimekirjast|listist|andmed
        !lõpetage|lõpeta .. saatmine|kirjutamine
        !ei .. soovi|taha .. saada|kirju
        !nerakstiet|nesūtiet|netraucējiet|nezvaniet
        !lūdzu .. nesūtīt|nerakstīt|nezvanīt
        !lieciet .. mierā
        !=atrakstīties
        !izdzēsiet|dzēsiet|izņemiet|izsvītrojiet|noņemiet|izslēdziet .. mani|manu|mūs|adresi|saraksta|datus
        !beidziet|pārtrauciet|izbeidziet .. sūtīt|rakstīt
        !nevēlos|nevēlamies|negribu .. saņemt
        !nerašykite|nesiųskite|netrukdykite|neskambinkite|neberašykite|nebesiųskite|nebetrukdykite|nebeskambinkite
        !prašau|prašom|prašome|prašyčiau .. nesiųsti|nebesiųsti|nerašyti|neberašyti
        !ištrinkite|pašalinkite|išbraukite|išregistruokite|išimkite .. mane|mano|mus|adresą|sąrašo|duomenis
        !nustokite|liaukitės|baikite .. siųsti|rašyti|siuntę|rašę
        !nenoriu|nenorime|nepageidauju|nepageidaujame .. gauti|laiškų
        !لا أريد|اريد|نريد|أرغب? أن? ترسل|ترسلوا|تراسلني|تراسلوني|تراسلونا|تتواصل|تتواصلوا|تكتبوا|تزعجوني
        !الرجاء|يرجى|أرجو|ارجو|رجاء|نرجو عدم إعادة|معاودة|الاستمرار|محاولة? في? مراسلتي|مراسلتنا|إرسال|ارسال|التواصل|الاتصال|إزعاجي
        !احذفوا|احذف|أزيلوا|ازيلوا|إزالة|ازالة|حذف|شطب .. عنواني|عنواننا|بريدي|بريدنا|اسمي|بياناتي|بياناتنا|قائمتكم|القائمة|قوائمكم
        !توقفوا|توقف|كفوا عن .. إرسال|ارسال|مراسلتي|مراسلتنا|إزعاجي
        !أوقفوا|اوقفوا|أوقف الإرسال|الارسال|الرسائل|المراسلة
        !إلغاء|الغاء الاشتراك|اشتراكي
        !لا .. أرغب|أريد|اريد|نرغب|نريد .. تلقي|استلام|رسائل|رسائلكم
        !אל לי|לנו? תשלחו|תשלח|תכתבו|תכתוב|תפנו|תפנה|תטרידו|תטריד
        !הסירו|הסר|תסירו|תסיר|תורידו|הורידו|מחקו|תמחקו|למחוק|להסיר .. אותי|אותנו|כתובת|הכתובת|רשימה|מרשימת|מהרשימה|הפרטים|המייל|התפוצה
        !הפסיקו|תפסיקו|תפסיק|הפסק|להפסיק .. לשלוח|לכתוב|להטריד|לפנות
        !לא .. מעוניין|מעוניינת|מעוניינים|רוצה|רוצים לקבל
        !그만 좀|메일*|이메일*|문자*|광고*? 보내*|연락*|하세요
        !보내지|연락하지|발송하지|주지 마*|말*
        !메일*|이메일*|편지*|저한테|저에게|저희에게|제게|우리에게 .. 쓰지 마*|말*
        !수신|발송 .. 거부*|중단*|중지*
        !수신거부*|발송중단*
        !목록*|명단*|리스트*|주소*|연락처* 저|저를|저희|저희를|제|내|우리? 메일*|이메일*|주소*|연락처*|이름*|정보*|바로|즉시? 삭제*|제외*|빼*|지워*|제거*
        !더 이상 .. 보내지|연락|연락하지|연락을|연락은|원하지
        !더 이상 메일*|이메일*|문자*|광고*|연락* .. 받고
        !구독 .. 취소*|해지*
        !xin|vui_lòng|hãy|làm_ơn đừng|ngừng|dừng việc? gửi|liên_hệ|làm_phiền|nhắn
        !đừng|ngừng|dừng gửi|liên_hệ|nhắn|viết .. nữa
        !đừng làm_phiền
        !không .. muốn .. nhận
        !xóa|xoá tôi
        !xóa|xoá .. email|địa_chỉ|danh_sách|thông_tin
        !hủy|huỷ đăng_ký
        !jangan pernah|lagi|terus? lagi? kirim*|mengirim*|hubungi|menghubungi|email|ganggu
        !berhenti|hentikan .. kirim*|mengirim*|hubungi|menghubungi|email|ganggu
        !hapus|keluarkan|hapuskan .. saya|kami|email|alamat|daftar
        !tidak .. ingin|mau .. menerima|dihubungi
        """,
}
