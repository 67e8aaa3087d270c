"""The manifests, put together by kubectl and checked against the schemas of Kubernetes."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from desk.settings import Settings
from tests.deploy.tools_of_deploy import DEPLOY, said

ROLES = ("bot", "web", "worker")
Found = dict[tuple[str, str], dict[str, Any]]


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """All of them in one file, with the secrets of the example."""
    folder = tmp_path / "kubernetes"
    shutil.copytree(DEPLOY / "kubernetes", folder, ignore=shutil.ignore_patterns("secret.env"))
    shutil.copyfile(folder / "secret.env.example", folder / "secret.env")
    file = tmp_path / "built.yaml"
    file.write_text(said("kubectl", "kustomize", folder), "utf-8")
    return file


@pytest.fixture
def found(built: Path) -> Found:
    """By kind and name."""
    return {(each["kind"], each["metadata"]["name"]): each for each in yaml.safe_load_all(built.read_text("utf-8"))}


def pod(each: dict[str, Any]) -> dict[str, Any]:
    spec: dict[str, Any] = each["spec"]["template"]["spec"]
    return spec


def test_the_schemas_of_kubernetes_hold(built: Path, found: Found) -> None:
    told = said("kubernetes-validate", "--strict", built)
    assert len(found) == told.count(" passed for resource ")


def test_there_is_a_deployment_of_each_role_and_a_job_for_the_tables(found: Found) -> None:
    roles = {name: pod(each)["containers"][0]["args"] for (kind, name), each in found.items() if kind == "Deployment"}
    assert {role: [role] for role in ROLES} == roles
    assert ["migrate"] == pod(found["Job", "migrate"])["containers"][0]["args"]


def test_pods_run_as_the_plain_user_of_the_image_on_a_root_that_nobody_writes(found: Found) -> None:
    for (kind, _), each in found.items():
        if kind in {"Deployment", "Job"}:
            spec = pod(each)
            assert (True, 10001) == (spec["securityContext"]["runAsNonRoot"], spec["securityContext"]["runAsUser"])
            [container] = spec["containers"]
            assert container["securityContext"] == {
                "allowPrivilegeEscalation": False,
                "readOnlyRootFilesystem": True,
                "capabilities": {"drop": ["ALL"]},
            }


def test_each_copy_is_asked_on_the_port_where_it_answers(found: Found) -> None:
    settings = found["ConfigMap", next(name for kind, name in found if kind == "ConfigMap")]["data"]
    for role in ROLES:
        [container] = pod(found["Deployment", role])["containers"]
        [port] = container["ports"]
        assert settings["PUNKT_PORT" if role == "web" else "PUNKT_HEALTH_PORT"] == str(port["containerPort"])
        assert ("/healthz", "/readyz") == tuple(
            container[probe]["httpGet"]["path"] for probe in ("livenessProbe", "readinessProbe")
        )
    assert {"port": 80, "targetPort": "http", "name": "http"} == found["Service", "web"]["spec"]["ports"][0]


def test_every_setting_is_one_of_punkt(found: Found) -> None:
    known = {f"PUNKT_{name.upper()}" for name in Settings.model_fields}
    for (kind, _), each in found.items():
        if kind in {"ConfigMap", "Secret"}:
            assert set(each["data"]) <= known
