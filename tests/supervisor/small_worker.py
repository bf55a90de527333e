"""A process that answers on the supervisor's port with its own process id: what the bot is to the supervisor, without Rasa.

Two lines of a file decide how it behaves: `fail` ends it at once, `mute` shows no more signs of life.
"""

import argparse
import os
import signal
import socket
import sys
import threading
import time
from pathlib import Path

parser = argparse.ArgumentParser()
parser.add_argument("behaviour", type=Path)
parser.add_argument("--door", type=int)
parser.add_argument("--lifeline", type=int)
options = parser.parse_args()

if "fail" in options.behaviour.read_text():
    sys.exit(3)

stopping = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stopping.set())


def show_life() -> None:
    while "mute" not in options.behaviour.read_text():
        try:
            os.write(options.lifeline, b".")
        except OSError:
            os._exit(0)
        time.sleep(0.05)


time.sleep(0.2)
door = socket.socket(fileno=options.door)
door.listen(128)
door.settimeout(0.05)
threading.Thread(target=show_life, daemon=True).start()
while not stopping.is_set():
    try:
        call, _ = door.accept()
    except (TimeoutError, BlockingIOError):
        continue
    with call:
        call.recv(100)
        time.sleep(0.02)
        call.sendall(str(os.getpid()).encode())
time.sleep(0.1)
