"""What managers change of a programme: each change written down, and taken back where possible."""
