"""The bill of materials of what runs: of all that is installed, what Punkt itself leads to. CycloneDX, see make sbom.

cyclonedx-py environment … | python -m tools.checks.sbom build/sbom.json
"""

import json
import sys
from pathlib import Path
from typing import Any

#: Where a package declares no licence in a form that can be read: SPDX.
UNDECLARED = {"protobuf": "BSD-3-Clause"}


def of_what_runs(bill: dict[str, Any]) -> dict[str, Any]:
    """The bill without what nothing at run time leads to, such as tools of the tests; each component with a licence."""
    leads = {each["ref"]: each.get("dependsOn", []) for each in bill["dependencies"]}
    reached: set[str] = set()
    waiting = [bill["metadata"]["component"]["bom-ref"]]
    while waiting:
        if (ref := waiting.pop()) not in reached:
            reached.add(ref)
            waiting += leads.get(ref, [])
    components = [each for each in bill["components"] if each["bom-ref"] in reached]
    for each in components:
        if not each.get("licenses") and each["name"] in UNDECLARED:
            each["licenses"] = [{"license": {"id": UNDECLARED[each["name"]]}}]
    if nameless := [each["name"] for each in components if not each.get("licenses")]:
        raise SystemExit(f"no licence is declared by {', '.join(nameless)}: look it up and add it to UNDECLARED")
    dependencies = [each for each in bill["dependencies"] if each["ref"] in reached]
    return bill | {"components": components, "dependencies": dependencies}


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.parent.mkdir(exist_ok=True)
    bill = of_what_runs(json.load(sys.stdin))
    target.write_text(json.dumps(bill, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(f"{target}: {len(bill['components'])} components\n")
