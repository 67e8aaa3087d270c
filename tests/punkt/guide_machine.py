"""A machine on which the guide is followed: its paths and ports stand for those of the guide, its servers are real."""

import getpass
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from tests.postgres import Cluster
from tests.punkt.front import AROUND, program
from tests.punkt.guide_door import Door
from tests.punkt.warm import REPOSITORY, WarmParent

PORTS = ("8001", "8002", "8201", "443")
HERE = Path(__file__).parent


def free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return str(probe.getsockname()[1])


class Machine:
    """Runs commands of the guide, by bash, as an operator does."""

    def __init__(self, folder: Path, cluster: Cluster, redis: str, warm: WarmParent) -> None:
        self.folder, self.cluster = folder, cluster
        self.ports = {port: free_port() for port in PORTS}
        self._redis = redis
        self.moment = ""  #: to which the database is brought back
        for name in ("bin", "run", "data", "etc/systemd/system", "etc/nginx/sites-enabled", "etc/ssl", "opt"):
            (folder / name).mkdir(parents=True)
        for name in ("cache", "index"):  # as `punkt index` makes them
            (folder / "data" / name).symlink_to(REPOSITORY / "var" / name)
        for file in (*REPOSITORY.glob("docs/systemd/*.service"), *REPOSITORY.glob("docs/proxy/*")):
            copy = folder / "opt" / file.relative_to(REPOSITORY)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(self.here(file.read_text("utf-8")), "utf-8")
        around = AROUND.replace("daemon off;\n", "").replace("include {folder}/site.conf", "include {sites}/*")
        nginx = around.format(folder=folder / "run", user=getpass.getuser(), sites=folder / "etc/nginx/sites-enabled")
        (folder / "etc/nginx/nginx.conf").write_text(nginx, "utf-8")
        self._make_programs()
        self._door = Door(folder / "door", warm)

    def run(self, commands: str) -> subprocess.CompletedProcess[str]:
        """Ends at the first that fails."""
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", self.here(commands)],
            env=self._environment,
            cwd="/",
            text=True,
            capture_output=True,
            check=False,
        )

    def here(self, commands: str) -> str:
        """The same with what stands here for the paths and ports of the guide."""
        data = self.cluster.folder / "data"
        changes = {
            "listen [::]:443 ssl http2;": "",
            "listen [::]:80;": "",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{self.ports['443']} ssl;",
            "listen 80;": f"listen 127.0.0.1:{free_port()};",
            "help.example.org:443:": f"help.example.org:{self.ports['443']}:",
            "https://help.example.org/": f"https://help.example.org:{self.ports['443']}/",
            "/opt/punkt/.venv/bin/punkt": f"{self.folder}/bin/program",
            "/opt/punkt": f"{self.folder}/opt",
            "/usr/local/bin/punkt": f"{self.folder}/bin/punkt",
            "/etc/": f"{self.folder}/etc/",
            "/root/": f"{self.folder}/",
            "/var/lib/punkt": f"{self.folder}/data",
            "/var/lib/postgresql/15/main": str(data),
            "/var/lib/postgresql/15/before": str(self.cluster.folder / "before"),
            "/usr/lib/postgresql/15/bin": str(self.cluster.programs),
            "/var/backups": str(self.cluster.folder / "backups"),
            "127.0.0.1:5432": f"127.0.0.1:{self.cluster.port}",
            "redis://127.0.0.1:6379/0": self._redis,
            " -o punkt -g punkt": "",  # nobody of that name is here
            "runuser -u punkt -- ": "",
        } | {port: ours for port, ours in self.ports.items() if port != "443"}
        for told, ours in changes.items():
            commands = commands.replace(told, ours)
        return commands

    def end(self) -> None:
        """Whatever of it still runs."""
        self._door.end()
        for file in (self.folder / "run").glob("*.pid"):
            with suppress(ProcessLookupError, ValueError):
                os.kill(int(file.read_text()), signal.SIGTERM if file.name == "nginx.pid" else signal.SIGKILL)

    @property
    def log(self) -> str:
        """Of all services."""
        return "\n".join(file.read_text("utf-8") for file in sorted((self.folder / "run").glob("*.log")))

    @property
    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("HOME", "LANG") if name in os.environ}
        return kept | {
            "PATH": f"{self.folder}/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "PYTHONPATH": str(REPOSITORY),
            "PGHOST": "127.0.0.1",
            "PGPORT": str(self.cluster.port),
            "PGUSER": "postgres",
            "MOMENT": self.moment,
        }

    def _make_programs(self) -> None:
        server = f"{self.cluster.programs}/pg_ctl -D {self.cluster.folder}/data -w"
        as_postgres = "runuser -u postgres -- " if os.getuid() == 0 else ""
        nginx = f"{program()} -p {self.folder}/run -c {self.folder}/etc/nginx/nginx.conf"
        programs = {
            "sudo": f'if [ "$1" = -u ]; then shift 2; exec {as_postgres}"$@"; fi; exec env "$@"',
            "program": f'exec {sys.executable} -S {HERE}/guide_door.py {self.folder}/door "$@"',
            "systemctl": f'exec {sys.executable} {HERE}/guide_systemctl.py {self.folder} "$@"',
            "nginx": f'exec {nginx} "$@"',
            "nginx-start": f"if [ -s {self.folder}/run/nginx.pid ]; then {nginx} -s reload; else {nginx}; fi",
            "postgresql-start": f"cd / && {as_postgres}{server} -l {self.cluster.folder}/log start >/dev/null",
            "postgresql-stop": f"cd / && {as_postgres}{server} -m fast stop >/dev/null",
        }
        for name, body in programs.items():
            file = self.folder / "bin" / name
            file.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
            file.chmod(0o755)
