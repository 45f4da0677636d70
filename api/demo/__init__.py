"""The demonstration: two fictitious territories, one to try by hand, one with a history."""
