"""Pages for organisations."""
