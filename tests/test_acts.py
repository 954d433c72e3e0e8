"""Every declared act: its word, its legal bases, its fields, its way through JSON."""

import json

import jsonschema
import pytest

from laborcase import codec, law, schema
from laborcase.acts import ACTS, Act
from laborcase.acts.base import ANYBODY
from laborcase.fields import fields_of
from laborcase.parties import Position

KINDS = sorted(ACTS)


@pytest.mark.parametrize("kind", KINDS)
def test_an_act_declares_its_word_title_group_and_who_may_do_it(kind: str) -> None:
    cls = ACTS[kind]
    assert cls.kind == kind == kind.lower()
    assert cls.title
    assert cls.group
    assert cls.who
    assert cls.__doc__
    assert cls.version >= 1


@pytest.mark.parametrize("kind", KINDS)
def test_the_legal_bases_of_an_act_are_provisions_we_hold(kind: str) -> None:
    for basis in ACTS[kind].basis:
        assert law.basis(basis).id == basis


@pytest.mark.parametrize("kind", KINDS)
def test_no_field_is_called_like_the_words_that_name_an_act(kind: str) -> None:
    names = {f.name for f in fields_of(ACTS[kind])}
    assert not names & {"kind", "version"}


def test_every_field_of_every_act_has_a_name_for_people() -> None:
    for cls in ACTS.values():
        for f in fields_of(cls):
            assert f.label != f.name, (cls, f.name)


def test_the_administrator_does_nothing_in_complaints_and_cases() -> None:
    assert Position.ADMINISTRATOR not in ANYBODY
    for cls in ACTS.values():
        if cls.group != "Office":
            assert Position.ADMINISTRATOR not in cls.who


def test_the_schema_of_the_acts_accepts_what_the_codec_writes_and_nothing_unknown() -> None:
    document = json.loads(schema.documents()["acts.json"])
    validator = jsonschema.Draft202012Validator(document)
    noted = codec.read_act("noted", {"text": "记一笔"})
    raw = {"kind": "noted", "version": 1, **codec.pack_plain(noted)}
    validator.validate(raw)
    assert not validator.is_valid({**raw, "colour": "red"})
    assert not validator.is_valid({**raw, "kind": "unheard_of"})
    assert len(document["oneOf"]) == len(ACTS)


def test_an_act_of_its_own_cannot_be_made_without_a_kind() -> None:
    assert Act.kind == ""
