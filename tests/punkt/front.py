"""The proxy of docs/proxy before copies of the website: the file as operators get it, on ports of ours."""

import getpass
import os
import shutil
import socket
import subprocess
from pathlib import Path

from tests.punkt.warm import REPOSITORY

FILE = REPOSITORY / "docs/proxy/nginx.conf"
NAME = "help.example.org"
IN_FILE = 2  #: copies that the file has lines for
AROUND = """
daemon off;
user {user};
pid {folder}/nginx.pid;
error_log {folder}/nginx.err;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def program() -> str:
    """Debian puts it where only root looks."""
    return shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or "nginx"


class Front:
    """nginx by the file of the repository."""

    def __init__(self, folder: Path, ports: list[int]) -> None:
        with socket.create_server(("127.0.0.1", 0)) as tls, socket.create_server(("127.0.0.1", 0)) as plain:
            self._tls, self._plain = tls.getsockname()[1], plain.getsockname()[1]
        self.address = f"https://127.0.0.1:{self._tls}"
        self.plain = f"http://127.0.0.1:{self._plain}"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        folder.mkdir()
        folder.chmod(0o755)
        self._make_certificate()
        (folder / "site.conf").write_text(self._moved(FILE.read_text("utf-8"), ports), "utf-8")
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=getpass.getuser()), "utf-8")

    def check(self) -> subprocess.CompletedProcess[str]:
        """`nginx -t`."""
        return subprocess.run(self._command("-t"), text=True, capture_output=True, check=False)

    def start(self) -> None:
        self._process = subprocess.Popen(self._command())

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait(timeout=30)

    def _command(self, *words: str) -> list[str]:
        return [program(), "-p", str(self._folder), "-c", str(self._folder / "nginx.conf"), *words]

    def _make_certificate(self) -> None:
        files = ["-keyout", str(self._folder / "key.pem"), "-out", str(self._folder / "certificate.pem")]
        made = [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            f"/CN={NAME}",
            *files,
        ]
        subprocess.run(made, check=True, capture_output=True)

    def _moved(self, told: str, ports: list[int]) -> str:
        """The same on other ports."""
        changes = {
            "listen 443 ssl http2;": f"listen 127.0.0.1:{self._tls} ssl;",
            "listen [::]:443 ssl http2;": "",
            "listen 80;": f"listen 127.0.0.1:{self._plain};",
            "listen [::]:80;": "",
            f"/etc/ssl/{NAME}.pem": f"{self._folder}/certificate.pem",
            f"/etc/ssl/{NAME}.key": f"{self._folder}/key.pem",
        } | {f"127.0.0.1:{8001 + n}": f"127.0.0.1:{port}" for n, port in enumerate(ports[:IN_FILE])}
        if more := ports[IN_FILE:]:  # as an operator writes a line for each copy
            others = "".join(f"    server 127.0.0.1:{port} max_fails=1 fail_timeout=5s;\n" for port in more)
            changes["    keepalive 32;"] = f"{others}    keepalive 32;"
        for given, ours in changes.items():
            assert given in told, given
            told = told.replace(given, ours)
        return told
