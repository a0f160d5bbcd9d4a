"""Chinese names: with their heads and without."""

from __future__ import annotations

from collections.abc import Iterator

from ikrar.model.folding import fold_name
from ikrar.places.tables import bound

# Heads that stand after a Chinese name; the lexicon reads them as words of their own (上海市, 上海市长).
HAN_HEADS = ("特别行政区", "自治州", "自治区", "自治县", "地区", "市", "县", "縣", "省", "区", "區")
# Heads with which a name stays in one piece that would be a word, or swallow one, without (边和市, 合作市, 保和省).
BINDING_HEADS = ("市", "省", "县", "州", "地区")


def is_han(name: str) -> bool:
    return len(name) >= 2 and all("\u4e00" <= c <= "\u9fff" for c in name)


def bare_han(name: str) -> str:
    """上海市 -> 上海; a name that is a single character without its head keeps it (津市)."""
    for head in HAN_HEADS:
        if name.endswith(head) and len(name) - len(head) >= 2:
            return name[: -len(head)]
    return name


def han_names(name: str) -> Iterator[str]:
    """A Chinese name as it is matched: without its head, or with it where it is bound to it."""
    bare = bare_han(name)
    if len(bare) == 2 and fold_name(bare) in bound():
        yield from (bare + head for head in BINDING_HEADS)
    else:
        yield bare


def spellings(name: str) -> Iterator[str]:
    """A name of our own, and without its head if it is Chinese."""
    if name not in bound():
        yield name
    if is_han(name):
        yield from han_names(name)
