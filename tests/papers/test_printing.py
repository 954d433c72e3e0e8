"""Papers as they come out: the nine of the demonstration, hostile text, blanks, marks, proof."""

import json
import os
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from laborcase import acts, demo, printing
from laborcase.desk import Desk
from laborcase.errors import Invalid, NotFound, Usage
from laborcase.law.papers import wording
from laborcase.parties import Claim, Identity, Person, Respondent, Worker
from laborcase.printing import filling
from laborcase.printing.facts import Facts, facts_of
from laborcase.record.docket import OFFICE
from laborcase.record.payments import LineSum
from laborcase.visible import visible

from .conftest import NOW

GOLDEN = Path(__file__).parent / "golden"
HOSTILE = json.loads((Path(__file__).parents[1] / "data" / "hostile.json").read_text("ascii"))
PRINTED = sorted(wording())
HEAD = (7, "0123456789abcdef" * 4)
TAGS = {
    "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "table", "thead", "tr",
    "th", "td", "footer",
}  # fmt: skip


class Page(HTMLParser):
    """The tags, attributes and texts of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= set(attrs)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def masked(text: str) -> str:
    """A printed paper with the hash of its ledger masked: that differs in each register."""
    return re.sub(r"校验 [0-9a-f ]{24}", "校验 **** **** **** **** ****", text)


# ------------------------------------------------------------------ as printed


@pytest.mark.parametrize("form", ["text", "html"])
@pytest.mark.parametrize("code", PRINTED)
def test_each_paper_of_the_demonstration_as_printed(
    office: Desk, origins: dict[str, printing.Origin], code: str, form: str
) -> None:
    found = origins[code]
    made = masked(office.paper(found.docket.key, found.sheet.id, form))
    path = GOLDEN / f"{code}.{'txt' if form == 'text' else 'html'}"
    if os.environ.get("LABORCASE_UPDATE_GOLDEN") == "1":
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8")


def test_everything_that_can_be_printed_of_the_demonstration_prints(
    office: Desk, dockets: list[str]
) -> None:
    for key in dockets:
        for sheet in office.papers(key):
            text, page = (office.paper(key, sheet.id, form) for form in ("text", "html"))
            assert sheet.title("zh_CN") in text
            assert "{" not in text
            assert "None" not in text
            assert Page(page).tags <= TAGS


def test_every_paper_bears_number_authority_and_the_head_of_the_ledger(office: Desk) -> None:
    key = office.find(office.asking(text="周口某仓储有限公司", kind="case")).rows[0].key
    text = office.paper(key, "D40")
    paper = office.case(key).paper("P2")
    digest = office.verify().hash
    assert paper.number in text
    assert "周口经济开发区人力资源和社会保障局（印章）" in text
    assert f"第 {office.head()} 笔　校验 " + " ".join(re.findall("....", digest[:20])) in text


def test_the_inspectors_of_an_order_and_a_record_bear_their_certificates(
    office: Desk, origins: dict[str, printing.Origin]
) -> None:
    for code in ("D40", "D21"):
        text = office.paper(origins[code].docket.key, origins[code].sheet.id)
        assert len(set(re.findall("豫监1671000[0-9]", text))) == 2, code


def test_a_provision_not_read_in_full_bears_its_mark_and_the_mark_is_explained(
    origins: dict[str, printing.Origin],
) -> None:
    for code in PRINTED:
        paper = printing.printed(origins[code], *HEAD)
        cited = re.findall("《[^》]*》[^《》※]*※", printing.as_text(paper))
        assert bool(cited) == bool(paper.notes), code
    notes = printing.printed(origins["D05N"], *HEAD).notes
    assert any("第十八条第二款至第三款：仅见转引" in note for note in notes)


def test_what_is_not_known_is_a_blank_and_never_guessed(desk: Desk, complaint) -> None:
    key = desk.as_officer("wang").enter(complaint(complainant=Person(name="王某某"))).docket
    text = desk.as_officer("wang").paper(key, "D01")
    for line in ("性别：____", "年龄：____", "证件号码：____", "联系电话：____", "住址：____"):
        assert f"\n{line}\n" in text


def test_age_and_sex_are_read_from_a_resident_number(desk: Desk, complaint) -> None:
    who = Person(name="王某某", resident_number="411627198503124010")
    key = desk.as_officer("wang").enter(complaint(complainant=who)).docket
    text = desk.as_officer("wang").paper(key, "D01")
    assert "性别：男" in text
    assert "年龄：41岁" in text


def test_remedies_name_organ_and_court_once_the_office_knows_them(
    desk: Desk, case: str, clock
) -> None:
    li = desk.as_officer("li")
    li.enter(acts.Ordered(what="支付", by=date(2026, 12, 1)), on=case)
    assert "向____申请行政复议" in li.paper(case, "P1")
    zone = next(a for a in desk.office.authorities if a.id == "zone")
    known = {
        "review_by": "周口市人民政府",
        "court": "某区人民法院",
        "address": "某路1号",
        "phone": "0394-0000000",
    }
    desk.enter(acts.AuthoritySet(body=evolve(zone, **known), reason="补全"), on=OFFICE)
    li.enter(acts.Ordered(what="再付", by=date(2026, 12, 5)), on=case)
    text = li.paper(case, "P2")
    assert "向周口市人民政府申请行政复议" in text
    assert "向某区人民法院提起行政诉讼" in text
    assert "办公地址：某路1号" in text
    # A paper says what its office knew when it was issued.
    assert "向____申请行政复议" in li.paper(case, "P1")


# ------------------------------------------------------------------ whose paper it is


def test_every_authority_is_the_one_that_issued_also_after_hand_overs() -> None:
    zone, city = "周口经济开发区人力资源和社会保障局", "周口市人力资源和社会保障局"
    with demo.story(lambda: NOW) as (desk, key):
        for sheet in desk.papers(key):
            text = desk.paper(key, sheet.id)
            assert zone in text, sheet.id
            if sheet.handover:  # it goes from the one to the other: who signs stands at its head
                signs = city if "周人社" in sheet.number or sheet.code == "D92" else zone
                owner = text.splitlines()[0].strip()
                assert owner == signs or (sheet.code == "D92" and owner == zone), sheet.id
                continue
            assert city not in text, sheet.id


def test_a_paper_of_the_superior_stays_the_superiors_after_the_case_comes_down(
    desk: Desk, case: str
) -> None:
    zhou, zheng, wu = (desk.as_officer(o) for o in ("zhou", "zheng", "wu"))
    li = desk.as_officer("li")
    li.enter(acts.Ordered(what="支付一", by=date(2026, 12, 1)), on=case)
    zhou.enter(acts.Asked(what="request_upward", reasons_given="需查询"), on=case)
    zheng.enter(acts.Answered(handover="H1", answer="approved", text="同意"), on=case)
    wu.enter(acts.CarriedOut(handover="H1", received="一册"), on=case)
    wu.enter(acts.Assigned(lead="zhao", assistant="qian"), on=case)
    desk.as_officer("zhao").enter(acts.Ordered(what="支付二", by=date(2026, 12, 8)), on=case)
    wu.enter(
        acts.Asked(
            what="hand_down", reasons_given="查清", remaining="督促", report_by=date(2026, 12, 20)
        ),
        on=case,
    )
    zheng.enter(acts.Answered(handover="H2", answer="approved", text="同意"), on=case)
    zone, city = "周口经济开发区人力资源和社会保障局（印章）", "周口市人力资源和社会保障局（印章）"
    assert zhou.case(case).authority == "zone"
    for name, own, other, pair in (("P1", zone, city, "李川"), ("P2", city, zone, "赵岩")):
        for sheet in (name, f"D68.{name}"):
            text = zhou.paper(case, sheet)
            assert own in text, sheet
            assert other not in text, sheet
        assert pair in zhou.paper(case, name)


def test_a_renamed_authority_keeps_its_old_name_on_its_old_papers(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    li.enter(acts.Ordered(what="支付", by=date(2026, 12, 1)), on=case)
    zone = next(a for a in desk.office.authorities if a.id == "zone")
    desk.enter(acts.AuthoritySet(body=evolve(zone, name="新名称局"), reason="更名"), on=OFFICE)
    assert "新名称局" not in li.paper(case, "P1")
    li.enter(acts.Ordered(what="再付", by=date(2026, 12, 5)), on=case)
    assert "新名称局（印章）" in li.paper(case, "P2")


def test_a_joint_office_stands_on_no_paper(office: Desk, dockets: list[str]) -> None:
    joint = [k for k in dockets if office.key_of(k) and _joint(office, k)]
    assert joint
    for key in joint:
        for sheet in office.papers(key):
            assert "联合执法办公室" not in office.paper(key, sheet.id), (key, sheet.id)


def _joint(office: Desk, key: str) -> bool:
    return bool(getattr(office.docket(key).state, "joint", False))


# ------------------------------------------------------------------ who must not be named

SECRET = {
    "name": "秘举人甲",
    "phone": "13911112222",
    "resident_number": "411627198503124010",
    "address": "某村秘密巷九号",
    "work_unit": "秘密车间",
}


@pytest.mark.parametrize(
    ("tipoff", "identity"),
    [(True, Identity.NAMED), (True, Identity.CONFIDENTIAL), (False, Identity.CONFIDENTIAL)],
)
def test_no_paper_names_whose_identity_is_kept_secret_whoever_prints(
    desk: Desk, complaint, clock, tipoff: bool, identity: Identity
) -> None:
    wang, zhou = desk.as_officer("wang"), desk.as_officer("zhou")
    key = wang.enter(
        complaint(
            tipoff=tipoff,
            identity=identity,
            complainant=Person(**SECRET),
            workers=(Worker(name="秘举人乙", phone="13933334444"),),
            representatives=("秘举人丙",),
        )
    ).docket
    wang.enter(acts.SupplementAsked(items="补工资条"), on=key)
    wang.enter(acts.Served(paper="P2", receiver="秘举人丁", witness="秘举人戊"), on=key)
    filing = acts.Filed() if tipoff else acts.Accepted()
    case = zhou.enter(filing, on=key).opened
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
    desk.as_officer("li").enter(acts.Ordered(what="支付", by=date(2026, 12, 1)), on=case)
    canaries = [*SECRET.values(), "13933334444", *(f"秘举人{c}" for c in "乙丙丁戊")]
    printed = 0
    for officer in ("wang", "zhou", "li"):
        seat = desk.as_officer(officer)
        for docket in (key, case):
            for sheet in seat.papers(docket):
                for form in ("text", "html"):
                    text = seat.paper(docket, sheet.id, form)
                    assert not [c for c in canaries if c in text], sheet.id
                    printed += 1
    assert printed > 30
    seen = desk.as_officer("li").docket(key)
    assert not [c for c in canaries if c in str(seen)]


def test_a_named_complainant_stands_on_the_list_of_workers(desk: Desk, case: str) -> None:
    li = desk.as_officer("li")
    li.enter(acts.Ordered(what="支付", by=date(2026, 12, 1)), on=case)
    assert re.search(
        "1 +王某某 +拖欠工资 +2026-03-01 至 2026-03-31 +3,200.00", li.paper(case, "P1")
    )


def test_the_list_of_an_order_bears_what_was_claimed_verified_and_ordered_of_each_worker(
    desk: Desk, complaint
) -> None:
    def owed(name: str, fen: int) -> Worker:
        return Worker(name=name, claims=(Claim(amount=fen),))

    workers = (owed("甲某", 500_000), owed("乙某", 300_000), owed("丙某", 100_000))
    key = desk.as_officer("wang").enter(complaint(workers=workers)).docket
    zhou, li = desk.as_officer("zhou"), desk.as_officer("li")
    case = zhou.enter(acts.Accepted(told_on=NOW.date()), on=key).opened
    zhou.enter(acts.Assigned(lead="li", assistant="chen"), on=case)
    li.enter(acts.EvidenceAdded(name="工资表"), on=case)
    verified = (LineSum(line="W1-1", sum=450_000), LineSum(line="W2-1", sum=300_000))
    li.enter(acts.SumsVerified(sums=verified, evidence="E1"), on=case)
    li.enter(acts.Ordered(what="支付", by=date(2026, 12, 1), sums=verified), on=case)
    text = li.paper(case, "P1")
    rows = [re.split(" {2,}", x) for x in text.splitlines() if re.match("[0-9] +[甲乙丙]某", x)]
    assert [(r[1], *r[-3:]) for r in rows] == [
        ("甲某", "5,000.00", "4,500.00", "4,500.00"),
        ("乙某", "3,000.00", "3,000.00", "3,000.00"),
    ]
    assert "名单应支付金额合计：7,500.00元" in text
    assert "应支付金额合计：7,500.00元" in text
    assert "丙某" not in text


def test_the_administrator_prints_nothing(desk: Desk, case: str) -> None:
    for name in (case, "26-000001", OFFICE):
        with pytest.raises(NotFound):
            desk.paper(name, "D01")


# ------------------------------------------------------------------ hostile text


def facts_of_nothing_but(text: str, like: Facts) -> Facts:
    """Facts in which every slot and every cell holds the same text."""
    return Facts(
        texts=dict.fromkeys(like.texts, text),
        tables={name: [(text,) * 9] for name in like.tables},
        cited=like.cited,
    )


def fitted(facts: Facts, code: str) -> Facts:
    """Tables as wide as the wording of the paper wants them."""
    wide = {b.lines[0]: len(b.lines) - 1 for b in wording()[code] if b.kind == "list"}
    tables = {n: [row[: wide.get(n, 7)] for row in rows] for n, rows in facts.tables.items()}
    return Facts(texts=facts.texts, tables=tables, cited=facts.cited)


def full_of(text: str, found: printing.Origin, monkeypatch: pytest.MonkeyPatch) -> printing.Printed:
    facts = fitted(facts_of_nothing_but(text, facts_of(found)), found.sheet.code)
    with monkeypatch.context() as patch:
        patch.setattr(filling, "facts_of", lambda _: facts)
        return printing.printed(found, *HEAD)


def is_whole_and_harmless(text: str, paper: printing.Printed) -> None:
    """The text stands on the paper to its last character, and does nothing there."""
    shown = visible(text, keep="\n")
    plain, page = printing.as_text(paper), printing.as_html(paper)
    assert visible(plain, keep="\n") == plain
    for line in shown.split("\n"):
        assert line.strip() in plain
    read = Page(page)
    assert read.tags <= TAGS
    assert {name for name, _ in read.attributes} <= {"lang", "charset", "class", "http-equiv",
                                                     "content"}  # fmt: skip
    assert not shown or any(shown in data for data in read.texts)
    assert page.count("<script") == 0


@pytest.mark.parametrize("code", PRINTED)
def test_hostile_text_comes_out_whole_and_is_never_markup_nor_a_slot(
    code: str, origins: dict[str, printing.Origin], monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in HOSTILE:
        is_whole_and_harmless(text, full_of(text, origins[code], monkeypatch))


@given(text=st.text(st.characters(), max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_comes_out_whole(text: str, origins: dict[str, printing.Origin]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        is_whole_and_harmless(text, full_of(text, origins["D05N"], patch))


def test_hostile_text_that_the_desk_takes_comes_out_of_its_papers(desk: Desk, complaint) -> None:
    wang, taken = desk.as_officer("wang"), 0
    for text in HOSTILE:
        try:
            act = complaint(
                facts=text, demand=text, respondents=(Respondent(name=text, address=text),)
            )
            key = wang.enter(act).docket
        except (Invalid, RuntimeError):
            continue
        taken += 1
        kept = wang.complaint(key)
        for name in ("D01", "P1"):
            page = Page(wang.paper(key, name, "html"))
            assert page.tags <= TAGS
            wanted = [visible(kept.respondents[0].name)]
            wanted += [visible(kept.facts, keep="\n")] if name == "D01" else []
            for shown in wanted:
                assert any(shown in data for data in page.texts), (name, text)
    assert taken > 60


def test_a_line_break_that_somebody_typed_begins_no_line_of_the_form(desk: Desk, complaint) -> None:
    key = desk.as_officer("wang").enter(complaint(facts="没发。\n登记编号：假的")).docket
    text = desk.as_officer("wang").paper(key, "D01")
    assert "\n    登记编号：假的\n" in text
    assert "\n登记编号：假的" not in text


# ------------------------------------------------------------------ which paper is meant


def test_a_paper_is_found_by_its_id_its_number_in_any_brackets_or_its_code(
    office: Desk, origins: dict[str, printing.Origin]
) -> None:
    found = origins["D40"]
    key, sheet = found.docket.key, found.sheet
    whole = office.paper(key, sheet.id)
    for name in (sheet.id.lower(), "Ｐ2", "d40", sheet.number, sheet.number.replace("〔", "[")):
        assert office.paper(key, name) == whole


def test_several_of_a_code_are_named_and_nothing_else_is_printed(
    office: Desk, origins: dict[str, printing.Origin]
) -> None:
    key = origins["D40"].docket.key
    with pytest.raises(NotFound, match=r"several “D68” here: D68\.P1, D68\.P2"):
        office.paper(key, "D68")
    for name in ("P1", "P99", "D99", "", "../../etc/passwd", "{id}", "D68.P9"):
        with pytest.raises(NotFound, match="cannot be printed here"):
            office.paper(key, name)
    with pytest.raises(Usage, match="not as pdf"):
        office.paper(key, "P2", "pdf")


# ------------------------------------------------------------------ files


def test_a_new_file_is_its_owners_alone_and_nothing_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "一份.html"
    printing.write_new(path, "第一份\n")
    assert path.read_bytes() == "第一份\n".encode()
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(Usage, match="nothing is overwritten"):
        printing.write_new(path, "第二份")
    assert path.read_text("utf-8") == "第一份\n"


def test_no_trick_of_a_path_leads_anywhere_else(tmp_path: Path) -> None:
    target = tmp_path / "target"
    (tmp_path / "link").symlink_to(target)
    (tmp_path / "folder").mkdir()
    for path in (
        tmp_path / "link",
        tmp_path / "folder",
        Path("/dev/null"),
        tmp_path / "folder" / ".." / "out",
        tmp_path / "a\nb",
        tmp_path / "a\u202eb",
        tmp_path / "a\0b",
    ):
        with pytest.raises(Usage):
            printing.write_new(path, "x")
    with pytest.raises(NotFound, match="cannot be written"):
        printing.write_new(tmp_path / "nowhere" / "x", "x")
    assert not target.exists()
    assert not (tmp_path / "out").exists()


def test_a_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    name = printing.file_name("26-000001", "D68.P1", NOW, "txt")
    path = printing.write_into(tmp_path / "papers", name, "x")
    assert path.name == "26-000001-D68.P1-20261123-093000.txt"
    assert path.parent.stat().st_mode & 0o777 == 0o700
    with pytest.raises(Usage):
        printing.write_into(tmp_path / ".." / "papers", name, "x")
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotFound, match="cannot be written"):
        printing.write_into(tmp_path / "file" / "papers", name, "x")
