"""Whether people who want a ticket reach it from the reply, and whether the others are left in peace."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np

from index.decision import Decision
from index.measuring import metrics
from index.measuring.metrics import Figure
from index.understanding import TICKETS, Kind, Shape, Understanding

_ALL = frozenset(TICKETS)


class Labels(Protocol):
    """What of a labelled message matters here."""

    @property
    def wanted(self) -> frozenset[Kind]: ...
    @property
    def request(self) -> Shape | None: ...


def reach(
    labelled: Sequence[Labels], found: Sequence[Understanding], decisions: Sequence[Decision]
) -> Mapping[str, Figure]:
    """Shares with their intervals.

    `reach`: of those who want a claim or a request, how many find each that they want in this reply, as the reply or by
    one tap; `claim_reach` and `deletion_reach` of those who want that one. `needless`: of all others, how many get an
    offer. `shape`: of the requests that are reached and whose legal shape is known, how many have it proposed first;
    `shape_unclear` how many have none proposed, so that the person is asked.
    """
    wanted = [labels.wanted for labels in labelled]
    offered = [_ALL.intersection(decision.within_reach) for decision in decisions]
    pairs = list(zip(wanted, offered, strict=True))
    wants = np.array([bool(want) for want in wanted])
    figures = {"reach": _share([want <= offer for want, offer in pairs], wants)}
    for kind in TICKETS:
        figures[f"{kind.value}_reach"] = _share([kind in offer for offer in offered], [kind in want for want in wanted])
    figures["needless"] = _share([bool(offer) for offer in offered], ~wants)
    shaped = [
        labels.request is not None and Kind.DELETION in want & offer
        for labels, (want, offer) in zip(labelled, pairs, strict=True)
    ]
    first = [understanding.shapes[:1] for understanding in found]
    figures["shape"] = _share([s == (x.request,) for s, x in zip(first, labelled, strict=True)], shaped)
    figures["shape_unclear"] = _share([not shapes for shapes in first], shaped)
    return figures


def _share(flags: Sequence[bool] | metrics.Flags, among: Sequence[bool] | metrics.Flags) -> Figure:
    flagged, counted = np.array(flags, bool), np.array(among, bool)
    return metrics.bootstrap(lambda rows: metrics.share(flagged[rows], counted[rows]), len(counted), int(counted.sum()))
