"""The people of the simulation: invented, each with a mission, mailboxes, a chat and a fate."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from email.message import EmailMessage
from random import Random

from tools.simulate.fates import FATES, Fate, Mailbox


def listed(text: str) -> list[str]:
    return [each.strip() for each in text.replace("\n", "|").split("|")]


FIRST = listed("""Awa|Yanis|Lucie|Moussa|Inès|Thomas|Samira|Hugo|Clara|Mehdi|Zoé|Karim|Léa|Adrien
Fatou|Nina|Paul|Anaïs|Omar|Julie|Rayan|Maëlle|Ibrahim|Sofia|Gabriel|Aïcha|Théo|Camille|Bilal
Margot|Élise|Ousmane|Romane|Noé|Salomé|Idriss|Manon|Kévin|Lila|Victor|Anne-Lise|Jean-Marc""")
LAST = listed("""Diallo|Le Goff|Martin|Traoré|Payet|Vandamme|Benali|Lemoine|Moreau|Haddad|Petit
Nguyen|Rousseau|Lefèvre|Konaté|Girard|O'Brien|Faure|Cissé|Perrin|Ziani|Garnier|Bah|Chevalier
Roche|Mercier|d'Hauteville|Sow|Blanchard|N'Diaye|Gauthier|Camara|Fontaine|Belkacem|Robin|Touré
Colin|Marchand|Keïta|Lacroix|Van den Berghe""")
PLACES = listed("Rouen|Lyon|Vannes|Lille|Brest|Pau|Nancy|Dijon|Metz|Tours|Nîmes|Angers")
HOSTS = listed("""Association Les Passerelles|Mairie de Valombre|Collège des Tilleuls
Épicerie La Ronde|Maison des aînés|Théâtre du Quai|Les Jardins du Pont|Croix d'Aubrac""")
DOMAINS = ("Solidarité", "Santé", "Sport", "Environnement", "Culture et loisirs")
DOMAIN = "example.org"


@dataclass(slots=True)
class Somebody:
    """One person: what is true of them, and what they have received."""

    number: int
    fate: Fate
    name: str
    starts_on: date
    ends_on: date
    host: str
    place: str
    domain: str
    roster_mail: str
    own_mail: str
    victim: "Somebody | None" = None
    mails: list[EmailMessage] = field(default_factory=list)
    unseen: list[EmailMessage] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    badges: set[str] = field(default_factory=set)
    causes: set[str] = field(default_factory=set)
    log: list[str] = field(default_factory=list)

    @property
    def chat(self) -> int:
        """The number of their private chat with the bot."""
        return 100_000 + self.number

    @property
    def mailboxes(self) -> set[str]:
        """The addresses whose mails this person reads."""
        theirs = {self.own_mail}
        return theirs | {self.roster_mail} if self.fate.own else theirs

    @property
    def given(self) -> str:
        """The address that they give when asked which one their organisation has."""
        return self.roster_mail if self.fate.own else self.own_mail

    def row(self) -> dict[str, str]:
        """The roster's row of them."""
        return {
            "reference": f"SC-{self.number}",
            "name": self.name,
            "mail": self.roster_mail,
            "starts_on": self.starts_on.isoformat(),
            "ends_on": self.ends_on.isoformat(),
            "organisation": self.host,
            "domain": self.domain,
            "place": self.place,
            "interrupted": "oui" if self.fate.told == "interrupted" else "",
        }


def town(count: int, today: date, seed: int) -> list[Somebody]:
    """Invent so many people; every fate befalls some of them, in the shares of the table."""
    chance, folk = Random(seed), []
    for number, fate in enumerate(fates(count)):
        folk.append(somebody(number, fate, today, chance))
    entitled = [each for each in folk if each.fate.entitled]
    for each in folk:
        if each.fate.impostor:
            take_after(each, chance.choice(entitled))
    chance.shuffle(folk)
    return folk


def fates(count: int) -> Iterator[Fate]:
    """Each fate as often as its share says, at least once."""
    whole = sum(fate.share for fate in FATES)
    for fate in FATES:
        yield from [fate] * max(1, round(count * fate.share / whole))


def somebody(number: int, fate: Fate, today: date, chance: Random) -> Somebody:
    name = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
    ends = today + timedelta(days=60 if fate.told == "not_ended" else 0)
    days = chance.randint(60, 150) if fate.told in ("too_short", "interrupted") else 0
    starts = ends - timedelta(days=days or chance.randint(190, 330))
    box = f"p{number}"
    own = f"{box}.{'perso' if fate.elsewhere or not fate.own else 'mail'}@{DOMAIN}"
    roster = own if fate.own and not fate.elsewhere else f"{box}.ancien@{DOMAIN}"
    return Somebody(
        number, fate, name, starts, ends, chance.choice(HOSTS), chance.choice(PLACES),
        chance.choice(DOMAINS), roster, own,
    )  # fmt: skip


def take_after(impostor: Somebody, victim: Somebody) -> None:
    """An impostor knows all that a colleague would know of somebody."""
    impostor.victim = victim
    for what in ("name", "starts_on", "ends_on", "host", "place", "domain", "roster_mail"):
        setattr(impostor, what, getattr(victim, what))


def state_of(folk: list[Somebody]) -> dict[str, Mailbox]:
    """Every mailbox as it is when the campaign begins."""
    found: dict[str, Mailbox] = {}
    for each in folk:
        found.setdefault(each.own_mail, Mailbox.READ)
        if not each.fate.impostor:
            found[each.roster_mail] = each.fate.first
    return found
