import pytest

from engine.rules.reading import disclaimers
from engine.rules.reading.pieces import Pieces

SOME = Pieces("in error", "error", "a", "x-y", "宛先", "données", "2016/679")


@pytest.mark.parametrize(
    ("text", "are_in"),
    [
        ("sent in error", True),
        ("errors", True),
        ("ERROR", False),
        ("xy x-y", True),
        ("in erro", False),
        ("", False),
        ("the 宛先 is", True),
        ("donnees", False),
        ("ses données", True),
        ("eu 2016/679.", True),
        ("2016-679", False),
    ],
)
def test_any_of_the_pieces_is_found_wherever_it_stands(text: str, are_in: bool) -> None:
    pieces = Pieces(*(piece for piece in SOME.pieces if piece != "a"))
    assert pieces.are_in(text) is are_in
    assert any(piece in text for piece in pieces.pieces) is are_in


@pytest.mark.parametrize("piece", disclaimers._HINTS.pieces)
def test_each_piece_is_found_by_its_rarest_letter(piece: str) -> None:
    for text in (piece, f"so {piece}, é", f"{piece[1:]}{piece}"):
        assert disclaimers._HINTS.are_in(text)


def test_a_single_letter_and_no_piece_at_all_are_looked_for_as_well() -> None:
    assert SOME.are_in("a")
    assert not Pieces().are_in("a")
    assert not Pieces("宛先").are_in("plain")
