# Tâches de l’examen menées en parallèle, questions point par point, lettres aux autorités étrangères.
open-task-title = Ce qui est ouvert
open-task-lead = Ces tâches avancent en même temps. Une décision se propose quand plus aucune n’est ouverte.
open-task-since = depuis le { $date }
open-task-due = réponse avant le { $date }
open-task-late = En retard
open-task-letter = Une lettre est partie à { $to }.
open-task-letter-none = Aucune lettre n’a pu partir : le répertoire n’a pas d’adresse de cette autorité. Envoyez-la par la poste.
open-task-answers = Questions et réponses
open-task-answered = Répondu le { $date }
open-task-point = Point { $n }
open-task-wants = Le point { $n } demande
open-task-wants-answer = Des mots
open-task-wants-paper = Un document
open-task-answer = { $n }. { $text }
open-task-paper = Document pour le point { $n }
open-task-no-paper = Envoyez le document ci-dessous, ou dites pourquoi il n’existe pas.
open-task-beside = Ce que vous voulez ajouter
flag-open-info-requested = Question ouverte
flag-open-awaiting-additional-payment = Paiement ouvert
flag-open-awaiting-counterpart = Permis d’importation attendu
flag-open-inspected = Rapport à lire
flag-open-inspection-requested = Inspection ouverte
flag-open-sa-consultation = Chez l’autorité scientifique
flag-open-foreign-consultation = Demandé à l’étranger
notice-authority-asked = Demande CITES au sujet de { $reference }
notice-authority-asked-text =
    Nous examinons la demande { $reference } et sollicitons votre réponse :

    { $question }

    Elle porte sur { $goods }. Répondez à ce courriel en citant { $reference }. Demandé le { $since }.
notice-abroad-asked = Une autorité étrangère a été consultée sur { $reference }
notice-abroad-asked-text =
    La consultation au sujet de { $reference } :

    { $abroad }
open-task-letter-print = Imprimer la lettre
letter-inquiry = Demande de renseignements
letter-inquiry-lead = Nous examinons une demande et sollicitons votre réponse : { $what }.
letter-inquiry-answer = Répondez à { $to }, en citant { $number }.
letter-inquiry-to = À l’organe de gestion
