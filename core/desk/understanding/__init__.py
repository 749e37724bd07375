"""What a message means where its conversation stands, found out once."""
