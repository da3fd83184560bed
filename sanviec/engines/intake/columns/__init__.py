"""Columns: which heading means which field, in Vietnamese or English, with saved mappings."""

from sanviec.engines.intake.columns.mapping import SavedMapping, dump_mapping, load_mapping
from sanviec.engines.intake.columns.recognition import (
    ColumnMap,
    ColumnMatch,
    missing_fields,
    recognise,
)
from sanviec.engines.intake.columns.vocabularies import (
    KINDS,
    Field,
    Kind,
    is_known_heading,
    is_part_heading,
    load_vocabulary,
)

__all__ = [
    "KINDS",
    "ColumnMap",
    "ColumnMatch",
    "Field",
    "Kind",
    "SavedMapping",
    "dump_mapping",
    "is_known_heading",
    "is_part_heading",
    "load_mapping",
    "load_vocabulary",
    "missing_fields",
    "recognise",
]
