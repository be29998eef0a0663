# Words of risk: alerts, suspicions, papers seen, audits after issue, the clock of the border.

ask-transport-transit = Pays traversés
ask-transport-transit-hint = Noms ou codes séparés par des virgules ; laissez vide pour un trajet direct.
answer-transit = Pays traversés
risk-flagged-hint = Un pays par ligne : son code, puis le premier et le dernier jour en année, mois et jour, avec des traits d’union. Sans jours, un pays est toujours signalé.
risk-operation-not-in-force = l’enregistrement n’est pas en vigueur
risk-operation-other-species = enregistré pour d’autres espèces seulement
risk-operation-unknown = le numéro ne figure dans aucun registre sous ce titulaire
risk-operation-unnamed = aucun établissement enregistré
risk-part-exporter = Exportateur
risk-part-importer = Importateur
risk-part-applicant = Demandeur
risk-part-agent = Mandataire
risk-route-transit = En route
risk-route-country = Origine ou autre côté
risk-replaced-times = { $n ->
    [one] { $n } remplacement
   *[other] { $n } remplacements
}
risk-amended-times = { $n ->
    [one] { $n } modification demandée
   *[other] { $n } modifications demandées
}
risk-alert-closed = Alerte des services de contrôle, numéro { $n } ; ils en disent la raison
risk-alert-said = Alerte des services de contrôle, numéro { $n } : { $reason }
risk-lane-computed = Circuit du score
risk-changed-by-hand = Changé à la main
risk-override-rates = Changés à la main, par circuit
suspicion-fraud = fraude soupçonnée
suspicion-seized = saisi
suspicion-revoked = révoqué
suspicion-differs = autre quantité arrivée
suspicion-unknown = inconnu de l’organe émetteur
suspicion-tampered = autre que ce qui fut signé
suspicion-audit = constaté par un contrôle après délivrance
suspicions-title = Ce qui pèse sur des personnes et des documents
suspicions-lead = Soupçons des inspecteurs, saisies, permis révoqués, écarts à l’arrivée, documents que leur organe émetteur ne connaît pas, constats des contrôles. Qui y eut part est reconnu par le score de risque.
suspicions-none = Rien ne pèse sur personne.
suspicion-what = Quoi
suspicion-about = Dossier ou document
suspicion-people = Personnes
suspicion-all = Tout
suspicion-show = Afficher
alerts-title = Alertes des services de contrôle
alerts-lead = Une alerte impose son circuit à tout dossier qu’elle désigne, aussi aux dossiers ouverts où elle est plus stricte. Elle ne remplace jamais un avis. Les demandeurs ne la voient jamais.
alerts-none = Aucune alerte.
alert-number = Numéro
alert-whom = À propos de
alert-new = Poser une alerte
alert-end = Mettre fin à une alerte
alert-end-lead = Les circuits imposés restent ; un superviseur les change.
alert-which = Quelle alerte
alert-about = De quoi il s’agit
alert-about-person = Personne
alert-about-company = Entreprise ou institution
alert-about-agent = Mandataire
alert-about-taxon = Espèce ou groupe
alert-about-country = Pays
alert-about-route = Itinéraire
alert-subject = Nom, espèce ou pays
alert-subject-hint = Les personnes par le nom sur la demande ou du compte ; un pays par son nom ou son code. Pour un itinéraire : son point de départ.
alert-subject-to = Où mène l’itinéraire
alert-subject-to-hint = Pour un itinéraire seulement : le pays où il finit ou qu’il traverse.
alert-lane = Circuit imposé
alert-open-who = Qui lit la raison
alert-open-yes = Les agents la lisent aussi
alert-open = Les agents le lisent.
alert-closed = Seuls les services de contrôle et les superviseurs le lisent.
alert-from = Premier jour
alert-from-hint = Vide : aujourd’hui.
alert-until = Dernier jour
alert-in-force = En vigueur
alert-over = Terminée
alert-not-today = Pas aujourd’hui
alert-since = depuis le { $from }
alert-days = { $from } – { $until }
alert-ended-by = { $person } : { $why }
alert-set-by = Posée par { $person }.
papers-seen-title = Pièces du circuit jaune
papers-tick = J’ai vu chaque pièce de ce dossier
papers-note = Ce que j’y ai trouvé
papers-seen-on = Vues le { $date }.
papers-open = À voir avant l’approbation
papers-there = { $n ->
    [one] { $n } pièce dans ce dossier.
   *[other] { $n } pièces dans ce dossier.
}
papers-do = Pièces vues
audit-issue-title = Contrôles après délivrance
audit-issue-lead = Dans le circuit bleu, un permis est délivré d’abord et contrôlé ensuite, par quelqu’un qui n’eut pas part au dossier.
audit-issue-open = À contrôler
audit-issue-none = Rien n’attend un contrôle.
audit-issue-done = Contrôlés
audit-issue-none-done = Rien ne fut encore contrôlé.
audit-issue-permit = Permis
audit-issue-holder = Titulaire
audit-issue-issued = Délivré
audit-issue-score = Score
audit-issue-outcome = Résultat
audit-issue-words = Ce qui fut examiné et trouvé
audit-issue-do = Inscrire le contrôle
audit-clean = Rien à redire
audit-finding = Constat
border-title = En attente à la frontière
border-lead = Du moment où un permis est présenté jusqu’à ce que la douane le vise ou le retienne.
border-number = Numéro du permis
border-presented = Présenté
border-place = Port ou bureau
border-clock = Délai
border-waiting = Présentés et sans réponse
border-none = Rien n’attend.
border-present = Il est présenté
border-no-answers = Aucune réponse ces trente derniers jours.
border-answers = Réponses ces trente derniers jours : { $n }, dont dans le délai : { $inside }. La moitié en { $median } heures au plus.
figure-border-text = { $n ->
    [one] permis attend à la frontière
   *[other] permis attendent à la frontière
}, hors délai : { $over }
audited-set-alert = Alerte des services de contrôle posée
audited-end-alert = Alerte des services de contrôle terminée
audited-see-papers = Pièces vues
audited-audit-issue = Contrôlé après délivrance
audited-present-permit = Présenté à la frontière
audited-document-unknown = Document inconnu de l’organe émetteur
audited-on-alert = Alerte
notice-clock-half = { $reference } : la moitié du délai est passée
notice-clock-half-text = Le dossier { $reference } a pris { $hours } heures sur { $target } de ce délai : { $clock }.
law-table-listings = Inscription ou annotation
law-col-appendix = Annexe
law-col-annotations = Annotations
law-annotations-hint = Leurs numéros séparés par des points-virgules, comme #4 ; vide s’il n’y en a pas.
law-appendix-i = Annexe I
law-appendix-ii = Annexe II
law-appendix-iii = Annexe III
law-appendix-n = N’est plus inscrite
law-col-population = Population d’un pays
law-population-hint = Son code ; vide pour toutes les populations.
pack-title = Un fichier de règles
pack-lead = Un paquet régional, comme des annexes avec leurs propres permis, vient en un fichier de lignes. Chaque ligne est vérifiée avant que rien ne soit gardé ; une autre personne confirme le fichier entier.
pack-download = Sortir les lignes en vigueur et à venir
pack-line = Ligne
pack-rows = Lignes du fichier
pack-new = Nouvelle
pack-known = Déjà connue
pack-wrong = Erronée
pack-file-hint = CSV en UTF-8 avec les titres du fichier que vous sortez.
pack-text = Ou les lignes mêmes
pack-text-hint = Comme dans le fichier, les titres d’abord.
pack-check = Vérifier le fichier
pack-enter = Inscrire les nouvelles lignes
pack-entered = Lignes d’un fichier
pack-touches = Ce qu’elles touchent ensemble
pack-does = Ce qu’elles font le { $date }
pack-counted = Dossiers ouverts : { $cases }, permis valables : { $permits }, enregistrements : { $registrations }.
pack-confirm = { $n ->
    [one] Confirmer cette ligne
   *[other] Confirmer ces { $n } lignes
}
pack-second = Une autre personne les confirme.
audited-law-pack-propose = Règles inscrites depuis un fichier
audited-law-pack-confirm = Règles d’un fichier confirmées
border-used = { $hours } heures sur { $target }
