"""What a house does with mail, in words that opt-outs have: it deletes, is busy, asks not to be asked twice.

How phrases are written: see `phrases.py`. A phrase hides the shorter one within it.
"""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

PHRASES = {
    "note": """
        message|messages|mail|mails|email|emails|it|which .. will|are|is|be be? deleted|removed|erased|discarded
        not read|monitored|forwarded|kept and will|are|is be? deleted|removed|erased|discarded
        be deleted|removed|erased .. after|within|in .. day|days|hours|week|weeks
        take|takes us .. up_to|day|days|hour|hours|week|weeks|while|longer|time
        do not|never contact|write|email|mail|message|call|send .. again .. about|regarding|concerning the? same
        do not|never contact|write|email|mail|message|call|send .. twice|repeatedly|duplicate|duplicates|several_times
        ihre|deine|diese|alle|jede|eingehende nachricht|nachrichten|mail|mails|email|emails .. wird|werden|wurde|wurden .. gelöscht
        nicht mehrfach|doppelt .. anfrage|anliegen|sache|nachricht|anfragen
        nicht erneut|nochmals .. dieselbe|derselben|dasselbe|demselben|gleiche|gleichen anfrage|anliegen|sache|nachricht|anfragen
        message|messages|mail|mails|courriel|courriels .. sera|seront|est|sont .. supprimé*|effacé*
        mensaje|mensajes|correo|correos .. será|serán|se .. eliminad*|borrad*|eliminan|borran
        mensagem|mensagens|email|emails .. será|serão .. excluíd*|apagad*|eliminad*
        messaggio|messaggi|mail .. verrà|verranno|sarà|saranno|viene|vengono .. cancellat*|eliminat*
        bericht|berichten|mail|mails .. wordt|worden .. verwijderd|gewist
        meddelande|meddelanden|mejl|besked|beskeder|melding|meldinger .. raderas|slettes|tas_bort
        wiadomość|wiadomości|maile .. zostanie|zostaną|jest|są .. usunięt*|usuwan*
        邮件..被删除
        邮件..自动删除
        郵件..被刪除
        メール..削除されます
        メール..削除いたします
        请勿重复
        请勿来电
        请勿催
        請勿重複
        """,
    "closed": """
        !mailbox|inbox|account|address .. will|are|is|be be? deleted|removed|erased|discarded
        !mailbox|inbox|account|address .. not read|monitored|checked|forwarded and will|is be? deleted|removed|erased
        !dieses|das|mein|ihr|unser postfach|konto .. wird|wurde .. gelöscht
        !boîte|compte|adresse .. sera|est .. supprimé*|effacé*
        !buzón|cuenta|dirección .. será|se .. eliminad*|borrad*|eliminará|borrará
        !caixa|conta|endereço .. será .. excluíd*|apagad*|eliminad*
        !casella|account|indirizzo .. verrà|sarà|viene .. cancellat*|eliminat*
        !mailbox|postvak|adres .. wordt .. verwijderd|gewist
        !konto|kontoen|kontot|brevlåda*|postkasse*|postboks* .. raderas|slettes|tas_bort
        !skrzynka|konto|adres .. zostanie|będzie .. usunięt*
        !账号..被删除
        !账户..被删除
        !邮箱..被删除
        !アカウント..削除されます
        """,
    "left": """
        !titular de este|esta|dicho|dicha buzón|cuenta|correo|dirección .. causó|causado baja
        !辞去..职务
        !辭去..職務
        !辞任
        """,
    "moved": """
        !now .. receives|reads|gets mail|mails|email|emails|messages at|under|via
        !address|mailbox|account .. been|was replaced
        !bekommt|empfängt|liest .. mails|nachrichten|post jetzt|nun|künftig unter|auf
        !reçoit|lit .. désormais|maintenant .. mails|messages|courriels
        !recibe .. ahora .. correo|correos|mensajes .. en
        !recebe .. agora .. emails|mensagens .. em
        !riceve .. ora|adesso .. mail|messaggi .. a
        !ontvangt|leest .. nu|voortaan .. mail|berichten .. op
        """,
}
