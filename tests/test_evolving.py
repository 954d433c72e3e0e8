"""Changing some fields of a frozen thing: as attrs does, for all that states are made of."""

import importlib
import pkgutil

import attrs
import pytest

from laborcase import acts, parties, record
from laborcase.desk import Desk
from laborcase.evolving import evolve
from laborcase.record import case, claims, complaint, docket


def declared() -> list[type]:
    """All attrs classes that the modules of records, acts and parties define."""
    names = [parties.__name__]
    for package in (record, acts):
        found = pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
        names += [module.name for module in found]
    modules = [importlib.import_module(name) for name in names]
    return [
        thing
        for module in modules
        for thing in vars(module).values()
        if isinstance(thing, type) and attrs.has(thing) and thing.__module__ == module.__name__
    ]


def test_no_class_of_a_state_has_what_evolving_passes_by() -> None:
    """Validators, converters, aliases, fields that are not given, steps after the making."""
    classes = declared()
    assert {case.Case, complaint.Complaint, claims.Claims, docket.Entry} <= set(classes)
    for cls in classes:
        assert not hasattr(cls, "__attrs_post_init__"), cls
        assert "__dict__" not in dir(cls), cls
        for f in attrs.fields(cls):
            found = (f.init, f.alias, f.validator, f.converter)
            assert found == (True, f.name, None, None), cls


def test_it_makes_what_attrs_makes(desk: Desk, case: str) -> None:
    state = desk.as_officer("zhou").case(case)
    changed = evolve(state, facts="", joint=not state.joint)
    assert changed == attrs.evolve(state, facts="", joint=not state.joint)
    assert changed != state


def test_a_field_that_is_not_there_is_refused(desk: Desk, case: str) -> None:
    with pytest.raises(AttributeError):
        evolve(desk.as_officer("zhou").case(case), nothing=1)  # type: ignore[call-arg]
