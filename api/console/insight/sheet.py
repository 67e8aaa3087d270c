"""A table as a file for a spreadsheet program, as the Russian ones read it: semicolons, and a mark that it is UTF-8."""

import csv
import io

from fastapi import Response

from api.console.insight.chart import Table
from desk.questions import harmless


def sheet(table: Table, name: str) -> Response:
    """The response that saves it under this name, which is of letters, digits and hyphens."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerows([harmless(cell) for cell in row] for row in [table.columns, *table.rows])
    return Response(
        out.getvalue().encode("utf-8-sig"),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"', "Cache-Control": "no-store"},
    )
