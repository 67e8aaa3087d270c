"""What people wrote for one edition, read for another: phrases and links follow their clause."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.bank import Bank, load_bank
from index.cold.linking import Verdicts, load_verdicts
from index.editions.matching import difference
from index.labels import KIND_LABELS
from index.policy import Policy, load_policy


def carried_bank(policy: Policy, *, may_lack: bool = False) -> tuple[Bank, Mapping[str, int]]:
    """The phrases of an edition; and of those that follow no clause into it, how many each clause had.

    An edition that names no bank of its own takes over that of its `home`, as far as it is beyond doubt which clause is
    which. There may be no phrases only where `may_lack` says so. Raises BankError and PolicyError.
    """
    home = home_of(policy)
    bank = load_bank(policy.phrases, home.quotable, may_lack=may_lack)
    if home is policy:
        return bank, {}
    follows = follows_from_home(policy)
    clauses = {old: new for old, new in follows.items() if new in policy.quotable}
    labels = clauses | {kind: kind for kind in KIND_LABELS}
    kept = tuple(replace(each, label=labels[each.label]) for each in bank.phrases if each.label in labels)
    return Bank(kept), Counter(each.label for each in bank.phrases if each.label not in labels)


def carried_verdicts(policy: Policy, topics: Sequence[str]) -> Verdicts:
    """What the owner said of links, by topic and clause of this edition. Raises LinksError and PolicyError."""
    home = home_of(policy)
    verdicts = load_verdicts(policy.links, topics, home.quotable)
    if home is policy:
        return verdicts
    follows = follows_from_home(policy)
    return {
        (topic, follows[clause]): said
        for (topic, clause), said in verdicts.items()
        if follows.get(clause) in policy.quotable
    }


def follows_from_home(policy: Policy) -> Mapping[str, str]:
    """Address in the edition that the bank is written for → address in this one."""
    home = home_of(policy)
    return {address: address for address in policy.clauses} if home is policy else difference(home, policy).follows


def home_of(policy: Policy) -> Policy:
    """The edition that its bank is written for; itself, where that is its own."""
    return policy if policy.home == policy.edition.id else load_policy(policy.folder, policy.home)
