"""Where a verb writes and what it reads: sentences or one JSON document, the desk, typed files."""

import argparse
import json
import locale
import os
import sys
from pathlib import Path

import msgspec

from .. import law, values
from ..desk import Desk
from ..errors import Invalid, Reason, Usage
from ..opening import (
    open_desk,
)
from ..visible import visible
from ..words import Said, say, speak


class OutputFailed(Exception):
    """The answer could not be written out: a full disk, a closed device."""


class Out:
    """Where a verb writes: sentences in the chosen language, or one JSON document."""

    def __init__(self, lang: str, as_json: bool) -> None:
        self.lang = lang
        self.as_json = as_json

    def say(self, text: str) -> None:
        """One line for people; nothing in it can command the terminal."""
        self.print(visible(speak(text, self.lang), keep="\n"))

    def json(self, thing: object) -> None:
        """One JSON document; its sentences are in the chosen language."""
        self.print(msgspec.json.encode(thing, enc_hook=self._sentence).decode())

    def print(self, text: str) -> None:
        """Text as it is.

        :raises OutputFailed: when it cannot be written.
        """
        try:
            print(text)
        except BrokenPipeError:
            raise
        except OSError as wrong:
            raise OutputFailed(wrong.strerror or "") from wrong

    def flush(self) -> None:
        """Let nothing wait in the buffer: what cannot be written is found now, not at the exit.

        :raises OutputFailed: when it cannot be written.
        """
        try:
            if sys.stdout is not None:
                sys.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as wrong:
            raise OutputFailed(wrong.strerror or "") from wrong

    def _sentence(self, value: object) -> str:
        if isinstance(value, Said):
            return speak(value, self.lang)
        raise NotImplementedError  # how the encoder is told that a value is none of its own


def complain(sentence: str, lang: str) -> None:
    print(visible(speak(sentence, lang), keep="\n"), file=sys.stderr)


def silence() -> None:
    """Send what is left in the buffer of stdout nowhere, so that the exit does not try again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def reason_told(reason: Reason, lang: str) -> Said:
    """A reason with its provision as the trade cites it, and who can supply what is missing."""
    told = reason.text
    if reason.basis:
        cited = law.basis(reason.basis).cited(lang)
        told = say("{sentence} Basis: {basis}.", sentence=told, basis=cited)
    if reason.who:
        told = say("{sentence} Who can supply it: {who}.", sentence=told, who=reason.who)
    return told


def default_lang() -> str:
    """The language of the account: Chinese where its locale is Chinese, else English."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "zh_CN" if value.lower().startswith("zh") else "en"
    code = locale.getlocale()[0] or ""
    return "zh_CN" if code.lower().startswith(("zh", "chinese")) else "en"


def open_seat(args: argparse.Namespace) -> Desk:
    return open_desk(args.register, officer=args.officer, tell=lambda desk: _moved(desk, args.lang))


def _moved(desk: Desk, lang: str) -> None:
    """Say on stderr which dates moved because the rules changed: nobody says it later."""
    for line in desk.moved_in_words(lang) if sys.stderr else ():  # closed: not among the answers
        print(visible(line), file=sys.stderr)


def need_terminal() -> None:
    # A stream that was closed before the start is None.
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise Usage(
            say(
                "The program needs a terminal. In a script use the verbs, such as “laborcase list”."
            )
        )


def said_yes(out: Out) -> bool:
    """Ask whether it is to be entered."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise Usage(say("Nobody is here to be asked: give --yes or --dry-run."))
    out.say(say("Enter it? (y/n)"))
    out.flush()
    return values.plain(sys.stdin.readline()) in ("y", "yes", "是")


def read_input(name: str) -> bytes:
    if name == "-" and sys.stdin is None:  # closed before the start
        raise Usage(say("There is nothing to read on the standard input."))
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as wrong:
        raise Usage(
            say("{path} cannot be read: {why}.", path=name, why=wrong.strerror or "")
        ) from wrong


def json_input(name: str) -> object:
    data = read_input(name)
    try:
        return json.loads(data, object_pairs_hook=_once)
    except (ValueError, RecursionError) as wrong:
        if isinstance(wrong, Invalid):
            raise
        raise Invalid(say("{path} is not JSON: {why}.", path=name, why=str(wrong))) from wrong


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    names = [name for name, _ in pairs]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise Invalid(say("{names}: given twice.", names=", ".join(twice)))
    return dict(pairs)


def write_private(path: Path, data: bytes) -> None:
    """Write a file that is not there yet, for this account only."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
    except OSError as wrong:
        raise Usage(
            say("{path} cannot be written: {why}.", path=str(path), why=wrong.strerror or "")
        ) from wrong
