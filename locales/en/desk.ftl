# The fair queue: who takes what, with which word
desk-no-interest = Interest in the case
desk-no-interest-yes = I have no interest in this case
desk-no-interest-hint = You are not related to the applicant, not in their business, and gain nothing from the decision. Otherwise declare your interest: another officer takes it.
desk-ahead = { $n ->
    [one] One case has waited longer.
   *[other] { $n } cases have waited longer.
}
desk-why-before = Why before the others
desk-why-before-hint = Your supervisor sees it. Without a reason take the next case instead.
desk-which-interest = Which interest
desk-which-interest-hint = In a few words, like: the applicant is my brother. It stays on the record; the applicant does not see it.
act-declare-interest = I have an interest
act-declare-interest-lead = The case goes to somebody else and is not offered to you again. What was done so far stays.
event-declare-interest = Given to another officer
audited-declare-interest = Interest declared
queue-event-interest = { $person } declared an interest
flag-out-of-turn = Out of turn
flash-none-waits = Nothing waits that you may take.
step-title = Next step
step-check = Check whether it is complete
step-take = Take it in its turn
step-examine = Examine it
step-answer-in = Answer is in: read it
step-opinion-in = Opinion came: read it
step-reply-in = Other authority answered: read it
step-permit-in = Import permit came: examine it
step-paid = Paid: go on
step-sent-back = Sent back: read why
step-appeal-upheld = Appeal upheld: examine it anew
step-read-report = Inspection report came: read it
step-decide = Decide on the proposal
step-sign = Sign
step-decide-appeal = Decide on the appeal
step-wait-applicant = Applicant answers
step-wait-payment = Applicant pays
step-wait-opinion = Scientific Authority answers
step-wait-inspection = Inspector visits
step-wait-reply = Other authority answers
step-wait-permit = Import permit comes
step-none = Nothing more
sort-title = Sort by
sort-untouched = longest untouched
sort-arrival = order of arrival
sort-clock = time used
setting-assignment = Accepted cases
setting-assignment-hint = In a queue everybody takes the oldest case; assigned at once, the program gives each to an officer.
setting-assignment-queue = Wait in the queue in order of arrival
setting-assignment-at-once = Are given to an officer at once

# Work that comes and goes, and time that ends
notice-reply-due = Application { $reference }: answer until { $until }
notice-reply-due-text = We still wait for your answer to application { $reference }. The time for it ends on { $until }. An application that stays incomplete is closed then.
notice-unpaid = Application { $reference } closed: not paid
notice-unpaid-text = The invoice of application { $reference } was not paid in time, so it counts as withdrawn. Nothing is owed any more. You can copy it as a new one at any time.
notice-consultation-dropped = { $reference } was withdrawn
notice-consultation-dropped-text = The applicant withdrew { $reference }. No opinion is needed any more.
notice-inspection-dropped = { $reference } was withdrawn
notice-inspection-dropped-text = The applicant withdrew { $reference }. Nobody needs to go there any more.
notice-inspection-ordered = Inspection ordered for { $reference }
notice-inspection-ordered-text = An inspection was ordered for { $reference }: { $reason } Place: { $place } Set the day of the visit, so that the applicant knows.
notice-visit-set = Visit for { $reference } on { $until }
notice-visit-set-text = An inspector comes on { $until } for application { $reference }. Place: { $place }
    { $points }
notice-expert-assigned = Opinion asked on { $reference }
notice-expert-assigned-text = You were chosen to write the opinion on { $reference }. It is due on { $until }.
notice-opinion-returned = Draft opinion on { $reference } came back
notice-opinion-returned-text = The coordinator sent your draft on { $reference } back: { $reason }
notice-opinion-handed = Draft opinion on { $reference } is ready
notice-opinion-handed-text = The draft of the opinion on { $reference } is ready to be released or sent back.
