"""Which entries nobody has answered: worked out from what each author saw, without the product's merge."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pi_desktop.records.operation import Values
from pi_desktop.records.state import REMOVED
from pi_desktop.server.torture.ledger import Entry


@dataclass(frozen=True, slots=True)
class Node:
    """One entry in one merge group: what it was based on, and what it wrote."""

    op: str
    bases: frozenset[str]
    values: Values


class Lineage:
    """The entries of one merge group of one record."""

    def __init__(self, nodes: Mapping[str, Node]) -> None:
        self.nodes = nodes

    def unanswered(self) -> list[Node]:
        """Entries that no other was based on, but for those whose equal somebody has answered."""
        answered = {base for node in self.nodes.values() for base in node.bases}
        tips = [node for node in self.nodes.values() if node.op not in answered]
        if len({_key(tip.values) for tip in tips}) < 2:
            return tips
        return [tip for tip in tips if not self._equal_answered(tip, answered)]

    def _equal_answered(self, tip: Node, answered: set[str]) -> bool:
        """Whether somebody answered an entry that says the same and that this one did not follow.

        Two who write the same agree, and who saw one of them saw both.
        """
        equals = [node.op for node in self.nodes.values() if node.op in answered and node.values == tip.values]
        if not equals:
            return False
        behind = self.behind(tip.bases)
        return any(op not in behind for op in equals)

    def behind(self, bases: Iterable[str]) -> set[str]:
        """Those operations, and all that they were based on."""
        found: set[str] = set()
        waiting = [base for base in bases if base in self.nodes]
        while waiting:
            op = waiting.pop()
            if op not in found:
                found.add(op)
                waiting += [base for base in self.nodes[op].bases if base in self.nodes]
        return found

    def unseen_by(self, bases: frozenset[str]) -> list[Node]:
        """Edits that somebody with these bases has overlooked, but for those whose equal they saw."""
        seen = self.behind(bases)
        overlooked = [node for op, node in self.nodes.items() if op not in seen and node.bases]
        return [node for node in overlooked if not self._equal_seen(node, seen)]

    def _equal_seen(self, node: Node, seen: set[str]) -> bool:
        behind = self.behind(node.bases)
        return any(self.nodes[op].values == node.values for op in seen - behind)


def lineages(entries: Iterable[Entry]) -> dict[str, dict[str, Lineage]]:
    """For each record the lineage of each merge group that anything was written in."""
    by_record: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_record[entry.record_id].append(entry)
    return {record_id: _of_record(written) for record_id, written in by_record.items()}


def _of_record(entries: list[Entry]) -> dict[str, Lineage]:
    groups: defaultdict[str, dict[str, Node]] = defaultdict(dict)
    for entry, bases in _with_own(entries):
        for group, values in entry.wrote.items():
            groups[group][entry.op] = Node(entry.op, bases.get(group, frozenset()), values)
    return {group: Lineage(nodes) for group, nodes in groups.items()}


def _with_own(entries: list[Entry]) -> Iterator[tuple[Entry, dict[str, frozenset[str]]]]:
    """Each entry with what it was based on, its device's own earlier edits included: nobody overlooks their own."""
    own: defaultdict[str, list[tuple[Entry, dict[str, frozenset[str]]]]] = defaultdict(list)
    for entry in sorted(entries, key=lambda each: (each.device, each.n)):
        bases: dict[str, frozenset[str]] = {}
        for group, saw in (entry.saw or {}).items():
            known = set(saw)
            for earlier, its_bases in own[entry.device]:
                for name, before in its_bases.items():
                    if (name == group or group == REMOVED) and known & before:
                        known.add(earlier.op)
            bases[group] = frozenset(known)
        own[entry.device].append((entry, bases))
        yield entry, bases


def _key(values: Values) -> str:
    return repr(sorted(values.items()))
