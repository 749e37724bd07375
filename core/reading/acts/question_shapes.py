"""How a folded sentence looks that asks something, in French, English and Dutch."""

import re

GREETING = re.compile(
    r"^\W*(?:(?:bonjour|bonsoir|salut|coucou|re|hello|hi|hey|dear|dag|hallo|hoi|beste|merci|"
    r"madame|monsieur|svp|stp|alors|et|euh|ok|oui|non|mais|bjr|slt|question|vraag|"
    r"une question)\b[\s,!.:-]*)+"
)

# Whose beginning tells what the question is about: « mon dépôt est privé, … ».
PERSONAL = re.compile(
    r"^(?:mon|ma|mes|je|j|on|nous|notre|il|elle|my|i|we|our|mijn|ik|we|ons|onze|si|if|als)\b"
)

# How a question begins, or what in it makes it one.
OPENERS = re.compile(
    r"^(?:est[ -]ce|qu[' ]?est|c[' ]?est (?:quoi|koi|qui|combien|obligatoire|gratuit|payant)|c koi|"
    r"co?mm?ent|combien|pourquoi|pk|pq|quand|ou (?:est|sont|puis|peut|trouver|en)|a quoi|qui|que|"
    r"quoi|quel(?:le)?s?|lequel|puis[ -]je|peut[ -]on|peux[ -]tu|pouvez[ -]vous|dois[ -]je|"
    r"faut[ -]il|y a[ -]t|suis[ -]je|ai[ -]je|serait|je peux|on peut|il faut|faut|"
    r"what|whats|how|why|when|where|who|which|can|could|may|must|should|do|does|did|is|are|am|will|"
    r"wat|hoe|waarom|wanneer|waar|wie|welke|kan|kun|mag|moet|is|heb|krijg|kost|vervalt|verloopt)\b"
)
INSIDE = re.compile(
    r"\b\w+[ -](?:t[ -])?(?:il|elle|on|je|vous|tu)\s*\??$|est ce qu|"
    r"\b(?:est|sont|peut|peuvent|doit|doivent|vont|ont)[ -](?:ils?|elles?|on)\b|"
    r"\bwat nu\b|\bou pas\b"
)
WONDERING = re.compile(
    r"\b(?:voudrais savoir|aimerais savoir|souhaite(?:rais)? savoir|veux savoir|"
    r"me demande[ ,]+(?:si|comment|quand)|pouvez[ -]vous m|j'?ai une question|besoin d'?un|"
    r"expliquer|explique[rz]?[ -]moi|like to know|i wonder|wonder(?:ing)? (?:if|how|when)|"
    r"vraag me af|wil graag weten|zou graag)\b"
)
# « Que dois-je faire ? » asks about what was said just before.
TAIL = re.compile(
    r"^(?:et |alors |donc )*(?:que (?:dois|puis|faut|peut)[ -](?:je|il|on)(?: faire)?|que faire|"
    r"(?:je|on) fais?t? (?:quoi|comment)|comment (?:je |dois[ -]je )?(?:faire|fais)|"
    r"pouvez[ -]vous m'?aider|c'?est (?:possible|normal|grave)|est[ -]ce (?:possible|normal|grave)|"
    r"what (?:now|can i do|should i do|do i do)|can you help(?: me)?|is that (?:ok|normal)|"
    r"wat nu|wat moet ik doen|kunt? (?:u|je) (?:me )?helpen)\W*$"
)
