"""The organisations of a programme: those of its file, those that join, what they issue."""
