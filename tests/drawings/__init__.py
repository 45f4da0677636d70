"""Drawings of the domain, made of what its code really allows."""
