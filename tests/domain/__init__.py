"""The rules, told as facts given, a verb, and facts or a refusal: no database."""
