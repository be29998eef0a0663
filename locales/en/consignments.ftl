# Several consignments of one application: each gets a permit of its own.
ask-consignments = How many consignments?
ask-consignments-hint = One permit is for one shipment. If you ship the same specimens in several parts, say in how many, at most 50: each part gets a permit of its own. For one shipment leave the box empty.
ask-shares = How much goes with each consignment?
ask-shares-hint = Together the boxes must be the quantity of this item. Leave a box empty if nothing of it goes with that consignment.
ask-shares-whole = This item: { $quantity }
answer-consignments = Consignments
answer-shares = Shared
consignment-nth = Consignment { $n }
consignment-share = Consignment { $n }: { $amount }
consignment-nth-of = Consignment { $n } of { $all }
consignments-count =
    { $n ->
        [one] { $n } consignment
       *[other] { $n } consignments
    }
consignments-title = Consignments and their permits
consignments-lead = The form shows the whole. Each consignment has a permit of its own, printed with its own share.
consignments-what = What goes with it
consignments-permit = Permit
consignments-unsigned = Not signed yet
consignments-given-up = Given up
consignments-signed = { $n } of { $all } permits signed
consignments-siblings = The other consignments of this application
sign-consignment = You sign consignment { $n } of { $all }. Each has a permit and a number of its own.
sign-rest = Sign all { $n } that are left
flag-consignments = Several consignments
# The import permit first, consignment by consignment
handshake-covered = covered by { $number }
handshake-waits = Waits for its import permit
handshake-none = None needed
handshake-which = For which consignments is it?
handshake-which-hint = Tick those that it names. Leave all empty if it is for all of them: it then covers them in their order, as far as the quantities below go.
