"""The table of kinds: each with its inputs and its function."""

from collections.abc import Callable, Iterator
from typing import Any, Final

import attrs
from attrs import evolve, frozen

from ...values import Fen, money_text
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
from .rules import Assumed, Found, Ground


@frozen(kw_only=True)
class Kind:
    """One kind of calculation: its id, name, inputs, and how it is counted."""

    id: str
    title: Said
    inputs: type[Any]
    how: Callable[[Any, Ground], Found]
    causes: tuple[str, ...] = ()
    """Causes of allegations that it answers first."""

    def count(self, inputs: Any, at: Ground) -> Found:
        """What inputs come to, with the inputs themselves.

        :raises Invalid: with everything that is asked or refused.
        """
        found = self.how(inputs, at)
        named = {one.name for one in found.assumed}
        typed = tuple(one for one in _typed(inputs) if one.name not in named)
        return evolve(found, inputs=typed)


def _typed(inputs: Any) -> Iterator[Assumed]:
    """The inputs that say something else than their default."""
    for f in attrs.fields(type(inputs)):
        value = getattr(inputs, f.name)
        if value == f.default:
            continue
        told: Said | str = str(value)
        if value in f.metadata["options"]:
            told = f.metadata["options"][value]
        elif isinstance(value, bool):
            told = say("yes") if value else say("no")
        elif isinstance(value, int) and f.type in (Fen, Fen | None):
            told = money_text(value)
        yield Assumed(name=f.name, label=f.metadata["label"], value=told, origin="typed")


KINDS: Final = {
    kind.id: kind
    for kind in (
        Kind(id="rate", title=say("Wage of a day and an hour"), inputs=Rate, how=rate),
        Kind(
            id="wages",
            title=say("Wages of a period"),
            inputs=Wages,
            how=wages,
            causes=("wages", "arrears", "migrant_wages"),
        ),
        Kind(
            id="by_count",
            title=say("Wages by the day, hour or piece"),
            inputs=ByCount,
            how=by_count,
        ),
        Kind(
            id="overtime",
            title=say("Overtime pay"),
            inputs=Overtime,
            how=overtime,
            causes=("overtime_pay", "hours"),
        ),
        Kind(
            id="minimum",
            title=say("Gap to the minimum wage"),
            inputs=MinimumWage,
            how=minimum_wage,
            causes=("minimum_wage",),
        ),
        Kind(
            id="deduction",
            title=say("Deductions beyond the law"),
            inputs=Deductions,
            how=deductions,
            causes=("deduction",),
        ),
        Kind(
            id="double_wage",
            title=say("Double wage without a contract"),
            inputs=DoubleWage,
            how=double_wage,
            causes=("contracts",),
        ),
        Kind(
            id="severance",
            title=say("Severance"),
            inputs=Severance,
            how=severance,
            causes=("severance",),
        ),
        Kind(id="notice", title=say("Month instead of notice"), inputs=Notice, how=notice),
        Kind(
            id="unlawful_dismissal",
            title=say("Double for unlawful dismissal"),
            inputs=Dismissal,
            how=unlawful,
        ),
        Kind(
            id="annual_leave",
            title=say("Annual leave not taken"),
            inputs=AnnualLeave,
            how=annual_leave,
        ),
        Kind(id="heat", title=say("Heat allowance"), inputs=Heat, how=heat),
        Kind(id="sick", title=say("Sick pay"), inputs=Sick, how=sick),
        Kind(
            id="added",
            title=say("Extra compensation after a lapsed order"),
            inputs=Added,
            how=added,
        ),
        Kind(
            id="child_labour",
            title=say("Fines for child labour"),
            inputs=ChildLabour,
            how=child_labour,
            causes=("child_labour",),
        ),
        Kind(
            id="late_insurance",
            title=say("Late fee on insurance premiums"),
            inputs=LateInsurance,
            how=late_insurance,
            causes=("insurance",),
        ),
        Kind(
            id="added_fine",
            title=say("Growth of an unpaid fine"),
            inputs=AddedFine,
            how=added_fine,
        ),
    )
}
"""Every kind of calculation, in the order in which they are offered."""


def kind_for(cause: str) -> Kind:
    """The kind that an allegation of a cause begins with."""
    return next((k for k in KINDS.values() if cause in k.causes), KINDS["wages"])
