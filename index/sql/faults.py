"""What databases complain of, as sentences that say what to do."""

from __future__ import annotations

from index.ports import StoreError

_SAID = (
    ("disk is full", "The disk is full: make room and run it again; what was ingested before is untouched."),
    ("disk I/O error", "The disk does not take what is written: see that there is room and run it again."),
    ("readonly", "The data directory cannot be written to: see its permissions, or choose another with --home."),
    ("unable to open", "The database file cannot be opened: see the permissions of the data directory."),
    ("is locked", "The database is held by another program: try again when that is done."),
    ("not a database", "The database file is damaged: move it away and ingest the files again."),
    ("malformed", "The database file is damaged: move it away and ingest the files again."),
    ("onnection", "The database does not answer: see that the server runs and BUDGET_QA_DATABASE_URL is right."),
)


def said(cause: str) -> StoreError:
    """The error to raise for what a database said."""
    known = next((sentence for sign, sentence in _SAID if sign in cause), None)
    return StoreError(known or f"The database refused: {' '.join(cause.split())[:200]}.")
