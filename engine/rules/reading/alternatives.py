"""Many words as one pattern that is quick to rule out."""

import re
from collections.abc import Iterable

Tree = dict[str, "Tree"]


def any_of(lists: Iterable[str]) -> str:
    """Any of the words, the longest first. By common beginnings: one by one they take ten times as long to rule out."""
    tree: Tree = {}
    for word in {word for line in lists for word in line.split()}:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branches(tree)


def _branches(tree: Tree) -> str:
    ways = [re.escape(letter) + _branches(node) for letter, node in sorted(tree.items()) if letter]
    if not ways:
        return ""
    return f"(?:{'|'.join(ways)}){'?' if '' in tree else ''}"
