"""What setup asks, in this order: how each answer is guessed, read and tried."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cocarde.operate.check_contacts import is_reserved
from cocarde.setup import mail_hosts, trying
from cocarde.setup.answers import (
    CONTACT,
    MAIL_SERVERS,
    MANAGER,
    MANAGER_NAME,
    PASSWORD,
    RUN,
    USER,
    Answers,
    takes_login,
)
from core.ground.findings import Finding
from core.programmes.catalogue import catalogue
from core.programmes.contacts import written_contact


def nothing(_: Answers) -> str:
    """No guess."""
    return ""


def nothing_found(_: Answers) -> Iterable[Finding]:
    """An answer that needs no trial."""
    return ()


def always(_: Answers) -> bool:
    """A question for everybody."""
    return True


def by_mail(answers: Answers) -> bool:
    """Whether there is a mailbox to be asked about."""
    return bool(answers["mail_address"])


def logs_in(answers: Answers) -> bool:
    """Whether a mail server is named that wants a user and tells none by itself."""
    return any(takes_login(answers[name]) for name in MAIL_SERVERS)


def has_user(answers: Answers) -> bool:
    """Whether a user was told, whose password is wanted."""
    return logs_in(answers) and bool(answers[USER])


def has_manager(answers: Answers) -> bool:
    """Whether a first manager was named."""
    return bool(answers[MANAGER])


def unmanaged(answers: Answers) -> bool:
    """Whether nobody manages a programme yet."""
    return not answers.managers


def lacks_contact(answers: Answers) -> bool:
    """Whether a programme that runs here names an address that reaches nobody."""
    settings, known = answers.before, catalogue(answers.before.programmes_folder).programmes
    running = [known[slug] for slug in answers.running if slug in known]
    return any(is_reserved(written_contact(settings, programme)) for programme in running)


@dataclass(frozen=True, slots=True)
class SetupQuestion:
    """One question: the name of its answer, which is also the key of its sentence (`setup.ask_…`).

    `optional`: it may be left out. `secret`: it is not shown while typed. `read` makes an answer of
    what was said; `guess` offers one; `tried` tells what is wrong with it; `asked` says whether it
    is asked at all, by the answers before it.
    """

    name: str
    tried: Callable[[Answers], Iterable[Finding]] = nothing_found
    guess: Callable[[Answers], str] = nothing
    asked: Callable[[Answers], bool] = always
    read: Callable[[str], str] = str.strip
    optional: bool = False
    secret: bool = False


QUESTIONS = (
    SetupQuestion("public_url", trying.try_public_url, read=lambda said: with_scheme(said.strip())),
    SetupQuestion("mail_address", trying.try_mail_address, optional=True),
    SetupQuestion(
        "smtp_url",
        lambda answers: trying.try_server(answers, "smtp"),
        guess=lambda answers: mail_hosts.guess(answers["mail_address"], "smtp"),
        asked=by_mail,
        read=lambda said: mail_hosts.as_url(said.strip(), "smtp"),
    ),
    SetupQuestion(
        "imap_url",
        lambda answers: trying.try_server(answers, "imap"),
        guess=lambda answers: mail_hosts.guess(answers["mail_address"], "imap"),
        asked=by_mail,
        read=lambda said: mail_hosts.as_url(said.strip(), "imap"),
    ),
    SetupQuestion(USER, guess=lambda answers: answers["mail_address"], asked=logs_in),
    SetupQuestion(PASSWORD, trying.try_login, asked=has_user, read=str, secret=True),
    SetupQuestion("telegram_token", trying.try_token, optional=True, secret=True),
    SetupQuestion(RUN, trying.try_programmes, asked=unmanaged, optional=True),
    SetupQuestion(
        MANAGER, lambda answers: trying.try_mail(answers[MANAGER]), asked=unmanaged, optional=True
    ),
    SetupQuestion(MANAGER_NAME, asked=has_manager, optional=True),
    SetupQuestion(
        CONTACT,
        lambda answers: trying.try_mail(answers[CONTACT]),
        guess=lambda answers: answers[MANAGER],
        asked=lacks_contact,
        optional=True,
    ),
)


def with_scheme(said: str) -> str:
    """A public address as typed by people who leave `https://` out."""
    return said if "://" in said or not said else f"https://{said}"
