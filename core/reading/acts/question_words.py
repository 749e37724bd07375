"""The words of questions in French, English and Dutch, folded: closed lists, no grammar."""

import re

from core.reading.text import fold

STEM = 4  # letters that an ending leaves
WORD = re.compile(r"[^\W_]+")
WHAT = re.compile(r"\bqu est ce (?:que |qu |qui )?(?:c est(?: que)? )?")


def _set(written: str) -> frozenset[str]:
    return frozenset(written.split())


# What people type on a phone, and the word that it stands for.
SHORT = dict(
    pair.split("=")
    for pair in _set("""
c=est koi=quoi kwa=quoi pk=pourquoi pq=pourquoi pkoi=pourquoi pourkoi=pourquoi cb=combien
combi1=combien kan=quand ki=qui ke=que g=ai jai=ai keske=quoi kel=quel kelle=quel svp=merci
stp=merci bjr=bonjour slt=salut mdr=merci bcp=merci longtemps=temps longtps=temps tps=temps
msg=message repo=repository depot=repository depots=repository repositories=repository
infos=informations info=information mails=mail courriel=mail courriels=mail email=mail
emails=mail mel=mail cv=curriculum whats=what whos=who hows=how u=you ur=your pls=merci
plz=merci thx=thanks dont=not havent=not didnt=not doesnt=not cant=not isnt=not wont=not
hvnt=not linkdin=linkedin linkin=linkedin
""")
)

# One word for the forms of the verbs that such questions are made of.
FORMS = {
    form: verb
    for line in """
recevoir recu recus recue recues recois recoit recevez recevrai recevra recevrais
received receive receives receiving get got gets getting gotten
ontvangen gekregen krijg krijgt krijgen ontvang ontvangt kreeg
obtenir obtiens obtient obtenu obtenue obtenez obtention
expire expirer expiration expires expiry expired perime perimer
valable valide valables valid validite validity geldig geldigheid
vervalt vervallen verloopt verlopen vervaldatum
coute couter cout cost costs kost kosten
payer payant payante paye paie pay paid betalen
gratuit gratuite gratuits gratuitement free gratis
obligatoire oblige obligee obliges obligees obliger mandatory obliged required
devoir faut falloir dois doit devez doivent devrais fallait must need needed moet moeten
devoir nodig besoin
trouver trouve trouvez retrouver retrouve find found vinden vind
probleme problemes problem probleem
arriver arrive arrivera arrivee arrives arrived come came comes aangekomen
facultatif facultative optional
arrete arreter stopped stop stoppe interrompue interrompu interrompre interrupted quitte left
refuse refusee refuser refus refused rejected geweigerd afgekeurd weigering
perdu perdue perdre lost verloren kwijt
decide decider decides decisions beslist beslissen
donne donner donnent attribuer attribue give gives award awards geven geeft toekennen
modifier modifie modifiee modification changer change changed edit
corriger corrige correction rectifier correct erreur faute mistake error trompe trompee misspelt
personnaliser personnalise personnalisation customise customize customised personalise
partager partage share sharing delen deel
utiliser utilise use
inscrire inscription inscris inscrit enregistrer register registered
reconnu reconnue reconnus reconnaissent reconnaitre recognise recognize reconnaissance
reconnu reconnait recognised recognized erkend
ecrit ecris ecrire written
montrer montre show shown shows tonen
apparait apparaissent apparaitre appear appears figure figurent visible visibles
attendre wait wachten
voit voient see sees seen zien ziet zie
repondre repond reponse answer reply antwoord antwoordt
rejoindre join participer participe
fonctionne marche works work werkt
demander demande redemander claim request aanvragen aanvraag vraag aanvraagt
supprimer effacer delete erase wissen wis
prive privee privé private privaat
public publique publics openbaar publiek
""".strip().splitlines()
    for verb, *_ in [line.split()]
    for form in line.split()
}

# Words that tell no question from another.
FILLERS = _set("""
a au aux l d de des du en et la le les un une s c j n t m qu se ce cet cette ca cela ceci est
sont etait suis es es etes il ils elle elles on je tu vous nous me te moi toi lui leur leurs y
si mon ma mes ton ta tes votre vos notre nos son sa ses pour par sur dans avec chez vers que ai
as avons avez ont avoir etre puis peux peut pouvez pouvons pourrais pourrait fait faire fais
veux veut voudrais voudrait voulez aimerais souhaite souhaiterais savoir sais sait dire dites
bonjour bonsoir salut merci cordialement beaucoup avance bien voila voici alors donc aussi tres
juste vraiment exactement concretement quelque part chose plus question demande voir madame
monsieur petite va vais aller allez comme mais but maar peuvent personne personnes truc machin
chose sera serai serais mets mettre meme eu once ve svp c est a dire the an of to in at for
and or is are am was be it its this that these those i you he she we they my your our me us do
does did can could would will shall may might should have has had having there here hi hello
dear please thanks thank like know want wanted just really exactly regards de het een en van in
op te er is zijn ben was dat die dit deze ik je jij u we wij ze zij mijn jouw uw onze me mij kan
kunt kunnen wil wilt zou graag heb heeft hebt hebben dag hallo beste bedankt dank groeten met
bij voor ook dan
""")

# Words that make a question, not its matter: they weigh half and prove nothing.
LIGHT = _set("""
quoi comment qui quand pourquoi combien quel quelle quels quelles ou ne pas plus rien jamais
toujours encore what how who when why where which not no never nothing still wat hoe wie wanneer
waar waarom welke hoeveel niet niets nooit geen mission temps up devoir trouver probleme
""")

# Words that a question has anywhere, and words of a trouble that is told rather than asked.
ASKING = _set("""
comment combien quoi pourquoi quel quels quelle quelles quand koi pk
what how when why which who hoe wat wanneer welke wie hoeveel
""")
TROUBLES = _set("""
pas rien jamais plus aucun perdu perdue erreur faute invalide oublie refuse refusee prive privee
interrompu interrompue arrete rejoindre participer
not never nothing haven didn doesn havent didnt doesnt cant lost mistake invalid forgot refused
rejected private interrupted join
niet niets geen nooit meer kwijt verloren vergeten geweigerd
""")


def spoken(text: str) -> str:
    """The folded words of a text, a space between them."""
    return " ".join(WORD.findall(fold(text).replace("œ", "oe")))


def telling(text: str) -> list[str]:
    """The words that tell one question from another, as they are typed."""
    asked = WHAT.sub("quoi ", spoken(text)).split()
    plain = (SHORT.get(word, word) for word in asked)
    return [word for word in plain if word not in FILLERS]


def stem(word: str) -> str:
    """One form for the plural and the verb's endings; the known forms by the list."""
    if word in FORMS:
        return FORMS[word]
    for ending in ("ees", "ee", "es", "er", "ez", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= STEM:
            return word.removesuffix(ending)
    return word


MERE = frozenset(stem(word) for word in LIGHT)
