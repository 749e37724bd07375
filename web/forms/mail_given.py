"""The mail address of a form that anybody may post: taken, doubted, or to be written anew."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request

from core.reading.addresses import mail_typos
from core.roster import mail_addresses
from core.roster.mail_addresses import read_mail
from web.forms.problems import Problem
from web.http.rate_limit import client_of
from web.write import Site

BRAKED = "page.find_braked"


@dataclass(frozen=True, slots=True)
class MailGiven:
    """What came of an address: `mail` is taken; or `likely` was meant, beside what was `said`; or
    it is to be mended, as the word `wrong` says. All empty for a form that nobody posted."""

    mail: str = ""
    likely: str = ""
    said: str = ""
    wrong: str = ""

    @property
    def status(self) -> int:
        """The status of the page that shows it (HTTP)."""
        if not self.wrong:
            return 200
        return 429 if self.wrong == BRAKED else 422

    def problems(self, site: Site, locale: str) -> list[Problem]:
        """What is to be mended, for the list above the page."""
        if not self.wrong:
            return []
        say, braked = site.world.words.say, self.wrong == BRAKED
        text = say(locale, self.wrong)
        if braked:
            return [Problem(text, mail=site.world.settings.mail_address)]
        return [Problem(text, "mail", say(locale, "page.find_mail"))]


def mail_given(site: Site, request: Request, told: Mapping[str, str]) -> MailGiven:
    """The address that was posted as `mail`, or as `mail_as` by who was asked what they meant. A
    doubt is told of any address that looks mistyped, whether anybody has it or not."""
    mail = read_mail(told.get("mail_as") or told.get("mail", "")) or ""
    likely = "" if "mail_as" in told else suspected(site, told.get("mail", ""))
    if likely:
        return MailGiven(likely=likely, said=mail)
    if not mail:
        return MailGiven(wrong="page.find_mail_wrong")
    return MailGiven(wrong=BRAKED) if site.brake.holds(client_of(request)) else MailGiven(mail)


def suspected(site: Site, said: str) -> str:
    """What was meant by an address that looks mistyped."""
    with site.world.glance() as turn:
        return mail_typos.meant(said, mail_addresses.own(turn))
