"""The demonstration: three fictitious territories, one to try by hand, two with a history."""
