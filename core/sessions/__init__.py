"""How somebody of the staff comes into the managers' pages: a mailed link, then a second factor."""
