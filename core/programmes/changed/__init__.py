"""What managers changed of a programme on a page, beside its file."""
