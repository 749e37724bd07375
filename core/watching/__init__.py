"""What watchers ask: which processes work, what is wrong, what was counted."""
