# What arrived under an import permit of ours
arrivals-title = Arrivals under { $number }
arrivals-heading = What arrived under it
arrivals-link = Arrivals under this import permit
arrivals-lead = Each consignment comes under an export permit of its own and takes what arrived. The import permit stays usable until nothing is left, its last day has passed, or it is surrendered.
arrivals-balance = What is left
arrivals-permitted = Permitted
arrivals-arrived = Arrived
arrivals-left = Left
arrivals-meter = Used
arrivals-consignments = Consignments
arrivals-none = Nothing has arrived under it yet.
arrivals-day = Let in
arrivals-export-permit = Permit from abroad
arrivals-line = Line
arrivals-port = Port of entry
arrivals-retain = Cancel and retain the import permit
arrivals-retain-lead = The holder surrenders it, or nothing more comes. It is kept with the export documents; what is left is released and nothing more comes in under it (Article VI, paragraph 6).
arrivals-reason-hint = For example: surrendered by the holder on the day of the last consignment.

# The import permit of the destination, before it is named
awaited-ask = Appendix I: the permit is granted only after the import permit of { $country }{ $which } (Article III). You may apply now. Send the import permit under Documents, or say there that it comes later: that it is asked for, and when you expect it.
awaited-expected = Appendix I: the import permit of { $country }{ $which } comes later: “{ $text }”. The case will wait for it and its clock will stand still.
awaited-unsaid = not named, and nothing is said of when it comes; ask, or let the case wait for it
waits-import-permit = The import permit of the destination
flag-import-permit = Import permit awaited
acts-fact-awaited = Import permit awaited

# The authority amends a permit of its own
amend-title = Amend { $number }
amend-heading = Amend this permit
amend-lead = Mend entries that no longer fit. Another officer approves the amendment and it is signed; the amended document then stands in place of this one, and this one’s code says so.
amend-never = An amendment never changes species, persons, countries or the kind of document, and never adds quantity or days: for these the holder applies anew.
amend-common-name = Common name
amend-description = Description
amend-marks = Marks, one a row
amend-quantity-hint = As it is, or less.
amend-rest = Purpose, conditions and reason
amend-purpose = Purpose of the transaction
amend-port-exit = Port of exit
amend-port-entry = Port of entry
amend-conditions-hint = One paragraph a row. Findings of the Scientific Authority keep their own conditions.
amend-reason-hint = Printed on the amended document with the boxes that say something else.
amend-do = Propose the amendment
flash-amended = Proposed. Look at the difference; another officer approves it.

# Help
help-applicant-15 = Appendix I: the import permit first
help-applicant-15-text = The permit is granted only after the import permit of the destination. You may apply before: send the import permit under Documents, or say there that it is asked for and when you expect it. The case then waits for it, and its clock stands still.
help-customs-9 = Several consignments under one import permit
help-customs-9-text = Let each consignment in under its own permit from abroad and count what arrived: the import permit gives that much and stays usable. Its page shows what is left. When nothing is left, its last day has passed or the holder surrenders it, it is cancelled and retained.
help-officer-17 = Amending a permit
arrivals-paper = Let goods in under a paper that is not in our archive
arrivals-paper-lead = Read the paper and compare it with the goods and with the lines above. A paper in our archive is received on its own page. One paper is good for one consignment; what is left of the import permit stays usable.
arrivals-paper-issuer = Country that issued the paper
arrivals-paper-kind = Kind of paper
arrivals-paper-number = Number as printed
arrivals-paper-issued = Day of issue
arrivals-paper-until = Last day
arrivals-paper-do = Let the goods in
arrivals-paper-stated = How much the paper says of { $block }, { $taxon }
arrivals-paper-stated-hint = Leave it empty when the paper was not read so far. What differs from what arrived is told to the authority that issued it.
arrivals-paper-seen = { $country }, seen by customs, not in our archive

# The import permit of the destination, line by line
ask-import = Appendix I: the import permit of the destination
ask-import-hint = The permit is granted only after it (Article III). You may apply before: say which it is, or that it comes later.
ask-import-when = Is it there?
ask-import-here = It is there: its number follows
ask-import-later = Import permit comes later
ask-import-later-yes = It comes later
ask-import-number = Number of the import permit
ask-import-number-hint = As printed. Send its paper under Documents.
awaited-later = Appendix I: the import permit of { $country }{ $which } comes later. The case will wait for it and its clock will stand still.
awaited-said-later = comes later, says the applicant
awaited-named = named { $numbers }, not recorded with its last day yet
filter-waits = Waits for
help-officer-17-text = On a permit that is valid and not used press “Amend this permit”, change what no longer fits and say why; another officer approves and signs. A holder’s request lies with the cases: amend from it, or refuse it with reasons. Species, persons, countries, more quantity or more days need a new application.

# The holder asks for a change of a permit
change-heading = Changes of this permit
change-lead = Something on it no longer fits? Ask for an amended permit. Until it is signed this one stays as it is and may be used.
change-ask = Ask for a change
change-title = Ask for a change of { $number }
change-form-lead = Change what no longer fits and say why. An officer looks at it; the amended permit stands in place of this one, until this one’s last day.
change-never = Another species, person or country, more quantity or more days need a new application.
change-new-application = Make a new application
change-why = Purpose and reason
change-reason-hint = What has changed, and since when. It is printed on the amended permit. You can add papers afterwards, on the page of your request.
change-do = Send the request
change-state-asked = Asked
change-state-pay = Waits for payment
change-state-answer = Waits for your answer
change-state-amending = Being amended
change-state-amended = Amended
change-state-refused = Refused
change-state-appeal = Under appeal
change-state-withdrawn = Withdrawn
change-state-closed = Closed
change-stays = The permit stays as it is and may be used.
change-of = Permit { $number }, boxes { $boxes }.
change-open = Open the amendment
change-open-lead = Opens the amendment with what is asked for; or refuse the request with reasons, and the permit stays as it is.
change-request = The holder asks for this ({ $reference }): “{ $reason }”
change-said = The permit says: { $text }
change-said-nothing = nothing
change-case-title = Change of a permit: { $what }, { $country }
amend-transport = Transport and ports
amend-age-sex = Age and sex
flash-change-asked = Sent. You can add papers here, or withdraw the request; the permit stays as it is until the amended one is signed.
flash-change-open = A change of this permit is asked for already: see below.
flag-amendment = Change of a permit
letter-change-refused = The change you asked for is refused
letter-change-refused-lead = We have decided on the change of permit { $number } that you asked for. It is refused.
letter-change-stays = Permit { $number } stays as it is and may be used until its last day.
help-applicant-16 = Asking for a change of a permit
help-applicant-16-text = On the page of a permit that is valid and not used choose “Ask for a change”, change what no longer fits and say why. You see there what becomes of it and may withdraw it. Until then the old one stays as it is. Another species, person or country, more quantity or more days need a new application.
