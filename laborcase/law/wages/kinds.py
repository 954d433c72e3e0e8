"""The table of kinds: each with its inputs and its function."""

from collections.abc import Callable
from typing import Any, Final

from attrs import frozen

from ...words import Said, say
from .after import (
    Added,
    AddedFine,
    ChildLabour,
    LateInsurance,
    added,
    added_fine,
    child_labour,
    late_insurance,
)
from .ending import (
    Dismissal,
    DoubleWage,
    Notice,
    Severance,
    double_wage,
    notice,
    severance,
    unlawful,
)
from .leave import AnnualLeave, Heat, Sick, annual_leave, heat, sick
from .pay import (
    ByCount,
    Deductions,
    MinimumWage,
    Overtime,
    Rate,
    Wages,
    by_count,
    deductions,
    minimum_wage,
    overtime,
    rate,
    wages,
)
from .rules import Found, Ground


@frozen(kw_only=True)
class Kind:
    """One kind of calculation: its id, name, inputs, and how it is counted."""

    id: str
    title: Said
    inputs: type[Any]
    count: Callable[[Any, Ground], Found]
    causes: tuple[str, ...] = ()
    """Causes of allegations that it answers first."""


KINDS: Final = {
    kind.id: kind
    for kind in (
        Kind(id="rate", title=say("Wage of a day and an hour"), inputs=Rate, count=rate),
        Kind(
            id="wages",
            title=say("Wages of a period"),
            inputs=Wages,
            count=wages,
            causes=("wages", "arrears", "migrant_wages"),
        ),
        Kind(
            id="by_count",
            title=say("Wages by the day, hour or piece"),
            inputs=ByCount,
            count=by_count,
        ),
        Kind(
            id="overtime",
            title=say("Overtime pay"),
            inputs=Overtime,
            count=overtime,
            causes=("overtime_pay", "hours"),
        ),
        Kind(
            id="minimum",
            title=say("Gap to the minimum wage"),
            inputs=MinimumWage,
            count=minimum_wage,
            causes=("minimum_wage",),
        ),
        Kind(
            id="deduction",
            title=say("Deductions beyond the law"),
            inputs=Deductions,
            count=deductions,
            causes=("deduction",),
        ),
        Kind(
            id="double_wage",
            title=say("Double wage without a contract"),
            inputs=DoubleWage,
            count=double_wage,
            causes=("contracts",),
        ),
        Kind(
            id="severance",
            title=say("Severance"),
            inputs=Severance,
            count=severance,
            causes=("severance",),
        ),
        Kind(id="notice", title=say("Month instead of notice"), inputs=Notice, count=notice),
        Kind(
            id="unlawful_dismissal",
            title=say("Double for unlawful dismissal"),
            inputs=Dismissal,
            count=unlawful,
        ),
        Kind(
            id="annual_leave",
            title=say("Annual leave not taken"),
            inputs=AnnualLeave,
            count=annual_leave,
        ),
        Kind(id="heat", title=say("Heat allowance"), inputs=Heat, count=heat),
        Kind(id="sick", title=say("Sick pay"), inputs=Sick, count=sick),
        Kind(
            id="added",
            title=say("Extra compensation after a lapsed order"),
            inputs=Added,
            count=added,
        ),
        Kind(
            id="child_labour",
            title=say("Fines for child labour"),
            inputs=ChildLabour,
            count=child_labour,
            causes=("child_labour",),
        ),
        Kind(
            id="late_insurance",
            title=say("Late fee on insurance premiums"),
            inputs=LateInsurance,
            count=late_insurance,
            causes=("insurance",),
        ),
        Kind(
            id="added_fine",
            title=say("Growth of an unpaid fine"),
            inputs=AddedFine,
            count=added_fine,
        ),
    )
}
"""Every kind of calculation, in the order in which they are offered."""


def kind_for(cause: str) -> Kind:
    """The kind that an allegation of a cause begins with."""
    return next((k for k in KINDS.values() if cause in k.causes), KINDS["wages"])
