"""Cases at work: what the staff do with one, in chats and by mail, and what its person says."""
