"""English. How phrases are written: see `phrases.py`."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

PHRASES = {
    "unsubscribe": """
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
        stop you there|right
        not remove me|us .. waitlist|list yet
        not remove me|us from .. waitlist|waiting|beta|trial|pilot
        stop offering
        waitlist
        waiting list
        how do|does|can|to .. people|users|recipients|they .. unsubscribe|opt
        if you .. not|longer|rather .. want|wish|like|to receive
        if you .. want|wish|like|prefer .. unsubscribe|be|removed|opt|taken
        to unsubscribe .. click|reply|send|visit|please|from|email|use|go
        to be removed .. click|reply|send|visit|please|from
        click here
        click .. unsubscribe
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
        unsubscribe rate|rates|link|links|button|page|function|feature|handling|requests|list|lists|management|process
        unsubscribe works|work
        opt-out rate|rates|link|links|handling|process
        opt out rate|rates|link|links|handling|process|requests
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
    "interested": """
        !go on then
        !send it across|along|round
        !best way to proceed|start
        !how .. proceed
        !been meaning to
        !your .. approach|idea|offer|product .. like|appeals
        !do a call
        !could you do
        !keen
        !want|need|like the .. demo|trial|proposal|quote|call|meeting
        !would|will|might|could|happily|certainly|definitely|gladly .. consider
        !you got me|us
        !drop by
        !come .. in|by|over .. office|next|week
        !put something|time|it .. in|on .. diary|calendar
        !come in handy
        !pilot|trial|poc .. look like|start
        !get started|going
        !what do you need from
        !early stages of
        !we could use
        !open for|to
        !mins|minutes monday|tuesday|wednesday|thursday|friday|tomorrow
        !interested in .. learning|hearing|seeing|knowing|finding|discussing|talking|more|chatting|exploring|demo|trial|this|it|your
        !am|are|is|be|definitely|very|quite|certainly|really|actually|potentially|possibly .. interested
        !=interested
        !=intrested
        ~interested
        intrested|intersted|interrested
        !sounds|sound|looks|look|seems .. interesting|good|great|promising|useful|relevant|intriguing|cool|fascinating|perfect|fantastic|awesome|amazing|nice|excellent
        !=sounds like a plan
        ~interesting
        !=interesting
        !tell me|us .. more
        !=more info|information|details
        !love|like|keen|eager|happy|glad|curious|open|willing|pleased|want|ready|delighted to|in|on .. learn|hear|see|chat|talk|discuss|meet|know|connect|speak|explore|find|jump|hop|take|set|schedule|arrange|book|try|look|get
        !happy|glad to .. chat|talk|discuss|meet|connect|speak|help|call|explore|look|hear|jump|have
        !open to .. conversation|call|chat|talking|discussing|discussion|learning|hearing|it|meeting|demo|idea|exploring
        !would be .. open|up|down|game .. to|for
        !=open to it
        !am|be|are|is up|down|game for|to .. call|chat|talk|this|it|that|quick
        !send|shoot|share|email|forward|pass|drop .. me|us|over|along|through .. details|info|information|deck|brochure|link|calendar|invite|invitation|times|slots|pricing|proposal|more|some|materials|presentation|overview|one|pager|case|studies|it|calender|quote
        !send|share .. details|info|information|deck|brochure|calendar|invite|invitation|times|slots|proposal|materials|presentation|overview|calender|dates|availability|something
        !=send it|them|info|over
        !send it over|through|on
        !send more
        !book|schedule|set|arrange|organise|organize|put|find .. call|meeting|demo|time|slot|chat|appointment|conversation|something|zoom|teams
        !let us talk|chat|meet|do|discuss|connect|set|schedule|speak|book|explore|arrange|find|have|get|hop|jump|make|go|start|try
        !let us .. call|meeting|demo
        !can|could|shall|should|may we talk|chat|meet|speak|discuss|connect|schedule|set|jump|have|do|arrange|hop|book
        !do|have|got|would|is|are .. you .. have? time|available|free|availability|slot
        !what|when .. your .. availability|calendar
        !when|what time .. are|works|suits|would|can .. you
        !when can|could|would|are you .. show|talk|call|meet|do|free|available|speak|chat
        !when .. can we
        !what is next|the next step
        !what are .. next steps
        !whats|what next
        !next steps
        !call|ring|phone me .. tomorrow|today|on|at|after|before|next|monday|tuesday|wednesday|thursday|friday|anytime|any|in|this|when|back|please
        !give me .. call|ring|shout|bell
        ~call me
        !=call me
        !my number|cell|mobile|phone|direct is|number
        !reach me .. at|on
        !=yes
        !=yes please
        !=sure
        !=sure thing
        !=absolutely
        !=definitely
        !=ok for call
        !=please do
        !=go ahead
        !=why not
        !yes please
        !yes|sure|absolutely|definitely .. let us|happy|send|call|interested|would|we|i|go|sounds|works
        !sure why not
        !would|could|does .. monday|tuesday|wednesday|thursday|friday|tomorrow|next|week|morning|afternoon .. work|suit|fit|be
        !does .. work|suit|fit .. for? you|your
        !how about|does .. monday|tuesday|wednesday|thursday|friday|tomorrow|next|this|am|pm
        !monday|tuesday|wednesday|thursday|friday|tomorrow|week|afternoon|morning|am|pm works|suits|is .. for|me|us|good|fine|great|best|well
        !works for me|us
        !am|are free|available|around .. on|at|monday|tuesday|wednesday|thursday|friday|tomorrow|next|this|after|between|from|any
        !have|got time|availability .. on|at|monday|tuesday|wednesday|thursday|friday|tomorrow|next|this|for
        !meet .. monday|tuesday|wednesday|thursday|friday
        !see|get|want|like|watch|arrange|have .. a .. demo|trial|walkthrough|quote|proposal|demonstration
        !=demo please
        !can|could|would|will|please .. you|please .. send|share|provide|forward .. me|us|over|some|more|through|additional|further|details|information|pricing|proposal|quote
        !please send|share|provide|forward|call|include|contact|tell|set|book|schedule|propose .. me|us|over|more|some|details|information|a|your|call|times|through
        !want to know|hear|learn|see|talk|discuss|try .. more|it|this|how|about|you
        !would like to know|hear|learn|see|talk|discuss|try|meet|schedule|speak|set|find|get|understand|explore|receive|have|book .. more|it|this|how|about|you|a|further|information|with|up
        !could be .. fit|useful|interesting|good|worth|relevant|helpful
        !might be .. fit|useful|interesting|good|worth|relevant|helpful|interested
        !good|great|perfect|excellent timing|time|moment
        !timing is .. good|great|perfect|excellent|right
        !on our|my .. roadmap|radar|agenda
        !looking|evaluating|searching|shopping .. for|at|into .. solution|this|vendor|vendors|tool|tools|provider|something|such|exactly|options|alternatives|supplier
        !evaluating|reviewing|comparing|assessing .. vendors|options|solutions|suppliers|tools|providers
        !in the market for
        !exactly what .. need|looking|we|i
        !struggling|struggle|pain_with|pain_point
        !need .. exactly|something like|help with|this|a solution
        !have|got my|our .. attention|interest
        !color|colour me
        !piqued|caught my|our .. interest|attention|eye
        !am|are|is|very|quite curious
        !=curious
        !count me|us in
        !=i am in
        !=we are in
        !sign me|us up
        !not happy|satisfied|thrilled .. current|existing|supplier|vendor|provider
        !unhappy with
        !need|want .. replace|replacement|replacing
        !propose|suggest|pick|offer|give .. few|some|couple|date|dates|time|times|slot|slots
        !grab .. slot|time
        !looking forward to .. talking|call|speaking|meeting|hearing|seeing|demo
        !worth a|having .. look|chat|call|conversation|discussion
        !include us|me
        !free trial .. sign|start
        !i will take .. look .. call
        !this|that|it .. made me smile
        !would love
        !am|are|would all ears
        ~love it
        ~like it
        !minutes .. works|fine|ok|is|would
        !short|quick call .. fine|ok|works|good|yes
        !=happy to
        !=happy to chat|talk
        !here is .. calendar|calendly|number|availability|link
        !my calendar|calendly
        """,
    "question": """
        !where|how .. did|have|do|was you .. get|find|obtain|got|found|come|obtained .. my|this|our|me|us
        !who gave you .. my|this|our
        !how much
        !what .. cost|costs|price|prices|pricing|fee|fees
        !what is .. price|pricing|cost
        !what does .. do|cost|include|mean
        !what exactly|precisely
        !what .. you .. do|offer|mean|provide|sell|want
        !who are you
        !who is this
        !do|have we .. know|met|meet
        !why me|us
        !why are|did you .. writing|contacting|emailing|contact|write|email
        !how .. differ|different|compare|compares|work|works|long|many|does|do|is|are|would|secure
        !does|do|is|are|can|could|would it|this|that|your|the|they .. integrate|work|support|comply|compliant|include|come|run|available|have|handle|offer|free|compatible|certified|possible
        !do you .. support|have|offer|integrate|work|provide|also|cover|serve|sell|operate|know|comply|only|handle|ship
        !are you .. a|certified|compliant|based|gdpr|iso|available|affiliated|able|selling|partner|human|bot
        !is this|it|that .. compliant|gdpr|legit|real|spam|automated|free|available|bot|a_mass
        !is there .. a|trial|minimum|api|free|version
        !can|could you .. explain|clarify|elaborate|tell|confirm|specify|be_more|describe|give .. example|examples|reference|references
        !which .. companies|clients|customers|countries|systems|industries|version|companies|product
        !who .. else|uses|using|clients|customers|behind|competitors
        !what .. difference|kind|type|sort|makes|happens|is|are|about
        !any .. references|case studies|customers in
        !minimum contract|term|order
        !where .. hosted|based|stored|located|data|are you
        !before .. answer|decide|go|we|i
        !have .. question|questions|couple_of_questions
        !quick question
        !question for you
        !=what
        !=why
        !=who
        !=huh
        """,
    "not_now": """
        !contract .. runs|ends|expires|is .. until|through|in
        !runs until
        !under contract
        !come|coming|get|getting|circling|circle|check|checking back .. to? .. in|after|around
        !nothing will .. move|happen|change .. now
        !budget .. signed|approved|finalised|finalized
        !will|would|can|could not .. before|until
        !will not get to .. this|it .. before|until
        !not get to
        !spend|spending|projects|purchases|everything .. paused|stopped|frozen
        !stay|keep in touch
        !resend .. on|in|next|later|after
        !send|ask|write|mail|email .. again .. on|in|next|later|after|when
        !rather|better wait
        !wait until|till
        !going through .. acquisition|merger|reorganisation|reorganization|restructuring|restructure|audit|migration|changes|reorg
        !acquisition|merger|reorganisation|reorganization|restructuring|reorg .. at|right|currently|now|present
        !hectic|crazy|busy .. week|month|time|period|season|times
        !not .. right|good|best|ideal|great time|moment|timing
        !not right now
        !not at this|the .. time|moment|point|stage
        !not at present
        !not for now
        !not just now
        !not just yet
        !=not now
        !=not yet
        !=later
        !=maybe later
        !not now
        !not yet
        !bad|wrong|poor|terrible|awkward timing|time|moment
        !timing is|was not|bad|off|wrong|terrible|poor|unfortunate
        !time is not
        !maybe|perhaps|possibly .. later|next|another|some|in|after
        !try|contact|reach|check|circle|get|come|follow|touch|ping|write|call|email|message|ask|talk|speak|revisit|reconnect|approach|drop|catch|remind|knock .. me|us|back|out|in|up|base|again|a .. in|after|next|later|around|again|at|towards|when|once|early|mid|end|q1|q2|q3|q4|months|weeks
        !revisit|reconnect|reconsider|readdress|resume|discuss this|it|then|in|next|later|after|again
        !let us .. revisit|reconnect|touch|circle|talk|speak|pick .. later|after|then|in|next|again|base|when|once
        !pick .. up|this .. again|later|another|other|next|after
        !circle|check|come|swing|get|loop back .. in|later|then|after|next|with|around|to|at|when
        !budget .. frozen|freeze|gone|spent|allocated|exhausted|locked|closed|used|cut|tight|cuts|set|next
        !no budget .. this|now|until|at|right|currently|left
        !not|no .. budget|budgeted .. this|for|until|left|year
        !not .. priority|focus|top_of .. now|at|right|this|currently|list|moment|today|us
        !not a priority
        !other priorities|fires
        !too busy|much .. now|right|at|moment
        !too busy
        !swamped|snowed|slammed|overwhelmed|flat_out|underwater
        !heads down
        !plate is full
        !on our|my plate
        !in the middle of
        !hiring|spending|budget|it freeze
        !under|in|locked|tied .. contract .. until|till|through|for|with .. another|next|end|the
        !contract .. runs|expires|ends|renewal|renews|up .. until|in|next|for
        !locked in|into .. until|till|for
        !until .. next|the end
        !later this|in the year|next
        !after the .. summer|holidays|holiday|new|vacation|easter|christmas|quarter|year|merger|release|launch|migration
        !next year|quarter|month|fiscal|spring|summer|autumn|fall|winter
        !=next year|quarter|month
        !in a few|couple months|weeks|month
        !few|couple .. months|weeks from now
        !another time|day
        !some other time
        !down the road|line|track
        !in the future
        !for now|present|moment we|i|it|this .. hold|pass|park|no
        !on hold|pause|ice|back_burner
        !park|postpone|defer|delay|table|shelve this|it|that|until|for
        !just .. finished|closed .. planning|budget|budgeting
        !everything is allocated|planned
        !not before .. january|february|march|april|may|june|july|august|september|october|november|december|q1|q2|q3|q4|next|summer|autumn|the
        !keep .. in mind|file
        !keep .. details|contact|information|card|info|this .. file|mind|hand
        !reach out if|when .. change|changes|need
        !get back to you .. when|if|in|after|once .. later|change|needed|need|time
        !will .. contact|reach|get .. you .. when|if|once .. need|ready|change
        !too early|soon .. for|to
        !hold off
        !talk|speak|chat|discuss .. after that|then
        !feel free to .. follow|try|check|reach|ping|contact .. then|later|again|next|in|after
        !on holiday|vacation|leave until|till .. talk|let
        """,
    "not_interested": """
        !your|yours .. competitor|competitors
        !competitor|competitors .. of yours|already
        !give this|it a miss
        !not buy .. from
        !well served
        !served by
        !not on .. agenda
        !cold emails|email|calls|outreach
        !answer is no
        !is|was still? no
        !not see us|ourselves|myself|me|a .. needing|using|need|buying|doing
        !we are covered
        !are covered
        !went with .. else|another|different|other
        !have to say no
        !have to .. decline|pass
        !not|no .. exploring|pursuing|pursue .. it|this
        !not something
        !=no
        !=nope
        !=nah
        !=no no
        !=pass
        !=hard pass
        !=no need
        !no thank|thanks
        !=no thank you
        !thank|thanks|thx .. but no
        !thanks no|not
        !no .. interest
        !not|never .. interested
        !not .. intrested|intersted
        !not of .. interest
        !not interesting|relevant|applicable
        !not|no .. relevant|relevance .. for|to|us|me
        !not .. interest|appeal .. me|us
        !uninterested
        !have|there_is|see|got no|zero .. need|interest|use|plans|requirement|demand|desire|reason|benefit|appetite|value|intention
        !no need .. for|of|here|at
        !not .. need|require|want .. this|it|that|any|such|your|these|anything|help|services|service|another|one
        !not need .. this|it
        !not something .. we|i|for|that
        !not something .. we .. looking|need|interested|pursue|consider
        !not looking .. for|to|at|into
        !not .. in the market
        !not|bad|poor .. fit|match .. for|us
        !not .. good|right|great fit|match
        !not for us|me
        !not our|my thing|cup
        !not my cup
        !will|going|have|would|shall .. pass|decline
        !pass on this|it|that|your
        !decided|decide|chosen|elected .. against|not .. to
        !not .. move|moving|proceed|proceeding|go|going|take|pursue|pursuing .. forward|ahead|further|this|with|up
        !are|am|is all set
        !all set .. with|here|thanks|for|on|thank
        !=all set
        !=we are good
        !=i am good
        !=we are fine
        !we are good|fine|covered|ok|okay|sorted|happy .. thanks|thank|here|with|as
        !happy|satisfied|content|pleased|comfortable with .. what|our|current|existing|it|them|the|my|present|that|how|provider|vendor|supplier
        !already .. have|has|use|using|got|work|working|signed|chosen|chose|implemented|went|bought|selected|partnered|run|rolled .. solution|provider|vendor|supplier|partner|tool|system|agency|competitor|someone|something|another|place|covered|for|team|software|one|platform|this|people
        !already .. covered|sorted|served|taken|handled|set|in_place|equipped|settled
        !already .. have one
        !use|using|with|chose|chosen|went|work|working|signed|picked|selected .. competitor|competitors|another|different|someone|somebody .. vendor|supplier|provider|else|solution|tool|partner|of|yours
        !use|using .. a competitor
        !work with someone else
        !built|build|developed|made|wrote .. our|it|this|own .. own|house|internally|inhouse|ourselves
        !in house|inhouse|internally .. solution|team|tool|tools|built|already
        !do|have|handle|run|manage .. this|it|that|everything .. in house|inhouse|internally|ourselves
        !everything .. we|i need
        !no plans|plan|intention .. to|of|for
        !not plan|planning|intend to|on
        !not .. change|changing|switch|switching .. anything|provider|vendor|now|supplier
        !not considering|consider .. this|any|new|it|such|changing
        !do|can not work with .. external|agencies|outside|third|vendors|consultants|freelancers
        !not .. buy|buying|purchase .. this|from|anything|it|any
        !do|can not see .. value|need|fit|point|benefit|how
        !overkill
        !too .. expensive|big|complex|small for
        !not worth
        !waste of time
        !good luck
        ~best of luck
        !wish you .. luck|success|best
        !no longer .. in|need|looking|interested|relevant|business
        !respectfully|politely|regretfully decline|pass
        !must|to decline
        !decline your|the|this
        !do not call
        !please do not .. call|follow
        !will not be .. needing|using|pursuing|interested|buying|going|moving|proceeding|taking|able
        !thank|thanks .. for thinking
        !can not afford
        !we are closing|shutting|liquidating|bankrupt
        !out of business
        !company .. closing|closed|bankrupt
        !too small
        """,
    "wrong_person": """
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
    "handover": """
        !that would|will be
        !makes|make|making .. calls|decisions|decision|call
        !placed|able to .. answer|help
        !she|he|they .. would|will|can|could .. help|know|answer
        !start with
        !redirect this|it
        !would be your
        !sits in
        !best bet|person|contact
        !take this|it one|on|over|from
        !may|might want|like to .. hear|see|talk|know|look
        !took|takes|taking over
        !decision|decides|decide
        !talk|speak|chat to|with
        !speak|talk directly? to|with
        !contact|email|mail|call|ask|try|reach|write|message|ping|approach|phone|ring|consult
        !reach out to
        !get in touch with
        !get|got hold of
        !be in contact|touch with
        !touch base with
        !connect|follow|check|liaise|deal with|up
        !introduce|introducing|connect|connecting|refer|referring|redirect|redirecting|direct|directing|point|pointing|put|putting .. you|this|to|with|touch|towards
        !forward|forwarding|forwarded|pass|passed|passing|sent|send|sending|shared|share|sharing|handed|hand|relayed|routed|transferred .. to|on|along|over|it|this|your
        !right|best|correct|better|appropriate|main|proper|relevant|new|primary person|contact|point|one|man|woman|guy
        !person .. responsible|charge|you|in
        !responsible|charge|lead|leads|head|heads|oversees|handles|manages|owns|runs|looks|covers|deals|takes|decides|drives|leading|handling|managing for|of|up|this|that|these|our|it|all|after|with|over|care|now|on|such|marketing|purchasing|procurement|sales
        !colleague|manager|boss|successor|counterpart|replacement|assistant|deputy|teammate
        !would be the
        !question|one|thing|topic|matter|decision for
        !is|more|be a|more|of .. question
        !adding|looping|loop|add|added|looped|cc'd|cced|ccing|copying|copied|cc .. in?
        !send|direct|address .. to
        !suggest|recommend .. contacting|talking|speaking|reaching|you
        """,
    "copying": """
        !copying|copied|ccing|cced|cc'ing|cc'd
        !cc .. my|our|here|in|colleague|who
        !in|on cc|copy
        !adding|looping|loop|looped|added|add|bringing
        !copy in
        !cc to
        !introducing|introduce|meet
        """,
    "noted": """
        have a|nice|good|great .. weekend|day|week|evening|one
        stop by .. booth|stand|office
        !=ok
        !=okay
        !=k
        !=noted
        !=thanks
        !=thank you
        !=received
        !=got it
        !=understood
        noted
        thanks|thank .. for .. information|info|heads|update|message|email|mail|note|letting|sharing
        got it
        received
        will|shall .. read|think|discuss|review|consider|look|forward|share|pass|check|see .. internally|about|it|this|over|team|into|with|when
        merry|happy christmas|birthday|holidays|new|thanksgiving|easter
        haha|hahaha|lol|hehe|ha
        nice one
        let you know
        will .. come|get back to you
        sorry for .. late|delay|slow
        sent .. to .. team
        """,
    "away": """
        !am|is|are|be|being|currently|now .. out .. of .. office|town|country|pocket|action
        !out of office
        !=out of office
        !ooo
        !oof
        !am|is|are|be|currently|now|still .. on .. leave|vacation|holiday|holidays|pto|sabbatical|maternity|paternity|parental|honeymoon|break|annual|travel|trip|assignment
        !on maternity|paternity|parental|annual|sick|medical|family|compassionate|bereavement leave
        !am|is|are|be|currently .. away|absent|unavailable|travelling|traveling|offline
        !away from .. desk|office|email|work|computer|emails|keyboard
        !not .. in the office
        !am|are|be not .. available
        !taking .. time|days off
        !enjoying .. time off|holiday|holidays|vacation|break|leave
        !be|am|are off .. today|until|from|on|work|this|till|sick
        !out sick|ill|today|until|from|on|till|this|all
        !am|is|are ill|sick|unwell
        !attending|at .. conference|training|offsite|event|trade|course|seminar|workshop|summit
        !office|offices|company .. is|are|be .. closed|shut
        !closed for .. holiday|holidays|christmas|easter|season|summer|day
        !in observance of
        !jury duty
        !taking .. vacation|leave|pto|holiday|sabbatical
        !leaving .. for vacation|holiday
        !only be available .. sporadically|intermittently
        """,
    "note": """
        limited connectivity|internet|connection|signal|availability
        catching up on email|emails
        reply|respond .. after i|my return
        limited|no|intermittent|sporadic|restricted|little|reduced|occasional|infrequent|minimal access .. email|to|emails|internet|mail|my
        not have .. access
        not .. checking|reading|monitoring|check|read|access .. email|emails|mail|mails|messages|inbox
        will|shall|i respond|reply|answer|get|return|attend|deal|read|follow .. as soon|when|once|upon|on|after .. return|back|possible|my
        upon|on|after my|our return
        when i return|am
        as soon as i|possible .. return|back
        delay|delayed|slow|late|slower .. response|reply|responding|replying|responses|answer
        urgent|emergency|emergencies|immediate|pressing|critical|important .. matter|matters|contact|please|assistance|call|request|requests|issue|issues|inquiries|enquiries|attention|questions|help
        if .. urgent|emergency|immediate|wait
        in|during my|our absence
        emails|email|mail|message|messages .. not .. forwarded|read|monitored
        automatic|automated|auto .. reply|response|message|email|generated
        autoreply|autoresponse|autoresponder
        thank|thanks .. your .. email|message|mail|e-mail|note
        back in the office
        returning to the office
        be back
        """,
    "was_away": """
        was|were|been|just|got|have .. out of .. office|town
        was|were|been|just .. on .. leave|vacation|holiday|holidays|sabbatical|pto|maternity|paternity|parental
        was|were|been .. away|travelling|traveling|sick|ill|unavailable|absent|off
        just|am|got back .. from
        came back from
        returned from
        sorry .. out of office
        been out of office
        out of office .. last|yesterday
        when|if|next|once|while .. are|is|you .. out of office|on leave|away
        you|he|she are|is .. on .. vacation|holiday|leave
        """,
    "left": """
        !no longer .. with|at|work|works|working|employed|employee|part|member|associated|affiliated .. company|here|for|with|us|organization|organisation|firm|the|of
        !no longer with|at|work|works|working|employed|here|employee|part
        !no longer .. an employee
        !left the .. company|organization|organisation|firm|business|team|bank|school|university|group|agency|practice
        !has|have|he|she|who|they left us|our|last
        !left us .. in|last|to
        !not .. work|working .. here|there|for|at|with .. anymore|more|longer|any|us
        !not work here|there
        !does|do|is not .. here anymore|any more|longer
        !moved on .. from|to
        !have|has retired
        !has|have .. departed|resigned
        !has passed away
        !former employee|colleague
        !last day .. was|is|at|with
        !mailbox|inbox|address|account .. no longer .. monitored|active|valid|read|checked
        ~no longer monitored|in use|active|valid
        !left .. to pursue
        !new job|role|position|adventure|chapter|challenge .. at|with|outside
        """,
    "stays": """
        will|be|are no longer .. at|work .. desk|until
        left the office
        left .. voicemail|message|you|meeting|comment
        have left .. you
        i left .. message|voicemail
        left us .. with|no|wondering|to
        no longer with .. competitor|vendor|supplier|provider
        not .. work with|for
        """,
    "moved": """
        !please|kindly use|update .. address|contacts|instead
        !now|can be reached at|under
        !reach|contact me at .. instead|now
        !use .. from now on
        !new .. email|mail|e-mail .. address|is
        !new address
        !email|mail|e-mail .. address|id .. changed|change|changing|changes|moved
        !changed .. my|our .. email|address|mail
        !email .. changed to
        !from now on
        !address .. being|been|is|be .. discontinued|retired|decommissioned|closed|deactivated|replaced|deleted|obsolete
        !no longer .. use|using|in_use|check|checking|valid|active
        !mailbox|inbox|account|address .. no longer .. in use|monitored|active|valid|used
        !update your .. address|contacts|records|contact
        !write to me at
        !have|has|i moved to
        """,
}
