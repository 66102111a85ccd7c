"""Papers that say the same: one report copied by twelve sites is one source."""

from collections.abc import Iterable
from dataclasses import dataclass

from rensa import RMinHash, RMinHashLSH

from duban.text.repair import repair

SHINGLE = 6
PERMUTATIONS = 128
BANDS = 16
ALIKE = 0.8
SEED = 7


@dataclass(frozen=True, slots=True)
class Copies:
    """A paper and those that nearly repeat it, by their keys, in the order in which they came."""

    first: str
    copies: tuple[str, ...]


def copies(papers: Iterable[tuple[str, str]], *, alike: float = ALIKE) -> list[Copies]:
    """Groups of (key, text) whose repaired words overlap by at least `alike` (Jaccard, estimated by MinHash)."""
    index = RMinHashLSH(threshold=alike, num_perm=PERMUTATIONS, num_bands=BANDS)
    hashes: list[RMinHash] = []
    keys: list[str] = []
    groups: dict[int, list[int]] = {}
    for number, (key, text) in enumerate(papers):
        one = _hash(text)
        near = sorted(other for other in index.query(one) if hashes[other].jaccard(one) >= alike)
        if near:
            groups[near[0]].append(number)
        else:
            index.insert(number, one)
            groups[number] = []
        hashes.append(one)
        keys.append(key)
    return [
        Copies(keys[first], tuple(keys[other] for other in others))
        for first, others in groups.items()
        if others
    ]


def _hash(text: str) -> RMinHash:
    words = "".join(char for char in repair(text).text if char.isalnum())
    one = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    one.update([words[i : i + SHINGLE] for i in range(max(1, len(words) - SHINGLE + 1))])
    return one
