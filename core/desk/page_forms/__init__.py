"""Forms that anybody may post on a page: what they ask, and who is answered."""
