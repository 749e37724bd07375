"""Forms of pages, whichever: their fields, what is to be mended, the mail address that they ask."""
