"""Answers to the questions about web addresses: kept as they were typed."""

from collections.abc import Callable, Sequence

from core.ground.errors import Refusal
from core.programmes import answers_as_text
from core.programmes.answers.answer import CheckedAnswer, Context, SeveralReadings, brief
from core.programmes.form import Question, QuestionKind
from core.reading.addresses import address_secrets, code_hosts, links
from core.reading.addresses.links import WebLink
from core.reading.addresses.said_signs import web_said

EXAMPLES = {
    QuestionKind.REPOSITORY: "https://{host}/lina-dev/portfolio",
    QuestionKind.ACCOUNT: "https://{host}/lina-dev",
    QuestionKind.SITE: "https://lina.example.org",
    QuestionKind.LINK: "https://example.org/article",
}
CHOICES = 3


def fitting(question: Question, link: WebLink) -> str:
    """The address as it was typed, or "" if it is not of the kind that this question wants."""
    hosts = question.hosts
    root = code_hosts.repository(link, hosts)
    if question.kind is QuestionKind.REPOSITORY:
        return typed(link) if root else ""
    if question.kind is QuestionKind.ACCOUNT:
        return typed(link) if not root and code_hosts.account(link, hosts) else ""
    if question.kind is QuestionKind.SITE:
        return "" if code_hosts.keeps_code(link, hosts) else link.url
    return link.url


def typed(link: WebLink) -> str:
    """The address on a code host; `.git` at its end is for programs that clone."""
    return link.url.removesuffix(".git")


def meant(question: Question, link: WebLink) -> str:
    """What an answer leads to, to tell two answers apart: its repository, account or page in one
    spelling for every address of it; empty where the address has none."""
    if question.kind is QuestionKind.REPOSITORY:
        return code_hosts.repository(link, question.hosts).lower()
    if question.kind is QuestionKind.ACCOUNT:
        return code_hosts.account(link, question.hosts).lower()
    return link.place


def fits(question: Question, told: Sequence[WebLink]) -> list[tuple[str, WebLink]]:
    """The addresses that this question wants, each once, as they were typed."""
    found: dict[str, tuple[str, WebLink]] = {}
    for link in told:
        if url := fitting(question, link):
            found.setdefault(meant(question, link), (url, link))
    return list(found.values())


def read(question: Question, text: str, context: Context) -> CheckedAnswer:
    """The one address that answers, wherever it stands in the sentence; raises `Refusal` for none
    that fits, `Unsure` for several."""
    found = links.find(text) or links.find(web_said(text))
    said = address_secrets.without(text)
    fit = [url for url, _ in fits(question, found)]
    if len(fit) == 1:
        return CheckedAnswer(fit[0], said)
    if fit:
        raise several(fit, context.language)
    if found:
        raise refused(question, found[0])
    return CheckedAnswer(_named(question, text), said)


def _named(question: Question, text: str) -> str:
    """« lina-dev » or « lina-dev/portfolio », without the address around it."""
    short: dict[QuestionKind, Callable[..., str]] = {
        QuestionKind.ACCOUNT: code_hosts.user,
        QuestionKind.REPOSITORY: code_hosts.short_repository,
    }
    bad = links.unusable(text)
    if bad:
        raise Refusal("answers.private_link", link=brief(bad), example=example(question))
    url = short[question.kind](text, question.hosts) if question.kind in short else ""
    if not url and "@" in text.strip("@ ") and question.kind is not QuestionKind.REPOSITORY:
        raise Refusal("answers.mail_as_link", example=example(question))
    if not url:
        raise Refusal("answers.no_link", example=example(question))
    return url


def several(urls: list[str], language: str) -> SeveralReadings:
    """The doubt about more addresses of the kind than are wanted: which one is meant."""
    choices = tuple(CheckedAnswer(url, url) for url in urls[:CHOICES])
    guesses = answers_as_text.either(urls[:CHOICES], language)
    return SeveralReadings("answers.several_links", choices, guesses=guesses)


def refused(question: Question, link: WebLink) -> Refusal:
    """The refusal that says why an address is not of the kind wanted, and what would be."""
    account, told = code_hosts.account(link, question.hosts), brief(link.url)
    if question.kind is QuestionKind.SITE:
        return Refusal("answers.site_is_code", link=told, example=example(question))
    if question.kind is QuestionKind.REPOSITORY and account:
        return Refusal("answers.repository_is_account", link=told, example=f"{account}/portfolio")
    if question.kind is QuestionKind.ACCOUNT and account:
        return SeveralReadings(
            "answers.account_is_repository", (CheckedAnswer(account, told),), account=account
        )
    elsewhere = f"answers.{question.kind}_elsewhere"
    return Refusal(elsewhere, link=told, host=host(question), example=example(question))


def led_away(question: Question, url: str, final_url: str) -> Refusal | None:
    """The refusal of an address that leads where no such thing is kept; None where it leads where
    it says."""
    end = next(iter(links.find(final_url)), None) if final_url else None
    if end is None or question.kind not in EXAMPLES:
        return None
    kept = code_hosts.kept_on(end, question.hosts)
    told, there = brief(url), end.host
    if question.kind is QuestionKind.SITE and code_hosts.keeps_code(end, question.hosts):
        return Refusal("answers.site_is_code", link=told, example=example(question))
    if question.kind in (QuestionKind.REPOSITORY, QuestionKind.ACCOUNT) and not kept:
        return Refusal("answers.leads_elsewhere", link=told, there=there, host=host(question))
    return None


def host(question: Question) -> str:
    return (question.hosts or code_hosts.HOSTS)[0]


def example(question: Question) -> str:
    return EXAMPLES[question.kind].format(host=host(question))
