"""What can happen beside the moves of a claim: one word for each kind of event, as the store has
it."""

from enum import StrEnum


class EventKind(StrEnum):
    """The kind of an event that is no move of a claim. `subject` of its row says what it is about,
    as told here; `person_id` whom it concerns; `actor_id` who did it, None for Cocarde or whoever
    runs the command."""

    TURNED_AWAY = "turned_away"  # the badge: a rule wants an answer mended, or bars the claim
    ROLE_GIVEN = "role_given"  # the role
    ROLE_TAKEN = "role_taken"  # the role
    ABSENT = "absent"  # the days
    PRESENT = "present"  # an absence ended or was called off
    ORGANISATION_JOINED = "organisation_joined"  # its slug; also what it got beside
    ORGANISATION_MENDED = "organisation_mended"  # its slug: something was taken away from it
    ORGANISATION_LEFT = "organisation_left"  # its slug
    ROSTER = "roster"  # how many rows were new, changed and refused
    PERSONS_JOINED = "persons_joined"  # the person that was merged into the one concerned
    PERSONS_PARTED = "persons_parted"  # the person that is one of their own again
    REVOKED = "revoked"  # the badge
    REPLACED = "replaced"  # the badge that another one takes the place of
    KEY_MADE = "key_made"  # issuer and key
    KEY_RETIRED = "key_retired"  # issuer and key
    KEY_COMPROMISED = "key_compromised"  # issuer and key
    EXPORTED = "exported"  # what went out: a report, the site, a person's data, a backup
    RESTORED = "restored"  # the head of the backup that took the store's place
    ERASED = "erased"  # words of people are gone from events of this person or claim
    LET_GO = "let_go"  # the kind of thing and its key: it was deleted, its time being over
    PRUNED = "pruned"  # the seal up to which events were deleted, their time being over
    STAFF_CHANGE = "staff_change"  # the change, as managers read it: before, after
