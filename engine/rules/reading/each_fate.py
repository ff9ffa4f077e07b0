"""One report may tell of several recipients: what it says of the one that we wrote to."""

from engine.rules.reading.bounce_class import bounce_class
from engine.rules.reading.bounces import FAILED
from engine.rules.reading.dsn import fates
from engine.rules.reading.mail import ParsedMail
from engine.rules.vocabulary import BounceClass

_MILDEST_FIRST = (BounceClass.SOFT, BounceClass.BLOCK, BounceClass.HARD)


def class_for(mail: ParsedMail, address: str, of_all: BounceClass) -> BounceClass | None:
    """None: the address has not failed. Where it is not named, the mildest of all: a list or an alias was written to.
    `of_all`: what the whole report amounts to."""
    told = fates(mail)
    if len(told) < 2:
        return of_all
    mine = [fate for fate in told if address in fate.recipients] or told
    failed = [fate for fate in mine if fate.action in FAILED]
    classes = [bounce_class(fate.status, fate.diagnostic) if fate.diagnostic else of_all for fate in failed]
    return min(classes, key=_MILDEST_FIRST.index, default=None)
