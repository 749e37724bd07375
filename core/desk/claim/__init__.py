"""The conversation of a claim: next question, answers, recap, where it stands."""
