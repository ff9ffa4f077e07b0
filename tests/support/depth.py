"""How deep the property tests look: quick in the suite, as deep as TEST_DEPTH says when somebody has the time."""

import os

from hypothesis import HealthCheck, settings

DEEP = int(os.environ.get("TEST_DEPTH", "1"))


def looking(examples: int) -> settings:
    """`examples` in the suite, times TEST_DEPTH; no deadline, because one example walks through weeks."""
    return settings(max_examples=examples * DEEP, deadline=None, suppress_health_check=[HealthCheck.too_slow])
