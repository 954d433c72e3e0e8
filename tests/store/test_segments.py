"""One segment a year, closed by a checkpoint; registers of every format; where one may lie."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from laborcase.errors import RegisterError
from laborcase.opening import open_desk
from laborcase.store import Json, Line, Make, Store, Summary, Txn, create_store, files, open_store
from laborcase.store.chain import read_closing
from laborcase.store.files import RealDisk, remote_kind, remote_on_macos
from laborcase.store.ledger import create_ledger
from laborcase.store.tiny import TinyStore

Reopen = Callable[[], Store]
Summarise = Callable[[str, Sequence[Line]], Summary | None]
HERE = Path("/r")
ALONE = Path(__file__).parents[2] / "laborcase" / "standalone" / "verify_ledger.py"
KEPT = Path(__file__).parent.parent / "data" / "registers"


def entered(year: int) -> Make:
    def make(txn: Txn) -> Mapping[str, Json]:
        return {"dockets": [f"26-{txn.take('26'):06}"], "at": f"{year}-02-01T09:00:00+08:00"}

    return make


def keys(store: Store) -> list[Json]:
    return [line.body["key"] for line in store.each_line()]


@pytest.fixture
def years(folder: Path, reopen: Reopen) -> Path:
    """A register of three years: a b | c | d e."""
    with reopen() as store:
        for key, year in (("a", 2026), ("b", 2026), ("c", 2027), ("d", 2029), ("e", 2029)):
            store.commit(key, entered(year))
    return folder


def parts(folder: Path) -> list[Path]:
    return [folder / name for name in ("ledger.jsonl", "ledger-2027.jsonl", "ledger-2029.jsonl")]


def test_each_year_has_a_segment_closed_by_a_checkpoint(years: Path) -> None:
    found = [path.read_bytes().splitlines() for path in parts(years)]
    assert [len(lines) for lines in found] == [4, 3, 3]
    bodies = [[json.loads(line.partition(b"\t")[0]) for line in lines] for lines in found]
    for lines, following in ((bodies[0], bodies[1]), (bodies[1], bodies[2])):
        closed, header, last = lines[-1]["closed"], following[0], lines[-2]
        assert (closed["seq"], closed["at"]) == (last["seq"], last["at"])
        assert header["after"] == {"seq": closed["seq"], "hash": closed["hash"]}
        assert following[1]["prev"] == closed["hash"]
        assert header["segment"] == closed["next"]
        assert header["register"] == closed["register"] == bodies[0][0]["register"]
    for line in (line for lines in found for line in lines):
        text, _, hash_ = line.partition(b"\t")
        assert sha256(text).hexdigest().encode() == hash_


@pytest.mark.parametrize("snapshot", [True, False])
def test_segments_read_as_one_chain(years: Path, reopen: Reopen, snapshot: bool) -> None:
    assert (years / "snapshot.json").exists()
    if not snapshot:
        (years / "snapshot.json").unlink()
    with reopen() as store:
        assert keys(store) == list("abcde")
        assert store.head().seq == 5
        for n in range(1, 6):
            assert [line.seq for line in store.lines(f"26-{n:06}")] == [n]
        assert store.commit("c", entered(2030))[1] is False
        store.commit("f", entered(2029))
    with reopen() as store:
        assert keys(store) == list("abcdef")


def test_a_clock_that_runs_back_opens_no_segment(years: Path, reopen: Reopen) -> None:
    with reopen() as store:
        store.commit("f", entered(2026))
        store.commit("g", entered(2029))
    assert sorted(p.name for p in years.glob("ledger*")) == sorted(p.name for p in parts(years))


def test_who_has_it_open_follows_into_the_new_year_at_the_cost_of_one_stat(
    sim: Any, summarise: Summarise
) -> None:
    disk = sim()
    create_ledger(HERE, disk=disk)
    one, two = TinyStore(HERE, summarise, disk=disk), TinyStore(HERE, summarise, disk=disk)
    one.commit("a", entered(2026))
    one.commit("b", entered(2027))
    assert keys(two) == ["a", "b"]
    disk.calls.clear()
    two.head()
    assert dict(disk.calls) == {"stat ledger-2027.jsonl": 1}
    two.commit("c", entered(2028))
    assert one.head() == two.head()
    assert keys(one) == ["a", "b", "c"]


def test_a_turn_of_the_year_that_broke_off_is_made_again(sim: Any, summarise: Summarise) -> None:
    disk = sim()
    create_ledger(HERE, disk=disk)
    with TinyStore(HERE, summarise, disk=disk) as store:
        store.commit("a", entered(2026))
        for call in ("open", "replace", "flush_folder", "write", "flush"):
            disk.fails = lambda name, path, call=call: (
                OSError(28, "full") if (name, path.name[:6]) == (call, "ledger") else None
            )
            if call == "flush_folder":
                disk.fails = lambda name, path: (
                    OSError(5, "bad") if name == "flush_folder" else None
                )
            if call == "flush":  # the take-back needs one, too
                break
            with pytest.raises(RegisterError):
                store.commit("b", entered(2027))
            disk.fails = lambda name, path: None
            with TinyStore(HERE, summarise, disk=disk) as other:
                assert keys(other) == ["a"]
        disk.fails = lambda name, path: None
        store.commit("b", entered(2027))
    with TinyStore(HERE, summarise, disk=disk) as other:
        assert keys(other) == ["a", "b"]


@pytest.mark.parametrize("snapshot", [True, False])
@pytest.mark.parametrize("lost", [1, 2])
def test_a_segment_that_is_missing_is_told_and_nothing_is_touched(
    years: Path, reopen: Reopen, lost: int, snapshot: bool
) -> None:
    gone = parts(years)[lost]
    gone.unlink()
    if not snapshot:
        (years / "snapshot.json").unlink()
    before = {path: path.read_bytes() for path in years.glob("ledger*")}
    if lost == 2 and not snapshot:
        # Nothing knows of it any more: an older state, as any copy that was taken then.
        with reopen() as store:
            assert keys(store) == list("abc")
        return
    with pytest.raises(RegisterError, match=r"Line|is not here") as refused:
        reopen()
    assert snapshot == (str(gone) in str(refused.value))
    assert {path: path.read_bytes() for path in years.glob("ledger*")} == before


def test_a_missing_segment_is_told_though_the_snapshot_is_of_what_went_another_way(
    folder: Path, reopen: Reopen, tmp_path: Path, summarise: Summarise
) -> None:
    """After going back to a backup: the snapshot is that of the register which was given up, and
    knows of more commits than stand before the segment that is missing."""
    with reopen() as store:
        store.commit("a", entered(2026))
    (folder / "snapshot.json").unlink()
    shutil.copytree(folder, tmp_path / "backup")
    with reopen() as store:
        for key in "bcdefg":
            store.commit(key, entered(2026))
    given_up = (folder / "snapshot.json").read_bytes()
    with open_store(str(tmp_path / "backup"), summarise) as store:
        store.commit("b", lambda txn: {**entered(2026)(txn), "text": "x" * 9000})
        store.commit("c", entered(2027))
    (tmp_path / "backup" / "snapshot.json").write_bytes(given_up)
    with open_store(str(tmp_path / "backup"), summarise) as store:
        assert keys(store) == ["a", "b", "c"]
    (tmp_path / "backup" / "snapshot.json").write_bytes(given_up)
    (tmp_path / "backup" / "ledger-2027.jsonl").unlink()
    before = (tmp_path / "backup" / "ledger.jsonl").read_bytes()
    with pytest.raises(RegisterError, match=r"ledger-2027\.jsonl is not here"):
        open_store(str(tmp_path / "backup"), summarise)
    assert (tmp_path / "backup" / "ledger.jsonl").read_bytes() == before


def test_the_closing_line_that_was_only_read_is_flushed_before_the_first_commit_behind_it(
    sim: Any, summarise: Summarise
) -> None:
    for seed in range(40):
        disk = sim()
        create_ledger(HERE, disk=disk)
        first = TinyStore(HERE, summarise, disk=disk)
        first.commit("a", entered(2026))
        # The flush of the closing line fails, and the process dies before it can take it back.
        disk.fails = lambda name, path: (
            OSError(5, "bad")
            if path.name == "ledger.jsonl" and name in ("flush", "truncate")
            else None
        )
        with pytest.raises(RegisterError, match="not certain"):
            first.commit("b", entered(2027))
        disk = disk.after_death()
        second = TinyStore(HERE, summarise, disk=disk)
        assert second.head().seq == 1
        second.commit("b", entered(2027))
        assert keys(TinyStore(HERE, summarise, disk=disk.after_power_cut(seed))) == ["a", "b"]


@pytest.mark.parametrize("snapshot", [True, False])
def test_what_is_changed_at_a_seam_is_found(years: Path, reopen: Reopen, snapshot: bool) -> None:
    first, second, third = parts(years)
    whole = {path: path.read_bytes() for path in (first, second, third)}
    other = whole[second].replace(b'"segment":2027', b'"segment":2028').splitlines(keepends=True)
    text = other[0].partition(b"\t")[0]
    other[0] = text + b"\t" + sha256(text).hexdigest().encode() + b"\n"
    harms = {
        "swapped": {second: whole[third], third: whole[second]},
        "closing line gone": {first: whole[first][: whole[first].rfind(b"\n", 0, -1) + 1]},
        "written behind it": {first: whole[first] + whole[first].splitlines(keepends=True)[2]},
        "header of its own": {second: b"".join(other)},
        "another's segment": {third: whole[first]},
        "emptied": {second: b""},
        "cut in the middle": {first: whole[first][:400]},
    }
    kept = (years / "snapshot.json").read_bytes()
    for changes in harms.values():
        for path, data in (whole | changes).items():
            path.write_bytes(data)
        (years / "snapshot.json").unlink()
        if snapshot:
            (years / "snapshot.json").write_bytes(kept)
            (years / "snapshot.json").chmod(0o600)
        with pytest.raises(RegisterError), reopen() as store:
            list(store.each_line())
        (years / "snapshot.json").write_bytes(kept)


@pytest.mark.parametrize("changed", ["hash", "seq", "register", "at", "next", "more"])
def test_a_seam_that_was_made_to_fit_itself_is_found(
    years: Path, reopen: Reopen, changed: str
) -> None:
    """Closing line and next beginning agree with each other, with hashes that fit, but not with
    the commits before them."""
    first, second, _ = parts(years)
    *before, closing = first.read_bytes().splitlines(keepends=True)
    header, *after = second.read_bytes().splitlines(keepends=True)
    closed = json.loads(closing.rpartition(b"\t")[0])
    begins = json.loads(header.rpartition(b"\t")[0])
    other = {"hash": "0" * 64, "seq": 3, "register": "another", "at": "2026-01-01", "next": 2028}
    closed["closed"][changed] = other.get(changed, 1)
    if changed in ("hash", "seq"):
        begins["after"][changed] = other[changed]
    first.write_bytes(b"".join([*before, _sealed(closed)]))
    second.write_bytes(b"".join([_sealed(begins), *after]))
    command = [sys.executable, "-I", str(ALONE), str(years)]
    assert subprocess.run(command, capture_output=True).returncode == 4
    for snapshot in (True, False):
        if not snapshot:
            (years / "snapshot.json").unlink()
        with pytest.raises(RegisterError), reopen() as store:
            list(store.each_line())


@pytest.mark.parametrize(
    "closed",
    [
        "7",
        "[]",
        '{"register":1,"seq":1,"hash":"0","next":2}',
        '{"register":"r","seq":"1","hash":"0","next":2}',
        '{"register":"r","seq":1,"hash":"0","next":null}',
        '{"register":"r","seq":NaN}',
        '"\\ud800"',
        "[" * 50_000,
    ],
    ids=["number", "list", "register", "seq", "next", "NaN", "surrogate", "depth"],
)
def test_what_is_no_closing_line_closes_nothing(folder: Path, reopen: Reopen, closed: str) -> None:
    with reopen() as store:
        store.commit("a", entered(2026))
    raw = line_of(f'{{"closed":{closed}}}'.encode())
    assert read_closing(raw) is None
    with (folder / "ledger.jsonl").open("ab") as file:
        file.write(raw)
    before = (folder / "ledger.jsonl").read_bytes()
    for snapshot in (True, False):
        if not snapshot:
            (folder / "snapshot.json").unlink()
        with pytest.raises(RegisterError, match="Line 3 of"):
            reopen()
        assert (folder / "ledger.jsonl").read_bytes() == before


def _sealed(body: object) -> bytes:
    return line_of(json.dumps(body, sort_keys=True, separators=(",", ":")).encode())


def test_a_seam_changed_while_open_is_found_by_reading_it_all(years: Path, reopen: Reopen) -> None:
    with reopen() as store:
        data = bytearray(parts(years)[0].read_bytes())
        data[-90] ^= 1
        with parts(years)[0].open("r+b") as file:
            file.write(data)
        with pytest.raises(RegisterError, match="Line"):
            keys(store)


# Bad lines that agree with their hash


def line_of(text: bytes) -> bytes:
    return text + b"\t" + sha256(text).hexdigest().encode() + b"\n"


@pytest.mark.parametrize(
    "text",
    [
        b'{"dockets":["a"],"key":"x","prev":"%s","seq":2,"sum":NaN}',
        b'{"dockets":["a"],"key":"x","prev":"%s","seq":2,"sum":"\\ud800"}',
        b'{"dockets":["a"],"key":"x","prev":"%s","seq":2,"sum":"\xff"}',
        b'{"dockets":["a"],"key":"x","prev":"%s","seq":2,"sum":' + b"[" * 100_000 + b"}",
        b'{"dockets":["a"],"key":"x","prev":"%s","seq":1}',
        b'{"dockets":["a"],"key":"x","prev":"%s","seq":true}',
        b"[]",
        b'{"dockets":["a"],"prev":"%s","seq":2}',
        b'{"key":"x","prev":"%s","seq":2}',
        b'{"dockets":["a","a"],"key":"x","prev":"%s","seq":2}',
        *(
            b'{"batch":%b,"dockets":["a"],"key":"x","prev":"%%s","seq":2}' % batch
            for batch in (b"[3,5]", b"[1,1]", b'["2",2]', b"[2]", b"2", b"null")
        ),
    ],
    ids=[
        "NaN",
        "surrogate",
        "no UTF-8",
        "depth",
        "number twice",
        "no number",
        "list",
        "no key",
        "no docket",
        "a docket twice",
        "in a later batch",
        "in an earlier batch",
        "in a batch of text",
        "in half a batch",
        "in a number",
        "in nothing",
    ],
)
def test_a_line_of_ours_that_no_program_of_ours_wrote_is_refused(
    folder: Path, reopen: Reopen, text: bytes
) -> None:
    with reopen() as store:
        head = store.commit("a", entered(2026))[0]
    ledger = folder / "ledger.jsonl"
    with ledger.open("ab") as file:
        file.write(line_of(text.replace(b"%s", head.hash.encode())))
    before = ledger.read_bytes()
    for snapshot in (True, False):
        if not snapshot:
            (folder / "snapshot.json").unlink()
        with pytest.raises(RegisterError, match="Line 3 of"):
            reopen()
        assert ledger.read_bytes() == before


def test_a_doubled_name_in_a_line_is_found_by_verifying(folder: Path, reopen: Reopen) -> None:
    with reopen() as store:
        head = store.commit("a", entered(2026))[0]
    text = f'{{"dockets":["a"],"key":"x","key":"x","prev":"{head.hash}","seq":2}}'
    with (folder / "ledger.jsonl").open("ab") as file:
        file.write(line_of(text.encode()))
    with reopen() as store, pytest.raises(RegisterError, match="Line 3 of"):
        keys(store)


@pytest.mark.parametrize("whole", [True, False])
def test_a_line_of_300_megabytes_is_refused_and_not_cut_off(
    folder: Path, reopen: Reopen, whole: bool
) -> None:
    """It is no torn end either: a commit has 16 MB at most."""
    with reopen() as store:
        store.commit("a", entered(2026))
    ledger = folder / "ledger.jsonl"
    text = b'{"text":"' + (bytes if whole else b"x".__mul__)(300_000_000) + b'"}'
    with ledger.open("ab") as file:
        start = file.tell()
        if whole:  # zeros, most of them a hole in the file, and a hash that agrees
            file.write(text[:9])
            file.truncate(start + len(text) - 2)
            file.seek(0, os.SEEK_END)
            file.write(line_of(text)[len(text) - 2 :])
        else:
            file.write(text[:20_000_000] + b"\n")
    size = ledger.stat().st_size
    with pytest.raises(RegisterError, match="Line 3 of"):
        reopen()
    assert ledger.stat().st_size == size


def test_a_line_of_an_unknown_algorithm_wants_a_newer_program(folder: Path, reopen: Reopen) -> None:
    with reopen() as store:
        head = store.commit("a", entered(2026))[0]
    assert head.body["alg"] == "sha256"
    text = f'{{"alg":"sm3","dockets":["a"],"key":"x","prev":"{head.hash}","seq":2}}'
    with (folder / "ledger.jsonl").open("ab") as file:
        file.write(line_of(text.encode()))
    with pytest.raises(RegisterError, match=r"newer program \(version sm3\)"):
        reopen()


# Registers of every format that ever landed


def kept_register(name: str, to: Path) -> Path:
    shutil.copytree(KEPT / name, to)
    for path in (to, *to.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return to


@pytest.fixture(params=sorted(path.name for path in KEPT.iterdir()))
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A register as a program once wrote it; what it says stands in ``expected.json``."""
    return kept_register(request.param, tmp_path / "old")


def test_a_register_of_an_older_format_opens_verifies_and_goes_on(old: Path) -> None:
    told = json.loads((old / "expected.json").read_text("utf-8"))
    (old / "expected.json").unlink()
    with open_desk(str(old), officer=told["officer"]) as desk:
        proof = desk.verify()
        assert (proof.commits, proof.hash) == (told["commits"], told["head"])
        found = {key: len(desk.docket(key).entries) for key in told["entries"]}
        assert found == told["entries"]
        assert {key: desk.docket(key).state.stage.value for key in told["stages"]} == told["stages"]
    with open_desk(str(old), officer=told["officer"]) as desk:
        assert desk.verify() == proof


# Where a register may lie

MOUNTS = """\
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
30 22 0:45 / /srv/share rw - nfs4 server:/share rw
31 22 0:46 / /mnt/with\\040space rw - cifs //server/x rw
32 22 0:47 / /mnt/home rw - fuse.sshfs me@there: rw
33 22 8:1 / /media/stick rw - fuseblk /dev/sda1 rw
34 30 8:2 / /srv/share/local rw - xfs /dev/sdb1 rw
35 22 0:48 / /mnt/smb rw shared:7 - smb3 //server/y rw
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/data/a", ""),
        ("/srv/share/register", "nfs4"),
        ("/srv/shared/register", ""),
        ("/mnt/with space/r", "cifs"),
        ("/mnt/home", "fuse.sshfs"),
        ("/media/stick/r", ""),
        ("/srv/share/local/r", ""),
        ("/mnt/smb/r", "smb3"),
    ],
)
def test_network_file_systems_are_told_by_the_list_of_mounts(path: str, kind: str) -> None:
    assert remote_kind(Path(path), MOUNTS) == kind
    assert remote_kind(Path(path), "") == ""
    assert remote_kind(Path(path), "x\n - \n" + "1 2 3 / - nfs\n") == ""


MACOS_MOUNTS = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse, protect, root data)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
//office@server/share on /Volumes/share (smbfs, nodev, nosuid, mounted by office)
server:/export/home on /private/nfs (nfs, nodev, nosuid, mounted by office)
//guest:@nas._afpovertcp._tcp.local/data on /Volumes/data (afpfs, nodev, nosuid, mounted by office)
http://server/dav/ on /Volumes/dav on Monday (webdav, nodev, noexec, nosuid, mounted by office)
me@there:/srv on /Users/office/there (macfuse, nodev, nosuid, synchronous, mounted by office)
/dev/disk4s2 on /Volumes/share/local stick (msdos, local, nodev, nosuid, noowners)
//office@server/caf%C3%A9 on /Volumes/Cafe\u0301 (smbfs, nodev, nosuid, mounted by office)
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/Users/office/Library/Application Support/laborcase", ""),
        ("/Volumes/share/register", "smbfs"),
        ("/volumes/SHARE/register", "smbfs"),
        ("/Volumes/shared/register", ""),
        ("/Volumes/share/local stick/r", ""),
        ("/private/nfs", "nfs"),
        ("/Volumes/data/r", "afpfs"),
        ("/Volumes/dav on Monday/r", "webdav"),
        ("/Users/office/there/r", "macfuse"),
        ("/Volumes/caf\u00e9/r", "smbfs"),
    ],
)
def test_network_file_systems_are_told_on_macos_by_what_mount_prints(path: str, kind: str) -> None:
    assert remote_on_macos(Path(path), MACOS_MOUNTS) == kind
    assert remote_on_macos(Path(path), "") == ""
    assert remote_on_macos(Path(path), "x on (nfs)\n on  (\nserver on / nfs\n") == ""


@pytest.mark.parametrize("answers", [True, False])
def test_a_mac_is_asked_what_is_mounted(
    answers: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        assert command == ["/sbin/mount"]
        if not answers:
            raise subprocess.TimeoutExpired(command, 30)
        line = f"server:/x on {tmp_path} (nfs, nodev, nosuid)\n"
        return subprocess.CompletedProcess(command, 0, line.encode())

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(subprocess, "run", run)
    assert RealDisk().remote(tmp_path / "register") == ("nfs" if answers else "")


def test_a_folder_on_a_network_is_refused_and_with_a_word_has_one_opener(
    sim: Any, summarise: Summarise, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = sim()
    disk.network = "nfs4"
    with pytest.raises(RegisterError, match=r"network file system \(nfs4\).*LABORCASE_ALONE=1"):
        create_ledger(HERE, disk=disk)
    assert disk.files == {}
    monkeypatch.setenv("LABORCASE_ALONE", "1")
    create_ledger(HERE, disk=disk)
    one = TinyStore(HERE, summarise, disk=disk)
    one.commit("a", entered(2026))
    with pytest.raises(RegisterError, match="Another program has held the lock"):
        TinyStore(HERE, summarise, disk=disk)
    one.commit("b", entered(2026))
    one.close()
    with TinyStore(HERE, summarise, disk=disk) as two:
        assert keys(two) == ["a", "b"]
    monkeypatch.delenv("LABORCASE_ALONE")
    with pytest.raises(RegisterError, match="network file system"):
        TinyStore(HERE, summarise, disk=disk)


def test_on_macos_the_drive_itself_is_flushed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(files.fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(files.fcntl, "fcntl", lambda file, what: asked.append((file, what)))
    monkeypatch.setattr(os, "fsync", lambda file: pytest.fail("fsync stops at the drive's cache"))
    disk = RealDisk()
    file = disk.open(tmp_path / "x", new=True)
    disk.flush(file)
    disk.close(file)
    assert asked == [(file, 51)]


def test_the_embedded_register_opens_no_socket(tmp_path: Path, summarise: Summarise) -> None:
    seen: list[str] = []
    watching = [True]

    def hook(event: str, _: object) -> None:
        if watching[0] and event.startswith("socket."):
            seen.append(event)

    sys.addaudithook(hook)
    with create_store(str(tmp_path / "r"), summarise) as store:
        store.commit("a", entered(2026))
        store.put_file(b"x")
    with open_store(str(tmp_path / "r"), summarise) as store:
        assert keys(store) == ["a"]
    watching[0] = False
    assert seen == []
