"""The two systems that are compared: where each lives and what training it depends on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.settings import ROOT

STOCK, OURS = "stock", "ours"
TENSORFLOW_FASTER = {"TF_ENABLE_ONEDNN_OPTS": "1"}
"""TensorFlow's faster kernels, which it leaves off on some processors: a sixth less time in training."""
_HERE = Path(__file__).parent


@dataclass(frozen=True)
class System:
    """One system: its environment, where `rasa train nlu` runs, and the files that its model is made from."""

    name: str
    environment: Path
    inputs: tuple[Path, ...]
    threads: tuple[tuple[str, str], ...] = ()

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self.environment / "bin" / "python"

    def size(self) -> int:
        """The bytes of every file in the environment."""
        return sum(path.lstat().st_size for path in self.environment.rglob("*") if not path.is_dir())


def stock() -> System:
    """Stock Rasa with TensorFlow, held to one thread while it reads."""
    return System(
        STOCK,
        ROOT / ".venv-stock",
        (_HERE / "uv.lock",),
        (("TF_INTRA_OP_PARALLELISM_THREADS", "1"), ("TF_INTER_OP_PARALLELISM_THREADS", "1")),
    )


def ours() -> System:
    """This bot."""
    code = [*(ROOT / "bot" / "understanding").glob("*.*"), *(ROOT / "bot" / "signposting").glob("*.py")]
    inputs = [ROOT / "uv.lock", ROOT / "bot" / "rasa_adapters" / "nlu.py", *(ROOT / "models" / "encoder").iterdir()]
    return System(OURS, ROOT / ".venv", tuple(sorted([*inputs, *code])))
