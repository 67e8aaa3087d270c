"""The life of a ticket once more, written plainly and apart from the code: what the machine compares with."""

from dataclasses import dataclass, field

HELD = {"checking", "taken", "waiting"}
OPEN = HELD | {"new"}
DECIDED = {"resolved", "refused"}
REFUSED_STEP, TAKEN_BY_ANOTHER = "wrong step", "taken by another"


@dataclass
class Modelled:
    """What is known of one ticket."""

    conversation: int
    needs_proof: bool
    legal: bool  #: has a date that the law sets
    proven: bool = False
    status: str = "new"
    assignee: str | None = None
    blocked: bool = False
    additions: int = 0
    steps: list[str] = field(default_factory=lambda: ["open"])

    def held_by_another(self, actor: str) -> bool:
        return self.status in HELD and self.assignee != actor

    def staff_step(self, name: str, actor: str, starts: set[str], end: str | None) -> str:
        """A step that only the assignee takes."""
        if self.held_by_another(actor):
            return TAKEN_BY_ANOTHER
        if self.status not in starts:
            return REFUSED_STEP
        return self._go(name, end)

    def take(self, actor: str) -> str:
        if self.held_by_another(actor):
            return TAKEN_BY_ANOTHER
        if self.status != "new":
            return REFUSED_STEP
        self.assignee = actor
        return self._go("take", "taken" if self.proven or not self.needs_proof else "checking")

    def assign(self, assignee: str) -> str:
        if self.status not in OPEN:
            return REFUSED_STEP
        self.assignee = assignee
        checked = self.proven or not self.needs_proof
        return self._go("assign", ("taken" if checked else "checking") if self.status == "new" else None)

    def give_back(self, actor: str, name: str = "return") -> str:
        said = self.staff_step(name, actor, HELD, "new")
        if said == "done":
            self.assignee = None
        return said

    def vouch(self, actor: str) -> str:
        said = self.staff_step("vouch", actor, {"checking"}, "taken")
        self.proven = self.proven or said == "done"
        return said

    def prove(self) -> None:
        if self.status in OPEN and not self.proven:
            self.proven = True
            self._go("prove", "taken" if self.status == "checking" else None)

    def reply(self) -> None:
        if self.status == "waiting":
            self._go("reply", "taken")

    def add(self) -> str:
        if self.status not in OPEN:
            return REFUSED_STEP
        self.additions += 1
        return self._go("add", None)

    def decide(self, name: str, actor: str, end: str) -> str:
        starts = {"taken", "waiting"} if name == "resolve" else HELD
        said = self.staff_step(name, actor, starts, end)
        if said == "done" and self.blocked:
            self.blocked = False
            self._go("unblock", None)
        return said

    def close(self) -> str:
        return self._go("close", "closed") if self.status in DECIDED else REFUSED_STEP

    def reopen(self) -> str:
        if self.status not in DECIDED | {"closed"}:
            return REFUSED_STEP
        self.assignee = None
        return self._go("reopen", "new")

    def retract(self) -> str:
        if self.status not in OPEN:
            return REFUSED_STEP
        if self.blocked:
            self.blocked = False
            self._go("unblock", None)
        return self._go("retract", "closed")

    def block(self) -> str:
        if self.status not in OPEN:
            return REFUSED_STEP
        if self.blocked:
            return "already blocked"
        self.blocked = True
        return self._go("block", None)

    def merge(self, into: "Modelled", actor: str) -> str:
        if self.conversation != into.conversation or self is into:
            return "other person"
        if self.status not in OPEN:
            return REFUSED_STEP
        if into.status not in OPEN:
            return REFUSED_STEP
        if self.needs_proof and not self.proven and not into.proven and into.status in {"taken", "waiting"}:
            return "identity first"
        into.needs_proof = into.needs_proof or self.needs_proof
        into.proven = into.proven or self.proven
        into.additions += 1
        into.blocked = into.blocked or self.blocked
        into.legal = into.legal or self.legal
        self.blocked = False
        self.assignee = self.assignee or actor
        return self._go("merge", "merged")

    def _go(self, name: str, end: str | None) -> str:
        self.steps.append(name)
        self.status = end or self.status
        return "done"
