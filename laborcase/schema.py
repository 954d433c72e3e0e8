"""The JSON Schemas of the acts, made from their classes: one per kind, joined by ``oneOf``."""

import json
from inspect import cleandoc
from typing import cast

import msgspec

from .acts import ACTS
from .record.package import Package
from .store import Json

Raw = dict[str, Json]


def documents() -> dict[str, str]:
    """File name to text: one document per act kind in ``$defs``, and their union."""
    schemas, parts = msgspec.json.schema_components(
        tuple(ACTS.values()), ref_template="#/$defs/{name}"
    )
    defs = cast("dict[str, Raw]", parts)
    _tidied(defs)
    one_of: list[Json] = []
    for cls, schema in zip(ACTS.values(), schemas, strict=True):
        name = cast("str", schema["$ref"]).rsplit("/", 1)[-1]
        properties = cast("Raw", defs[name]["properties"])
        defs[name]["title"] = cls.title.msgid
        defs[name]["properties"] = {
            "kind": {"const": cls.kind},
            "version": {"const": cls.version},
            **properties,
        }
        defs[name]["required"] = ["kind", *cast("list[Json]", defs[name].get("required", []))]
        one_of.append({"$ref": f"#/$defs/{name}"})
    whole: Raw = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "laborcase acts",
        "oneOf": one_of,
        "$defs": dict(sorted(defs.items())),
    }
    return {"acts.json": _text(whole), "package.json": _text(_package())}


def _package() -> Raw:
    """The schema of what is sent with a request upward."""
    (ref,), parts = msgspec.json.schema_components((Package,), ref_template="#/$defs/{name}")
    defs = cast("dict[str, Raw]", parts)
    _tidied(defs)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "laborcase package of a request upward",
        **cast("Raw", ref),
        "$defs": dict(sorted(defs.items())),
    }


def _tidied(defs: dict[str, Raw]) -> None:
    for part in defs.values():
        if "description" in part:  # a docstring, which Python 3.13 dedents and older ones do not
            part["description"] = cleandoc(cast("str", part["description"]))
        if part.get("type") == "object":
            part["additionalProperties"] = False


def _text(document: Raw) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
