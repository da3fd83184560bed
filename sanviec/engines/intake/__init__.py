"""The intake: any file as rows, and rows as typed records with errors one can act on."""
