"""Policies: the texts of all documents that Punkt answers from, without what is learned of them."""

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from desk.settings import Settings

if TYPE_CHECKING:
    from index.policy import Policy


def read_policies(settings: Settings) -> Mapping[str, "Policy"]:
    """By id, in their editions in force; those that cannot be read are left out. Raises PolicyError of the first."""
    from index.policy import PolicyError, load_policy
    from punkt.documents import listed_documents

    first, *others = listed_documents(settings).folders
    policies = [load_policy(first)]
    for folder in others:
        with suppress(PolicyError):
            policies.append(load_policy(folder))
    return {policy.id: policy for policy in policies}
