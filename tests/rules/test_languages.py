"""Languages are kept in one spelling."""

import pytest

from engine.errors import Invalid
from engine.rules.answers import WROTE
from engine.rules.compliance import WORDS
from engine.rules.languages import CODES, code_of
from engine.rules.reading.language import LANGUAGES_OF


@pytest.mark.parametrize(
    ("given", "kept"),
    [("de", "de"), (" DE ", "de"), ("de-AT", "de"), ("pt_BR", "pt"), ("zh-Hant-TW", "zh"), ("", ""), ("  ", "")],
)
def test_tags_are_kept_as_their_two_letters(given: str, kept: str) -> None:
    assert code_of(given) == kept


@pytest.mark.parametrize("given", ["German", "xx", "de-", "d", "deu", "de, fr", "en;q=1", "ｄｅ"])
def test_another_word_is_refused_with_the_remedy(given: str) -> None:
    with pytest.raises(Invalid) as refused:
        code_of(given, "language")
    assert refused.value.field == "language"
    assert "two letters" in refused.value.remedy


def test_every_language_that_words_are_chosen_by_is_one() -> None:
    spoken = {language for languages in LANGUAGES_OF.values() for language in languages}
    assert {*spoken, *WROTE, *WORDS} <= CODES
    assert len(CODES) == 183
