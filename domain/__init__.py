"""The convention in code: pure facts and rules, no clock, no randomness, no I/O."""
