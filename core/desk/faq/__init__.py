"""A question asked often is answered, then on with what was under way."""
