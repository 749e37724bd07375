"""The words of the calendar in French, English, Dutch and German, folded."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


MONTH_NAMES: tuple[str, ...] = (
    "janvier janv jan january januari januar janvie jenvier",
    "fevrier fevr fev february februari februar feb febr fevirer fervier febuary feburary",
    "mars mar march maart mrt marz maerz mrz",
    "avril avr april apr avirl",
    "mai may mei",
    "juin jun june juni",
    "juillet juil jul july juli juilet juillt jullet",
    "aout aou august augustus aug",
    "septembre sept sep september setembre septembe settembre",
    "octobre oct october oktober okt octobe ocotbre octrobre",
    "novembre nov november novembe novemvre",
    "decembre dec december dezember dez decembe",
)
MONTHS = {name: at for at, names in enumerate(MONTH_NAMES, 1) for name in names.split()}

NUMBERS = {
    word: value
    for value, names in enumerate(
        (
            "un une one een",
            "deux two twee zwei",
            "trois three drie drei",
            "quatre four vier",
            "cinq five vijf funf",
            "six zes sechs",
            "sept seven zeven sieben",
            "huit eight acht",
            "neuf nine negen neun",
            "dix ten tien zehn",
            "onze eleven elf",
            "douze twelve twaalf zwolf",
        ),
        1,
    )
    for word in names.split()
}

WEEKDAYS = _set(
    "lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim "
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri "
    "sat sun maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma di wo do vr za zo "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag"
)

TO = _set(
    "au a to until till til through thru up tot t/m tm bis zum jusqu'au jusqu'a jusqu'en jusque "
    "jusqu' - >"
)
AND = _set("et and en und &")
END = _set(
    "fin finie fini finis finissait finit finira terminee termine terminait end ended ending ends "
    "finished finishing einde eind geeindigd gestopt eindigde ende arretee sortie"
)
FILLER = _set(
    "le la les the het de den der dem du on op met s'est se est was it elle il date dates jour day "
    "debut start c' i my je ma mission , ; : / | ( ) . = ' \""
)
GLUE = TO | AND | END | FILLER | WEEKDAYS

BETWEEN = _set("entre between tussen zwischen")
BEGIN = _set(
    "du de des d' from since starting started start beginning began van vanaf sinds vom ab seit "
    "depuis partir debut commence commencee commencait compter on gestart begonnen begin "
    "entre between tussen zwischen am"
)
UNTIL = _set("jusqu'au jusqu'a jusqu'en au until till ending ended tot bis fin end")

VAGUE_MONTH = _set(
    "mi debut fin mid middle milieu early late end beginning begin eind einde half medio anfang "
    "ende mitte courant start"
)
VAGUE_DAY = _set(
    "vers environ around about circa ca ongeveer rond approximately autour avant apres before "
    "after etwa um voor na ~"
)
HEDGES = _set(
    "pas not niet nicht n't peut-etre maybe perhaps misschien vielleicht crois think denk dacht "
    "sauf except behalve interruption interrompue interrompu interrupted onderbroken probablement "
    "probably waarschijnlijk plutot rather mais but maar prolongee prolonge extended "
    "verlengd normalement theoriquement"
)
