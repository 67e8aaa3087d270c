"""Matching the clauses of two editions by their text."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from index.document.clause import Document
from index.editions.difference import Change, Difference, Doubt, Fate
from index.editions.likeness import Words, contained, likeness
from index.policy import Policy

SAME = 0.6  #: likeness from which a text is the other, reworded
SAME_PLACE = 0.3  #: likeness that is enough where number and section are the same
SOMEWHAT = 0.42  #: likeness from which a reader is asked
RIVAL = 0.07  #: how much less another clause may be like it and still be asked about
WITHIN = 0.7  #: share of a clause's words in another from which it may have come out of it
_LEAST_PART = 12  #: letters of the words of a part of another clause


def difference(old: Policy, new: Policy) -> Difference:
    """What became of each clause of the older edition, and which of the newer are new.

    Takes milliseconds, and seconds where hundreds of clauses are reworded; what was compared lately is remembered.
    """
    return _difference(_Text(old.document, old), _Text(new.document, new))


@dataclass(frozen=True)
class _Text:
    """A policy by what is compared of it."""

    document: Document
    policy: Policy = field(compare=False)


@lru_cache(maxsize=32)
def _difference(older: _Text, newer: _Text) -> Difference:
    old, new = older.policy, newer.policy
    matching = _Matching(_said(old), _said(new), old, new)
    matching.same_text()
    matching.reworded()
    matching.renamed()
    doubts = matching.doubts()
    return Difference(tuple(_in_order(matching, doubts)))


def _said(policy: Policy) -> dict[str, Words]:
    return {
        address: Words(" ".join(f"{clause.heading} {clause.text}".split()))
        for address, clause in policy.clauses.items()
    }


@dataclass
class _Matching:
    old: Mapping[str, Words]
    new: Mapping[str, Words]
    older: Policy
    newer: Policy
    found: dict[str, str] = field(default_factory=dict)  #: old → new
    taken: dict[str, str] = field(default_factory=dict)  #: new → old
    same: set[str] = field(default_factory=set)  #: old ones whose text has stayed

    def take(self, old: str, new: str) -> None:
        self.found[old], self.taken[new] = new, old

    def same_text(self) -> None:
        """Of a text that stands several times: first under its section, then at its address, then in order."""
        before, after = _by_text(self.old), _by_text(self.new)
        several = []
        for text in before.keys() & after.keys():
            if len(before[text]) == len(after[text]) == 1:
                self.take(before[text][0], after[text][0])
            else:
                several.append(text)
        for text in sorted(several):
            for alike in (self._under_same, self._same_address, lambda old, new: True):
                for old in before[text]:
                    free = (new for new in after[text] if new not in self.taken and alike(old, new))
                    if old not in self.found and (new := next(free, None)) is not None:
                        self.take(old, new)
        self.same = set(self.found)

    def reworded(self) -> None:
        """The likest first; one that another is nearly as like as it is left to a reader."""
        pairs = self._likest()
        for score, like, old, new in pairs:
            if old in self.found or new in self.taken:
                continue
            here = self._same_address(old, new) and self._same_section(old, new)
            if like < (SAME_PLACE if here else SAME):
                continue
            if not here and self._rivalled(pairs, score, old, new):
                continue
            self.take(old, new)

    def renamed(self) -> None:
        """A heading that nothing is like is that of the clauses below it, where most of what stands below the newer one
        came from below the older."""
        came = Counter(
            (above, now)
            for old, new in self.found.items()
            if (above := self.older.parent(old)) is not None and (now := self.newer.parent(new)) is not None
        )
        below = Counter(now for new in self.taken if (now := self.newer.parent(new)) is not None)
        for (old, new), count in came.most_common():
            free = old not in self.found and new not in self.taken
            if free and 2 * count > below[new] and not (self.older.clause(old).text or self.newer.clause(new).text):
                self.take(old, new)

    def doubts(self) -> dict[str, tuple[Doubt, tuple[str, ...]]]:
        """Address in the older edition → why it is doubtful, and what it may have become."""
        found: dict[str, tuple[Doubt, tuple[str, ...]]] = {}
        free = [new for new in self.new if new not in self.taken]
        for old, said in self.old.items():
            if old in self.same or not (parts := [new for new in free if _came_out_of(self.new[new], said)]):
                continue
            own = [self.found[old]] if old in self.found else []
            if len(own) + len(parts) > 1 and (not own or _came_out_of(self.new[own[0]], said)):
                found[old] = Doubt.SPLIT, tuple(new for new in self.new if new in {*own, *parts})
        for old, (_, became) in found.items():
            if (own_place := self.found.pop(old, None)) is not None:
                del self.taken[own_place]
            free = [new for new in free if new not in became]
        for old in [old for old in self.old if old not in self.found and old not in found]:
            said = self.old[old]
            grown = [
                new for new, was in self.taken.items() if was not in self.same and _came_out_of(said, self.new[new])
            ]
            near = sorted(((likeness(said, self.new[new]), new) for new in free), reverse=True)
            unlike = [new for like, new in near if like >= SOMEWHAT or self._stands(old, new, like)]
            if grown:
                found[old] = Doubt.MERGED, tuple(grown)
            elif unlike:
                found[old] = Doubt.UNLIKE, tuple(unlike[:3])
        return found

    def moved(self, old: str, new: str) -> bool:
        above, now = self.older.parent(old), self.newer.parent(new)
        return (self.found.get(above) if above is not None else None) != now

    def _stands(self, old: str, new: str, like: float) -> bool:
        return like >= SAME_PLACE and self._same_address(old, new)

    def _likest(self) -> list[tuple[float, float, str, str]]:
        """Likeness with what its place adds, likeness, and both; likest first."""
        pairs = []
        free = [new for new in self.new if new not in self.taken]
        for old in self.old:
            if old in self.found:
                continue
            for new in free:
                if (like := likeness(self.old[old], self.new[new])) >= SAME_PLACE:
                    place = 0.1 * self._same_address(old, new) + 0.1 * self._same_section(old, new)
                    pairs.append((like + place, like, old, new))
        return sorted(pairs, key=lambda pair: -pair[0])

    def _rivalled(self, pairs: Sequence[tuple[float, float, str, str]], score: float, old: str, new: str) -> bool:
        return any(
            score - other <= RIVAL and (one == old) != (another == new)
            for other, _, one, another in pairs
            if (one == old or another == new) and one not in self.found and another not in self.taken
        )

    def _under_same(self, old: str, new: str) -> bool:
        above = self.older.parent(old)
        return above is not None and above in self.found and self.found[above] == self.newer.parent(new)

    def _same_address(self, old: str, new: str) -> bool:
        return old == new

    def _same_section(self, old: str, new: str) -> bool:
        above, now = self.older.parent(old), self.newer.parent(new)
        if above is None or now is None:
            return above is now
        return self.found.get(above, above) == now


def _came_out_of(part: Words, whole: Words) -> bool:
    return part.weight >= _LEAST_PART and part.weight < whole.weight and contained(part, whole) >= WITHIN


def _by_text(said: Mapping[str, Words]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for address, each in said.items():
        found[each.text].append(address)
    return found


def _in_order(matching: _Matching, doubts: Mapping[str, tuple[Doubt, tuple[str, ...]]]) -> Iterable[Change]:
    """In the order of the newer; what is there no longer after the clause that it stood after."""
    asked = {new for _, candidates in doubts.values() for new in candidates}
    after: dict[str | None, list[Change]] = defaultdict(list)
    last = None
    for old in matching.old:
        if old in matching.found:
            last = matching.found[old]
        elif old in doubts:
            doubt, candidates = doubts[old]
            after[last].append(Change(Fate.DOUBTFUL, old, doubt=doubt, candidates=candidates))
        else:
            after[last].append(Change(Fate.REMOVED, old))
    yield from after[None]
    for new in matching.new:
        was = matching.taken.get(new)
        if was is not None:
            moved = matching.moved(was, new)
            if was not in matching.same:
                yield Change(Fate.REWORDED, was, new, moved)
            else:
                yield Change(Fate.UNCHANGED if was == new else Fate.RENUMBERED, was, new, moved)
        elif new not in asked:
            yield Change(Fate.ADDED, new=new)
        yield from after[new]
