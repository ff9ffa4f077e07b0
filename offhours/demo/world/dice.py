"""The one place chance comes from, so that it is always repeatable."""

from random import Random


def dice(*seed: object) -> Random:
    """Same words, same throws. Strings seed the same way in every process, unlike `hash`."""
    return Random(" ".join(map(str, seed)))  # noqa: S311 - a repeatable game, nothing secret
