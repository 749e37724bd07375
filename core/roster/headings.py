"""The headings of rosters: the usual ones whole, the telling words of others, whose they are."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "reference": ("reference", "ref", "id", "numero", "matricule", "contrat", "referentie"),
    "mail": ("mail", "email", "e mail", "courriel", "mel", "adresse mail", "adresse e mail"),
    "name": ("name", "nom complet", "nom et prenom", "prenom et nom", "nom prenom", "prenom nom",
             "full name", "volledige naam"),
    "given_name": ("prenom", "given name", "first name", "voornaam"),
    "family_name": ("nom", "family name", "last name", "surname", "nom de famille", "naam",
                    "achternaam", "nom d usage"),
    "starts_on": ("start", "debut", "date de debut", "starts on", "date debut", "du", "begin"),
    "ends_on": ("end", "fin", "date de fin", "ends on", "date fin", "au", "einde"),
    "interrupted": ("interrupted", "interrompue", "interruption", "rupture"),
    "organisation": ("organisation", "organisme", "organisme d accueil", "structure", "host"),
    "domain": ("domain", "domaine", "thematique", "domein"),
    "place": ("place", "lieu", "ville", "city", "commune", "plaats"),
    "badge": ("badge",),
    "language": ("language", "langue", "taal"),
}  # fmt: skip
TELLING: dict[str, str] = {
    word: name
    for name, told in (
        ("mail", "mail email courriel mel messagerie electronique"),
        ("given_name", "prenom voornaam"),
        ("interrupted", "interruption rupture"),
        ("starts_on", "debut start begin"),
        ("ends_on", "fin end einde"),
        ("organisation", "organisme structure organisation organization organisatie etablissement "
         "ecole school lycee college universite university association entreprise company bedrijf "
         "societe partenaire partner mairie accueil"),
        ("domain", "domaine domain theme"),
        ("place", "lieu ville commune"),
        ("reference", "reference contrat contract"),
        ("language", "langue"),
        ("name", "nom naam name"),
    )
    for word in told.split()
}  # fmt: skip
_OTHERS = (
    "tuteur tutrice tutor contact contactpersoon referent referente responsable parent parents "
    "conseiller conseillere naissance birth geboorte encadrant encadrante employeur employer "
    "werkgever manager superviseur supervisor begeleider mentor mentore parrain marraine coach "
    "formateur formatrice enseignant enseignante professeur prof teacher gestionnaire charge "
    "chargee directeur directrice president presidente pere mere mother father ouder ouders "
    "urgence emergency rh hr secretariat accompagnateur accompagnatrice animateur animatrice "
    "prescripteur conjoint frere soeur siret siren telephone tel mobile portable phone telefoon "
    "code postal cp banque iban"
)
OTHERS = frozenset(_OTHERS.split())
# Words beside a telling one that leave no doubt whose it is.
_NEUTRAL = (
    "de du des d la le les l un votre your the of et and adresse address adres e date datum jour "
    "day volontaire volunteer vrijwilliger apprenant apprenante jeune participant participante "
    "eleve etudiant etudiante stagiaire beneficiaire candidat candidate learner student mission "
    "service engagement volontariat van het personne person deelnemer leerling n no nr numero "
    "number begindatum einddatum periode"
)
NEUTRAL = frozenset(_NEUTRAL.split())
PERSONAL = frozenset({"mail", "given_name", "name"})
HOSTS = frozenset({"organisation", "domain", "place"})
