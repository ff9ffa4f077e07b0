"""Every reason to wait has a name, and says what will change it: of a line and of a forecast."""

import pytest

from engine.rules.forecast.run import LIST
from engine.rules.forecast.words import IN_DOUBT, REMEDIES
from engine.rules.reasons import READY, REASONS, UNREADY, reason, remedy
from engine.rules.vocabulary import EnrollmentState, HeldReason, OutState

WITHOUT_LINE = {OutState.HELD, OutState.SENT, OutState.FAILED}
"""What waits says why it is held; what was sent or failed is no next mail."""


def test_whatever_a_line_may_say_has_words() -> None:
    of_mails = {state.value for state in OutState if state not in WITHOUT_LINE}
    ended = {state.value for state in EnrollmentState}
    assert set(REASONS) == {READY, UNREADY, LIST, *of_mails, *ended, *(one.value for one in HeldReason)}
    assert all(reason(name)[0].isupper() and remedy(name).endswith(".") for name in REASONS)


def test_an_unknown_word_is_shown_as_a_word() -> None:
    assert (reason("some_day"), remedy("some_day")) == ("Some day", "")


def test_whatever_may_bind_a_forecast_has_its_remedy() -> None:
    assert {*HeldReason, IN_DOUBT, LIST} <= set(REMEDIES)


@pytest.mark.parametrize("words", [remedy, REMEDIES.__getitem__], ids=["line", "forecast"])
def test_what_a_person_has_to_do_is_what_helps(words) -> None:
    assert "resuming the import, under Settings, Imports" in words(HeldReason.SOURCE_HEALTH)
    assert "connecting the same address anew if it was removed" in words(HeldReason.MAILBOX_ERROR)
