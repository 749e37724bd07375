"""People's rights over their data: to have it, to have it erased, to know when it goes."""
