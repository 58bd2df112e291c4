"""What must hold in disclosures (identities, growth, prose against tables), as rules from disclosures to findings."""

from corpus.rules.audit import audit

__all__ = ["audit"]
