"""What a row of the outbox is about, and what was told of it: one word each, as the database has
it."""

from enum import StrEnum


class MessageKind(StrEnum):
    """The kind of a message; with its subject and door it is put once (`outbox.put`)."""

    REPLY = "reply"  # what was just asked or said is answered
    CODE = "code"  # the digits that prove a mailbox
    INVITATION = "invitation"  # bulk: to a mission whose time has come
    REMINDER = "remind"  # a claim waits for its learner
    OFFER = "offer"  # an address without a badge is asked whether it wants one
    BADGE = "badge"
    RESIGNED = "resigned"  # a key was stolen: the badge has another signature, and another file
    COUNTED = "counted"  # a badge handed in before counts from now on
    EXPIRY = "expiry"  # until when a badge is true, and how it is renewed
    REVOKED = "revoked"  # a badge was, and its holder is told
    RETURNED = "returned"  # a reviewer wants something mended
    REFUSED = "refused"
    PROGRESS = "progress"  # what a person was told of their claim in a chat, as it stands now
    TAKEN_BACK = "taken-back"  # a reviewer undid a decision
    ASSIGNMENT_MOVED = "seat_moved"  # somebody else has the claim now
    ASSIGNMENT_ALARM = "seat_alarm"  # nobody has decided in time
    AGAIN = "again"  # what was sent once, on the wish of a person or of staff
    REVIEW = "review"  # a claim's card for a reviewer
    REVIEW_CLOSED = "review-closed"  # the card in a chat, now that there is nothing to press
    REVIEW_MORE = "review_more"  # how many cards were held back today
    CASE = "case"  # a case's card for staff
    CASE_EDIT = "case-edit"  # the card in a chat, as the case stands now
    HUMAN = "human"  # what a person of the staff answers
    READDRESSED = "readdressed"  # the claim of a mission at its new address
    ADDRESS_CHANGED = "address_changed"  # its former address may object
    GROUP_LEFT = "group_left"  # a staff group that nothing reaches any more
    ANONYMOUS = "anonymous"  # who hides behind a group is told how to be known
    ERASURE = "erasure"  # somebody's data will be erased, and all their places are told
    RETENTION = "retention"  # something of theirs will be deleted unless they keep it
    TROUBLE = "trouble"  # something failed; the writer is told
    TOO_FAST = "too_fast"  # more messages came than are read
    SIGN_IN = "sign_in"  # the link that opens the managers' pages
    SIGN_IN_CODE = "sign_in_code"  # the digits beside it, to a chat
    LINKED = "linked"  # two persons became one
    UNLINKED = "unlinked"
    LINK_ADDED = "link-added"  # a mailbox was added by somebody who reads it
    WEEKLY_FIGURES = "weekly_figures"
    HANDED_OVER = "handed-over"  # a badge is to be issued by another service
    REVOKE_THERE = "revoke-there"  # and is to be revoked there
    WEBHOOK = "webhook"  # what happened to a claim or a badge, for a program that asked


class DeliveryNews(StrEnum):
    """What was told of a message from outside (RFC 3464, 2.3.3), or whose matter it was that it was
    given up."""

    DELIVERED = "delivered"
    RELAYED = "relayed"
    EXPANDED = "expanded"
    DELAYED = "delayed"
    ADDRESS = "address"
    INBOX = "inbox"
    OURS = "ours"
