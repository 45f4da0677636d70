"""The journal: who did what and when, read from the events themselves."""

from store.statements import Statements

statements = Statements(__file__)
