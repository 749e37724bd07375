"""The names of what one process does at a time."""

MAILBOX = "mail"  # reads the mailbox
UPDATES = "telegram.polling"  # fetches what people send to the bot
