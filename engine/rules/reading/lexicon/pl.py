"""Polish. How phrases are written: see `phrases.py`."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

PHRASES = {
    "unsubscribe": """
        !wypisz|wypisać|wypisanie|wypisuję|wypiszcie|wyrejestruj*|wyrejestrow*|wypisze
        !=stop
        !=usuń
        !=spam
        !=rezygnuję
        !usuń|usunąć|usuńcie|usunięcie|wykreśl|wykreślić|wykreślenie|skasuj|skasować|skreślić|usunie|proszę_o_usunięcie .. mnie|mój|moje|moich|mojego|nas|nasz|naszego|adres|adresu|danych|dane|z|kontakt
        !z .. listy|bazy|newslettera|subskrypcji|mailingu|państwa
        !nie .. chcę|chcemy|życzę|życzymy|zgadzam|wyrażam|wyrażałem|wyrażałam|życzyłbym .. otrzymywać|dostawać|więcej|sobie|zgody|maili|wiadomości|na|być|takich|kontaktu|reklam
        !nie życzę sobie
        !nie życzymy sobie
        !nie wyrażam|wyrażałem|wyrażałam|wyraziłem .. zgody
        !nie .. pisać|pisz|piszcie|wysyłać|wysyłaj|wysyłajcie|kontaktować|przysyłać|mailować|przesyłać|dzwonić .. do|więcej|mnie|już|się|mi|nam|takich
        !więcej .. nie|do .. pisać|wysyłać|kontaktować|pisz|przysyłać|piszcie
        !przestań|przestańcie|przestać|proszę_przestać .. pisać|wysyłać|spamować|mnie|do|przysyłać|mailować
        !zaprzestanie|zaprzestać|zaniechanie
        !żadnych .. maili|wiadomości|reklam|więcej
        !dajcie|daj .. spokój
        !zostaw|zostawcie .. mnie|spokoju
        !święty spokój
        !w spokoju
        !sprzeciw .. wobec|przetwarzania|przetwarzaniu
        !wnoszę sprzeciw
        !cofam|wycofuję .. zgodę
        !prawo .. zapomnienia|usunięcia
        !rodo .. usun*|żądam|proszę
        !bez .. zgody
        !nigdy .. nie .. zgody|zapisywałem|zapisywałam|wyrażałem|prosiłem|zamawiałem
        !niechciana|niezamówiona|niezamówione|niechciane .. korespondencja|wiadomości|informacja|maile
        !zgłoszę|zgłaszam|zgłosimy .. spam|jako|uodo|do
        !jako spam
        !spamować|spamujcie|spamer
        !blokuję|zablokuję|zablokowałem
        !spadaj*|odczep*|odwal*|spierd*|wypierd*
        !rezygnuję .. z
        """,
    "keep": "w spamie\nfolder spam\ndo spamu\nfiltr antyspamowy\nnie przestawaj",
    "already_customer": """
        !już|jesteśmy|jestem .. klientem|klientami|klientką .. państwa|waszym|waszymi|waszą|od
        !już .. państwa|waszym|waszymi klientem|klientami
        !państwa|waszym|waszymi klientem|klientami
        !już .. korzystamy|używamy|mamy|współpracujemy|korzystam .. z|państwa|waszego|waszej|wami|wasz|waszych
        !korzystamy|używamy .. z? .. państwa|waszego|waszej .. usług|oprogramowania|produktu|systemu|narzędzia|rozwiązania|platformy
        !już .. współpracujemy .. z państwem|wami
        !współpracujemy .. już .. państwem|wami
        """,
    "not_customer": "nasi klienci\nnaszych klientów\nnie jesteśmy klientem",
    "interested": """
        !brzmi|wygląda|zapowiada .. ciekawie|interesująco|dobrze|się|świetnie
        !=interesujące
        !=ciekawe
        !=chętnie
        !=tak proszę
        !=jasne
        !jestem|jesteśmy|byłbym|bylibyśmy|byłabym|możemy|być .. zainteresowany|zainteresowana|zainteresowani|zainteresowane
        !=zainteresowany
        !interesuje mnie|nas
        !chętnie .. porozmawiam|dowiem|się|spotkam|zobaczę|zapoznam|poznam|obejrzę|umówię|porozmawiamy|posłucham|zobaczymy
        !chętnie
        !proszę .. o .. przesłanie|kontakt|więcej|szczegóły|telefon|ofertę|informacje|prezentację|propozycję|wycenę
        !proszę .. przesłać|wysłać|zadzwonić|podesłać .. szczegóły|ofertę|informacje|więcej|do|prezentację|materiały|jutro|link
        !proszę zadzwonić|dzwonić
        !więcej .. informacji|szczegółów
        !czy .. możemy|moglibyśmy|możesz|może .. porozmawiać|spotkać|zadzwonić|umówić|zdzwonić|przesłać|wysłać|pan|pani
        !możemy .. porozmawiać|się|umówić|spotkać|zdzwonić
        !kiedy .. ma|możemy|może|mogę|mają|pasuje|porozmawiać
        !umówmy|porozmawiajmy|spotkajmy|zdzwońmy|umówić|zadzwoń|dzwoń
        !pasuje .. mi|nam|wtorek|środa|czwartek|piątek|poniedziałek
        !w .. poniedziałek|wtorek|środę|czwartek|piątek .. pasuje|mogę|możemy|ok
        !mam .. czas .. w|jutro|o|na|wolny
        !dobry|idealny moment|czas
        !szukamy .. właśnie|rozwiązania|takiego|dostawcy|czegoś
        !właśnie .. szukamy|rozważamy|potrzebujemy|analizujemy
        !chciałbym|chciałabym|chcielibyśmy|chcę .. dowiedzieć|zobaczyć|poznać|porozmawiać|umówić|otrzymać|przetestować|się
        !demo|prezentację .. zobaczyć|chętnie|umówić|poproszę
        !poproszę .. o|ofertę|więcej|szczegóły
        !czekam .. na .. telefon|ofertę|propozycję|kontakt
        !dlaczego nie
        !czemu nie
        ~ciekawe|interesujące
        """,
    "question": """
        !ile .. kosztuje|to|trwa|kosztują|wynosi|będzie
        !jaka|jaki|jakie|jakich .. cena|koszt|jest|są|różnica|firmy|klientów|koszty|referencje|warunki|firm
        !skąd .. mają|ma|macie|masz|pan|pani|wziął|adres|pochodzi
        !jak .. działa|zdobył|uzyskał|pozyskał|się|długo|to|państwo
        !gdzie .. są|przechowywane|dane|znalazł*|serwery
        !kto .. korzysta|dał|podał|to|jest|używa
        !kim .. państwo|pan|pani|jesteście|jesteś|są
        !co .. dokładnie|oferujecie|to|konkretnie|państwo|robicie
        !czy .. jest|są|to|macie|mają|można|integruje|oferujecie|posiadają|system|rodo|zgodne|wasze|państwa
        !czym .. różni|się|zajmuje*
        !o co .. chodzi
        !na czym .. polega
        !czy .. znamy
        !dlaczego .. ja|pisze|do_mnie|państwo
        !mam .. pytanie|pytania
        """,
    "not_now": """
        !obecnie|teraz|aktualnie|chwilowo|na_razie|narazie|w_tej_chwili .. nie
        !nie .. teraz|obecnie|tej_chwili|ten_moment|aktualnie
        !na .. chwilę|moment|razie .. obecną|nie|obecny|ten
        !=nie teraz
        !=później
        !=może później
        !może .. później|w|za|po|kiedyś|innym
        !nie .. najlepszy|dobry|odpowiedni .. moment|czas|termin
        !zły moment|czas
        !odezwać|odezwij|odezwie|wrócić|wróćmy|wróć|skontaktować|kontakt|napisać|zadzwonić|przypomnieć|ponowny|proszę .. się|do|w|za|po|później|ponownie|tematu .. w przyszłym|po|za|przyszłym|później|kwartale|roku|wrześniu|styczniu|ponownie|miesięcy|miesiące|wakacjach|przyszłości
        !wrócić|wróćmy .. do .. tematu|rozmowy
        !przyszły|przyszłym|następnym|nowym .. roku|kwartale|miesiącu|rok
        !za .. miesięcy|miesiące|tygodnie|miesiąc|pół|rok|kwartał
        !po .. wakacjach|urlopie|świętach|lecie|nowym_roku|wielkanocy
        !nie .. budżetu|czasu|priorytet|priorytetem|środków|zasobów
        !budżet .. zamknięty|zamrożony|wyczerpany|wykorzystany|rozdysponowany
        !brak .. budżetu|czasu|środków
        !inne priorytety
        !w trakcie
        !umowa|umowę|umową .. do|obowiązuje|związani
        !związani .. do
        !za wcześnie
        !w drugim|trzecim|czwartym kwartale|półroczu
        !w tym roku .. nie|już
        !jesienią
        !na jesieni
        """,
    "not_interested": """
        !=nie
        !=nie dziękuję
        !=nie dziękujemy
        !nie dziękuję|dziękujemy
        !dziękuję|dziękujemy .. ale .. nie|mamy
        !nie .. jestem|jesteśmy|jest|interesuje|są .. zainteresowany|zainteresowana|zainteresowani|mnie|nas|zainteresowania
        !nie .. interesuje|interesują
        !brak zainteresowania|potrzeby
        !nie .. potrzebujemy|potrzebuję|potrzeby|skorzystamy|skorzystam|planujemy|planuję|widzimy|mamy_potrzeby
        !nie .. dla .. nas|mnie
        !mamy|korzystamy|współpracujemy .. już .. dostawcę|rozwiązanie|innego|partnera|system|z|swoje|narzędzie|agencję|firmę|takie
        !już .. mamy|korzystamy|współpracujemy .. dostawcę|rozwiązanie|innego|partnera|system|z_innym|swoje|narzędzie|z
        !jesteśmy|jestem .. zadowoleni|zadowolony|zadowolona
        !zadowoleni .. z
        !własne|własny|wewnętrzne .. rozwiązanie|system|zespół|narzędzie
        !wybraliśmy|zdecydowaliśmy .. inn*|się|nie
        !konkurencj*
        !podziękujemy|podziękuję
        !odmaw*
        !nie .. pasuje|odpowiada|dotyczy .. nam|nas
        !powodzenia
        !za drogo|drogie
        """,
    "wrong_person": """
        !nie .. jestem|właściwą|odpowiednią|właściwa|odpowiednia .. właściwą|odpowiednią|osobą|odpowiedzialny|odpowiedzialna|decyzyjny|decyzyjna|osoba
        !nie .. osobą .. decyzyjną|odpowiedzialną
        !nie .. zajmuję|odpowiadam|decyduję .. się|za|tym|o|takimi|takich
        !nie ja .. zajmuję|odpowiadam|decyduję
        !pomył* .. osob*|adres*|się|pan|pani
        !zła|niewłaściwa|niewłaściwy osoba|adres|adresat
        !nie .. mój|moja|moje .. obszar|dział|zakres|działka|kompetencje
        !nie .. leży|należy .. w|do .. moich
        !nic .. wspólnego
        !nie mam .. nic wspólnego
        !nie wiem kto
        !nie .. mogę|potrafię .. pomóc
        !nie do mnie
        !nie .. ten adres
        !pracuję .. księgowości|kadrach
        """,
    "handover": """
        !porozmawiać .. z
        !kontakt|kontaktować|skontaktować|kontaktu .. z|się
        !porozmawiać|rozmawiać .. z
        !napisać|zadzwonić|zwrócić|pisać|skierować|zapytać .. do|się|z
        !odpowiada|zajmuje|odpowiedzialny|odpowiedzialna|kieruje|decyduje|prowadzi|osobą|osoba|kierownik|dyrektor|zarządza
        !kolega|koleżanka|kolegi|koleżanki|koledze|koleżance|następca|przełożony|kolegą|koleżanką
        !przekaz* .. do|wiadomość|panu|pani|mail|państwa|temat|koledze|koleżance
        !przesł* .. do|dalej
        !właściwa|odpowiednia|właściwą|odpowiednią osoba|osobą
        !w kopii|dw|cc
        !namiary
        """,
    "copying": "!w kopii|dw|cc\n!dodaję .. do|kopii|w\n!włączam\n!kopiuję",
    "noted": """
        !=ok
        !=dziękuję
        !=dzięki
        !=przyjąłem
        dziękuję|dziękujemy|dzięki .. za .. informację|informacje|wiadomość|mail|kontakt|info
        przyjąłem|przyjęłam|otrzymałem|otrzymałam
        zapoznam się
        przeczytam|przemyślę
        """,
    "away": """
        !na .. urlopie|zwolnieniu|macierzyńskim|delegacji|wychowawczym|wyjeździe|szkoleniu|l4|rodzicielskim
        !jestem|będę|przebywam|obecnie .. nieobecny|nieobecna|poza|urlopie|delegacji|zwolnieniu|niedostępny|niedostępna|urlop
        !poza .. biurem|firmą|siedzibą
        !nieobecny|nieobecna|nieobecność
        !nie .. ma mnie|biurze .. w? .. biurze|pracy
        !biuro .. zamknięte|nieczynne
        !wracam|powrót|wrócę|powracam .. do|z|dnia|w|po
        """,
    "note": """
        pilnych|pilne|pilna|nagłych
        po moim powrocie
        po powrocie
        podczas|mojej nieobecności
        ograniczony .. dostęp
        automatyczna|automatyczną odpowiedź|wiadomość
        dziękuję|dziękujemy .. za .. wiadomość|mail|kontakt|email
        odpowiem .. po|na
        """,
    "was_away": "byłem|byłam .. urlopie|nieobecn*|zwolnieniu|delegacji\nwróciłem|wróciłam .. z",
    "left": """
        !nie pracuję|pracuje .. już|w|firmie|dla
        !już .. nie .. pracuję|pracuje|jest|jestem .. w|pracownikiem|zatrudniony
        !odszedł|odszedłem|odeszła|odeszłam .. z|firmy|na
        !zakończył*|zakończyłem .. współpracę|pracę
        !na emeryturze|emeryturę
        !nie jest .. już|pracownikiem .. pracownikiem|firmy|już
        """,
    "stays": "zakończyłem pracę na dziś",
    "moved": """
        !nowy|nowego .. adres|adresu|mail|email
        !zmien* .. adres|się|mail|email
        !adres .. zmienił|uległ|zmianie|zmieniony
        !od teraz|dziś
        """,
}
