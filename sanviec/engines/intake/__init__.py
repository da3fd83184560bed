"""The intake: any file as rows, and rows as typed records with errors one can act on.

with read_table(path) as table:
    conversion = convert(table, "vacancies", context=context)
    accepted = (row.record for row in conversion if row.record)
    for change in compare(accepted, existing): ...
"""

from sanviec.engines.intake.columns import (
    KINDS,
    ColumnMap,
    Kind,
    SavedMapping,
    dump_mapping,
    load_mapping,
    recognise,
)
from sanviec.engines.intake.diffing import Change, compare
from sanviec.engines.intake.problems import Notice, RowError
from sanviec.engines.intake.reading import read_table
from sanviec.engines.intake.records import (
    AnyRecord,
    Context,
    Conversion,
    EmployerRecord,
    JobseekerRecord,
    PlaceRecord,
    Row,
    Summary,
    VacancyRecord,
    convert,
)
from sanviec.engines.intake.table import (
    DEFAULT_LIMITS,
    Encoding,
    Limits,
    RawRow,
    ReadOptions,
    Table,
)
from sanviec.engines.intake.writing import Cell, Written, check_target, write_rejected, write_table

__all__ = [
    "DEFAULT_LIMITS",
    "KINDS",
    "AnyRecord",
    "Cell",
    "Change",
    "ColumnMap",
    "Context",
    "Conversion",
    "EmployerRecord",
    "Encoding",
    "JobseekerRecord",
    "Kind",
    "Limits",
    "Notice",
    "PlaceRecord",
    "RawRow",
    "ReadOptions",
    "Row",
    "RowError",
    "SavedMapping",
    "Summary",
    "Table",
    "VacancyRecord",
    "Written",
    "check_target",
    "compare",
    "convert",
    "dump_mapping",
    "load_mapping",
    "read_table",
    "recognise",
    "write_rejected",
    "write_table",
]
