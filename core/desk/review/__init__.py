"""A reviewer decides, marks answers, awards, goes on holiday."""
