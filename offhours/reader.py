"""What the reading of answers is set to, for every command that reads."""

from pathlib import Path

from engine.errors import Invalid
from engine.rules.reading import leaning


def use_weights(file: str) -> None:
    """Answers are read by the weights that were trained here, if there are such."""
    if not file:
        return
    try:
        leaning.use(Path(file))
    except (OSError, ValueError) as wrong:
        raise Invalid(
            f"{file}: {wrong}",
            field="OFFHOURS_WEIGHTS",
            remedy="Write it anew with `offhours corrections train`, or leave it empty.",
        ) from wrong
