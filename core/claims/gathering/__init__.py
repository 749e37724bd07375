"""Badges that others add up to: what a person has gathered, how far it reaches, what it opens."""
