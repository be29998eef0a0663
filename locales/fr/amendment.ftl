# Ce qui est arrivé sous un permis d'importation à nous
arrivals-title = Arrivées sous { $number }
arrivals-heading = Ce qui est arrivé sous ce permis
arrivals-link = Arrivées sous ce permis d'importation
arrivals-lead = Chaque envoi vient sous un permis d'exportation propre et prend ce qui est arrivé. Le permis d'importation reste utilisable jusqu'à ce qu'il ne reste rien, que son dernier jour soit passé ou qu'il soit remis.
arrivals-balance = Ce qui reste
arrivals-permitted = Autorisé
arrivals-arrived = Arrivé
arrivals-left = Reste
arrivals-meter = Utilisé
arrivals-consignments = Envois
arrivals-none = Rien n'est encore arrivé sous ce permis.
arrivals-day = Admis le
arrivals-export-permit = Permis étranger
arrivals-line = Ligne
arrivals-port = Port d'entrée
arrivals-retain = Annuler et conserver le permis d'importation
arrivals-retain-lead = Le titulaire le remet, ou rien ne viendra plus. Il est conservé avec les documents d'exportation ; ce qui reste est libéré et plus rien n'entre sous ce permis (article VI, paragraphe 6).
arrivals-reason-hint = Par exemple : remis par le titulaire le jour du dernier envoi.

# The import permit of the destination, before it is named
awaited-ask = Annexe I : le permis n'est délivré qu'après le permis d'importation de { $country }{ $which } (article III). Vous pouvez demander dès maintenant. Envoyez le permis d'importation sous Documents, ou dites-y qu'il vient plus tard : qu'il est demandé, et quand vous l'attendez.
awaited-expected = Annexe I : le permis d'importation de { $country }{ $which } vient plus tard : « { $text } ». Le dossier l'attendra et son délai sera suspendu.
awaited-unsaid = non désigné, et rien n'est dit de sa date ; demandez, ou laissez le dossier l'attendre
waits-import-permit = Le permis d'importation de la destination
flag-import-permit = Permis d'importation attendu
acts-fact-awaited = Permis d'importation attendu
