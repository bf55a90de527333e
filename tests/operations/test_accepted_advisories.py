"""Why accepted advisories cannot be reached: each test is named in packages/security_tools/advisories.toml."""

from __future__ import annotations

import ast
import importlib.metadata
import importlib.util
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from bot.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


def _folder_of(package: str) -> Path:
    found = importlib.util.find_spec(package)
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent


@cache
def _imports() -> dict[Path, set[str]]:
    """What each Python file that is ours or Rasa's imports, as dotted names."""
    folders = [ROOT / "bot", ROOT / "actions", _folder_of("rasa"), _folder_of("rasa_sdk")]
    files = [path for folder in folders for path in folder.rglob("*.py") if "node_modules" not in path.parts]
    return {path: set(_names(path)) for path in files}


def _names(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _who_imports(name: str) -> list[str]:
    return [
        str(path)
        for path, names in _imports().items()
        if any(one == name or one.startswith(f"{name}.") for one in names)
    ]


def test_the_search_for_imports_finds_what_is_there() -> None:
    assert any(path.endswith("rasa/utils/endpoints.py") for path in _who_imports("aiohttp"))
    assert any(path.endswith("rasa_adapters/server.py") for path in _who_imports("sanic"))


def test_nothing_serves_with_aiohttp() -> None:
    assert _who_imports("aiohttp.web") == []
    users = [Path(path).read_text(encoding="utf-8") for path in _who_imports("aiohttp")]
    assert users
    assert not any(re.search(r"aiohttp\.web\b", text) for text in users)


def test_by_default_nobody_is_called() -> None:
    assert Settings().action_endpoint_url is None
    server = (ROOT / "bot/rasa_adapters/server.py").read_text(encoding="utf-8")
    assert "EndpointConfig(url) if url else InProcessActions()" in server
    assert not [path for path in _who_imports("aiohttp") if path.startswith(str(ROOT / "bot"))]
    kinds = yaml.safe_load((ROOT / "endpoints.yml").read_text(encoding="utf-8"))
    assert not {"nlu", "nlg", "models", "event_broker"} & set(kinds)


def test_no_distributed_dask_is_installed() -> None:
    assert importlib.util.find_spec("distributed") is None


def test_the_conversation_store_is_ours() -> None:
    endpoints = yaml.safe_load((ROOT / "endpoints.yml").read_text(encoding="utf-8"))
    assert endpoints["tracker_store"]["type"] == "bot.rasa_adapters.conversation_store.ConversationStore"
    for package in ("pymongo", "dns"):
        assert not [
            path for path in _who_imports(package) if path.startswith((str(ROOT / "bot"), str(ROOT / "actions")))
        ]
    assert _who_imports("dns") == []


def test_protobuf_does_not_use_its_python_parser() -> None:
    from google.protobuf.internal import api_implementation

    assert api_implementation.Type() == "upb"


def test_nothing_of_ours_or_of_rasa_uses_protobuf() -> None:
    assert _who_imports("google.protobuf") == []


def test_no_e_mail_address_can_be_validated_by_pydantic() -> None:
    assert importlib.util.find_spec("email_validator") is None
    assert _who_imports("pydantic") == []


def test_pytest_is_not_served() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    served = project.partition("[dependency-groups]")[0]
    assert "pytest" not in served
    requirements = importlib.metadata.requires("rasa") or []
    assert not [one for one in requirements if one.startswith("pytest")]


def test_no_vectorizer_of_scikit_learn_is_used() -> None:
    assert not [path for path, names in _imports().items() if any("TfidfVectorizer" in name for name in names)]
    assert not [p for p in _who_imports("sklearn.feature_extraction") if p.startswith(str(ROOT / "bot"))]


def test_rasas_telemetry_is_off() -> None:
    assert {Path(path).name for path in _who_imports("sentry_sdk")} == {"telemetry.py"}
    server = (ROOT / "bot/rasa_adapters/server.py").read_text(encoding="utf-8")
    assert 'os.environ["RASA_TELEMETRY_ENABLED"] = "false"' in server
    assert "export RASA_TELEMETRY_ENABLED := false" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_nothing_of_ours_or_of_rasa_downloads_with_setuptools() -> None:
    assert _who_imports("setuptools") == []


def test_there_is_no_manifest_in() -> None:
    assert not list(ROOT.glob("MANIFEST.in"))
    assert not list(ROOT.glob("packages/*/MANIFEST.in"))


def test_no_component_that_loads_with_skops_is_in_the_pipeline() -> None:
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    used = {step["name"].rpartition(".")[2] for step in [*config["pipeline"], *config["policies"]]}
    loading = [path for path in _imports() if re.search(r"\bskops\b", path.read_text(encoding="utf-8"))]
    assert loading
    classes = {name for path in loading for name in re.findall(r"^class (\w+)", path.read_text(encoding="utf-8"), re.M)}
    assert "LogisticRegressionClassifier" in classes
    assert not used & classes
    assert not [path for path in loading if path.is_relative_to(ROOT / "bot")]
