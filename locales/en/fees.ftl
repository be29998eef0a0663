# Words of what a fee depends on: groups of species, terms, tax, urgent handling, and what a case costs before it is handed in.
fee-item-tax = Tax
fee-cited = Row { $row } of the fees from { $date }
fee-cited-for = Row { $row } of the fees from { $date }: { $for }
fee-row = Row
fee-taxon = Species group
fee-tax-in = Tax in it
fee-tax = Tax on all fees, in percent
fee-tax-hint = Added to the sum of each invoice as its last line and rounded once. Leave it blank where none is taken.
fee-tax-of = { $percent } %
fee-tax-none = None
fee-permits = Permits (one a consignment)
fee-exact = The most exact row decides. A row for a kind of document comes before one for all; then the narrowest group of species; then the term; then the class of applicants. Fees for lines and quantities are asked line by line; a fee that is asked once is the dearest that the lines name.
taxon-group-animals = Animals
taxon-group-plants = Plants
taxon-group-mammals = Mammals
taxon-group-primates = Primates
taxon-group-cats = Cats
taxon-group-elephants = Elephants
taxon-group-birds = Birds
taxon-group-parrots = Parrots
taxon-group-raptors = Birds of prey
taxon-group-reptiles = Reptiles
taxon-group-crocodiles = Crocodiles
taxon-group-turtles = Turtles and tortoises
taxon-group-snakes = Snakes
taxon-group-lizards = Lizards
taxon-group-amphibians = Amphibians
taxon-group-fish = Bony fish
taxon-group-sturgeons = Sturgeons (caviar)
taxon-group-sharks = Sharks and rays
taxon-group-molluscs = Molluscs
taxon-group-corals = Corals
taxon-group-insects = Insects
taxon-group-orchids = Orchids
taxon-group-cacti = Cacti
taxon-group-cycads = Cycads
ask-urgency = Is it urgent?
ask-urgency-hint = The Authority gives itself less time for urgent applications. The fee is for the handling: it promises no decision.
urgency-standard = No, standard handling
urgency-urgent = Yes, urgent handling
urgency-urgent-costs = Yes, urgent handling for { $amount }
task-urgency = Urgency
answer-urgency = Urgency
flag-urgent = Urgent
cost-title = What it costs
cost-lead = By the fees from { $date }, for all permits you ask for. The invoice comes when you hand it in and counts.
cost-free = Nothing is charged for it.
cost-total = Together { $amount }
cost-value = The sum depends on what the specimens are worth, which is not said yet.
cost-valid = Fees from { $date }.
cost-valid-until = Fees from { $date } until { $until }.
wizard-cost-lead = For one application with one item and one permit, by a company or institution.
wizard-cost-lead-person = For one application with one item and one permit, by a private person.
wizard-cost-may = May come on top:
wizard-cost-each = { $fee }: { $amount }
wizard-cost-percent = { $fee }: { $percent } % of the value
wizard-cost-total = { $amount } in all
wizard-cost-unset = The Authority has set no fees in this system. Ask there.
wizard-cost-none = Nothing is charged for it.
wizard-applicant = Who applies
takes-title = How long it takes
takes-about = { $n ->
    [one] About one day.
   *[other] About { $n } days.
}
takes-instead = { $n ->
    [one] About one day instead of { $usual }.
   *[other] About { $n } days instead of { $usual }.
}
takes-no-sooner = The Authority has set no shorter time. Officers see that it is urgent.
wizard-cost-for-each = { $fee }: { $amount } for each { $unit }
fee-unit-nar = specimen
