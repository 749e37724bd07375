"""The day that a learner is promised an answer by: how fast answers came, and what follows."""
