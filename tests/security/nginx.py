"""A real nginx with deploy/nginx/bot.conf in front of a bot, on ports and in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from socket import create_connection, socket
from tempfile import TemporaryDirectory
from typing import Iterator, Sequence
from urllib.parse import urlsplit

import pytest

from bot.settings import ROOT

FOLDER = ROOT / "deploy" / "nginx"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
NAME = "chat.example.org"
"""The server's name in the configuration."""
SECONDS_TO_START = 10
_CERTIFICATE = "/etc/letsencrypt/live/chat.example.org/"
_MAIN = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/start.log;
events {{ worker_connections 512; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/bot.conf;
}}
"""


@dataclass(frozen=True)
class Proxy:
    """An nginx that runs: the address of the channel behind it, and where it writes."""

    base: str
    folder: Path

    def written(self) -> str:
        """Everything in its logs."""
        return "".join(path.read_text(errors="replace") for path in sorted(self.folder.glob("*.log")))


def need_nginx() -> None:
    """Skip the test where nginx is missing; under CI that is a failure."""
    if NGINX is None:
        message = "nginx is not installed. On Debian: apt-get install nginx-light"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)


@contextmanager
def proxied(*bots: str, is_tls: bool = False, patience: str = "15s", name: str = NAME) -> Iterator[Proxy]:
    """nginx in front of these bots. `patience` is how long it waits for an answer, `name` the host that callers ask for."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        plain, safe = _free_ports(2)
        _write(folder, [urlsplit(bot).netloc for bot in bots], plain, safe, is_tls)
        forward = folder / "forward.conf"
        forward.write_text(forward.read_text().replace("proxy_read_timeout   15s", f"proxy_read_timeout {patience}"))
        site = folder / "bot.conf"
        site.write_text(site.read_text().replace(f"server_name {NAME}", f"server_name {name}"))
        command = [str(NGINX), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "start.log")]
        subprocess.run([*command, "-t"], check=True, capture_output=True)
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait_for(process, safe)
            yield Proxy(f"http{'s' if is_tls else ''}://127.0.0.1:{safe}/webhooks/widget", folder)
        finally:
            process.terminate()
            process.wait(10)


def _write(folder: Path, bots: Sequence[str], plain: int, safe: int, is_tls: bool) -> None:
    """The configuration with this folder, these ports and a certificate of its own (or none) in place of the real ones."""
    shutil.copytree(FOLDER / "answers", folder / "answers")
    shutil.copy(FOLDER / "forward.conf", folder)
    text = (FOLDER / "bot.conf").read_text(encoding="utf-8")
    changes = {
        "server 127.0.0.1:5005 max_fails": f"{'; '.join(f'server {bot}' for bot in bots)} max_fails",
        "/etc/nginx/bot-answers/": f"{folder}/answers/",
        "/etc/nginx/bot-forward.conf": f"{folder}/forward.conf",
        "/var/log/nginx/": f"{folder}/",
        _CERTIFICATE: f"{folder}/",
        "listen 80": f"listen 127.0.0.1:{plain}",
        "listen 443 ssl http2": f"listen 127.0.0.1:{safe}{' ssl http2' if is_tls else ''}",
    }
    for old, new in changes.items():
        assert old in text, f"deploy/nginx/bot.conf has no {old!r} any more: change tests/security/nginx.py too"
        text = text.replace(old, new)
    if is_tls:
        _make_certificate(folder)
    else:
        text = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("ssl_"))
    (folder / "bot.conf").write_text(text, encoding="utf-8")
    (folder / "nginx.conf").write_text(_MAIN.format(folder=folder), encoding="utf-8")


def _make_certificate(folder: Path) -> None:
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}",
            "-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem"),
        ],
        check=True, capture_output=True,
    )  # fmt: skip


def _free_ports(count: int) -> list[int]:
    probes = [socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), closing(create_connection(("127.0.0.1", port), 1)):
            return
        time.sleep(0.05)
    raise RuntimeError("nginx did not start")
