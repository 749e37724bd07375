"""The words of the calendar in French, English, Dutch and German, folded."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


MONTH_NAMES: tuple[str, ...] = (
    "janvier janv jan january januari januar",
    "fevrier fevr fev february februari februar feb febr",
    "mars mar march maart mrt marz maerz mrz",
    "avril avr april apr",
    "mai may mei",
    "juin jun june juni",
    "juillet juill juil jul july juli",
    "aout aou august augustus aug",
    "septembre sept sep september",
    "octobre oct october oktober okt",
    "novembre nov november",
    "decembre dec december dezember dez",
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

DAY_NAMES: tuple[str, ...] = (
    "premier un first eerste een",
    "deux second tweede twee",
    "trois third derde drie",
    "quatre fourth vierde vier",
    "cinq fifth vijfde vijf",
    "six sixth zesde zes",
    "sept seventh zevende zeven",
    "huit eighth achtste acht",
    "neuf ninth negende negen",
    "dix tenth tiende tien",
    "onze eleventh elfde elf",
    "douze twelfth twaalfde twaalf",
    "treize thirteenth dertiende dertien",
    "quatorze fourteenth veertiende veertien",
    "quinze fifteenth vijftiende vijftien",
    "seize sixteenth zestiende zestien",
    "dix-sept seventeenth zeventiende zeventien",
    "dix-huit eighteenth achttiende achttien",
    "dix-neuf nineteenth negentiende negentien",
    "vingt twentieth twintigste twintig",
    "vingt-et-un twenty-first eenentwintigste eenentwintig",
    "vingt-deux twenty-second tweeentwintigste tweeentwintig",
    "vingt-trois twenty-third drieentwintigste drieentwintig",
    "vingt-quatre twenty-fourth vierentwintigste vierentwintig",
    "vingt-cinq twenty-fifth vijfentwintigste vijfentwintig",
    "vingt-six twenty-sixth zesentwintigste zesentwintig",
    "vingt-sept twenty-seventh zevenentwintigste zevenentwintig",
    "vingt-huit twenty-eighth achtentwintigste achtentwintig",
    "vingt-neuf twenty-ninth negenentwintigste negenentwintig",
    "trente thirtieth dertigste dertig",
    "trente-et-un thirty-first eenendertigste eenendertig",
)

DAYS = {name: at for at, names in enumerate(DAY_NAMES, 1) for name in names.split()}

WEEKDAYS = _set(
    "lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim "
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri "
    "sat sun maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma di wo do vr za zo "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag"
)

TO = _set(
    "au a to until till til through thru up tot t/m tm tem t.e.m. t.e.m bis zum jusqu'au "
    "jusqu'a jusqu'en jusque "
    "jusqu' - >"
)
AND = _set("et and en und &")
END = _set("fin arret end ended ending ends einde eind ende")
FILLER = _set(
    "le la les the het de den der dem du on op met s' s'est c'est c'etait se est was it elle "
    "il date dates jour day "
    "debut start c' i my je ma mission j' j ai l' ik ben heb have has ce ca suis te y a ete on "
    "mon ma mijn and lang dag day , ; : / | ( ) . = ' \""
)
GLUE = TO | AND | END | FILLER | WEEKDAYS

BETWEEN = _set("entre between tussen zwischen")
BEGIN = _set(
    "du de des d' from since start van vanaf sinds vom ab seit depuis partir debut compter on "
    "begin entre between tussen zwischen am op"
)
# Each verb of beginning, ending and breaking off as one word; * is any ending.
VERBS = {
    "debut": "commenc* demarr* debut* start* begin* began begun begon* gestart premier* first "
    "eerste "
    "arriv* aangekomen",
    "fin": "fini finie finis fini* termin* achev* finish* ended left dernier* last laatste "
    "geeindigd "
    "eindig* beeindigd einddatum depart sorti* parti partie partis vertrok*",
    "arret": "arret* stop* gestopt quit* gekuendigt",
}
UNTIL = _set("jusqu'au jusqu'a jusqu'en au until till ending ended tot bis fin end")

OPENING = _set("debut early beginning begin start anfang")
CLOSING = _set("fin late end eind einde ende")
VAGUE_MONTH = (
    OPENING | CLOSING | _set("mi mid middle milieu half halverwege medio mitte courant courante")
)
VAGUE_DAY = _set(
    "vers environ environs alentours around about circa ca ongeveer rond approximately roughly "
    "sometime autour avant apres before after etwa um voor na pres presque almost nearly bijna "
    "quasi plus moins peine barely nauwelijks weekend least than dan minstens over fast half ~"
)
ASIDE = _set(
    "ne nee nes nees naissance born birth geboren geboortedatum birthday anniversaire ans "
    "verjaardag "
    "mail email courriel message sms lettre letter brief bericht ecris write schrijf rdv "
    "rendez-vous meeting afspraak appel call inscrit inscrite"
)
ENGLISH = _set(
    "from to until till through and the between started began ended finished was it my mission's"
)
DAY_FIRST = _set(
    "du au le et jusqu depuis entre debut fin van tot met vanaf tussen vom bis het op ma ik je"
)
# Beside a date these say that it is another day of somebody's life.
PERSONAL = _set(
    "ne nee nes nees naissance born birth geboren geboortedatum birthday anniversaire verjaardag "
    "geburtsdatum geburtstag signe signee signes signature signed getekend ondertekend "
    "unterschrieben diplome diplomee diploma diplom bac baccalaureat graduated"
)
# Whose dates, name and place are not the writer's.
OTHERS = _set(
    "frere freres soeur soeurs sœur sœurs ami amie amis copain copine collegue collegues cousin "
    "cousine pere mere fils fille mari femme conjoint epoux epouse voisin voisine sister brother "
    "friend colleague son daughter husband wife mother father neighbour zus broer vriend vriendin "
    "collega zoon dochter man vrouw bruder schwester freund freundin kollege kollegin sohn tochter"
)
HEDGES = OTHERS | _set(
    "semble memoire souviens souvenir approx approximatif approximative approximativement "
    "approximately ongeveer ungefahr circa vermutlich wohl glaube guess suppose reckon recall "
    "remember dirais doute apparemment memory geloof meen herinner schatz schatze about roughly "
    "sais weet weiss verifier check confirmer unsure incertain incertaine "
    "devait devaient devrait aurait serait aurais censee cense supposed suppose should would meant "
    "planned zou zouden moest gepland prevu prevue initialement initially oorspronkelijk "
    "soeur sœur frere ami amie copain copine collegue sister brother friend colleague zus "
    "broer vriend "
    "vriendin missed absent absente absence absences afwezig malade maladie sick ziek conge "
    "conges vacances "
    "holiday holidays vakantie pause cdd interim chomage somewhere ergens quelque "
    "pas not niet nicht n't peut-etre maybe perhaps misschien vielleicht crois think denk dacht "
    "sauf except behalve interruption interrompue interrompu interrupted onderbroken probablement "
    "probably waarschijnlijk plutot rather mais but maar prolongee prolonge extended "
    "verlengd normalement theoriquement"
)
