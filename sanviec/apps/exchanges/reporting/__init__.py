"""A session's report: frozen figures, a paragraph, and the same as XLSX, DOCX and PDF."""
