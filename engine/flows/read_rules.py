"""The workspace's own rules, for whoever is about to send by them, and for whoever shows what stands."""

from collections.abc import Mapping

from engine.errors import Conflict, Invalid, OffhoursError
from engine.rules import policies, windows
from engine.rules.policies import Policies
from engine.rules.windows import WindowPolicy
from engine.store.known import Firm
from engine.store.tables import Workspace


class Unready(OffhoursError):
    """The workspace's window or policies cannot be read, e.g. because another version stored them: nothing can be
    planned or said for any mailbox, and none of them is to blame."""


def read_rules(firm: Firm | Workspace) -> Policies:
    """Raises Unready: what is everybody's is looked at before anybody's mailbox."""
    try:
        windows.parse(firm.window or {}, "workspace.window")
        return policies.parse(firm.policies)
    except Invalid as wrong:
        raise Unready(wrong.problem, field=wrong.field, remedy=wrong.remedy) from wrong


def policies_of(firm: Firm | Workspace) -> Policies:
    """For what a person asks for. Raises Conflict: nothing is wrong with that, and somebody else has to mend it."""
    try:
        return policies.parse(firm.policies)
    except Invalid as wrong:
        raise _not_now(wrong) from wrong


def rules_of(firm: Firm | Workspace) -> Policies:
    """The same for what depends on when mails leave: the window, too, has to be readable."""
    try:
        return read_rules(firm)
    except Unready as wrong:
        raise _not_now(wrong) from wrong


def _not_now(wrong: OffhoursError) -> Conflict:
    return Conflict(
        f"cannot be read ({wrong.field}: {wrong.problem.rstrip('.')}), so nothing is sent.",
        field="workspace",
        remedy="An administrator saves them anew, on the Settings page.",
    )


def rules_as_read(firm: Firm | Workspace) -> tuple[Policies, str]:
    """For whoever shows what stands: what cannot be read has its default; and why nothing leaves meanwhile, "" when all
    can be read."""
    try:
        return read_rules(firm), ""
    except Unready as wrong:
        return policies.as_far_as_read(firm.policies), str(wrong)


def window_as_read(values: Mapping[str, object]) -> WindowPolicy:
    """For whoever shows it, whatever is stored: the default for one that cannot be read."""
    try:
        return windows.parse(values)
    except Invalid:
        return WindowPolicy()
