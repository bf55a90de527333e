"""docs/openapi.yml is a sound description, and it says what the code does."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Iterator

import jsonschema
import pytest
import yaml

from bot.channel.choices import PAYLOADS
from bot.channel.incoming import MOST_BYTES, MOST_CHARACTERS, read_message_id
from bot.channel.problems import CONTENT_TYPE, Problem, texts
from bot.channel.replies import ReplyWriter
from bot.directory import load_directory
from bot.settings import ROOT, Settings
from bot.signposting import ContactKind, Question

PAGE = ROOT / "docs" / "openapi.yml"
API: dict[str, Any] = yaml.safe_load(PAGE.read_text(encoding="utf-8"))
SCHEMAS: dict[str, Any] = API["components"]["schemas"]
RESPONSES: dict[str, Any] = API["components"]["responses"]
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
OPERATIONS = [
    (path, method, operation)
    for path, item in API["paths"].items()
    for method, operation in item.items()
    if method in METHODS
]
PATTERNS = {
    r"/<name:widget[^/]*\.js>": ("/widget.js", "/widget-{version}.js"),
    "/demo/<name:[a-z.-]+>": ("/demo/{name}",),
}
"""The paths that stand for a route with a pattern in it."""
PROBLEM_EXAMPLES = {
    name: example["value"]
    for response in RESPONSES.values()
    for name, example in response["content"].get(CONTENT_TYPE, {"examples": {}})["examples"].items()
}


def followed(value: Any) -> Any:
    """The value, or what its `$ref` points to. Raises `KeyError` for a reference to nothing."""
    if not (isinstance(value, dict) and "$ref" in value):
        return value
    where, _, inside = value["$ref"].partition("#/")
    assert where == "", f"{value['$ref']} points outside the file"
    found: Any = API
    for part in inside.split("/"):
        found = found[part]
    return followed(found)


def parts(value: Any) -> Iterator[Any]:
    """Every mapping in the file."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from parts(inner)


def as_json_schema(schema: Any) -> Any:
    """An OpenAPI 3.0 schema as plain JSON Schema: references resolved, `nullable` spelt out."""
    schema = followed(schema)
    if isinstance(schema, list):
        return [as_json_schema(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {name: as_json_schema(value) for name, value in schema.items() if name != "nullable"}
    if schema.get("nullable") and isinstance(plain.get("type"), str):
        plain["type"] = [plain["type"], "null"]
    return plain


# ── the description is sound ────────────────────────────────────────────────────────────────────────


def test_it_is_openapi_3_with_a_title_a_version_and_the_licence() -> None:
    assert re.fullmatch(r"3\.0\.\d", API["openapi"])
    assert API["info"]["title"]
    assert API["info"]["version"]
    assert API["info"]["license"]["name"] == "Apache-2.0"
    assert set(API) <= {"openapi", "info", "servers", "tags", "paths", "components", "security"}


def test_every_reference_points_to_something() -> None:
    for part in parts(API):
        followed(part)


def test_every_path_begins_with_a_slash_and_every_method_exists() -> None:
    assert all(path.startswith("/") for path in API["paths"])
    assert all(set(item) <= METHODS for item in API["paths"].values())


def test_every_operation_has_a_name_of_its_own_a_summary_and_described_responses() -> None:
    names = [operation["operationId"] for _, _, operation in OPERATIONS]
    assert len(names) == len(set(names))
    for _, _, operation in OPERATIONS:
        assert operation["summary"]
        assert all(re.fullmatch(r"[1-5]\d\d", status) for status in operation["responses"])
        assert all(followed(response)["description"] for response in operation["responses"].values())


def test_every_tag_and_security_scheme_that_is_used_is_declared() -> None:
    tags = {tag["name"] for tag in API["tags"]}
    schemes = set(API["components"]["securitySchemes"])
    for _, _, operation in OPERATIONS:
        assert set(operation["tags"]) <= tags
        assert {name for need in operation.get("security", []) for name in need} <= schemes


def test_everything_declared_required_is_described() -> None:
    objects = [each for each in parts(SCHEMAS) if each.get("type") == "object" and "properties" in each]
    assert objects
    for each in objects:
        assert set(each.get("required", [])) <= set(each["properties"])


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_every_schema_is_a_schema(name: str) -> None:
    jsonschema.Draft4Validator.check_schema(as_json_schema(SCHEMAS[name]))


def test_every_example_fits_its_schema() -> None:
    checked = 0
    for part in parts(API):
        if "schema" not in part or not ("example" in part or "examples" in part):
            continue
        examples = [part["example"]] if "example" in part else [each["value"] for each in part["examples"].values()]
        for example in examples:
            jsonschema.Draft4Validator(as_json_schema(part["schema"])).validate(example)
            checked += 1
    assert checked >= 12


# ── it says what the code does ──────────────────────────────────────────────────────────────────────


def test_the_service_ids_are_the_directorys() -> None:
    assert SCHEMAS["ServiceId"]["enum"] == list(load_directory())


def test_asks_is_every_question_or_nothing() -> None:
    assert SCHEMAS["Asks"]["enum"] == [question.value for question in Question] + [None]
    assert SCHEMAS["Asks"]["nullable"] is True


def test_the_kinds_of_contact_are_the_codes() -> None:
    assert SCHEMAS["Contact"]["properties"]["kind"]["enum"] == [kind.value for kind in ContactKind]


def test_the_choices_are_the_ones_that_the_channel_takes() -> None:
    assert SCHEMAS["ChoiceId"]["enum"] == list(PAYLOADS)


def test_the_sizes_are_the_channels() -> None:
    assert SCHEMAS["Saying"]["oneOf"][0]["properties"]["text"]["maxLength"] == MOST_CHARACTERS
    assert f"{MOST_CHARACTERS:,} characters" in RESPONSES["TooLong"]["description"]
    assert f"{MOST_BYTES // 1024} KiB" in RESPONSES["TooLong"]["description"]


def test_a_message_may_have_the_name_that_the_channel_takes() -> None:
    for way in SCHEMAS["Saying"]["oneOf"]:
        name = followed(way["properties"]["message_id"])
        assert read_message_id(json.dumps({"message_id": "a" * name["minLength"]}).encode())
        assert read_message_id(json.dumps({"message_id": "Z9-" + "a" * (name["maxLength"] - 3)}).encode())
        for length in (name["minLength"] - 1, name["maxLength"] + 1):
            with pytest.raises(Problem):
                read_message_id(json.dumps({"message_id": "a" * length}).encode())


def test_the_token_lives_as_long_as_it_says() -> None:
    assert Settings.token_lifetime_seconds == 2 * 60 * 60
    assert "two hours" in API["components"]["securitySchemes"]["token"]["description"]


def test_the_server_is_where_the_bot_listens() -> None:
    assert API["servers"][0]["url"] == f"http://localhost:{Settings.port}/webhooks/widget"


def test_the_error_bodies_are_the_written_ones() -> None:
    written = {name: dict(problem) for name, problem in texts()["problems"].items()}
    assert {
        name: {key: value for key, value in body.items() if key != "services"}
        for name, body in PROBLEM_EXAMPLES.items()
    } == written


def test_out_of_service_carries_the_written_contacts() -> None:
    fallback = texts()["fallback"]
    message = ReplyWriter(load_directory()).message(fallback["text"], fallback["services"])
    assert PROBLEM_EXAMPLES["out_of_service"]["services"] == message["services"]


def test_each_error_stands_under_its_own_status() -> None:
    for _, _, operation in OPERATIONS:
        for status, response in operation["responses"].items():
            content = followed(response).get("content", {})
            for example in content.get(CONTENT_TYPE, {}).get("examples", {}).values():
                assert example["value"]["status"] == int(status)


def test_who_must_wait_is_told_for_how_long() -> None:
    for name in ("TooMany", "OutOfService"):
        header = followed(RESPONSES[name]["headers"]["Retry-After"])
        assert header["required"] is True
        assert header["schema"] == {"type": "integer", "minimum": 1}


def test_a_reply_of_the_channel_fits_the_schema() -> None:
    directory = load_directory()
    buttons = [{"title": choice, "payload": payload} for choice, payload in PAYLOADS.items()]
    message = ReplyWriter(directory).message("Some words.", list(directory), buttons, "age_group")
    assert len(message["choices"]) == len(PAYLOADS)
    jsonschema.Draft4Validator(as_json_schema(SCHEMAS["Message"])).validate(message)


@pytest.mark.rasa
def test_every_route_of_the_channel_is_described_and_no_other(tmp_path: Path) -> None:
    from bot.rasa_adapters.widget_channel import WidgetChannel

    async def nobody(message: object) -> None:
        """Takes no message."""

    routes = WidgetChannel(Settings(var_dir=tmp_path)).blueprint(nobody)._future_routes
    assert {
        (path, method.lower())
        for route in routes
        for path in PATTERNS.get(route.uri, (route.uri,))
        for method in route.methods
    } == {(path, method) for path, method, _ in OPERATIONS}
