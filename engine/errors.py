"""The few errors of the project. Each names the field that is wrong and the remedy; HTTP statuses live in api/."""


class OffhoursError(Exception):
    """Something a person can mend. `field` is a dotted name of what they gave us, or "" when there is none."""

    def __init__(self, problem: str, *, field: str = "", remedy: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.field = field
        self.remedy = remedy

    def __str__(self) -> str:
        where = f"{self.field}: " if self.field else ""
        if not self.remedy:
            return f"{where}{self.problem}"
        stop = "" if self.problem.endswith((".", "!", "?")) else "."
        return f"{where}{self.problem}{stop} {self.remedy}"


class Invalid(OffhoursError):
    """The input cannot be accepted as it is."""


class NotFound(OffhoursError):
    """There is no such thing, or not for this user."""


class Conflict(OffhoursError):
    """The input is fine but the present state forbids it."""


class Forbidden(OffhoursError):
    """This user or key may not do that."""


class WireError(OffhoursError):
    """A mail server could not be used. The subclasses say whose turn it is to act."""


class Unreachable(WireError):
    """No connection: name, port, network, or the server is down. Worth another try later."""


class CertificateRefused(WireError):
    """The server's TLS certificate is expired, for another name, or signed by nobody we trust."""


class LoginRefused(WireError):
    """The server does not accept the user name and password. Trying again changes nothing."""


class ProtocolTrouble(WireError):
    """The server answered something that makes no sense, closed early, or stalled past the limit."""
