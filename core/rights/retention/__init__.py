"""What goes by itself in time: told before, kept by one press, never while it is looked at."""
