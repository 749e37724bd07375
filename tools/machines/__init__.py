"""Cocarde on several machines that are no more than network namespaces: what is lost, what comes
twice, and how long people wait when one of them fails."""
