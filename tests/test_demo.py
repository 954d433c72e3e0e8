"""The demonstration office: some sixty dockets in every stage, on whatever day it is made."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from laborcase import demo
from laborcase.record.case import Case, CaseStage
from laborcase.record.complaint import Complaint, ComplaintStage


@pytest.mark.parametrize("day", ["2026-01-02", "2026-02-20", "2026-11-26", "2026-10-04"])
def test_the_demonstration_has_dockets_in_every_stage_tickets_and_a_file(day: str) -> None:
    now = datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
    with demo.office("memory:", lambda: now) as desk:
        rows = desk.find(desk.asking(limit=200)).rows
        assert 40 <= len(rows) <= 60
        states = [desk.docket(row.key).state for row in rows]
        assert {s.stage for s in states if isinstance(s, Complaint)} == set(ComplaintStage)
        assert {s.stage for s in states if isinstance(s, Case)} == set(CaseStage)
        tickets = [line for line in desk.today() if line.group == "ticket"]
        assert [f"{line.at:%H:%M}" for line in tickets if line.at] == ["12:00", "17:00"]
        assert desk.verify().files == 4  # with what was sent upward
        assert not any(s.irregularities for s in states if isinstance(s, (Complaint, Case)))
