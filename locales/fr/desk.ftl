# La file équitable : qui prend quoi, avec quelle parole
desk-no-interest = Intérêt dans le dossier
desk-no-interest-yes = Je n’ai aucun intérêt dans ce dossier
desk-no-interest-hint = Vous n’êtes ni parent du demandeur, ni dans son affaire, et ne gagnez rien à la décision. Sinon, déclarez votre intérêt : un autre agent le prend.
desk-ahead = { $n ->
    [one] Un dossier attend depuis plus longtemps.
   *[other] { $n } dossiers attendent depuis plus longtemps.
}
desk-why-before = Pourquoi avant les autres
desk-why-before-hint = Votre superviseur le voit. Sans raison, prenez plutôt le dossier suivant.
desk-which-interest = Quel intérêt
desk-which-interest-hint = En quelques mots, par exemple : le demandeur est mon frère. Cela reste consigné ; le demandeur ne le voit pas.
act-declare-interest = J’ai un intérêt
act-declare-interest-lead = Le dossier passe à quelqu’un d’autre et ne vous est plus proposé. Ce qui a été fait reste.
event-declare-interest = Confié à un autre agent
audited-declare-interest = Intérêt déclaré
queue-event-interest = { $person } a déclaré un intérêt
flag-out-of-turn = Hors tour
flash-none-waits = Rien n’attend que vous puissiez prendre.
step-title = Prochaine étape
step-check = Vérifier s’il est complet
step-take = Le prendre à son tour
step-examine = L’examiner
step-answer-in = Réponse reçue : la lire
step-opinion-in = Avis reçu : le lire
step-reply-in = L’autre autorité a répondu : lire
step-permit-in = Permis d’importation reçu : l’examiner
step-paid = Payé : continuer
step-sent-back = Renvoyé : lire pourquoi
step-appeal-upheld = Recours admis : réexaminer
step-read-report = Rapport d’inspection reçu : le lire
step-decide = Décider de la proposition
step-sign = Signer
step-decide-appeal = Décider du recours
step-wait-applicant = Le demandeur répond
step-wait-payment = Le demandeur paie
step-wait-opinion = L’autorité scientifique répond
step-wait-inspection = L’inspecteur se rend sur place
step-wait-reply = L’autre autorité répond
step-wait-permit = Le permis d’importation arrive
step-none = Plus rien
sort-title = Trier par
sort-untouched = plus longtemps en attente
sort-arrival = ordre d’arrivée
sort-clock = temps écoulé
setting-assignment = Dossiers acceptés
setting-assignment-hint = Dans une file, chacun prend le plus ancien ; attribués aussitôt, le programme donne chacun à un agent.
setting-assignment-queue = Attendent dans la file, par ordre d’arrivée
setting-assignment-at-once = Sont donnés aussitôt à un agent

# Le travail qui vient et s’en va, et le délai qui s’achève
notice-reply-due = Demande { $reference } : répondez avant le { $until }
notice-reply-due-text = Nous attendons toujours votre réponse à la demande { $reference }. Le délai s’achève le { $until }. Une demande qui reste incomplète est alors close.
notice-unpaid = Demande { $reference } close : non payée
notice-unpaid-text = La facture de la demande { $reference } n’a pas été payée à temps ; elle est considérée comme retirée. Plus rien n’est dû. Vous pouvez la copier à tout moment.
notice-consultation-dropped = { $reference } a été retirée
notice-consultation-dropped-text = Le demandeur a retiré { $reference }. Aucun avis n’est plus nécessaire.
notice-inspection-dropped = { $reference } a été retirée
notice-inspection-dropped-text = Le demandeur a retiré { $reference }. Plus personne n’a besoin de s’y rendre.
notice-inspection-ordered = Inspection ordonnée pour { $reference }
notice-inspection-ordered-text = Une inspection a été ordonnée pour { $reference } : { $reason } Lieu : { $place } Fixez le jour de la visite, afin que le demandeur le sache.
notice-visit-set = Visite pour { $reference } le { $until }
notice-visit-set-text = Un inspecteur vient le { $until } pour la demande { $reference }. Lieu : { $place }
    { $points }
notice-expert-assigned = Avis demandé sur { $reference }
notice-expert-assigned-text = Vous avez été choisi pour rédiger l’avis sur { $reference }. Il est attendu pour le { $until }.
notice-opinion-returned = Le projet d’avis sur { $reference } vous revient
notice-opinion-returned-text = Le coordinateur a renvoyé votre projet sur { $reference } : { $reason }
notice-opinion-handed = Le projet d’avis sur { $reference } est prêt
notice-opinion-handed-text = Le projet d’avis sur { $reference } est prêt à être rendu ou renvoyé.
