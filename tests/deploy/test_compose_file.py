"""The services of compose.yaml, as Compose itself reads them."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deploy.tools_of_deploy import DEPLOY, said

SETTINGS = """PUNKT_DOMAIN=help.example.org
PUNKT_POSTGRES_PASSWORD=of-this-test
PUNKT_SECRET_KEY=a-key-of-this-test-0123456789012345
PUNKT_CONTACT_KEYS=another
"""
ROLES = {"web", "bot", "worker"}


@pytest.fixture
def services(tmp_path: Path) -> dict[str, Any]:
    """With their settings filled in, in a folder that looks like the repository."""
    (tmp_path / "deploy").mkdir()
    (tmp_path / "deploy/compose.yaml").write_bytes((DEPLOY / "compose.yaml").read_bytes())
    (tmp_path / ".env").write_text(SETTINGS, "utf-8")
    options = ("--file", "deploy/compose.yaml", "--env-file", ".env", "--profile", "telegram")
    read = said("docker-compose", *options, "config", folder=tmp_path)
    found: dict[str, Any] = yaml.safe_load(read)["services"]
    return found


def test_all_parts_are_there(services: dict[str, Any]) -> None:
    assert {"postgres", "redis", "caddy", "migrate", *ROLES} == set(services)
    assert {role: [role] for role in ROLES} == {role: services[role]["command"] for role in ROLES}


def test_copies_share_keys_data_and_database(services: dict[str, Any]) -> None:
    for name in ("PUNKT_DATABASE_URL", "PUNKT_REDIS_URL", "PUNKT_SECRET_KEY", "PUNKT_CONTACT_KEYS", "PUNKT_PUBLIC_URL"):
        assert 1 == len({services[role]["environment"][name] for role in ROLES})
    assert all(["punkt:/var/lib/punkt:rw"] == services[role]["volumes"] for role in ROLES)


def test_they_run_without_rights_on_a_root_that_nobody_writes(services: dict[str, Any]) -> None:
    for role in (*ROLES, "migrate"):
        assert services[role]["read_only"] is True
        assert ["ALL"] == services[role]["cap_drop"]
        assert ["no-new-privileges:true"] == services[role]["security_opt"]


def test_they_wait_for_the_tables_and_the_proxy_for_them(services: dict[str, Any]) -> None:
    for role in ROLES:
        assert "service_completed_successfully" == services[role]["depends_on"]["migrate"]["condition"]
    assert "service_healthy" == services["caddy"]["depends_on"]["web"]["condition"]


def test_only_the_proxy_is_open_to_the_outside(services: dict[str, Any]) -> None:
    assert {"caddy"} == {name for name, service in services.items() if service.get("ports")}
    assert ["inside"] == list(services["postgres"]["networks"]) == list(services["redis"]["networks"])


def test_a_missing_setting_is_told_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "deploy").mkdir()
    (tmp_path / "deploy/compose.yaml").write_bytes((DEPLOY / "compose.yaml").read_bytes())
    (tmp_path / ".env").write_text(SETTINGS.replace("PUNKT_DOMAIN", "OTHER"), "utf-8")
    with pytest.raises(AssertionError, match="PUNKT_DOMAIN"):
        said("docker-compose", "--file", "deploy/compose.yaml", "--env-file", ".env", "config", folder=tmp_path)


def test_caddy_reads_its_file() -> None:
    assert "Valid configuration" in said(
        "caddy", "validate", "--adapter", "caddyfile", "--config", DEPLOY / "Caddyfile"
    )
