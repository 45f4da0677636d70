"""The shapes of what the API reads out: declared for its description, never run.

An answer is JSON of rows (``answers.answer``), made once and validated nowhere on its way
out; a test holds every real answer against its shape.
"""
