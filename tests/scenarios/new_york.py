"""Open data in the form of New York's, generated; and what a script of a few lines counts in such files."""
# ruff: noqa: DTZ001, DTZ007 - the files hold what a clock on the wall showed

import csv
import io
import json
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

CLOCK = "%m/%d/%Y %I:%M:%S %p"
HEADER = ["Unique Key", "Created Date", "Closed Date", "Agency", "Agency Name", "Complaint Type", "Incident Zip", "Status", "Borough"]
TYPES = ["Noise - Residential", "HEAT/HOT WATER", "Lost Property", "Street Light Condition, Out", "噪声"]
BOROUGHS = ["BROOKLYN", "QUEENS", "MANHATTAN", "BRONX", "STATEN ISLAND", "Unspecified", ""]
AGENCIES = ["NYPD", "HPD", "DOT", "3-1-1", "MAYOR'S OFFICE"]   # the last two are not in the pack
MANAGING = {846: "DEPT OF PARKS AND RECREATION", 850: "DEPT OF DESIGN & CONSTRUCTION", 999: "OFFICE OF NOTHING"}
DELAYS = ["", "PROJECT DELAYED DUE TO BUDGETARY CONSTRAINTS"]


def requests(count: int, seed: int = 311) -> list[list[str]]:
    """Rows as the city publishes them: a tenth still open, some closed before they were made."""
    some = random.Random(seed)
    rows = []
    for key in range(count):
        created = datetime(2018, 1, 1) + timedelta(seconds=some.randrange(300 * 86400))
        closed = created + timedelta(seconds=some.randrange(-86400, 20 * 86400))
        agency = some.choice(AGENCIES)
        rows.append([
            str(39_000_000 + key), created.strftime(CLOCK), closed.strftime(CLOCK) if some.random() < 0.9 else "", agency,
            f"Office of {agency}", some.choice(TYPES), "11201", "Closed", some.choice(BOROUGHS),
        ])  # fmt: skip
    return rows


def csv_text(rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue()


def projects(count: int, seed: int = 2020) -> str:
    """Capital projects as GeoJSON; a project of two agencies stands twice under its number."""
    some = random.Random(seed)
    features = []
    for index in range(count):
        code, agency = list(MANAGING.items())[index % 3]
        features.append({
            "type": "Feature", "geometry": {"type": "Point", "coordinates": [-73.9, 40.7]},
            "properties": {
                "project_id": f"P-{index // 2}", "project_description": "NEW ROOF", "managing_agency_id": code,
                "managing_agency": agency, "ten_year_plan_category": "PARKS", "borough": some.choice(BOROUGHS[:5]),
                "original_budget": some.randrange(100_000), "combined_total": some.randrange(100_000),
                "explanation_for_delay": some.choice(DELAYS), "source_pdf": "cpd11-20bk.pdf",
            },
        })  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": features})


def counted(file: Path, column: str) -> Counter[str]:
    """By hand: how many requests stand under each text of a column."""
    with file.open(encoding="utf-8-sig", newline="") as rows:
        return Counter(row[column] for row in csv.DictReader(rows))


def days_to_close(file: Path) -> Fraction:
    """By hand: the mean, in days of 24 hours."""
    with file.open(encoding="utf-8-sig", newline="") as rows:
        spans = [
            datetime.strptime(row["Closed Date"], CLOCK) - datetime.strptime(row["Created Date"], CLOCK)
            for row in csv.DictReader(rows) if row["Closed Date"]
        ]  # fmt: skip
    return Fraction(sum(int(span.total_seconds()) for span in spans), 86400 * len(spans))


def budgets(file: Path, column: str) -> dict[str, int]:
    """By hand: the original budgets under each text of a column."""
    sums: dict[str, int] = defaultdict(int)
    for feature in json.loads(file.read_text("utf-8"))["features"]:
        sums[feature["properties"][column]] += feature["properties"]["original_budget"]
    return dict(sums)


def by(figure: dict[str, Any], key: str) -> dict[str, int]:
    """The rows of a figure that was asked by one key; nothing stands for a blank."""
    return {row["keys"][key] or "": int(row["value"]) for row in figure["rows"]}
