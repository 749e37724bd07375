"""What can be seen of the work while it goes on: references in the log, counts, troubles."""
