"""The mail address that a claim in a chat begins with."""

from core.claims.life import ASKING
from core.desk.claim import conversation, status
from core.desk.identity import prove_mail
from core.desk.speaker import Speaker


def hear_code(speaker: Speaker) -> None:
    """The code of the mail; once right, the claim goes on with what the roster knows."""
    if "@" in speaker.incoming.text:
        prove_mail.hear_mail(speaker)
    elif prove_mail.hear_code(speaker):
        claim = speaker.claim
        thanks = speaker.word("account.mail_proven")
        if claim is not None and claim.state in ASKING:
            conversation.resume(speaker, claim, thanks)
        else:
            speaker.reply(thanks)
            status.tell_all(speaker)
