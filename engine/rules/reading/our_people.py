"""Our own people in an answer: "your colleague Tom Berg has called me" names nobody to turn to."""

# ruff: noqa: E501 -- a list of words or one pattern reads best on one line

import re

from engine.rules.reading.names import Named, words_of

WORK = r"(?:colleagues?|co-?workers?|team ?mates?|reps?|assistants?|sales(?:man|woman| reps?| person))"
TITLE = r"(?:(?:[Hh]errn?|[Ff]rau|[Mm]rs?|[Mm]s|[Mm]me|[Mm]adame|[Mm]onsieur|[Ss]ra?|[Dd]hr|[Mm]evr(?:ouw)?|[Pp]ani?|[Dd]r)\.? )?"
BEFORE = re.compile(
    rf"(?:\b[Yy]our (?:[\w-]+ )?{WORK}|\b{WORK} of yours|\b(?:Ihr|[Dd]ein|[Ee]ue?r)\w* (?:\w+ )?(?:Kolleg|Mitarbeiter)\w*|"
    r"\b(?:[Vv]otre|[Vv]os|[Tt]on|[Tt]a) (?:coll[eè]gues?|confr[eè]re|collaborat(?:eur|rice))|\b(?:[Tt]u|[Vv]uestr[oa]) (?:compañer[oa]|colega)|\b(?:[Tt]eu|[Tt]ua|[Vv]oss[oa]) colega|"
    r"\b(?:[Tt]uo|[Tt]ua|[Vv]ostr[oa]) collega|\b(?:[Uu]w|[Jj]e|[Jj]ouw|[Jj]ullie) collega(?:['’]s)?|\b(?:[Dd]in|[Ee]r|[Jj]eres|[Dd]eres) (?:kollega|kollegor)|\b[Kk]ollega(?:nne|si|asi|anne)|"
    r"\b(?:[Pp]ana|[Pp]ani|[Pp]aństwa|[Tt]w[oó]j\w*|[Ww]asz\w*) (?:kole\w+|współpracowni\w+)|\b(?:[Vv]aš\w*|[Tt]v[ůé]\w*) koleg\w+|"
    r"(?<!\bcon )(?<!\ba )(?<!\bal )(?<!\bcom )(?<!\bcom o )(?<!\bcom a )(?<!\bao )(?<!\bà )(?<!\bcon la )(?<!\bcon il )(?<!\balla )\b(?:[Ss]u (?:compañer[oa]|colega)|[Ss](?:eu|ua) colega|[Ss]u[oa] collega))"
    rf"[\s,:(]{{1,3}}{TITLE}$|(?:御社|貴社|(?:你|您|贵|貴)(?:们|們|司|公司)?)(?:的同事|の|的|同事)$"
)
""""Su", "seu" and "suo" are also "his" and "her", and mostly so where they are turned to."""
OF_YOURS = r"(?:[Yy]our|Ihr(?:e[mnrs]?)?|[Ee]ure[mnrs]?|[Dd]eine[mnrs]?|votre|vos|ton|vuestr[oa]|voss[oa]|vostr[oa]|uw|jullie|jouw|ert|eran|era|er|jeres|deres|dit|din|Pana|Pani|Państwa|wasz\w+|vaš\w+)"
BEHIND = re.compile(
    rf"(?:,| \([^)]{{1,30}}\))? (?:from|of|at|in|on|aus|von|bei|de|d[ea]l?|da|van|bij|från|fra|i|z|ze) {OF_YOURS} (?:[\w-]+ )?"
    r"(?:team|company|firm|side|office|end|sales|department|organi[sz]ation|[Tt]eam|Haus\w*|Hause|Firma|Unternehmen|Vertrieb|équipe|société|maison|entreprise|equipo|empresa|equipa|equipe|bedrijf|kantoor|företag|firma|zespołu|firmy|týmu|azienda|squadra)\b"
    rf"|,? (?:who is |is |a |one of )?(?:{WORK} of yours|{OF_YOURS} (?:{WORK}|Kolleg\w+|collègues?|colega|collega|kollega))\b(?!,? [A-ZÀ-Þ])"
)
NEAR = 60
"""Characters before and behind a name."""
WORKERS = re.compile(
    r"coll?[eè]a?g|koll?eg|kole|compañer|co-?work|team ?mate|reps?\b|assistant|sales|mitarbeiter|confr|collaborat|współprac|同事|的|の",
    re.IGNORECASE,
)
"""What is in every match of `BEFORE`, and near few names."""


def our_people(text: str, names: list[Named]) -> frozenset[str]:
    """The words of the names of those who work with us by what the text says."""
    ours = (named for named in names if _is_ours(text, named))
    return frozenset(word for named in ours for word in words_of(named.name))


def _is_ours(text: str, named: Named) -> bool:
    near = max(0, named.start - NEAR), named.start
    before = WORKERS.search(text, *near) and BEFORE.search(text, *near)
    return before is not None or BEHIND.match(text, named.end) is not None
