"""How people ask for the same few things in French, English and Dutch: folded words, as patterns.

One pattern a line, for a whole clause; words in braces stand for the lists below.
"""

WORDS = {
    "my": r"(?:m(?:on|a|es)|l[ea]s?|l|ce|cet|cette|votre|vos|un|une|de|d|my|the|your|any|an?|this|"
    r"mijn|de|het|een|uw|jullie|die|dat|aucune?|geen|no|ni)",
    "which": r"(?:second|premier|dernier|fameux|open|nouveau|first|last|new|promised|other|"
    r"confirmation|tweede|eerste|laatste)",
    "badge": r"(?:(?:{my} )?(?:{which} )?(?:badges?|mails?|lien|link|message|bericht|"
    r"mailtje)(?: (?:promise?|attendu|annonce))?(?: (?:du|de|avec|with|of|van|met|for|"
    r"pour)(?: {my})? (?:badge|link|lien|confirmation|claim))?)",
    "mails": r"(?:mails?|messages?|courrier|mailtjes?|berichten|relances?|rappels?|reminders?|"
    r"newsletters?)",
    "never": r"(?:jamais|pas|toujours pas|pas encore|encore pas|toujours|rien|encore rien|plus)",
    "claim": r"(?:(?:ma|mon|la|le|my|the|mijn|de) (?:demande|dossier|candidature|badge|claim|"
    r"request|application|aanvraag|dossier)(?: (?:de|for|van|voor) (?:{my} )?badge)?)",
    "person": r"(?:(?:un|une|le|a|an|een|l|de|the|votre|your)? ?(?:vraie?|vrai|real|actual|living|"
    r"echte?)? ?(?:humaine?|etre humain|personne|conseillere?|conseiller|agent|responsable|"
    r"support|operateur|human|human being|person|someone|somebody|quelqu un|mens|persoon|iemand|"
    r"medewerker|helpdesk)(?: (?:de l equipe|du service|de chez vous|of (?:the|your) team|"
    r"van het team|i can talk to|i can speak to))?(?: (?:reelle|physique|humaine|au telephone|"
    r"par telephone|directement|on the phone|in person|aan de telefoon))?)",
    "want": r"(?:je (?:veux|voudrais|souhaite|souhaiterais|aimerais|desire|peux|pourrais)|"
    r"j aimerais|est ce que je (?:peux|pourrais)|est il possible de|puis je|pourrais je|peut on|"
    r"i (?:want|would like|d like|need|wish) to|(?:can|could|may) i|let me|is it possible to|"
    r"ik (?:wil|zou|wens)(?: graag)?|(?:kan|mag|kunnen) (?:ik|we))",
}

LOST = r"""
(?:je |j )?(?:n |ne )?ai recu ni \w+ ni \w+
{badge} s est perdue?
(?:je |j )?(?:n |ne )?(?:ai )?(?:toujours )?(?:recue?s?|eu) aucune? {badge}
(?:aucune?|no|geen) (?:badge|mail|lien|link|message|bericht) (?:recue?|received|ontvangen|gekregen)
je (?:n |ne )?ai (?:plus|pas|jamais eu) acces a {badge}
ik (?:kreeg|ontving|krijg|ontvang) (?:nog )?(?:steeds )?(?:nooit|geen|niets)(?: {badge})?
(?:je |j |on )?(?:ne |n )?(?:l )?(?:ai |
  en ai )?{never}(?: {never})?(?: bien| encore| ete)? (?:recue?s?|eue?|obtenu)(?: {badge}| rien)?
(?:je |j )?(?:ne |n )?(?:ai )?(?:toujours |encore )?rien (?:recu|eu)(?: de votre part| par mail)?
{badge} (?:non|pas|jamais|toujours pas) recue?s?
{badge} (?:ne |n )?(?:m )?(?:est|a|sont) (?:toujours |encore |ete )*{never}(?: ete)? (?:arrivee?s?|
  parvenu|envoye|recu|venu)
{badge} (?:ne |n )?(?:arrive|arrivent) (?:pas|toujours pas|jamais)
je (?:ne )?(?:trouve|retrouve|vois) (?:pas|plus|nulle part|toujours pas) {badge}
(?:j ai|ai) (?:perdu|egare|efface|supprime) {badge}
(?:mais )?ou (?:est|se trouve|est passe|est donc) (?:donc |passe )?{badge}
j attends (?:toujours|encore) {badge}
(?:pourriez vous|pouvez vous|peux tu|pourrais tu|merci de|veuillez)(?: me)? (?:renvoyer|
  reenvoyer) {badge}
(?:renvoyez|renvoie) moi {badge}
(?:i |we )?(?:have |ve |still |had |did |do )*(?:never|not|haven t|havent|didn t|didnt|don t|
  hadn t)(?: yet| still| ever)* (?:received|receive|got|get|gotten|had|seen) (?:{badge}|it|
  anything|nothing)
{badge} (?:has |have |did |still )*(?:never|not|didn t|hasn t|haven t|
  didnt)(?: yet| still)* (?:arrived|arrive|come|came|been sent|reached me)
(?:so )?where (?:is|s|are) {badge}
i (?:have |ve |seem to have )?(?:lost|deleted|misplaced) {badge}
(?:i )?(?:can t|cannot|cant|can not|could not|couldn t) find {badge}
i am (?:still )?waiting for {badge}
(?:can|could|would) you (?:please )?(?:resend|send again|re send)(?: me)? {badge}
(?:please )?resend(?: me)? {badge}
ik heb (?:{badge}|het|hem) (?:nog )?(?:steeds )?(?:nooit|niet) (?:gekregen|ontvangen|gezien)
ik heb (?:nog )?(?:steeds |altijd )?(?:nooit |niets|niks|geen)(?: {badge}| iets)? ?(?:gekregen|
  ontvangen)
{badge} is (?:nog )?(?:steeds |altijd )?(?:nooit|niet) (?:aangekomen|gekomen|toegekomen)
waar (?:is|blijft|zit) {badge}
ik ben {badge} kwijt
ik vind {badge} niet(?: meer| terug)*
"""

HUMAN = r"""
(?:je (?:veux|voudrais|souhaite)|j aimerais|i (?:want|need|would like)|ik wil(?: graag)?) (?:un|une|
  a|an|een) (?:vraie? |real |echte )?(?:humain|etre humain|human|human being|mens|conseiller)
(?:{want} )?(?:parler|discuter|echanger|communiquer)(?: directement)? (?:a|avec|au) {person}
{want} (?:avoir|joindre|contacter|appeler) {person}
(?:contacter|joindre) {person}
(?:est ce qu il )?(?:y a t il|y a|existe t il) (?:un numero|un moyen|
  une adresse)(?: de telephone)?(?: ou| pour| de)? (?:vous )?(?:joindre|appeler|
  contacter)(?: {person})?
is there (?:any |some )?{person}(?: (?:to|i can) (?:talk|speak|write)(?: to| with)?)?
{want} etre mise? en (?:contact|relation) avec {person}
(?:mettez|passez|passe|donnez) moi (?:en contact avec |en relation avec )?{person}
(?:pouvez|pourriez) vous (?:me )?(?:passer|transmettre|mettre en (?:contact|
  relation) avec)(?: ma demande)?(?: a)? {person}
(?:est ce que )?quelqu un (?:peut|pourrait)(?: il)? (?:m appeler|me rappeler|m aider|me repondre|
  me joindre)
(?:un|une|a|an|een) (?:vraie? |real |echte? )?(?:humain|human|human being|mens|personne reelle|
  etre humain)
(?:une vraie personne|a real person|een echte persoon|real person|vraie personne)
(?:{want} )?(?:talk|speak|chat)(?: directly)? (?:to|with) {person}
(?:{want} )?(?:help from|need|i need|i need help from) {person}
can (?:a |some|any)?(?:human|person|someone|somebody|one|body) (?:help|call|answer|contact) me
{want} (?:met )?{person}(?: te)? (?:praten|spreken|bellen|contacteren)
{want} (?:praten|spreken) met {person}
kan iemand (?:mij|me) (?:bellen|helpen|antwoorden)
humaine?|human|mens
"""

STATUS = r"""
(?:avez vous|as tu|a t on) (?:bien |deja )?(?:recu|traite|valide|accepte|vu) {claim}
(?:is er|heeft u|hebt u|heb je) (?:al |nog )?nieuws (?:over|van) {claim}
ou en (?:est|sont|etait|serait) {claim}
(?:{claim} )?(?:elle |il )?en est ou(?: {claim})?
quand (?:est ce que )?(?:je |j )?(?:vais je|vais|recevrai je|recevrai|recois|aurai je|aurai|
  pourrai je)(?: je)? ?(?:avoir|recevoir|obtenir)? {badge}
(?:est ce que )?{claim} (?:a t elle |a |est elle |est |sera |avance|va )(?:bien |deja |
  ete )*(?:validee?|acceptee?|traitee?|recue?|enregistree?|approuvee?|prise en compte|prete?)?
(?:(?:avez vous|as tu|y a t il|auriez vous) )?(?:des|une|du|de) (?:nouvelles?|nouveau|reponse|
  retour) (?:de|sur|pour|a|concernant) {claim}
(?:quel est |c est quoi |connaitre )?(?:le )?(?:statut|etat|avancement) (?:de|d) {claim}
(?:what is |what s )?the status of {claim}
where (?:does|is|are) {claim}(?: now| up to| stand| at)*
how is {claim} (?:going|doing|coming along)
any (?:news|update|updates) (?:about|on|of|for|regarding) {claim}
when (?:will|do|can|shall) i (?:get|receive|have) {badge}
(?:has|is|was) {claim} (?:been )?(?:approved|accepted|received|processed|ready|validated|done)
hoe (?:staat|zit) het met {claim}
hoe ver (?:staat|is) {claim}
wanneer (?:krijg|ontvang) ik {badge}
(?:wat is )?de (?:status|stand) van {claim}
is {claim} (?:al )?(?:goedgekeurd|ontvangen|behandeld|klaar)
"""

STOP = r"""
stop(?: stop)*(?: (?:les |the |de |met )?(?:{mails}|mailen))?
(?:desinscription|desinscrire|desabonnement|desabonner|me desinscrire|me desabonner|se desabonner|
  se desinscrire)(?: de (?:la|cette|vos|votre) (?:liste|{mails}))?
(?:veuillez |merci de |{want} |vous pouvez |pouvez vous )?(?:me )?(?:desinscrire|desabonner|
  desinscrivez moi|desabonnez moi|desinscris moi)(?: de (?:la|cette|vos|votre) (?:liste|{mails}))?
(?:arretez|arrete|cessez|merci d arreter|veuillez arreter|stop) (?:de m |de me |de )?(?:ecrire|
  envoyer|contacter|relancer|solliciter|spammer|harceler|avec)(?: (?:ces|des|vos|les|tes|
  de) {mails})?
(?:merci de )?ne (?:plus m|m|me|plus me) ?(?:ecrire|envoyer|contacter|ecrivez|envoyez|contactez|
  relancez|relancer|ecris|envoie)(?: plus)?(?: (?:de|vos|aucun|des) {mails})?
je (?:veux|souhaite|voudrais|souhaiterais|aimerais) ne plus (?:recevoir|avoir)(?: (?:de|vos|aucun|
  des|ces) {mails}| rien)?
gelieve (?:me|mij) niet meer te (?:mailen|contacteren|schrijven)
je (?:ne )?(?:veux|souhaite|desire) plus (?:recevoir|avoir)(?: (?:de|vos|aucun|des|
  ces) {mails}| rien)?
je (?:ne )?(?:veux|souhaite) plus (?:de|vos|aucun) {mails}
laissez moi tranquille
(?:merci de |veuillez |please )?(?:me )?(?:retirer|retirez moi|enlevez moi|supprimez moi|enlever|
  supprimer) de (?:votre|vos|la|cette) (?:listes?|{mails}|fichiers?)
(?:please )?(?:unsubscribe|unsubscribe me|unsubscribe from (?:this|the|your) list)
(?:please )?stop (?:writing|emailing|mailing|contacting|messaging|
  sending)(?: to)?(?: me)?(?: (?:your |these |any |more )*{mails})?
(?:please )?(?:do not|don t|dont|never) (?:write|email|mail|contact|message|
  send)(?: to)?(?: me)?(?: any(?: more)?| more)?(?: {mails})?(?: again| anymore| any more)
(?:please )?(?:remove|take) me (?:from|off) (?:your|this|the) (?:mailing )?list
i (?:don t|do not|dont|no longer) want (?:any |to receive |more |to get |your |
  these )+{mails}(?: anymore| any more)?
leave me alone
stop (?:met|aub met) (?:mailen|schrijven|mailtjes|berichten|mails)(?: sturen)?
(?:uitschrijven|afmelden|schrijf me uit|schrijf mij uit|meld me af)
ik wil (?:geen|niet langer)(?: (?:meer|verdere))? {mails}(?: meer)?(?: ontvangen| krijgen)?
(?:schrijf|mail|contacteer) (?:me|mij) niet meer
(?:abmelden|abbestellen|bitte keine mails mehr)
"""

NOT_ME = r"""
(?:mais )?(?:ce |c |ca )(?:n )?est pas moi(?: du tout)?
(?:c est |ce n est pas )?(?:une |la )?(?:mauvaise|bonne) personne
vous (?:vous )?(?:etes trompee?s?|trompez|avez trompe|devez vous tromper)(?: de| d) (?:personne|
  destinataire|adresse)
(?:c est |il s agit d |il y a )?(?:une )?erreur (?:de|sur) (?:destinataire|personne|la personne|
  le destinataire|adresse mail)
je (?:n |ne )?(?:ai|suis) jamais (?:fait|effectue|ete en|realise|participe a) (?:de |un |le |mon |
  du |ce )?(?:service civique|mission de service civique|formation|projet)
je (?:n |ne )?ai pas fait (?:de |mon |un )service civique
je (?:ne )?connais pas (?:cette personne|du tout cette personne)
(?:je (?:ne )?suis pas )(?:cette personne|la bonne personne|la personne concernee|
  le bon destinataire|concernee?)
ce (?:mail|message) (?:ne )?m (?:est|etait) pas (?:destine|adresse)
ce (?:mail|message) (?:n )?est pas pour moi
(?:this|that|it) (?:is not|isn t|isnt|s not|was not) me
(?:sorry )?(?:you (?:have|ve got|got|ve) |this is |you wrote to |it is )?(?:the |
  a )?wrong (?:person|mail address|address|recipient|mail)
i (?:have )?never (?:did|done|took part in|was in|made) (?:a |any |the |this )?(?:civic service|
  mission|training|project|volunteering)
i (?:do not|don t|dont) know (?:this|that) person
i (?:am|m) not (?:this person|the right person|that person)
(?:this|that) (?:mail|message) (?:is not|isn t|was not|wasn t) (?:meant )?for me
(?:dit|dat) ben ik niet
ik ben (?:dit|dat) niet
(?:u |je |jullie )?(?:heeft |hebt |hebben )?(?:de )?verkeerde persoon
ik ken (?:deze|die) persoon niet
(?:deze|dit) (?:mail|bericht) is niet voor mij(?: bedoeld)?
"""

LEAD = r"""
bonjour|bonsoir|salut|coucou|hello|hi|hey|dear|hallo|hoi|dag|beste|madame|monsieur|mesdames|
  messieurs|sir|madam
a tous|team|l equipe|toute l equipe|svp|stp|s il vous plait|please|merci(?! d)|pardon|desolee?|
  sorry|excusez moi|excuse me
cela fait (?:\w+ ){1,3}que|ca fait (?:\w+ ){1,3}que
je me permets de vous (?:ecrire|contacter|relancer|solliciter)|je vous (?:ecris|contacte|relance|
  recontacte|signale que|informe que)
je reviens vers vous|car|parce que|puisque|afin de|pour vous dire que|en fait|alors|donc|euh|bon|
  eh bien|mais|et|cependant|a ce jour
je (?:voulais|voudrais|souhaite|souhaiterais|aimerais|veux)(?: bien)? savoir(?: si)?|
  j aimerais savoir(?: si)?
(?:pouvez|pourriez) vous me dire(?: si)?|savez vous(?: si)?|je (?:pense|crois) que|
  il me semble que|je constate que|malheureusement|apparemment
i (?:wanted|want|would like|d like) to know(?: if)?|(?:can|could) you (?:please )?tell me(?: if)?|
  do you know(?: if)?|i am writing (?:because|to you because)
i think(?: that)?|actually|but|and|so|unfortunately|apparently|just wondering
kunt u (?:mij|me) zeggen|ik (?:wilde|wil|zou) (?:graag )?weten(?: of)?|weet u|helaas|ik denk dat|
  maar|en
"""

TAIL = r"""
(?:et )?pas (?:a |avec )?(?:un|une) (?:robot|machine|ia|bot)|not (?:a |to a |with a )?(?:robot|
  machine|bot)|geen (?:robot|machine|bot)
svp|stp|s il vous plait|s il te plait|please|merci|merci beaucoup|merci d avance|merci bien|thanks|
  thank you|aub|alstublieft|alsjeblieft
graag|bedankt|dank u|yet|so far|nog|encore|a ce jour|du tout|at all|aujourd hui|today|donc|hein|
  now|desolee?|sorry|cordialement|bitte|danke
(?:de|pour|concernant|apres|suite a|for|from|of|after|about|van|voor|na) (?:ma|mon|la|le|l|cette|
  ce|my|the|this|mijn|de|het|a la fin de ma) (?:mission|service civique|service|formation|atelier|
  stage|civic service|training|workshop|placement|project|missie|vrijwilligerswerk|opleiding)
(?:par|by|per|via) (?:mail|la poste|message)|depuis (?:\w+ ){1,3}\w+|since (?:\w+ ){0,2}\w+|
  sinds (?:\w+ ){0,2}\w+|it has been \w+ \w+
"""
