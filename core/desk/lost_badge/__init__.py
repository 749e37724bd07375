"""« Where is my badge? »: the cause told and mended, or the mailbox found that was asked."""
