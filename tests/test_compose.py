"""``compose.yaml`` keeps its promises, as far as reading it can tell."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.settings import Settings

ROOT = Path(__file__).parents[1]
OURS, DATABASES = ("migrate", "rebuild", "app"), ("journal", "keys")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return dict(yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8")))


def test_journal_and_keys_stand_on_two_servers_that_do_not_meet(
    compose: dict[str, Any],
) -> None:
    services = compose["services"]
    for name in DATABASES:
        server = services[name]
        assert "postgres:18" == server["image"]
        assert [name] == server["networks"]
        assert f"{name}:/var/lib/postgresql" in server["volumes"]
        assert "pg_isready" in server["healthcheck"]["test"][1]
        assert "ports" not in server
        assert compose["networks"][name]["internal"]


def test_only_this_machine_reaches_the_service(compose: dict[str, Any]) -> None:
    services = compose["services"].values()
    published = [port for each in services for port in each.get("ports", ())]

    assert ["127.0.0.1:8000:8000"] == published


def test_nothing_starts_before_what_it_needs(compose: dict[str, Any]) -> None:
    needs = {
        name: {of: why["condition"] for of, why in it.get("depends_on", {}).items()}
        for name, it in compose["services"].items()
    }
    healthy, done = "service_healthy", "service_completed_successfully"

    assert dict.fromkeys(DATABASES, healthy) == needs["migrate"]
    assert {"migrate": done} == needs["rebuild"]
    assert dict.fromkeys(DATABASES, healthy) | {"rebuild": done} == needs["app"]


def test_our_containers_write_in_their_volume_only(compose: dict[str, Any]) -> None:
    for name in OURS:
        it = compose["services"][name]
        assert it["read_only"], name
        assert ["ALL"] == it["cap_drop"], name
        assert ["home:/var/lib/maillage"] == it["volumes"], name
        assert "privileged" not in it, name


def test_secrets_come_from_files_and_the_service_is_no_administrator(
    compose: dict[str, Any],
) -> None:
    settings = {f"maillage_{name}" for name in Settings.model_fields}
    for name in OURS:
        it = compose["services"][name]
        assert {"MAILLAGE_SECRETS_DIR": "/run/secrets"} == it["environment"]
        assert settings.issuperset(it["secrets"]), name
        assert ("maillage_admin_url" in it["secrets"]) == (name == "migrate")
    for name in DATABASES:
        environment = compose["services"][name]["environment"]
        assert {key for key in environment if "PASSWORD" in key} == {"POSTGRES_PASSWORD_FILE"}
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    assert not re.search(r"://[^\s/]*:[^\s/]*@", text), "no address with a password"


def test_every_secret_that_is_read_is_made(compose: dict[str, Any], tmp_path: Path) -> None:
    shell = shutil.which("sh")
    assert shell
    for _ in range(2):
        subprocess.run([shell, ROOT / "deploy" / "secrets.sh"], cwd=tmp_path, check=True)
        made = {each.name: each.read_text() for each in (tmp_path / "secrets").iterdir()}

        assert compose["secrets"].keys() == made.keys()
        for name, secret in compose["secrets"].items():
            assert f"./secrets/{name}" == secret["file"]
    password = made["keys_application_password"]
    assert 48 == len(password)
    url = f"postgresql://maillage_app:{password}@keys:5432/maillage"
    assert url == made["maillage_keys_url"]
    assert 0o700 == (tmp_path / "secrets").stat().st_mode & 0o777


def test_the_image_runs_as_nobody_in_particular_and_says_whether_it_serves() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    final = text.rpartition("FROM ")[2]

    assert "USER maillage" in final
    assert "/health/ready" in final
    assert "--require-hashes" in text
    assert not re.search(r"(?i)\b(ARG|ENV)\b.*(password|secret|token|_url)", text)
