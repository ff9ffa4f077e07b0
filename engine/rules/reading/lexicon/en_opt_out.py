"""English: opting out, customers, wrong people. How phrases are written: see `phrases.py`."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

PHRASES = {
    "unsubscribe": """
        !do not|never .. follow|chase .. up|me|us
        !no follow ups|up|followups .. please|thanks|thank
        !no need to .. follow|write|email|contact .. up|again|further|me
        !do not solicit
        !no solicitation|solicitations|soliciting
        !keep .. out .. of .. my|our inbox|mailbox
        !out of my|our inbox|mailbox
        !not|never .. darken
        !been blocked
        !not accept .. unsolicited|sales|cold|marketing
        !unsolicited sales|marketing|email
        !do not reply
        !not reply to .. this
        !not on .. list|mailing
        !remove|delete|erase everything
        !no more emails|mails|email|mail|messages
        !=i do not want these|this|them|it
        !do not want these|this crap
        !=delete
        !=delete it|me|this
        !delete it|me
        !make|makes|let this|that|it .. be? .. the last
        !the last .. mail|email|message|time
        !refrain from .. contacting|emailing|sending|writing|further|mailing|any|messaging
        !desist from
        !avoid .. contacting|emailing|sending|writing
        !not .. on this|your .. list
        !can spam
        !remove this|my|our
        !=unsub*
        !=remove
        !=remove please
        !=stop
        !=stop it
        !=stop this
        !=stop please
        !=enough
        !=spam
        !=no spam
        !=no more
        !unsub* me|us|from|my|our|this|here|immediately|now|asap
        !unsuscribe|unsubcribe|unsubscibe|unsubsribe|unsubscrib|unsibscribe|unsubscirbe|unsuscribed|unsubscrbe
        !please|to|want|wish|like|kindly|can|how|i|just unsub*
        ~unsubscribe
        !opt|opting me|us? out
        !opt-out
        !opt|opting|opted out
        !want|wish|like|request|choose|prefer to opt .. out
        !remove|removed|removing|delete|deleted|erase|take|strike|drop|scrub|purge|pull|scratch|exclude|cross me|us .. from|off|of|out
        !remove|delete|take|drop|strike|erase|scrub|purge|exclude me|us
        !remove|delete|take|drop|strike|erase|scrub|purge|wipe|exclude my|our|this|the|all|any .. email|address|data|details|name|contact|info|information|number|company|domain|records|emails|addresses
        !remove|delete|erase|take it|them|this|that|these .. from|off|out .. list|lists|database|system|systems|records|crm|files|server|servers
        !delete|erase|remove everything you have|hold|store|know
        !delete|erase|remove all|any|every|the .. data|details|information|records
        !data .. be deleted|erased|removed
        !be|get|been removed|deleted|erased|unsubscribed|excluded|omitted
        !be|get taken off
        !me|us|name|address|email off|out|from .. list|lists|database
        !off|from|out .. your|this|the|that|any|all .. mailing|distribution|email|contact|marketing|prospecting|call list|lists
        !do not email|mail|contact|message|write|call|spam|bother|disturb|harass|pester|solicit me|us|my|our|this|again
        !do not|never ever? email|mail|contact|message|write|spam|bother|disturb|solicit|harass|text|ping me|us|again|to|anymore
        !do not|never .. email|mail|contact|message|write|call|send|reach|bother .. again|anymore|any
        !do not send|sent me|us .. email|emails|mail|mails|messages|anything|stuff|this|these|any|more|such|marketing|spam
        !do not send .. any more|further|future|other
        !do not send these|this|such|any .. email|emails|mail|mails|messages|here
        !never send|sent .. me|us|again
        !not be contacted|emailed|mailed|messaged|solicited|bothered|called|approached
        !not|longer like|want|wish|care|need|interested .. to|in get|receive|hear|be|receiving|getting|hearing|being .. from|email|emails|mail|mails|messages|any|more|these|such|this|contacted|further|marketing|your|communications|correspondence|newsletters|further|anything
        !not want|wish|need .. your|these|any|such|more|further .. email|emails|mail|mails|messages|spam|newsletter|newsletters|communication|communications|advertising|marketing
        !not want|wish|like you|anyone .. contact|email|mail|write|message
        !not want to hear from
        !not|never|no .. receive|get .. any|anything|further|future|more .. email|emails|mail|mails|messages|communication|communications|like|from|of
        !stop|quit|cease|stopp|discontinue|halt .. email|emailing|emails|mail|mailing|mails|messaging|messages|contacting|contact|contacts|writing|sending|spamming|spam|bothering|harassing|harassment|pestering|soliciting|solicitation|bugging|annoying|communication|communications|reaching|correspondence|texting|calling|bombarding
        !stop with .. email|emails|mail|mails|messages|spam|this|these|the
        !stop|quit these|this|the|your|all .. email|emails|mail|mails|messages|nonsense|crap|junk|now|please
        !cease and|& desist
        !cease all|any .. contact
        !no more|further .. email|emails|mail|mails|messages|contact|communication|communications|correspondence|spam|solicitations|newsletters|of_these|this|those
        !no more of this|these|those
        !no further|future .. contact|email|emails|communication|communications|messages|follow|mails
        !leave|let me|us .. alone|be|peace
        !lose|forget|discard|trash|scrap my|this|our .. address|email|number|contact|details
        !go away
        !get lost
        !fuck|f|fck|piss|sod|bugger off
        !f off
        !go to hell
        !screw you
        !did|do|have not|never .. sign|signed|subscribe|subscribed|agree|agreed|opt|opted|consent|consented|ask|asked|request|requested|give|gave .. up|in|to|for|permission
        !never gave .. permission|consent
        !not give|given .. permission|consent
        !without my|our .. consent|permission
        !withdraw|revoke|withdrawing|revoking|rescind .. consent|permission
        !object to .. processing|use|being|marketing
        !right to erasure|object|be_forgotten
        !exercise my|our right|rights
        !report|reporting|reported|flag|flagged|flagging|mark|marked|marking .. spam|junk|abuse|you|phishing
        !block|blocking|blocked you|this sender|your domain|sender
        !this|it|that is|was spam|unsolicited|harassment
        !unsolicited email|emails|mail|mails|message|messages|spam|commercial|commercials
        !spamming me|us|people
        !you spammer|spammers
        !=spammer
        !do not call list|registry
        !not|no .. further|future .. messages|emails|mails_like
        !make sure .. not|never .. get|receive|contact|email|emailed
        !make sure .. this is|the last
        !blacklist me|us|my
        !suppress my|our|this|me
        !add|put .. me|us|my|this .. suppression|not|exclusion|block
        !not .. wanted|welcome here
        !email|mail|contact|write|message|bother|spam me|us no more
        !last email|mail|message .. receive|send|get
        !quit it
        !knock it off
        !cut it out
        !cancel my|the|our subscription
        !end .. subscription
        !turn off these|this|the|your .. emails|mails|messages
        !take .. name|address|email|me|us off|of|from|out
        !get me|us off
        !get me|us out of
        !get .. off .. list|lists
        ~please stop
        !please stop emailing|writing|sending|it|this|contacting|now|thank*
        !=please stop
        !just|now stop it|this|emailing
        !how many times .. stop|tell
        !already asked .. stop|remove|removed|unsubscribe|not
        !asked you .. stop|remove|not|unsubscribe
        !told you .. stop|not .. email|contact|write|remove
        !sick|tired of .. email|emails|mails|messages|spam
        !not .. interested .. take|remove .. off|me
        """,
    "keep": """
        go|goes|going|went away .. for|on|over|weekend|holiday
        stop gap
        stopgap
        reply|respond|answer .. with .. unsubscribe|remove|stop
        off .. list .. for|of .. meeting|event|lunch|dinner|party|call|attendees|speakers|invitees|monday|tuesday|wednesday|thursday|friday
        remove me|us from .. discussion|conversation|loop|thread
        unsubscribe link|button|page .. footer|broken|works|work
        stop you there|right
        not remove me|us .. waitlist|list yet
        not remove me|us from .. waitlist|waiting|beta|trial|pilot
        stop offering
        waitlist
        waiting list
        how do|does|can|to .. people|users|recipients|they .. unsubscribe|opt
        if you .. not|longer|rather .. want|wish|like|to receive
        if you .. want|wish|like|prefer .. unsubscribe|be|removed|opt|taken
        !to unsubscribe .. click|reply|send|visit|use|go
        !to be removed .. click|reply|send|visit
        !click here
        !click .. unsubscribe
        !unsubscribe at any time
        received this .. error
        do not stop
        not stop now|there|here
        do not unsubscribe|remove|delete
        not want to unsubscribe|opt
        not asking .. remove|unsubscribe|stop
        can not stop
        stop by
        stop in
        stops by
        stop over
        stop and think
        one stop shop
        non stop
        !unsubscribe rate|rates|link|links|button|page|function|feature|handling|requests|list|lists|management|process
        unsubscribe works|work
        !opt-out rate|rates|link|links|handling|process
        !opt out rate|rates|link|links|handling|process|requests
        do not hesitate
        not hesitate to contact|call|email|write|reach
        avoid|prevent spam
        spam filter|folder|filters|trap|traps|box
        junk folder
        landed|ended|went|was|found|fished .. in|from .. spam|junk
        in .. spam folder
        handle|handles|manage|manages|support|supports|process .. unsubscribe*|opt
        not spam
        without consent .. how
        """,
    "already_customer": """
        !log|logged|logging .. into|in|on .. your .. product|platform|app|tool|system|software|portal|account
        !we|i|already .. pay|paying .. for .. seats|licences|licenses|subscription|your|plan
        !our|my contract|subscription|licence|license|agreement|account|renewal with you|your|yourselves
        !account|success manager .. on|at|from .. your side|end|team
        !already|are on board
        !already on board
        !rolled|bought|implemented|installed|adopted|deployed|purchased|licensed .. your .. platform|product|software|system|tool|solution|service
        !existing|current|paying customer|client|customers|clients
        !your existing|current|own .. customer|client|customers|clients
        !pay|paying you
        !already .. customer|client|customers|clients|member|members|subscriber|subscribers of|with|to yours|you|your
        !already|currently .. a|your .. customer|client|customers|clients|subscriber|subscribers
        !are|am|is|been .. existing|current|paying|long|longtime|loyal|happy .. customer|client|customers|clients
        !been .. customer|client|customers|clients .. of|with|since|for|yours
        !are|am|is|been .. customer|client|customers|clients of|with .. yours|you
        !are|am|is your customer|client|customers|clients
        !are|am one of your .. customer|customers|client|clients
        !already|currently .. use|using|have|run|own|bought|purchased|subscribe|subscribes|subscribed|license|work|working|pay|paying .. your|yours|you
        !already use|using you
        !already .. account|contract|subscription|license|licence|agreement .. with|from you|your
        !have .. account|contract|subscription|agreement with you|your
        !already|just|recently .. signed|bought|purchased|onboarded|contracted|subscribed|renewed|implemented .. with|from|to you|your
        !signed|renewed .. with you|your|yours
        !been using|use|using .. your .. product|service|software|platform|tool|app|system|solution|solutions
        !been using you|yours
        !we|i|already|currently use|bought|have|own your .. product|service|software|platform|tool|app|system|solution|solutions|stuff
        !we|already .. work|working with your company|colleagues|colleague|team
        !already .. work|working with you
        !we are already .. you|your platform|using
        !already .. on your platform|system|plan
        !already .. in|with|on place? you|your
        !my|our account manager .. at|with|from your|you
        ~check your crm
        """,
    "not_customer": """
        your .. competitor|competitors
        competitor|competitors of yours
        one of your competitors
        not .. customer|client|customers|clients
        our customers|clients|customer|client
        used to be .. customer|client
        former customer|client
        """,
    "wrong_person": """
        !zero|little|limited|any say|influence|authority|control|input
        !decisions|decision|budgets|purchasing|procurement .. made|decided|handled|done|controlled .. headquarters|hq|group|elsewhere|centrally|corporate|parent|not|others|somebody|someone
        !not fall|sit|come .. under|within|with|in .. my|me|our|us|team|remit
        !not what i|we do
        !not by me|us
        !i run the
        !not my .. cup|place|decision|side|scope|line|desk
        !have|got|get|reached|emailed the? wrong
        !i|we do not handle|manage|oversee|decide
        !could|can not tell|say .. who
        !not been involved
        !not|never .. involved .. in|with
        !why .. sending|send|sent .. this .. to me|us
        !i drive|teach|clean|cook
        !not .. right|correct|best|proper|appropriate person|contact|guy|one|man|woman|fit|department|place|party|individual|lady|team|address|recipient|human
        !wrong .. person|guy|contact|department|address|one|man|woman|company|number|place|door|tree|individual|team|email|dude|lady|recipient|john|human
        !not my .. area|department|job|responsibility|remit|call|field|decision|role|domain|thing|topic|business|division|function|purview|world|bag|expertise|team|turf
        !not .. responsible|charge|involved|handle|handling .. for|of|in|with|this|that|these
        !do|does not handle|manage|deal|oversee|own|make|cover|take|do|run|buy|decide|look .. this|that|these|those|with|decisions|decision|it|after|such|care|purchasing|on
        !no longer .. handle|responsible|involved|charge|manage|role|deal|oversee|do|look .. this|for|in|that|with|after
        !not .. decision .. maker
        !not make .. decisions|decision
        !nothing to do with
        !no say|influence|authority|idea|clue|role .. in|over|who|about|on
        !not .. authority|power|influence|mandate
        !not .. me|the one .. who|you|that|handles|decides
        !not me .. sorry|afraid
        !=not me
        !have .. confused|mistaken .. me|with
        !confusing me|us
        !mistaken me
        !mistaken identity
        !can not help .. you|with|here|much
        !not .. able|position to help
        !outside|above|beyond .. my .. area|remit|scope|responsibility|pay|grade|role|control
        !above my
        !need|have|should|want|try .. to? find|talk|speak|ask|contact|look .. someone|somebody|else
        !someone|somebody else .. in|at|handles|who|on
        !changed roles|jobs|departments|positions|teams
        !moved|switched|transferred .. to|into .. different|another|new|other .. role|department|team|position|job|division
        !i work|am in|at|an|just .. finance|accounting|hr|legal|intern|student|engineering|receptionist|support|sales|warehouse|facilities|reception|marketing|it|assistant
        !am an|just|only .. intern|assistant|student|receptionist|temp|trainee|apprentice
        !retired
        !not know .. who
        !no idea .. who
        !doubt .. person
        !barking up .. wrong
        """,
}
