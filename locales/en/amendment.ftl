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
