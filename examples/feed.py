"""A CSV of complaints into a register: ``python feed.py REGISTER FILE [OFFICER]``.

Columns: name, phone, respondent, cause, amount, facts. Sums are read as people write them
(``3,200``, ``1.2万``). Every row that cannot be entered is named with its reasons; the others are.
"""

import csv
import sys

import laborcase
from laborcase.acts import Registered
from laborcase.parties import Person, Respondent


def feed(desk, rows):
    """Registers each row; returns how many were entered and what stands against the others."""
    entered, problems = 0, []
    for number, row in enumerate(rows, 2):
        try:
            allegation = {"cause": row["cause"], "amount": laborcase.values.money(row["amount"])}
            commit = desk.enter(
                Registered(
                    channel="online",
                    received=desk.now(),
                    complainant=Person(name=row["name"], phone=row["phone"] or None),
                    respondents=(Respondent(name=row["respondent"]),),
                    facts=row["facts"],
                    allegations=(allegation,),
                )
            )
            print(commit.docket, commit.numbers[0].text)
            entered += 1
        except laborcase.LaborCaseError as wrong:
            problems.append(f"line {number}: {wrong}")
    return entered, problems


if __name__ == "__main__":
    register, path, *officer = sys.argv[1:]
    with (
        laborcase.open_desk(register, officer="".join(officer)) as desk,
        open(path, encoding="utf-8-sig", newline="") as file,
    ):
        entered, problems = feed(desk, csv.DictReader(file))
    print(entered, "entered", *problems, sep="\n")
    sys.exit(1 if problems else 0)
