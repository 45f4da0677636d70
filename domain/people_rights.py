"""Who may do what to people, and to whatever has personal data of its own."""

from collections.abc import Callable, Mapping
from typing import Any

from domain.aggregate import Subject
from domain.person import Person
from domain.policies import (
    BY_DPO,
    BY_KNOWING,
    BY_REGISTRAR,
    BY_SYSTEM,
    Policy,
)

KNOWING_OR_DPO = (BY_KNOWING, BY_DPO)

RIGHTS: Mapping[Callable[..., Any], tuple[Policy, ...]] = {
    Subject.erase: (BY_DPO,),
    Subject.key_destroyed: (BY_SYSTEM,),
    Person: (BY_REGISTRAR,),
    Person.correct_identity: (BY_REGISTRAR,),
    Person.change_contact: (BY_KNOWING,),
    Person.reach_by: (BY_KNOWING,),
    Person.need_interpreter: (BY_KNOWING,),
    Person.need_access: (BY_KNOWING,),
    Person.protect_address: (BY_KNOWING,),
    Person.unprotect_address: (BY_KNOWING,),
    Person.represent: (BY_KNOWING,),
    Person.end_representation: (BY_KNOWING,),
    Person.join_household: (BY_KNOWING,),
    Person.leave_household: (BY_KNOWING,),
    Person.inform_of_sharing: (BY_KNOWING,),
    Person.make_known_to: (BY_SYSTEM,),
    Person.give_consent: (BY_KNOWING,),
    Person.refuse_consent: (BY_KNOWING,),
    Person.withdraw_consent: KNOWING_OR_DPO,
    Person.raise_opposition: KNOWING_OR_DPO,
    Person.uphold_opposition: (BY_DPO,),
    Person.reject_opposition: (BY_DPO,),
    Person.take_back_opposition: KNOWING_OR_DPO,
    Person.receive_request: KNOWING_OR_DPO,
    Person.answer_request: (BY_DPO,),
    Person.lift_limitation: (BY_DPO,),
    Person.merge_into: (BY_KNOWING,),
    Person.unmerge: KNOWING_OR_DPO,
    Person.move_away: (BY_KNOWING,),
    Person.record_death: (BY_KNOWING,),
    Person.retract_death: (BY_KNOWING,),
    Person.archive: (BY_DPO, BY_SYSTEM),
    Person.reactivate: (BY_DPO,),
}
