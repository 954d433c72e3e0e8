"""Sentences that know their other language.

Every sentence a person may read is written once, in English, as ``say("...")``. What comes back
is an ordinary ``str`` (the English sentence) that also remembers its pattern and its values, so a
screen or the command line can ask for it in Chinese with ``speak(sentence, "zh_CN")``. The
catalogue is ``locales/zh_CN/LC_MESSAGES/laborcase.po``; nothing here holds a current language.
"""

import gettext
from functools import cache
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("zh_CN", "en")


class Said(str):
    """An English sentence with its pattern (``msgid``) and the values put into it."""

    __slots__ = ("msgid", "values")
    msgid: str
    values: dict[str, object]

    def __new__(cls, msgid: str, values: dict[str, object]) -> "Said":
        made = super().__new__(cls, msgid.format_map(values) if values else msgid)
        made.msgid = msgid
        made.values = values
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return (Said, (self.msgid, self.values))


class Both(str):
    """A name out of a data file that stands there in both languages; as a plain string it is the
    English one."""

    __slots__ = ("zh",)
    zh: str

    def __new__(cls, zh: str, en: str) -> "Both":
        made = super().__new__(cls, en)
        made.zh = zh
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return (Both, (self.zh, str(self)))


def say(msgid: str, **values: object) -> Said:
    """The sentence ``msgid`` with ``values`` filled in; a value may be a sentence itself."""
    return Said(msgid, values)


@cache
def _catalogue(lang: str) -> gettext.NullTranslations:
    if lang == "en":
        return gettext.NullTranslations()
    return gettext.translation("laborcase", Path(__file__).parent / "locales", [lang])


def speak(text: str, lang: str) -> str:
    """``text`` in ``lang`` (``"en"``, ``"zh_CN"``); plain strings, people's own, pass unchanged."""
    if isinstance(text, Both):
        return text.zh if lang == "zh_CN" else str(text)
    if not isinstance(text, Said) or not text.msgid:
        return text
    pattern = _catalogue(lang).gettext(text.msgid)
    if not text.values:
        return pattern
    return pattern.format_map(
        {k: speak(v, lang) if isinstance(v, str) else v for k, v in text.values.items()}
    )
