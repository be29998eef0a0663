# Ce qui est arrivé sous un permis d’importation à nous
arrivals-title = Arrivées sous { $number }
arrivals-heading = Ce qui est arrivé sous ce permis
arrivals-link = Arrivées sous ce permis d’importation
arrivals-lead = Chaque envoi vient sous un permis d’exportation propre et prend ce qui est arrivé. Le permis d’importation reste utilisable jusqu’à ce qu’il ne reste rien, que son dernier jour soit passé ou qu’il soit remis.
arrivals-balance = Ce qui reste
arrivals-permitted = Autorisé
arrivals-arrived = Arrivé
arrivals-left = Reste
arrivals-meter = Utilisé
arrivals-consignments = Envois
arrivals-none = Rien n’est encore arrivé sous ce permis.
arrivals-day = Admis le
arrivals-export-permit = Permis étranger
arrivals-line = Ligne
arrivals-port = Port d’entrée
arrivals-retain = Annuler et conserver le permis d’importation
arrivals-retain-lead = Le titulaire le remet, ou rien ne viendra plus. Il est conservé avec les documents d’exportation ; ce qui reste est libéré et plus rien n’entre sous ce permis (article VI, paragraphe 6).
arrivals-reason-hint = Par exemple : remis par le titulaire le jour du dernier envoi.

# The import permit of the destination, before it is named
awaited-ask = Annexe I : le permis n’est délivré qu’après le permis d’importation de { $country }{ $which } (article III). Vous pouvez demander dès maintenant. Envoyez le permis d’importation sous Documents, ou dites-y qu’il vient plus tard : qu’il est demandé, et quand vous l’attendez.
awaited-expected = Annexe I : le permis d’importation de { $country }{ $which } vient plus tard : « { $text } ». Le dossier l’attendra et son délai sera suspendu.
awaited-unsaid = non désigné, et rien n’est dit de sa date ; demandez, ou laissez le dossier l’attendre
waits-import-permit = Le permis d’importation de la destination
flag-import-permit = Permis d’importation attendu
acts-fact-awaited = Permis d’importation attendu

# The authority amends a permit of its own
amend-title = Modifier { $number }
amend-heading = Modifier ce permis
amend-lead = Corrigez les mentions qui ne conviennent plus. Un autre agent approuve la modification et elle est signée ; le document modifié tient alors lieu de celui-ci, et le code de celui-ci le dit.
amend-never = Une modification ne change jamais l’espèce, les personnes, les pays ni le type de document, et n’ajoute ni quantité ni jour : pour cela le titulaire fait une nouvelle demande.
amend-common-name = Nom commun
amend-description = Description
amend-marks = Marques, une par ligne
amend-quantity-hint = Telle quelle, ou moins.
amend-rest = But, conditions et raison
amend-purpose = But de la transaction
amend-port-exit = Port de sortie
amend-port-entry = Port d’entrée
amend-conditions-hint = Un paragraphe par ligne. Les avis de l’autorité scientifique gardent leurs propres conditions.
amend-reason-hint = Imprimé sur le document modifié avec les cases qui disent autre chose.
amend-do = Proposer la modification
flash-amended = Proposé. Regardez la différence ; un autre agent l’approuve.

# Help
help-applicant-15 = Annexe I : d’abord le permis d’importation
help-applicant-15-text = Le permis n’est délivré qu’après le permis d’importation de la destination. Vous pouvez demander avant : envoyez le permis d’importation sous Documents, ou dites-y qu’il est demandé et quand vous l’attendez. Le dossier l’attend alors et son délai est suspendu.
help-customs-9 = Plusieurs envois sous un permis d’importation
help-customs-9-text = Admettez chaque envoi sous son propre permis étranger et comptez ce qui est arrivé : le permis d’importation en donne autant et reste utilisable. Sa page montre ce qui reste. Quand il ne reste rien, que son dernier jour est passé ou que le titulaire le remet, il est annulé et conservé.
help-officer-17 = Modifier un permis
arrivals-paper = Admettre des marchandises sous un document absent de nos archives
arrivals-paper-lead = Lisez le document et comparez-le avec les marchandises et avec les lignes ci-dessus. Un document de nos archives est reçu sur sa propre page. Un document vaut pour un seul envoi ; ce qui reste du permis d’importation demeure utilisable.
arrivals-paper-issuer = Pays qui a délivré le document
arrivals-paper-kind = Type de document
arrivals-paper-number = Numéro imprimé
arrivals-paper-issued = Date de délivrance
arrivals-paper-until = Dernier jour
arrivals-paper-do = Admettre les marchandises
arrivals-paper-stated = Quantité portée sur le document pour { $block }, { $taxon }
arrivals-paper-stated-hint = Laissez vide si elle n’a pas été relevée. Ce qui diffère de ce qui est arrivé est dit à l’autorité qui a délivré le document.
arrivals-paper-seen = { $country }, vu par la douane, absent de nos archives

# The import permit of the destination, line by line
ask-import = Annexe I : le permis d’importation de la destination
ask-import-hint = Le permis n’est délivré qu’après lui (article III). Vous pouvez demander avant : dites lequel c’est, ou qu’il vient plus tard.
ask-import-when = Existe-t-il déjà ?
ask-import-here = Il existe : voici son numéro
ask-import-later = Le permis d’importation vient plus tard
ask-import-later-yes = Il vient plus tard
ask-import-number = Numéro du permis d’importation
ask-import-number-hint = Tel qu’imprimé. Envoyez le document sous Documents.
awaited-later = Annexe I : le permis d’importation de { $country }{ $which } vient plus tard. Le dossier l’attendra et son délai sera suspendu.
awaited-said-later = vient plus tard, selon le demandeur
awaited-named = désigné { $numbers }, pas encore enregistré avec son dernier jour
filter-waits = Attend
help-officer-17-text = Sur un permis valable et non utilisé, choisissez « Modifier ce permis », changez ce qui ne convient plus et dites pourquoi ; un autre agent approuve et signe. La demande d’un titulaire est parmi les dossiers : modifiez à partir d’elle ou refusez avec motifs. Espèce, personnes, pays, plus de quantité ou de jours exigent une nouvelle demande.

# The holder asks for a change of a permit
change-heading = Modifications de ce permis
change-lead = Une mention ne convient plus ? Demandez un permis modifié. Jusqu’à sa signature, celui-ci reste tel quel et peut servir.
change-ask = Demander une modification
change-title = Demander une modification de { $number }
change-form-lead = Changez ce qui ne convient plus et dites pourquoi. Un agent l’examine ; le permis modifié tient lieu de celui-ci, jusqu’au dernier jour de celui-ci.
change-never = Une autre espèce, une autre personne, un autre pays, plus de quantité ou plus de jours exigent une nouvelle demande.
change-new-application = Faire une nouvelle demande
change-why = But et raison
change-reason-hint = Ce qui a changé, et depuis quand. C’est imprimé sur le permis modifié. Vous pourrez joindre des pièces ensuite, sur la page de votre demande.
change-do = Envoyer la demande
change-state-asked = Demandée
change-state-pay = Attend le paiement
change-state-answer = Attend votre réponse
change-state-amending = En cours de modification
change-state-amended = Modifié
change-state-refused = Refusée
change-state-appeal = En recours
change-state-withdrawn = Retirée
change-state-closed = Close
change-stays = Le permis reste tel quel et peut servir.
change-of = Permis { $number }, cases { $boxes }.
change-open = Ouvrir la modification
change-open-lead = Ouvre la modification avec ce qui est demandé ; ou refusez la demande avec motifs, et le permis reste tel quel.
change-request = Le titulaire le demande ({ $reference }) : « { $reason } »
change-said = Le permis dit : { $text }
change-said-nothing = rien
change-case-title = Modification d’un permis : { $what }, { $country }
amend-transport = Transport et ports
amend-age-sex = Âge et sexe
flash-change-asked = Envoyé. Vous pouvez joindre des pièces ici ou retirer la demande ; le permis reste tel quel jusqu’à la signature du permis modifié.
flash-change-open = Une modification de ce permis est déjà demandée : voir ci-dessous.
flag-amendment = Modification d’un permis
letter-change-refused = La modification demandée est refusée
letter-change-refused-lead = Nous avons décidé de la modification du permis { $number } que vous avez demandée. Elle est refusée.
letter-change-stays = Le permis { $number } reste tel quel et peut servir jusqu’à son dernier jour.
help-applicant-16 = Demander une modification d’un permis
help-applicant-16-text = Sur la page d’un permis valable et non utilisé, choisissez « Demander une modification », changez ce qui ne convient plus et dites pourquoi. Vous y suivez la demande et pouvez la retirer. Jusqu’à la signature, l’ancien permis reste tel quel. Une autre espèce, personne ou un autre pays, plus de quantité ou de jours exigent une nouvelle demande.
