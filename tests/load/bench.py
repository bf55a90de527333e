"""`make bench`: how long the bot takes to start, to reply and how much memory it needs. Figures are this machine's own.

Starts one bot on a free loopback port, holds the same conversations with 1 and with 8 clients, prints a table
and writes var/reports/bench.json. Compare two changes in one sitting only: machines are noisy.
"""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import requests

from tests.load.recognition import measure

ROOT = Path(__file__).resolve().parents[2]
CONVERSATION = (
    "hello",
    "someone at work keeps leaving notes on my desk and he was outside my flat on friday",
    "is this private",
    "29",
    "thank you",
)
ROUNDS = {1: 20, 8: 6}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def hold(base: str, rounds: int) -> list[float]:
    """Seconds for each reply of `rounds` conversations."""
    seconds = []
    session = requests.Session()
    for _ in range(rounds):
        token = session.post(f"{base}/conversations", json={}, timeout=30).json()["token"]
        for text in CONVERSATION:
            started = time.perf_counter()
            reply = session.post(
                f"{base}/messages", json={"text": text}, headers={"Authorization": f"Bearer {token}"}, timeout=30
            )
            reply.raise_for_status()
            seconds.append(time.perf_counter() - started)
    return seconds


def memory_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return float("nan")
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def main() -> None:
    print("  recognition by itself, on one core …", flush=True)
    recognition = measure()
    port = free_port()
    base = f"http://127.0.0.1:{port}/webhooks/widget"
    with TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "BOT_PORT": str(port),
            "BOT_VAR_DIR": folder,
            "BOT_MODEL": str(ROOT / "var/models/current.tar.gz"),
        }
        started = time.perf_counter()
        bot = subprocess.Popen(
            [sys.executable, "-m", "bot", "serve"],
            cwd=ROOT,
            env=environment,
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        try:
            while True:
                try:
                    if requests.get(f"{base}/health", timeout=1).status_code == 200:
                        break
                except requests.RequestException:
                    pass
                time.sleep(0.1)
            found: dict[str, float] = {"seconds to first answer": time.perf_counter() - started}
            hold(base, 2)
            for clients, rounds in ROUNDS.items():
                print(
                    f"  {clients} client{'s' * (clients > 1)}, {rounds * clients * len(CONVERSATION)} replies …",
                    flush=True,
                )
                began = time.perf_counter()
                with ThreadPoolExecutor(clients) as pool:
                    seconds = sorted(s for each in pool.map(hold, [base] * clients, [rounds] * clients) for s in each)
                found[f"p50 ms, {clients} clients"] = statistics.median(seconds) * 1000
                found[f"p95 ms, {clients} clients"] = seconds[int(len(seconds) * 0.95)] * 1000
                found[f"replies a second, {clients} clients"] = len(seconds) / (time.perf_counter() - began)
            found["memory MB"] = memory_mb(bot.pid)
        finally:
            bot.terminate()
            bot.wait(20)
    found.update(recognition)
    for name, value in found.items():
        print(f"{name:32} {value:8.1f}")
    report = ROOT / "var" / "reports" / "bench.json"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
