"""« Donne ça à Nour », « passe-la à l'équipe de Lyon »: to whom a claim is to go."""

from core.desk.orders import confirm, hand_over
from core.desk.review import by_chat
from core.desk.speaker import Speaker
from core.ground.effects import Outcome
from core.ground.messages import Button
from core.ground.tables import Claim, Person, Role
from core.people import roles
from core.reading.acts.usual_words import common_words
from core.reading.text import words

OFFERED, TELLING = 8, 3  # colleagues shown; letters of a word that names a team


def hear(speaker: Speaker, ref: str, *, doubted: bool = False) -> None:
    """Give the claim to the colleague whom the words name; ask for a yes where it may be no order,
    and to whom where they name none or several."""
    claim = by_chat.open_claim(speaker, ref)
    if claim is None:
        return
    able = hand_over.colleagues(speaker, claim)
    meant = named(speaker, able)
    if len(meant) == 1 and not doubted:
        hand_over.give(speaker, claim, meant[0])
        return
    meant = meant or in_team(speaker, claim, able)
    if len(meant) == 1:
        confirm.ask_assign(speaker, claim, meant[0])
    else:
        ask_whom(speaker, ref, meant, able)


def named(speaker: Speaker, able: list[Person]) -> list[Person]:
    """The colleagues whose name the words hold, whole where one's whole name is said."""
    told = set(words(speaker.incoming.text))
    near = [each for each in able if told.intersection(words(each.name))]
    return [each for each in near if told.issuperset(words(each.name))] or near


def in_team(speaker: Speaker, claim: Claim, able: list[Person]) -> list[Person]:
    """The colleagues of the organisation or campus that the words name."""
    told = set(words(speaker.incoming.text))
    team = {role.person_id for role in roles.able(speaker.turn, claim) if told & team_words(role)}
    return [each for each in able if each.id in team]


def team_words(role: Role) -> set[str]:
    """The words by which the team of a reviewer is named."""
    told = words(f"{role.organisation} {role.campuses}")
    return {word for word in told if len(word) >= TELLING and word not in common_words()}


def ask_whom(speaker: Speaker, ref: str, meant: list[Person], able: list[Person]) -> None:
    """Ask which colleague: one of those who are meant, else of all."""
    rows = tuple((Button(each.name or "?", f"orderto:{ref}:{each.id}"),) for each in meant or able)
    speaker.turn.effects.conclude(Outcome.ASKED, "to whom?")
    word = "order.to_whom" if able else "order.no_colleague"
    speaker.reply(speaker.word(word, ref=ref), rows[:OFFERED])
