"""What `systemctl` does for the units of the guide, on a machine without systemd: it starts what their files say.

Run as `python guide_systemctl.py FOLDER VERB UNIT…`; FOLDER holds etc/ and run/, and is told apart from this machine's.
"""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

PATIENCE = 60  #: seconds until an end


def main(folder: Path, *words: str) -> None:
    if words == ("daemon-reload",):
        return
    verb, *units = [word for word in words if word != "--now"]
    for unit in units:
        if verb in {"stop", "restart"}:
            _stop(folder, unit)
        if verb in {"start", "restart", "enable", "reload"}:
            _start(folder, unit)


def _start(folder: Path, unit: str) -> None:
    if unit in {"postgresql", "nginx"}:
        subprocess.run([str(folder / f"bin/{unit}-start")], check=True)
        return
    name, _, instance = unit.partition("@")
    told = (folder / f"etc/systemd/system/{name}{'@' if instance else ''}.service").read_text("utf-8")
    [command] = re.findall(r"^ExecStart=(.+)$", told, re.MULTILINE)
    [settings] = re.findall(r"^EnvironmentFile=(.+)$", told, re.MULTILINE)
    more = re.findall(r"^Environment=(\w+)=(.+)$", told, re.MULTILINE)
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "HOME") if name in os.environ}
    with (folder / f"run/{unit}.log").open("ab") as log:
        process = subprocess.Popen(
            command.replace("%i", instance).split(),
            env=kept | dict(more) | _read(Path(settings)),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    _pid(folder, unit).write_text(str(process.pid))


def _stop(folder: Path, unit: str) -> None:
    if unit in {"postgresql", "nginx"}:
        subprocess.run([str(folder / f"bin/{unit}-stop")], check=True)
        return
    pid, end = int(_pid(folder, unit).read_text()), time.monotonic() + PATIENCE
    os.kill(pid, signal.SIGTERM)
    while _runs(pid):
        if time.monotonic() > end:
            sys.exit(f"{unit} does not end")
        time.sleep(0.05)
    _pid(folder, unit).unlink()


def _pid(folder: Path, unit: str) -> Path:
    return folder / f"run/{unit}.pid"


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"  # whoever has started it is gone, and nobody else may have waited for it


def _read(file: Path) -> dict[str, str]:
    lines = [line.partition("=") for line in file.read_text("utf-8").splitlines() if line and line[0] != "#"]
    return {name: value.strip('"') for name, _, value in lines}


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
