"""What operators see: rules that Prometheus reads and that speak when they should, and names that exist."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from fastapi import FastAPI
from prometheus_client.parser import text_string_to_metric_families

from api.process import IndexVersion
from tests.deploy.tools_of_deploy import DEPLOY, said
from tickets.store.base import now

RULES = DEPLOY / "prometheus/punkt.rules.yml"
BOARD = json.loads((DEPLOY / "grafana/punkt.json").read_text("utf-8"))
NAME = re.compile(r"\bpunkt_\w+")


def groups() -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = yaml.safe_load(RULES.read_text("utf-8"))["groups"][0]["rules"]
    return rules


def panels() -> Iterator[tuple[str, str]]:
    for panel in BOARD["panels"]:
        for target in panel.get("targets", []):
            yield panel["title"], target["expr"]


def test_prometheus_reads_the_rules() -> None:
    assert f"SUCCESS: {len(groups())} rules found" in said("promtool", "check", "rules", RULES)
    said("promtool", "check", "config", "--syntax-only", DEPLOY / "prometheus/prometheus.yml")


def test_each_alert_speaks_when_it_should_and_not_before() -> None:
    """By the stories of punkt.rules.test.yml, which tell of every alert."""
    assert "SUCCESS" in said("promtool", "test", "rules", "punkt.rules.test.yml", folder=RULES.parent)
    stories = yaml.safe_load((RULES.parent / "punkt.rules.test.yml").read_text("utf-8"))["tests"]
    told = {each["alertname"] for story in stories for each in story["alert_rule_test"] if each.get("exp_alerts")}
    assert told == {rule["alert"] for rule in groups() if "alert" in rule}


def test_each_alert_says_what_it_means_and_what_to_do() -> None:
    for rule in groups():
        if "alert" in rule:
            assert {"summary", "action"} == set(rule["annotations"]), rule["alert"]
            assert rule["labels"]["severity"] in {"page", "ticket", "info"}


@pytest.fixture
async def names(app: FastAPI, client_of: Any) -> set[str]:
    """Of every metric that a process with all roles tells, as they are asked for."""
    app.state.context.process.indexes = lambda: [IndexVersion("v-one", now(), "privacy", "1")]
    async with client_of(app, "127.0.0.1") as client:
        text = (await client.get("/metrics")).text
    found = set()
    for family in text_string_to_metric_families(text):
        suffixes = {"counter": ["_total"], "histogram": ["_bucket", "_sum", "_count"]}.get(family.type, [""])
        if not family.name.endswith("_created"):  # of a counter without labels, a gauge beside it
            found |= {family.name + suffix for suffix in suffixes}
    return found


def test_every_metric_that_files_name_is_told(names: set[str]) -> None:
    named = {name for _, expr in panels() for name in NAME.findall(expr)}
    named |= {name for rule in groups() for name in NAME.findall(rule["expr"])}
    assert len(named) > 20
    assert set() == named - names


def test_every_metric_that_is_told_is_on_the_dashboard(names: set[str]) -> None:
    shown = {name for _, expr in panels() for name in NAME.findall(expr)}
    base = {re.sub(r"_(bucket|sum|count)$", "", name) for name in shown}
    assert set() == {re.sub(r"_(bucket|sum|count)$", "", name) for name in names} - base


def test_prometheus_reads_every_question_of_the_dashboard(tmp_path: Any) -> None:
    """Put into rules, as promtool reads no dashboard; what Grafana fills in is filled in."""
    asked = [expr.replace("$__rate_interval", "1m") for _, expr in panels()]
    rules = [{"record": f"panel:{place}", "expr": expr} for place, expr in enumerate(asked)]
    file = tmp_path / "board.yml"
    file.write_text(json.dumps({"groups": [{"name": "board", "rules": rules}]}), "utf-8")
    assert f"SUCCESS: {len(asked)} rules found" in said("promtool", "check", "rules", file)


def test_panels_of_the_dashboard_do_not_overlap() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in BOARD["panels"]:
        at = panel["gridPos"]
        squares = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert at["x"] + at["w"] <= 24
        assert not squares & taken, panel["title"]
        taken |= squares
    assert len({panel["id"] for panel in BOARD["panels"]}) == len(BOARD["panels"])
