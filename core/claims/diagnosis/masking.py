"""An address that only its owner recognises: « a…a@example.org »."""

ENOUGH = 3  # letters of which two may be shown


def masked(address: str) -> str:
    """The first and last letter of a mailbox, the first only of a short one; the domain stays."""
    mailbox, sign, domain = address.rpartition("@")
    if not sign:
        return "…"
    last = mailbox[-1] if len(mailbox) >= ENOUGH else ""
    return f"{mailbox[:1]}…{last}@{domain}"
