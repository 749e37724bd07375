"""Mails as people's own programs write them."""

from email.message import EmailMessage

from tests.world.world import MAILBOX

PASSED = "mx.cocarde.test; dmarc=pass header.from=example.org"


def letter(
    sender: str, text: str, identity: str, answered: EmailMessage | None, subject: str
) -> EmailMessage:
    """Words on top and what is answered quoted below; without that, a mail that begins anew."""
    mail = EmailMessage()
    mail["From"], mail["Message-ID"] = sender, f"<{identity}@example.org>"
    mail["To"] = str(answered["Reply-To"]) if answered else MAILBOX
    mail["Subject"] = f"Re: {answered['Subject']}" if answered else subject
    mail["Authentication-Results"] = PASSED
    if answered is not None:
        mail["In-Reply-To"] = str(answered["Message-ID"])
        body = answered.get_body(("plain",))
        assert body is not None
        below = "\n".join(f"> {line}" for line in str(body.get_content()).splitlines())
        text += f"\n\nLe lun. 16 nov. 2026 à 10:00, {answered['From']} a écrit :\n{below}"
    mail.set_content(text)
    return mail
