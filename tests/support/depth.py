"""How deep the property tests look: quick in the suite, as deep as OFFHOURS_DEEP says when somebody has the time."""

import os

from hypothesis import HealthCheck, settings

DEEP = int(os.environ.get("OFFHOURS_DEEP", "1"))


def looking(examples: int) -> settings:
    """`examples` in the suite, times OFFHOURS_DEEP; no deadline, because one example walks through weeks."""
    return settings(max_examples=examples * DEEP, deadline=None, suppress_health_check=[HealthCheck.too_slow])
