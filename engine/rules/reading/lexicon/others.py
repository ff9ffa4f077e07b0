"""Finnish, Czech and Russian: the commonest answers only. How phrases are written: see `phrases.py`."""

PHRASES = {
    "unsubscribe": """
        !poista|poistakaa|poistaisitteko .. minut|minun|meidät|tietoni|osoitteeni|tietomme
        !ottakaa|ota|ottaisitteko .. minut|meidät|osoitteeni .. pois
        !postituslist*
        !lopettakaa|lopeta
        !älkää|älä .. lähettä*|ottako|ota|kirjoittako
        !en halua .. enää|viestejä|sähköpost*|mainoksia
        !peru|perukaa|peruuta .. tilaus|tilaukseni
        !roskaposti*
        !odhlaste|odhlásit|odhlašuji|odhlas|odhlášení
        !vyřaďte|vymažte|smažte|odstraňte|vyškrtněte
        !neposílejte|nepište|nekontaktujte|neotravujte|nezasílejte
        !přestaňte
        !nepřeji|nechci .. si|další|dostávat|zasílat|emaily|být
        !=spam
        !отпишите|отписаться|отписать|отпиши|отписка
        !удалите|исключите|уберите|вычеркните
        !не .. пишите|присылайте|шлите|беспокойте|отправляйте|звоните|пиши
        !прекратите|перестаньте|хватит
        !не .. хочу|желаю .. получать|больше
        !больше не .. пишите|надо|присылайте|шлите|писать
        !спам
        !отстаньте|отвали*
        """,
    "keep": "älkää|älä epäröikö|epäröi|unohtako|unohda",
    "already_customer": """
        !olemme|olen .. jo .. asiakas|asiakkaita|asiakkaanne
        !käytämme jo .. teidän
        !už|již .. jsme|jsem .. zákazník|zákazníkem|zákazníky|klientem|klienty
        !jsme .. vaši|vašimi .. zákazníci|zákazníky|klienty
        !už|již .. používáme .. váš|vaše|vaši
        !уже .. ваш|ваши|вашими|вашим .. клиент*
        !уже .. клиент*
        !уже .. пользуемся|работаем|используем .. ваш*|с|вами
        """,
    "interested": """
        !kuulostaa .. hyvältä|kiinnostavalta|mielenkiintoiselta
        !kiinnostaa|kiinnostunut|kiinnostuneita|kiinnostaisi
        !lisätietoja|lisätietoa
        !sopiiko|sopisiko|voimmeko|voisimmeko
        !mielellään|mielelläni
        !soita|soittakaa .. minulle|huomenna
        !zní|vypadá .. to? zajímavě|dobře
        !mám|máme|měli|měl .. zájem
        !zajímá|zajímalo .. mě|nás|by
        !pošlete|zašlete .. mi|nám|více|prosím|nabídku
        !můžeme .. si|zavolat|setkat
        !zavolejte
        !rád|ráda|rádi .. bych|bychom|si
        !интересно
        !заинтересован*|заинтересовал*
        !давайте .. созвонимся|обсудим|встретимся|поговорим
        !пришлите|отправьте|вышлите .. подробн*|информацию|презентацию|кп|предложение|пожалуйста|мне
        !можем .. созвониться|обсудить|встретиться|поговорить
        !позвоните|созвонимся|перезвоните
        !хотел|хотели|хотелось .. бы .. узнать|обсудить|посмотреть
        !подробнее
        """,
    "question": """
        !mitä .. maksaa|se|tarkalleen|teette
        !paljonko
        !mistä .. saitte|sait
        !kuinka|miten .. paljon|saitte|toimii
        !kolik .. to|stojí
        !odkud .. máte|mate
        !jak .. funguje|jste|to
        !kdo .. jste
        !co .. to|přesně|nabízíte|stojí
        !сколько
        !откуда .. у|вы|мой|взяли
        !как .. вы|это|работает|получили
        !что .. вы|это|именно|за
        !кто .. вы|вам|это
        !какая|какие|какова .. цена|стоимость|гарантии|компании
        """,
    "not_now": """
        !ei .. nyt|juuri|tällä_hetkellä|ajankohtainen|ajankohtaista
        !palataan|palaa|palatkaa .. asiaan|ensi|kesän|myöhemmin|syksyllä
        !ensi vuonna|vuoteen|kuussa
        !kesän jälkeen
        !myöhemmin
        !ei .. budjettia|aikaa|resursseja
        !teď|nyní|momentálně|aktuálně .. ne|nemáme|není|nemám
        !příští .. rok|rok|měsíc
        !ozvěte .. se .. v|po|příští|za|později
        !po .. létě|prázdninách|dovolených|novém
        !nemáme .. rozpočet|čas|kapacitu
        !později
        !не .. сейчас|актуально|время|время|приоритет
        !сейчас .. не
        !пока .. не
        !в .. следующем|будущем .. году|месяце|квартале
        !напишите|свяжитесь|вернитесь|вернемся|вернёмся .. позже|через|в|после|к|осенью
        !через .. месяц*|недел*|полгода
        !после .. лета|отпуск*|праздник*|нового
        !нет .. бюджета|времени
        !позже
        """,
    "not_interested": """
        !=ei
        !=ei kiitos
        !ei kiitos
        !emme|en|ei .. ole .. kiinnost*
        !ei .. kiinnosta
        !ei .. tarvetta
        !emme tarvitse
        !meillä on jo
        !=ne
        !=ne děkuji
        !ne děkuj*
        !nemáme|nemám .. zájem|potřebu
        !nezajímá .. nás|mě
        !bez zájmu
        !nepotřebujeme|nepotřebuji
        !už .. máme .. dodavatele|řešení
        !máme už
        !=нет
        !=нет спасибо
        !нет спасибо
        !не .. интересно|интересует|интересуют|интересуемся|заинтересован*
        !не .. нужно|нуждаемся|надо|требуется|актуально
        !нет .. необходимости|потребности|интереса
        !у нас .. уже .. есть
        !работаем .. с .. друг*
        !неинтересно
        """,
    "wrong_person": """
        !en .. ole .. oikea
        !väärä .. henkilö
        !en vastaa
        !ei .. kuulu .. minulle
        !nejsem .. správná|správný|ta|ten|odpovědný|kompetentní .. osoba|člověk
        !špatn* .. osob*|kontakt|adres*
        !nemám .. na starosti
        !to .. neřeším
        !не .. тот|по|ко|занимаюсь|отвечаю|решаю|моя|мой .. человек|адресу|мне|этим|за|вопрос|компетенция
        !не .. занимаюсь
        !ошиблись
        !не ко мне
        """,
    "handover": """
        !ota|ottakaa .. yhteyttä
        !kollega*|kolegyn*|kolega|kolegu|kolegovi|коллег*
        !vastaa
        !kontaktujte|obraťte|spojte|napište|zavolejte
        !má na starosti
        !odpovědný|odpovědná|zodpovídá
        !свяжитесь|обратитесь|обращайтесь|напишите|обращаться|связаться
        !отвечает|занимается|ответственный
        !переслал*|перешлю|передал*
        """,
    "copying": "!v kopii\n!kopiossa\n!в копии|копию",
    "noted": """
        !=kiitos
        !=díky
        !=děkuji
        !=спасибо
        !=принято
        kiitos .. tiedosta
        děkuji .. za .. informaci|zprávu
        спасибо .. за .. информацию|письмо
        """,
    "away": """
        !olen .. lomalla|poissa|vapaalla|vanhempainvapaalla|äitiyslomalla|matkoilla
        !en ole .. toimistolla|tavoitettavissa
        !poissa toimistosta
        !lomalla
        !jsem|budu .. mimo|dovolené|nemocný|nepřítomen|nepřítomna|služební
        !mimo kancelář
        !na dovolené|mateřské|služební
        !nepřítomen|nepřítomna|nepřítomnost
        !в .. отпуске|командировке|декрете
        !отсутств*
        !нет .. на месте|офисе
        !на больничном
        !вне офиса
        """,
    "note": """
        kiireellisissä|kiireisissä
        automaattinen vastaus
        v naléhavých|urgentních
        automatická odpověď
        по срочным|всем
        срочн*
        автоматический|автоответ
        """,
    "was_away": "olin .. lomalla|poissa\nbyl|byla jsem .. na|mimo\nбыл|была .. в .. отпуске|командировке",
    "left": """
        !ei .. enää .. työskentele|palveluksessa|töissä
        !en .. työskentele .. enää
        !už|již .. nepracuji|nepracuje|nepůsobí
        !nepracuji|nepracuje .. už|již|v|ve
        !больше .. не .. работаю|работает|работаем
        !не работаю|работает .. больше|в|здесь
        !уволил*
        """,
    "moved": """
        !uusi .. osoite|osoitteeni|sähköpostiosoite*
        !osoite* .. muuttunut
        !nový|nová .. email|adresa|adresu
        !změn* .. adres*|email
        !новый .. адрес|email|почта
        !адрес .. изменился|сменился|поменялся
        """,
}
