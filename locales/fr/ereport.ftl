## Annual report
report-title = Rapport annuel { $year }
report-readiness = État de préparation
report-tables = Tableaux
report-to-dashboard = Chiffres du mois
report-no-lines = Aucune ligne.
report-fix = Corriger
report-files = Fichiers
report-no-files = Aucun fichier produit pour l’instant.
report-file = Fichier
report-lines = Lignes
report-build-csv = Produire les fichiers CSV
report-build-xlsx = Produire le fichier XLSX
report-build-anyway = { $n ->
        [one] { $n } ligne reste
       *[other] { $n } lignes restent
    } à corriger ; le fichier le dira.

## Dashboard
figure-hours = { $n } h
figure-hours-text = de la demande au permis d’exportation, en moyenne
figure-issued-text = { $n ->
        [one] permis délivré
       *[other] permis délivrés
    }
figure-mend-text = { $n ->
        [one] ligne du rapport à corriger
       *[other] lignes du rapport à corriger
    }
figure-settled-text = de ce que nous avons permis a été visé ou rendu
figure-open-text = { $n ->
        [one] dossier ouvert
       *[other] dossiers ouverts
    }
figure-undelivered-text = { $n ->
        [one] message non remis
       *[other] messages non remis
    }
plot-hours-title = Durée moyenne de traitement en heures, permis d’exportation par mois
plot-hours-from-to = De { $first } heures en { $from } à { $last } heures en { $to }.
plot-hours-nothing = Aucun permis délivré pendant ces mois.
plot-hours-rule = Heures de la réception à la délivrance, quand le dossier était chez l’autorité ; permis délivrés dans le mois ; refus et retraits exclus.
plot-hours-target = Engagement : { $n } h
plot-fold = Afficher en tableau, et ce qui est compté
plot-mean = Heures, moyenne
plot-median = Heures, médiane
plot-permits = Permis
dashboard-waiting = En attente depuis le plus longtemps
flow-title = Entrées et sorties : demandes déposées et décidées, par mois
flow-text = { $came } entrées et { $went } sorties pendant ces douze mois.
flow-rule = Entrées : demandes déposées pour la première fois. Sorties : permis délivrés et demandes refusées ; une demande peut donner plusieurs permis. Les retraits sont exclus.
flow-came = Entrées
flow-went = Sorties
ages-title = Dossiers ouverts selon leur âge
ages-cases = Dossiers
ages-between = { $from } à { $to } jours ouvrables
ages-more = { $from } jours ouvrables et plus
