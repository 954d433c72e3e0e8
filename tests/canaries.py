"""Names, numbers and addresses that stand in every field of a confidential complaint or a tip-off,
and how they are looked for. Wherever one of them turns up, something was told that must not be."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from laborcase.values import plain

NAME, PHONE, NUMBER = "冒仉嫘", "13912345670", "411627198707193210"
STREET, TRADE, UNIT = "龘靐", "齉齾", "爨龗"
WORKER, WORKER_PHONE, WORKER_NUMBER = "亓官彧", "13987654321", "411627198808084179"
SPEAKER, LATER_NAME, LATER_PHONE = "夐赟", "冒仉嬲", "13800001111"
AGENT, AGENT_PHONE, POWER = "蒯媵姽", "13712345679", "觌觏委托"
CALLER, RAW_PHONE, LETTER = "麹黀黁", "13612345678", "鼗鼖鼛"  # raw texts of tickets
CALLED, CALLED_PHONE, HEARD = "谯姒婳", "13512345677", "跫跬跏"  # contacts
JOINER, JOINER_PHONE = "郗嫕妫", "13412345676"
SAID = ("甪甭甯", "氅氆氍", "豳豸豨", "勐勖勰", "彘彖彗")  # what is told of tickets
RECEIVER, WITNESS, REFUSAL = "厍娵娑", "仝媸媪", "罡罘罟"
CANARIES = (NAME, PHONE, NUMBER, STREET, TRADE, UNIT, WORKER, WORKER_PHONE, WORKER_NUMBER, SPEAKER,
            LATER_NAME, LATER_PHONE, AGENT, AGENT_PHONE, POWER, CALLER, RAW_PHONE, LETTER, CALLED,
            CALLED_PHONE, HEARD, JOINER, JOINER_PHONE, *SAID, RECEIVER, WITNESS,
            REFUSAL)  # fmt: skip
BORN = "1987-07-19"
OPEN = ("犇羴鱻", "淼焱垚", "赑屃纹")  # facts, demand, note: open to who handles, in no list


def holds(text: str) -> list[str]:
    """The canaries in a text, however it is written."""
    escaped = text + text.encode("utf-8", "replace").decode("unicode_escape", "replace")
    return [c for c in (*CANARIES, BORN) if c in text or c in escaped]


def forms(word: str) -> Iterator[bytes]:
    """A word as bytes, in the ways it may lie on a disk."""
    yield from dict.fromkeys(
        (
            word.encode(),
            word.encode("utf-16-le"),
            word.encode("gb18030"),
            json.dumps(word)[1:-1].encode(),
            plain(word).encode(),
        )
    )


RARE = tuple(c for c in CANARIES if not c.isascii())
"""The canaries that no other test has in mind: names, not numbers."""
_RARE = re.compile(b"|".join(re.escape(form) for word in RARE for form in forms(word)))


def files_that_name(folder: Path) -> list[str]:
    """The files below a folder that hold one of the rare canaries, in their bytes or names."""
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if any(word in str(path.relative_to(folder)) for word in RARE)
        or (path.is_file() and not path.is_symlink() and _RARE.search(path.read_bytes()))
    ]
