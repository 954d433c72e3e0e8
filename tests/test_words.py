"""Chinese is complete: every sentence the code can say has one, with the same values in it."""

import pickle
import re
import runpy
from pathlib import Path
from string import Formatter

from babel.messages.mofile import read_mo

from laborcase.words import Both, say, speak

TOOL = runpy.run_path(str(Path(__file__).parent / "catalogue.py"))


def test_the_catalogue_holds_exactly_the_sentences_that_the_code_says() -> None:
    assert set(TOOL["translations"]()) == TOOL["sentences"]()


def test_every_sentence_has_a_chinese_one_with_the_same_values() -> None:
    def values(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}

    for english, chinese in TOOL["translations"]().items():
        assert chinese, english
        assert values(chinese) == values(english), english


def test_the_compiled_catalogue_is_the_written_one() -> None:
    # Sentence by sentence: the header names the version of the tool that compiled it.
    with TOOL["MO"].open("rb") as file:
        compiled = {str(m.id): str(m.string) for m in read_mo(file) if m.id}
    assert compiled == TOOL["translations"]()


def test_a_sentence_inside_a_sentence_is_spoken_in_the_same_language() -> None:
    inner = say("complaint")
    outer = say("{key}  {kind}, {stage}", key="26-000001", kind=inner, stage=inner)
    assert str(outer) == "26-000001  complaint, complaint"
    assert "complaint" not in speak(outer, "zh_CN")


def test_peoples_own_words_are_never_translated_or_filled_in() -> None:
    assert speak("complaint {kind}", "zh_CN") == "complaint {kind}"


NEVER_ONE = (
    "A decision is served within {n} working days",
    "A hearing is noticed {n} working days",
    "An absence is at most {n} days",
    "This has {count} characters, and {limit} are allowed",
    "This has {count} digits",
    "{act} lies {n} working days",
    "{id} stands for {n} workers",
    "{line}, {n} years old",
    "A page has 1 to {most} rows",
)
"""Sentences whose number is always more: by law, or since they are only said then."""
COUNTED = {
    "worker": "workers", "row": "rows", "docket": "dockets", "difference": "differences",
    "commit": "commits", "file": "files", "cell": "cells", "instalment": "instalments",
    "entry": "entries", "digit": "digits", "character": "characters", "day": "days",
    "hour": "hours", "month": "months", "year": "years", "contact": "contacts", "byte": "bytes",
}  # fmt: skip


def test_in_english_one_of_a_thing_is_not_many() -> None:
    said = TOOL["sentences"]()
    one_of = {many: one for one, many in COUNTED.items()}
    many = re.compile(rf"(\{{(?:n|count|days|size|most)\}} (?:\w+ )?)({'|'.join(one_of)})\b")
    found = [(t, m) for t in said for m in many.finditer(t) if not t.startswith(NEVER_ONE)]
    assert found
    for text, match in found:
        one = f"{text[: match.start()]}{match[1]}{one_of[match[2]]}"
        assert any(other.startswith(one) and other != text for other in said), text


def test_a_name_that_stands_in_a_data_file_is_said_in_either_language() -> None:
    name = Both("《劳动保障监察条例》第十八条", "Regulation, art. 18")
    told = say("rests on {provisions}", provisions=name)
    assert speak(told, "en") == "rests on Regulation, art. 18"
    assert speak(told, "zh_CN") == "依据 《劳动保障监察条例》第十八条"
    assert pickle.loads(pickle.dumps(name)).zh == name.zh
