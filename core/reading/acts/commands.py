"""Commands in a person's own words, for those who never type a slash: a closed list."""

from core.reading.text import words

SAID = {
    "help": "aide / besoin d aide / help / i need help / hulp",
    "faq": "faq / questions / questions frequentes / les questions frequentes / une question / "
    "j ai une question / frequently asked questions / a question / i have a question / "
    "veelgestelde vragen / een vraag / ik heb een vraag",
    "status": "statut / status / ou en est ma demande",
    "mybadges": "mes badges / my badges / mijn badges",
    "badge": "demander un badge / un badge / menu / badges",
    "link": "mes adresses / my addresses / mijn adressen",
    "cancel": "annuler / cancel / annuleren",
    "language": "langue / language / taal / changer de langue",
}
SLASHED = {*SAID, "lost", "privacy"}
COMMAND = {phrase.strip(): name for name, said in SAID.items() for phrase in said.split("/")}


def command_in(text: str) -> str:
    """The command that the whole text means, or nothing; with its slash too, as in a mail."""
    slashed = text.strip().removeprefix("/")
    if text.strip().startswith("/") and slashed in SLASHED:
        return slashed
    return COMMAND.get(" ".join(words(text)), "")
