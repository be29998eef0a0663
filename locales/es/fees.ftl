# Words of what a fee depends on: groups of species, terms, tax, urgent handling, and what a case costs before it is handed in.
fee-item-tax = Impuesto
fee-cited = Fila { $row } de las tasas del { $date }
fee-cited-for = Fila { $row } de las tasas del { $date }: { $for }
fee-row = Fila
fee-taxon = Grupo de especies
fee-tax-in = Impuesto incluido
fee-tax = Impuesto sobre todas las tasas, en por ciento
fee-tax-hint = Se añade a la suma de cada factura como última línea y se redondea una sola vez. Déjelo en blanco si no se cobra.
fee-tax-of = { $percent } %
fee-tax-none = Ninguno
fee-permits = Permisos (uno por envío)
fee-exact = Decide la fila más precisa. Una fila para un tipo de documento va antes que una para todos; después el grupo de especies más estrecho; después el término; después la clase de solicitantes. Las tasas por línea y por cantidad se cuentan línea por línea; una tasa que se cobra una sola vez es la más alta de las que nombran las líneas.
taxon-group-animals = Animales
taxon-group-plants = Plantas
taxon-group-mammals = Mamíferos
taxon-group-primates = Primates
taxon-group-cats = Felinos
taxon-group-elephants = Elefantes
taxon-group-birds = Aves
taxon-group-parrots = Loros
taxon-group-raptors = Rapaces
taxon-group-reptiles = Reptiles
taxon-group-crocodiles = Cocodrilos
taxon-group-turtles = Tortugas
taxon-group-snakes = Serpientes
taxon-group-lizards = Lagartos
taxon-group-amphibians = Anfibios
taxon-group-fish = Peces óseos
taxon-group-sturgeons = Esturiones (caviar)
taxon-group-sharks = Tiburones y rayas
taxon-group-molluscs = Moluscos
taxon-group-corals = Corales
taxon-group-insects = Insectos
taxon-group-orchids = Orquídeas
taxon-group-cacti = Cactus
taxon-group-cycads = Cícadas
ask-urgency = ¿Es urgente?
ask-urgency-hint = La Autoridad se da menos tiempo para las solicitudes urgentes. La tasa paga el trámite: no promete ninguna decisión.
urgency-standard = No, trámite ordinario
urgency-urgent = Sí, trámite urgente
urgency-urgent-costs = Sí, trámite urgente por { $amount }
task-urgency = Urgencia
answer-urgency = Urgencia
flag-urgent = Urgente
cost-title = Lo que cuesta
cost-lead = Según las tasas del { $date }, por todos los permisos que pide. La factura llega al presentar la solicitud y es la que vale.
cost-free = No se cobra nada.
cost-total = { $amount } en total
cost-value = La suma depende del valor de los especímenes, que aún no se ha indicado.
cost-valid = Tasas del { $date }.
cost-valid-until = Tasas del { $date } al { $until }.
wizard-cost-lead = Por una solicitud con un artículo y un permiso, de una empresa o institución.
wizard-cost-lead-person = Por una solicitud con un artículo y un permiso, de un particular.
wizard-cost-may = Puede añadirse:
wizard-cost-each = { $fee }: { $amount }
wizard-cost-percent = { $fee }: { $percent } % del valor
wizard-cost-total = { $amount } en total
wizard-cost-unset = La autoridad no ha puesto tasas en este sistema. Pregunte allí.
wizard-cost-none = No se cobra nada.
wizard-applicant = Quién solicita
takes-title = Cuánto tarda
takes-about = { $n ->
    [one] Alrededor de un día.
   *[other] Alrededor de { $n } días.
}
takes-instead = { $n ->
    [one] Alrededor de un día en lugar de { $usual }.
   *[other] Alrededor de { $n } días en lugar de { $usual }.
}
takes-no-sooner = La Autoridad no ha fijado un plazo más corto. Los funcionarios ven que es urgente.
wizard-cost-for-each = { $fee }: { $amount } por { $unit }
fee-unit-nar = espécimen
