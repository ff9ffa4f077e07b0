"""Counts failed sign-ins, so that passwords cannot be guessed at speed. When in doubt it refuses."""

from collections import deque
from datetime import datetime, timedelta

from engine.errors import Forbidden

SPAN = timedelta(minutes=15)
PER_NAME = 10
"""Failures for one address in SPAN, after which even the right password waits."""
PER_PLACE = 30
"""Failures from one network address in SPAN: an office shares one."""
MOST = 10_000
"""Keys remembered. More at once is an attack, and then everybody waits (fails closed)."""


class TooManyAttempts(Forbidden):
    """Too many failures in a short time."""


class Attempts:
    """In the memory of one process: several web servers allow that many times as many tries, which is few enough."""

    def __init__(self) -> None:
        self._failures: dict[str, deque[datetime]] = {}

    def check(self, name: str, place: str, now: datetime) -> None:
        """Raises TooManyAttempts while one of the two has failed too often."""
        self._forget(now)
        for key, most in ((f"name {name}", PER_NAME), (f"place {place}", PER_PLACE)):
            known = self._failures.get(key, ())
            if len(known) >= most or (not known and len(self._failures) >= MOST):
                raise TooManyAttempts(
                    "too many failed attempts to sign in.",
                    remedy="Wait 15 minutes, or ask an administrator for a one-time link.",
                )

    def failed(self, name: str, place: str, now: datetime) -> None:
        """Said before the password is looked at, so that many tries at once count as many."""
        for key in (f"name {name}", f"place {place}"):
            self._failures.setdefault(key, deque(maxlen=PER_PLACE)).append(now)

    def succeeded(self, name: str, place: str) -> None:
        """The try that was counted in advance was none; the person's own earlier slips are forgotten too."""
        self._failures.pop(f"name {name}", None)
        times = self._failures.get(f"place {place}")
        if times:
            times.pop()
        if not times:
            self._failures.pop(f"place {place}", None)

    def _forget(self, now: datetime) -> None:
        for key in [key for key, times in self._failures.items() if times[-1] <= now - SPAN]:
            del self._failures[key]
        for times in self._failures.values():
            while times[0] <= now - SPAN:
                times.popleft()
