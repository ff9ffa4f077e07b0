"""English: yes, no, later and questions. How phrases are written: see `phrases.py`."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

PHRASES = {
    "interested": """
        !ring|call|phone me .. whenever|anytime
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
        !send|shoot|share|email|forward|pass|drop .. me|us|over|along|through .. details|info|information|deck|brochure|link|calendar|invite|invitation|times|slots|pricing|prices|price|rates|terms|catalogue|catalog|proposal|more|some|materials|presentation|overview|one|pager|case|studies|it|calender|quote
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
        !get|come .. back|at|to .. in|after|next|later|again|when|once|early|mid|end|q1|q2|q3|q4|months|weeks
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
        !try|contact|reach|check|circle|follow|touch|ping|write|call|email|message|ask|talk|speak|revisit|reconnect|approach|drop|catch|remind|knock .. me|us|back|out|in|up|base|again|a .. in|after|next|later|around|again|at_the|at_a|at_end|towards|when|once|early|mid|end|q1|q2|q3|q4|months|weeks
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
        !a|is no from me|us|our
        !no for|from us|me
        !already work|working|use|using with? .. your competitors|competitor
        !already with .. competitor|competitors
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
        !please do not call
        !will not be .. needing|using|pursuing|interested|buying|going|moving|proceeding|taking|able
        !thank|thanks .. for thinking
        !can not afford
        !we are closing|shutting|liquidating|bankrupt
        !out of business
        !company .. closing|closed|bankrupt
        !too small
        """,
}
