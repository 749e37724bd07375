"""The files that answer a claim: kept, shown to who decides, deleted in time."""
