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
amend-rest = Purpose, transport, conditions
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
help-officer-17-text = On a permit that is valid and not used press “Amend this permit”, change what no longer fits and say why. Another officer approves and signs; the old one’s code then says which document replaced it. Species, persons, countries, more quantity or more days need a new application. The holder asks by a message in the case.

# Goods under a paper from abroad that is not in our archive
arrivals-paper = Let goods in under a paper that is not in our archive
arrivals-paper-lead = Read the paper and compare it with the goods and with the lines above. A paper in our archive is received on its own page. One paper is good for one consignment; what is left of the import permit stays usable.
arrivals-paper-issuer = Country that issued the paper
arrivals-paper-kind = Kind of paper
arrivals-paper-number = Number as printed
arrivals-paper-issued = Day of issue
arrivals-paper-until = Last day
arrivals-paper-do = Let the goods in
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
