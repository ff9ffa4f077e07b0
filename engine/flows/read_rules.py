"""The workspace's own rules, for whoever is about to send by them."""

from engine.errors import Invalid, OffhoursError
from engine.rules import policies, windows
from engine.rules.policies import Policies
from engine.store.known import Firm


class Unready(OffhoursError):
    """The workspace's window or policies cannot be read, e.g. because another version stored them: nothing can be
    planned or said for any mailbox, and none of them is to blame."""


def read_rules(firm: Firm) -> Policies:
    """Raises Unready: what is everybody's is looked at before anybody's mailbox."""
    try:
        windows.parse(firm.window or {}, "workspace.window")
        return policies.parse(firm.policies)
    except Invalid as wrong:
        raise Unready(wrong.problem, field=wrong.field, remedy=wrong.remedy) from wrong
