"""English: handing over, absence, leaving. How phrases are written: see `phrases.py`."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

PHRASES = {
    "handover": """
        !go through|via .. our|my
        !ends up|goes|lands with
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
        showed|shown|presented|mentioned|circulated|raised .. to|with|at .. team|colleagues|boss|partners|group|board|management|others
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
        !not .. with .. company|us|firm|organization|organisation|business|team .. anymore|longer|more
        !no longer a? .. employee|member|staff|part
        !my|his|her|their last day
        !my|your contact|predecessor .. has|have left|gone|departed
        !no longer .. with|at|work|works|working|employed|employee|part|member|associated|affiliated .. company|here|for|with|us|organization|organisation|firm|the|of
        !no longer with|at|work|works|working|employed|here|employee|part
        !no longer .. an employee
        !left the .. company|organization|organisation|firm|business|team|bank|school|university|group|agency|practice
        !has|have|he|she|who|they left us|our|last
        !left us .. in|last|to
        !her|his|their mailbox|inbox|account|address|email .. no|not .. exist|exists
        !not .. work|working .. here|there|for|at|with .. anymore|more|longer|any|us
        !not work here|there
        !does|do|is not .. here anymore|any more|longer
        !moved on .. from|to
        !have|has retired
        !has|have .. departed|resigned
        !has passed away
        !former employee|colleague
        !last day .. was|is|at|with
        !left .. to pursue
        !new job|role|position|adventure|chapter|challenge .. at|with|outside
        """,
    "stays": """
        order|orders|parcel|package|shipment|item|items|goods|delivery|product|cargo|truck|vehicle|container|consignment .. has|have .. left|departed
        retired .. from .. committee|board|role|position|team|project
        left .. warehouse|depot|facility|factory|store|port
        last day .. of|for .. offer|sale|trial|registration|event|month|week|quarter|discount
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
        !address|mailbox|inbox|account .. being|been|is|be .. discontinued|retired|decommissioned|closed|deactivated|replaced|deleted|obsolete
        !no longer .. use|using|in_use|check|checking|valid|active
        !mailbox|inbox|account|address .. no longer .. in use|monitored|active|valid|used
        !update your .. address|contacts|records|contact
        !write to me at
        !have|has|i moved to
        """,
}
