"""The journal: how facts are appended, sealed, read again, projected and proved."""
