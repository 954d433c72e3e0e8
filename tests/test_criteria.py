"""Criteria for handing up: computed with their facts, suggested, never decided; others are tried
over past cases before they count."""

import json
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from laborcase import acts
from laborcase.cli import main
from laborcase.desk import Desk
from laborcase.errors import Invalid, Refused
from laborcase.law.bases import bases
from laborcase.law.criteria import criteria
from laborcase.parties import Level, Person, Respondent, Site
from laborcase.record.criteria import ASKED, TITLES, Seen, suggestion
from laborcase.record.docket import Alleged
from laborcase.record.office import LocalCriterion
from laborcase.words import speak

MANDATORY = {"C01", "C02", "C05", "C07", "C08", "C10", "C16"}


def noted(code: str, holds: bool = True) -> acts.CriterionNoted:
    return acts.CriterionNoted(criterion=code, holds=holds, why="报社来电")


def held(desk: Desk, key: str, code: str):
    return next(h for h in desk.as_officer("zhou").criteria(key).held if h.rule.id == code)


def opened(desk: Desk, complaint, **fields: object) -> str:
    """A case of one complaint with these fields."""
    key = desk.as_officer("wang").enter(complaint(**fields)).docket
    return desk.as_officer("zhou").enter(acts.Accepted(), on=key).opened


def test_twenty_rows_stand_with_their_source_and_can_be_asked() -> None:
    rows = criteria()
    assert list(rows) == [f"C{n:02}" for n in range(1, 21)]
    assert {c.id for c in rows.values() if c.level == "mandatory"} == MANDATORY
    assert {c.fact for c in rows.values()} == set(ASKED)
    assert {b for c in rows.values() for b in c.bases} <= set(bases())
    assert all(c.source for c in rows.values())
    for c in rows.values():
        assert speak(TITLES[c.id], "en") == c.title_en
        assert speak(TITLES[c.id], "zh_CN") == c.title_zh


def test_an_ordinary_case_suggests_nothing_and_says_what_it_cannot_know(
    desk: Desk, case: str
) -> None:
    found = desk.as_officer("zhou").criteria(case)
    assert found.verdict == "none"
    assert {"C08", "C10", "C14"} <= {h.rule.id for h in found.unknown}
    assert all(h.answer.missing for h in found.unknown)


def test_one_that_is_mandatory_suffices_of_the_others_it_takes_two(desk: Desk, complaint) -> None:
    hundred = Alleged(cause="arrears", start=date(2026, 3, 1), workers=100)
    many = opened(desk, complaint, allegations=(evolve(hundred, amount=100_000_000),))
    found = desk.as_officer("zhou").criteria(many)
    assert found.verdict == "mandatory"
    assert "C02" in found.codes
    funded = opened(desk, complaint, site=Site(government_funded=True))
    zhou = desk.as_officer("zhou")
    assert (zhou.criteria(funded).codes, zhou.criteria(funded).verdict) == (("C15",), "none")
    zhou.enter(noted("C14"), on=funded)
    assert zhou.criteria(funded).codes == ("C14", "C15")
    assert zhou.criteria(funded).verdict == "suggested"


def test_a_person_says_what_no_docket_knows_with_a_reason_and_is_named(
    desk: Desk, case: str
) -> None:
    li = desk.as_officer("li")
    with pytest.raises(Refused, match="On what it rests"):
        li.enter(evolve(noted("C08"), why=" "), on=case)
    with pytest.raises(Refused, match="no criterion"):
        li.enter(noted("C99"), on=case)
    li.enter(noted("C08"), on=case)
    assert desk.as_officer("zhou").criteria(case).verdict == "mandatory"
    one = held(desk, case, "C08")
    assert one.answer.by == li.officer.name
    assert any("报社来电" in fact for fact in one.answer.facts)
    li.enter(noted("C08", holds=False), on=case)
    assert desk.as_officer("zhou").criteria(case).verdict == "none"


def test_the_facts_that_were_taken_stand_beside_each_answer(desk: Desk, complaint, clock) -> None:
    chain = (
        Respondent(name="总包公司", role="general_contractor"),
        Respondent(name="劳务公司", role="subcontractor"),
    )
    key = opened(desk, complaint, respondents=chain)
    assert held(desk, key, "C11").holds
    assert "respondents: 2" in held(desk, key, "C11").answer.facts
    assert not held(desk, key, "C17").holds
    clock.forward(days=24)
    late = held(desk, key, "C17")
    assert late.holds
    assert late.answer.facts == ("days used: 24 of 30 (80 %)",)
    assert "hn-lsi-16" in late.answer.bases


def test_insurance_above_the_level_is_known_where_the_office_said_who_pools(
    desk: Desk, complaint
) -> None:
    key = opened(desk, complaint, allegations=(Alleged(cause="insurance"),))
    assert held(desk, key, "C18").answer.answer == "unknown"
    guan = desk.as_officer("guan")
    settings = evolve(guan.office.settings, pooling=Level.CITY)
    guan.enter(acts.SettingsChanged(settings=settings, reason="市级统筹"), on="office")
    assert held(desk, key, "C18").holds


def change(desk: Desk, *rows: LocalCriterion) -> None:
    guan = desk.as_officer("guan")
    settings = evolve(guan.office.settings, criteria=rows)
    guan.enter(acts.SettingsChanged(settings=settings, reason="会议纪要"), on="office")


def test_the_office_has_its_own_figures_each_with_its_reason(desk: Desk, case: str) -> None:
    change(desk, LocalCriterion(criterion="C01", figure=1, reason="全区人少"))
    one = held(desk, case, "C01")
    assert one.holds
    assert one.figure == 1
    assert "全区人少" in one.answer.note
    change(desk, LocalCriterion(criterion="C01", on=False, reason="不用人数"))
    assert "C01" not in {h.rule.id for h in desk.as_officer("zhou").criteria(case).held}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (LocalCriterion(criterion="C77", reason="x"), "no criterion"),
        (LocalCriterion(criterion="C01", figure=5), "say why"),
        (LocalCriterion(criterion="C01", figure=0, reason="x"), "cannot be its figure"),
        (LocalCriterion(criterion="C17", figure=101, reason="x"), "cannot be its figure"),
        (LocalCriterion(criterion="C08", figure=3, reason="x"), "no such figure"),
    ],
)
def test_criteria_that_cannot_be_are_refused(desk: Desk, row: LocalCriterion, says: str) -> None:
    with pytest.raises(Refused, match=says):
        change(desk, row)
    assert desk.office.settings.criteria == ()
    with pytest.raises(Invalid, match=says):
        desk.as_officer("zhou").replay(date(2026, 1, 1), date(2026, 12, 31), (row,))


def test_not_handing_up_against_the_suggestion_is_entered_with_a_reason(
    desk: Desk, case: str
) -> None:
    zhou = desk.as_officer("zhou")
    with pytest.raises(Refused, match="nothing is to be said"):
        zhou.enter(acts.KeptHere(reason="本局能办"), on=case)
    zhou.enter(noted("C08"), on=case)
    with pytest.raises(Refused, match="Reason"):
        zhou.enter(acts.KeptHere(reason=" "), on=case)
    with pytest.raises(Refused):
        desk.as_officer("li").enter(acts.KeptHere(reason="本局能办"), on=case)
    zhou.enter(acts.KeptHere(reason="本局能办"), on=case)
    (kept,) = zhou.case(case).complexity.kept
    assert (kept.met, kept.said.why) == (("C08",), "本局能办")


def test_a_criterion_switches_none_of_the_three_other_things_on(desk: Desk, case: str) -> None:
    zhou = desk.as_officer("zhou")

    def answers() -> dict[str, str]:
        (one,) = (o for o in zhou.opinions(case) if o.id == "approvals")
        return {a.id: a.answer for a in one.answers}

    for code in ("C08", "C11", "C14"):
        zhou.enter(noted(code), on=case)
    desk.as_officer("zheng")  # an extension is none of them either
    assert answers()["review"] == answers()["discussion"] == "unknown"
    zhou.enter(acts.ComplexityJudged(what="review", answer=True, why="三个法律关系"), on=case)
    assert (answers()["review"], answers()["discussion"]) == ("yes", "unknown")
    zhou.enter(acts.ComplexityJudged(what="discussion", answer=False, why="情节轻微"), on=case)
    assert (answers()["review"], answers()["discussion"]) == ("yes", "no")
    assert zhou.case(case).extended_on == ()


def test_an_upheld_case_against_the_same_employer_counts(desk: Desk, case: str) -> None:
    zhou = desk.as_officer("zhou")
    own = zhou.case(case)
    day = date(2026, 10, 1)
    before = [
        evolve(own, key=f"25-00000{n}", outcome="penalty", decided_on=day.replace(month=month))
        for n, month in ((1, 1), (2, 10))
    ]
    seen = Seen(case=own, office=zhou.office, today=date(2026, 11, 23), others=before)
    (one,) = (h for h in suggestion(seen).held if h.rule.id == "C12")
    assert one.holds
    assert len(one.answer.facts) == 2
    (one,) = (
        h for h in suggestion(evolve(seen, today=date(2027, 2, 1))).held if h.rule.id == "C12"
    )
    assert not one.holds


# ------------------------------------------------------------------ replay, command line


def test_other_criteria_are_tried_over_past_cases_before_they_count(desk: Desk, complaint) -> None:
    keys = [opened(desk, complaint) for _ in range(3)]
    zhou = desk.as_officer("zhou")
    zhou.enter(noted("C08"), on=keys[0])
    lower = (LocalCriterion(criterion="C01", figure=1, reason="试算"),)
    found = zhou.replay(date(2026, 1, 1), date(2026, 12, 31), lower)
    assert (found.now, found.then, len(found.cases)) == (1, 3, 3)
    assert [r.docket for r in found.changed] == keys[1:]
    assert next(found.told()).startswith("3 instead of 1 of 3 cases")
    assert not zhou.replay(date(2025, 1, 1), date(2025, 12, 31), lower).cases
    assert desk.office.settings.criteria == ()


@pytest.fixture
def register(desk: Desk, founding: acts.Founded, tmp_path: Path) -> str:
    """A register in a folder with one case, by its URL."""
    from laborcase import opening

    url = str(tmp_path / "register")
    with opening.found_register(url, founding, account="test") as made:
        clerk = made.as_officer("wang")
        key = clerk.enter(
            acts.Registered(
                channel="counter",
                received=clerk.now(),
                complainant=Person(name="王某某", phone="13900000000"),
                respondents=(Respondent(name="某公司"),),
                facts="欠薪",
                allegations=(Alleged(cause="arrears", amount=200_000_000, workers=3),),
            )
        ).docket
        made.as_officer("zhou").enter(acts.Accepted(otherwise="持续"), on=key)
    return url


def test_escalate_checks_and_replays_from_the_command_line(
    register: str, tmp_path: Path, capsys
) -> None:
    def run(*words: str) -> tuple[int, str]:
        code = main(["--register", register, "--officer", "zhou", "--lang", "en", *words])
        return code, capsys.readouterr().out

    key = next(row["key"] for row in json.loads(run("list", "--kind", "case", "--json")[1])["rows"])
    code, out = run("escalate", "--check", key)
    assert code == 0
    assert "C02 sum at stake? yes." in out
    assert "黑龙江" in out
    whole = json.loads(run("escalate", "--check", key, "--json")[1])
    assert whole["verdict"] == "mandatory"
    assert len(whole["criteria"]) == 20
    assert [c["what"] for c in whole["complex_for"]] == ["extension", "discussion", "review"]
    own = tmp_path / "criteria.toml"
    own.write_text('[[criteria]]\ncriterion = "C02"\non = false\nreason = "试"\n', "utf-8")
    code, out = run("escalate", "--replay", str(own))
    assert code == 0
    assert out.startswith("0 instead of 1 of 1 cases")
    own.write_text("[[criteria]]\nfigur = 3\n", "utf-8")
    assert run("escalate", "--replay", str(own))[0] != 0
    assert run("escalate", "--replay", str(tmp_path / "none"))[0] == 2
