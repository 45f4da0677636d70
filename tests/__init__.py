"""Tests mirror the folders; ``story`` tells a rule."""
