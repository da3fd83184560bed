"""Writing: rows into any format, whole or not at all, with nothing that a sheet would run."""

from sanviec.engines.intake.writing.files import Written, check_target, write_table
from sanviec.engines.intake.writing.formats import Cell
from sanviec.engines.intake.writing.rejected import write_rejected

__all__ = ["Cell", "Written", "check_target", "write_rejected", "write_table"]
