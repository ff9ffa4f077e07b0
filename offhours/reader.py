"""What the reading of answers is set to, for every command that reads."""

from pathlib import Path

from engine.errors import Invalid
from engine.rules.reading import leaning
from engine.settings import Settings


def use_weights(settings: Settings) -> None:
    """Answers are read by the weights that were trained here, if there are such."""
    if not settings.weights:
        return
    try:
        leaning.use(Path(settings.weights))
    except (OSError, ValueError) as wrong:
        raise Invalid(
            f"{settings.weights}: {wrong}",
            field="OFFHOURS_WEIGHTS",
            remedy="Write it anew with `offhours corrections train`, or leave it empty.",
        ) from wrong
