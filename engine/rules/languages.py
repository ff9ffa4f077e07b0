"""The languages of people and of templates, in one spelling: words are chosen by them."""

import re

from engine.errors import Invalid

ISO_639_1 = """
aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo
es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka
kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng
nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su
sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
CODES = frozenset(ISO_639_1.split())
TAG = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9]{2,8})*")
"""With script, country and variant (RFC 5646), which no words of ours depend on."""


def code_of(text: str, field: str = "language") -> str:
    """The two letters of "de", "DE" or "de-AT"; "" stays, and says that it is not known."""
    found = TAG.fullmatch(text.strip())
    code = found[1].lower() if found else ""
    if text.strip() and code not in CODES:
        raise Invalid(f"{text!r} is no language.", field=field, remedy="Use its two letters, as in en or de.")
    return code
