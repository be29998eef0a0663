# Words of what a fee depends on: groups of species, terms, tax, urgent handling, and what a case costs before it is handed in.
fee-item-tax = Taxe
fee-cited = Ligne { $row } du tarif du { $date }
fee-cited-for = Ligne { $row } du tarif du { $date } : { $for }
fee-row = Ligne
fee-taxon = Groupe d’espèces
fee-tax-in = Taxe comprise
fee-tax = Taxe sur tous les droits, en pour cent
fee-tax-hint = Ajoutée au total de chaque facture comme dernière ligne et arrondie une seule fois. Laissez vide s’il n’y en a pas.
fee-tax-of = { $percent } %
fee-tax-none = Aucune
fee-permits = Permis (un par envoi)
fee-exact = La ligne la plus précise décide. Une ligne pour un type de document passe avant une ligne pour tous ; puis le groupe d’espèces le plus étroit ; puis le terme ; puis la catégorie de demandeurs. Les droits par ligne et par quantité sont comptés ligne par ligne ; un droit perçu une seule fois est le plus élevé de ceux que les lignes désignent.
taxon-group-animals = Animaux
taxon-group-plants = Plantes
taxon-group-mammals = Mammifères
taxon-group-primates = Primates
taxon-group-cats = Félins
taxon-group-elephants = Éléphants
taxon-group-birds = Oiseaux
taxon-group-parrots = Perroquets
taxon-group-raptors = Rapaces
taxon-group-reptiles = Reptiles
taxon-group-crocodiles = Crocodiles
taxon-group-turtles = Tortues
taxon-group-snakes = Serpents
taxon-group-lizards = Lézards
taxon-group-amphibians = Amphibiens
taxon-group-fish = Poissons osseux
taxon-group-sturgeons = Esturgeons (caviar)
taxon-group-sharks = Requins et raies
taxon-group-molluscs = Mollusques
taxon-group-corals = Coraux
taxon-group-insects = Insectes
taxon-group-orchids = Orchidées
taxon-group-cacti = Cactus
taxon-group-cycads = Cycas
ask-urgency = Est-ce urgent ?
ask-urgency-hint = L’organe de gestion se donne moins de temps pour les demandes urgentes. Le droit paie le traitement : il ne promet aucune décision.
urgency-standard = Non, traitement ordinaire
urgency-urgent = Oui, traitement urgent
urgency-urgent-costs = Oui, traitement urgent pour { $amount }
task-urgency = Urgence
answer-urgency = Urgence
flag-urgent = Urgent
cost-title = Ce que cela coûte
cost-lead = Selon le tarif du { $date }, pour tous les permis que vous demandez. La facture vient au dépôt de la demande et fait foi.
cost-free = Rien n’est perçu.
cost-total = { $amount } au total
cost-value = Le total dépend de la valeur des spécimens, qui n’est pas encore indiquée.
cost-valid = Tarif du { $date }.
cost-valid-until = Tarif du { $date } au { $until }.
wizard-cost-lead = Pour une demande avec un article et un permis, faite par une entreprise ou une institution.
wizard-cost-lead-person = Pour une demande avec un article et un permis, faite par un particulier.
wizard-cost-may = Peut s’y ajouter :
wizard-cost-each = { $fee } : { $amount }
wizard-cost-percent = { $fee } : { $percent } % de la valeur
wizard-cost-total = { $amount } au total
wizard-cost-unset = L’autorité n’a pas inscrit de tarif dans ce système. Demandez-le-lui.
wizard-cost-none = Rien n’est perçu.
wizard-applicant = Qui fait la demande
takes-title = Combien de temps cela prend
takes-about = { $n ->
    [one] Environ un jour.
   *[other] Environ { $n } jours.
}
takes-instead = { $n ->
    [one] Environ un jour au lieu de { $usual }.
   *[other] Environ { $n } jours au lieu de { $usual }.
}
takes-no-sooner = L’organe de gestion n’a fixé aucun délai plus court. Les agents voient que c’est urgent.
wizard-cost-for-each = { $fee } : { $amount } par { $unit }
fee-unit-nar = spécimen
