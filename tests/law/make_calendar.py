"""Makes the calendar files ``laborcase/law/data/calendar/*.toml`` from the ``holidays`` package.

Run once by hand after a notice is out: ``python tests/law/make_calendar.py``. The package gives the
statutory days, the days moved to them and the weekend days worked; added here are the weekend days
between, which belong to the holiday in the notice as well, and the notices' numbers.
"""

import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import holidays

FOLDER = Path(__file__).parents[2] / "laborcase" / "law" / "data" / "calendar"
YEARS = range(2004, 2027)
# The date is that of the first notice; in 2019 and 2020 a second one changed the first.
NOTICES = {
    2007: ("国办发明电〔2006〕49号", "2006-12-14"),
    2016: ("国办发明电〔2015〕18号", "2015-12-10"),
    2017: ("国办发明电〔2016〕17号", "2016-12-01"),
    2018: ("国办发明电〔2017〕12号", "2017-11-30"),
    2019: ("国办发明电〔2018〕15号、〔2019〕3号", "2018-12-04"),
    2020: ("国办发明电〔2019〕16号、〔2020〕1号", "2019-11-21"),
    2021: ("国办发明电〔2020〕27号", "2020-11-25"),
    2022: ("国办发明电〔2021〕11号", "2021-10-25"),
    2023: ("国办发明电〔2022〕16号", "2022-12-08"),
    2024: ("国办发明电〔2023〕7号", "2023-10-25"),
    2025: ("国办发明电〔2024〕12号", "2024-11-12"),
    2026: ("国办发明电〔2025〕7号", "2025-11-04"),
}
ENGLISH = {
    "元旦": "New Year",
    "春节": "Spring Festival",
    "清明节": "Qingming",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-Autumn Festival",
    "国庆节": "National Day",
    "抗日战争暨世界反法西斯战争胜利70周年纪念日": "70th Anniversary of Victory",
}
DAY = timedelta(days=1)


def runs(days: list[date]) -> list[list[date]]:
    """Days that follow each other, as lists."""
    made = [[days[0]]]
    for before, day in pairwise(days):
        if day - before == DAY:
            made[-1].append(day)
        else:
            made.append([day])
    return made


def names(run: list[date], oracle: holidays.HolidayBase) -> list[str]:
    """The holidays for which the days of a run are off, in the order of their days."""
    found: list[str] = []
    for day in run:
        told = oracle.get(day) or ""
        for known in ENGLISH:
            if known in told.replace("农历除夕", "春节") and known not in found:
                found.append(known)
    return found


def blocks() -> list[tuple[list[str], list[date], list[date]]]:
    """Each run of days off with a holiday in it: its names, its days, the days worked for it."""
    oracle = holidays.country_holidays(
        "CN", years=range(YEARS[0] - 1, YEARS[-1] + 2), language="zh_CN"
    )
    day, off = date(YEARS[0], 1, 1) - 10 * DAY, []
    while day < date(YEARS[-1] + 1, 1, 10):
        if not oracle.is_working_day(day):
            off.append(day)
        day += DAY
    made = []
    for run in runs(off):
        told = names(run, oracle)
        if told:
            moved = re.findall(r"由 (\d{4}-\d\d-\d\d)", " ".join(oracle.get(d) or "" for d in run))
            made.append((told, run, sorted(date.fromisoformat(d) for d in moved)))
    return made


def table(told: list[str], off: list[date], worked: list[date]) -> list[str]:
    """One holiday as lines of TOML."""
    english = " and ".join(ENGLISH[name] for name in told)
    lines = ["", "[[holiday]]", f'zh = "{"、".join(told)}"', f'en = "{english}"']
    for key, days in (("off", off), ("worked", worked)):
        if days:
            lines += [f"{key} = [", *(f"  {day}," for day in days), "]"]
    return lines


def main() -> None:
    all_blocks = blocks()
    for year in YEARS:
        lines = [f"year = {year}"]
        if year in NOTICES:
            notice, dated = NOTICES[year]
            lines += [f'notice = "{notice}"', f"notice_date = {dated}"]
        for told, off, worked in all_blocks:
            here = [d for d in off if d.year == year]
            made_up = [d for d in worked if d.year == year]
            if here or made_up:
                lines += table(told, here, made_up)
        (FOLDER / f"{year}.toml").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
