"""Two years of Aubelune, an invented commune: planned from a seed, played on its clock."""
