"""From services.yml to the services that the rules and the replies use."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable, Mapping, Optional

import yaml

from bot.signposting import Contact, ContactKind, Service

SERVICES_FILE = Path(__file__).with_name("services.yml")

AddressOf = Callable[[str], Optional[str]]
"""Answers an environment variable's name with the address it holds, or None while it is unset."""


class DirectoryError(ValueError):
    """services.yml cannot be used; the message says which entry and what to write."""


def read_entries(path: Path = SERVICES_FILE) -> dict[str, Any]:
    """The whole file as plain data: `retired` and `services`."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise DirectoryError(f"{path.name} is not valid YAML: {error}") from error
    if not isinstance(data, dict) or not isinstance(data.get("services"), list):
        raise DirectoryError(f"{path.name} needs a list under 'services'.")
    return data


def load_directory(address_of: AddressOf = lambda variable: None, path: Path = SERVICES_FILE) -> Mapping[str, Service]:
    """Every service by its id. Addresses that are settings are looked up with `address_of`.

    Raises `DirectoryError` when the file or an entry cannot be read.
    """
    services: dict[str, Service] = {}
    for number, entry in enumerate(read_entries(path)["services"], start=1):
        try:
            service = _service(entry, address_of)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            name = entry.get("id", f"number {number}") if isinstance(entry, dict) else f"number {number}"
            raise DirectoryError(f"{path.name}: entry {name}: {error!r} is missing or malformed.") from error
        if service.id in services:
            raise DirectoryError(f"{path.name}: the id {service.id} is used twice.")
        services[service.id] = service
    return services


def _service(entry: Mapping[str, Any], address_of: AddressOf) -> Service:
    contacts: list[Contact] = []
    note = entry["note"]
    for contact in entry["contacts"]:
        found, unset_note = _contacts(contact, address_of)
        contacts += found
        if unset_note:
            note = f"{unset_note} {note}" if note else unset_note
    return Service(
        id=entry["id"], name=entry["name"], purpose=entry["purpose"], contacts=tuple(contacts), why=dict(entry["why"]),
        hours=entry["hours"], cost=entry["cost"], note=note, area=entry["area"],
        age_min=entry["ages"]["min"], age_max=entry["ages"]["max"],
    )  # fmt: skip


def _contacts(contact: Mapping[str, Any], address_of: AddressOf) -> tuple[list[Contact], Optional[str]]:
    """The contact, or its fallback while its setting is unset, and the note that goes with the fallback."""
    if "setting" not in contact:
        return [Contact(ContactKind(contact["kind"]), contact["label"], contact["href"])], None
    address = address_of(contact["setting"])
    if address is None:
        fallback = [Contact(ContactKind(each["kind"]), each["label"], each["href"]) for each in contact["fallback"]]
        return fallback, contact.get("fallback_note")
    kind = ContactKind(contact["kind"])
    if kind is ContactKind.EMAIL:
        return [Contact(kind, address, f"mailto:{address}")], None
    return [Contact(kind, contact["label"], address)], None
