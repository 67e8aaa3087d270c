"""PgBouncer in transaction mode before a PostgreSQL server: each transaction may have another connection to it."""

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy import make_url

PROGRAM = "/usr/sbin/pgbouncer"
CONNECTIONS = 2  #: to the server, for all who come
PATIENCE = 30  #: seconds for the start

SETTINGS = """
[databases]
* = host={host} port={server_port}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {folder}/users
pool_mode = transaction
default_pool_size = {connections}
logfile = {folder}/log
"""


class PgBouncer:
    """Stands before the server of this address, with its databases; raises OSError where it is not installed."""

    def __init__(self, server: str, connections: int = CONNECTIONS) -> None:
        if not Path(PROGRAM).exists():
            raise FileNotFoundError(PROGRAM)
        self._server = make_url(server)
        self.folder = Path(mkdtemp(prefix="punkt-pgbouncer-"))
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        (self.folder / "users").write_text('"postgres" ""\n', "ascii")
        (self.folder / "ini").write_text(
            SETTINGS.format(
                host=self._server.host,
                server_port=self._server.port or 5432,
                port=self.port,
                folder=self.folder,
                connections=connections,
            ),
            "utf-8",
        )
        command = [PROGRAM, "-q", str(self.folder / "ini")]
        if os.getuid() == 0:  # as whom it refuses to run
            shutil.chown(self.folder, "postgres", "postgres")
            command = ["runuser", "-u", "postgres", "--", *command]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except ConnectionRefusedError:
                assert self._process.poll() is None, (self.folder / "log").read_text()
                assert time.monotonic() < until
                time.sleep(0.01)

    def url(self, database: str) -> str:
        """The address of a database through it."""
        return self._server.set(host="127.0.0.1", port=self.port, database=database).render_as_string(
            hide_password=False
        )

    def end(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=PATIENCE)
        shutil.rmtree(self.folder, ignore_errors=True)
