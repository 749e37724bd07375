"""All that the staff can do, for the world of an installation (`World.staff_actions`)."""

from core.desk.casework import actions as of_cases
from core.desk.review import actions as of_claims
from core.support.staff_action import StaffActions

STAFF_ACTIONS = StaffActions(cases=of_cases.ACTIONS, claims=of_claims.ACTIONS)
