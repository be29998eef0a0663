## Notices: title (also the subject of the e-mail) and text of each event
notice-sent = Demande { $reference } reçue
notice-sent-text = Nous avons reçu votre demande { $reference } (récépissé { $receipt }). Vous n’avez rien à faire pour le moment : nous vous écrirons s’il manque quelque chose ou quand la décision sera prise.
notice-payment-due = Paiement attendu pour { $reference }
notice-payment-due-text = { $amount } sont à payer pour votre demande { $reference } avant le { $until } (facture { $invoice }). La demande avance dès que c’est payé.
notice-paid = Paiement reçu pour { $reference }
notice-paid-text = La facture { $invoice } de votre demande { $reference } est payée. Votre reçu est dans votre compte.
notice-incomplete = Informations à compléter pour { $reference }
notice-incomplete-text =
    Votre demande { $reference } ne peut pas encore avancer. Complétez-la avant le { $until } :

    { $points }
notice-asked = Une question sur { $reference }
notice-asked-text =
    Nous avons une question sur votre demande { $reference }. Répondez avant le { $until } :

    { $question }
notice-answered = Le demandeur a répondu : { $reference }
notice-answered-text = La demande { $reference } est de nouveau complète, ou sa question a reçu une réponse. C’est à vous.
notice-no-reply = Demande { $reference } close
notice-no-reply-text = Personne n’a répondu à temps : la demande { $reference } est close. Vous pouvez la copier comme nouvelle demande à tout moment.
notice-no-permit-needed = Aucun permis nécessaire pour { $reference }
notice-no-permit-needed-text = Nous avons examiné votre demande { $reference } : aucun permis n’est nécessaire. Motif : { $reason }
notice-approved = Demande { $reference } approuvée
notice-approved-text = Votre demande { $reference } est approuvée. Le permis va être signé ; nous vous écrirons quand il sera prêt.
notice-refused = Demande { $reference } refusée
notice-refused-text =
    Votre demande { $reference } est refusée.

    Motif : { $refusal }
    { $reason }

    Vous pouvez faire un recours jusqu’au { $until }. Ouvrez la demande et choisissez Former un recours ; dites pourquoi la décision devrait être différente.
notice-appeal-made = Recours déposé : { $reference }
notice-appeal-made-text = Le demandeur conteste le refus de { $reference }.
notice-appeal-upheld = Votre recours a abouti : { $reference }
notice-appeal-upheld-text =
    Votre recours est fondé ; la demande { $reference } est examinée de nouveau.

    { $reason }
notice-appeal-dismissed = Votre recours n’a pas abouti : { $reference }
notice-appeal-dismissed-text =
    Le refus de { $reference } est maintenu.

    { $reason }
notice-withdrawn = Demande { $reference } retirée
notice-withdrawn-text = Le demandeur a retiré { $reference }. Il n’y a plus rien à faire.
notice-issued = Le permis { $number } est prêt
notice-issued-text =
    Le permis { $number } est délivré pour votre demande { $reference }. Connectez-vous pour le télécharger.

    Quiconque doit voir qu’il est valable peut le vérifier ici : { $check }
notice-differs = Quantités différentes pour { $number }
notice-differs-text =
    Permis { $number } : tout n’est pas parti ou arrivé comme le permis le dit.

    { $quantities }

    { $abroad }
notice-held = Permis { $number } retenu à la frontière
notice-held-text =
    L’envoi sous le permis { $number } est retenu à la frontière.

    { $reason }
notice-released = Permis { $number } libéré
notice-released-text =
    L’envoi sous le permis { $number } peut continuer.

    { $reason }
notice-seized = Envoi du permis { $number } saisi
notice-seized-text =
    L’envoi sous le permis { $number } a été saisi.

    { $reason }
notice-stopped = Le permis { $number } ne peut plus servir
notice-stopped-text =
    Le permis { $number } ne peut plus servir. Statut : { $status }.

    { $reason }
notice-tell-destination = Le permis { $number } ne peut plus servir ; pays concerné : { $country }
notice-tell-destination-text =
    Le permis { $number } ne peut plus servir. Statut : { $status }. Pays concerné : { $country }. { $commercial }

    { $abroad }
notice-expired = Le permis { $number } est échu : dites-nous s’il a servi
notice-expired-text = Le permis { $number } était valable jusqu’au { $until }. Dites-nous dans votre compte s’il a servi, et rendez le papier si ce n’est pas le cas.
notice-expiring-30 = Le permis { $number } échoit dans 30 jours ou moins
notice-expiring-30-text = Le permis { $number } est valable jusqu’au { $until }. Lignes pas encore utilisées : { $lines }. La marchandise doit être partie ce jour-là au plus tard.
notice-expiring-7 = Le permis { $number } échoit dans la semaine
notice-expiring-7-text = Le permis { $number } est valable jusqu’au { $until }. Lignes pas encore utilisées : { $lines }. La marchandise doit être partie ce jour-là au plus tard ; un permis inutile peut être rendu maintenant.
notice-unreturned = Permis { $number } : rendez-le ou dites-nous s’il a servi
notice-unreturned-text = Le permis { $number } est échu depuis le { $until } et nous ne savons pas encore s’il a servi. Tant que vous ne le dites pas, sa quantité compte comme prise.
notice-use-reported = Le titulaire de { $number } déclare son utilisation
notice-use-reported-text = Permis { $number } : { $used } Lisez ce qu’écrit le titulaire et enregistrez-le.
notice-draft-ending = Votre brouillon { $reference } attend
notice-draft-ending-text = Vous n’avez pas modifié le brouillon { $reference } depuis longtemps. Terminez-le, ou abandonnez-le.
notice-quota-80 = 80 % d’un quota sont pris : { $taxon } { $year }
notice-quota-80-text = Les quatre cinquièmes du quota { $year } de { $taxon } sont pris.
notice-quota-100 = Un quota est épuisé : { $taxon } { $year }
notice-quota-100-text = Le quota { $year } de { $taxon } est entièrement pris. Plus rien ne peut être approuvé à ce titre.
notice-partner-failing = { $country } ne répond pas
notice-partner-failing-text = Le système d’échange du pays suivant ne répond pas : { $country }. Les messages attendent et repartiront. Dernière erreur : { $error }
notice-used-yes = il a servi.
notice-used-no = il n’a pas servi.
notice-commercial-yes = Le but est commercial : le Secrétariat est informé aussi.

## The list
notices-title = Avis
notices-unread = Pas encore lus
notices-all = Tous
notices-none = Aucun avis ici.
notices-open = Ouvrir
notices-mark = Marquer comme lu
notices-mark-all = Tout marquer comme lu
notices-new = Nouveau
notices-in-bar = Avis : { $n } non lus

## The e-mail around the text
mail-open = Ouvrir dans votre compte :
mail-foot = { $authority } vous envoie ce message au sujet de votre propre affaire. Ce que vous recevez par courriel se règle dans votre compte : { $account }

## Wishes in the account
wish-title = Avis par courriel
wish-lead = Les récépissés, questions, décisions et avertissements sont toujours envoyés. Vous pouvez vous passer du reste ; tout figure sous Avis.
wish-language = Langue des avis et des pages
wish-optional = M’envoyer aussi les autres
wish-optional-hint = Approbation avant signature, 30 jours avant l’échéance d’un permis, différences de quantité, brouillons oubliés.
wish-phone = Téléphone pour les messages courts
wish-phone-hint = Laissez vide pour ne rien recevoir. Un message court dit seulement qu’il y a du nouveau ; il ne nomme personne.

## Administration
admin-mail = Courriel
mail-log-title = Courriels envoyés
mail-log-at = Quand
mail-log-event = Objet
mail-log-to = À
mail-log-text = Texte
mail-log-result = Résultat
mail-log-none = Rien n’a encore été envoyé.
mail-house-text = de la maison
mail-own-text = propre, version { $n }
mail-try = essai { $n }
mail-sent = Envoyé
mail-later = Plus tard
mail-dead = Abandonné
mail-again = Renvoyer
mail-waiting = { $n ->
        [one] { $n } courriel attend d’être envoyé.
       *[other] { $n } courriels attendent d’être envoyés.
    }
mail-no-server = Aucun serveur de courriel n’est réglé : les avis figurent seulement dans le portail. Réglez smtp-host et smtp-from.
mail-texts = Textes des courriels
mail-texts-lead = Chaque événement a un texte de la maison. Votre propre texte le remplace, une langue à la fois.
mail-text-readers = Qui est informé
mail-text-road = Par courriel
mail-road-must = toujours
mail-road-may = sauf refus
mail-road-no = portail seulement
mail-reader-applicant = Demandeur ou titulaire
mail-reader-officer = Agent chargé du dossier
mail-text-own = Texte propre
mail-text-title = Texte : { $event }
mail-text-subject = Objet
mail-text-body = Texte
mail-text-placeholders = Ces repères peuvent servir : { $names }
mail-text-needs = Ceux-ci doivent figurer dans le texte : { $names }
mail-text-beside = Deuxième langue
mail-text-preview = Aperçu avec des valeurs d’exemple
mail-text-preview-button = Aperçu
mail-text-house = Revenir au texte de la maison
mail-periods = Délais après délivrance
periods-grace = Jours de grâce après le dernier jour
periods-grace-hint = Un permis remis ne compte comme échu qu’après ce délai. De 0 à 90.
periods-draft = Jours avant l’avertissement sur un brouillon
periods-draft-hint = Comptés depuis sa dernière modification. De 7 à 730.

## The test mail sink
sink-title = Boîte d’essai
sink-lead = Chaque courriel et chaque SMS de cette démonstration finit ici. Rien ne quitte cette machine.
sink-none = Pas encore de message. Faites quelque chose qui informe quelqu’un.
sink-link = Boîte d’essai
sink-from = De
sink-subject = Objet
sink-id = Message-ID
sink-as-text = En texte
sink-as-html = En HTML

## After issue: report of use, late list
use-title = Dites-nous si le permis a servi
use-send = Envoyer la déclaration
use-unused = Il n’a pas servi
use-which = A-t-il servi ?
use-quantity = Ce qui est parti de { $block } ({ $taxon })
use-quantity-hint = Au plus { $amount } ; 0 pour ce qui n’est pas parti.
use-statement = Ce qui le montre, ou pourquoi il n’a pas servi
use-statement-hint = Bureau de douane, jour, lettre de transport ; ou la raison.
use-reports = Ce que le titulaire a déclaré
use-report-used = A servi
use-report-unused = N’a pas servi
next-title = La suite
next-days = Échoit le { $date } : { $n ->
        [one] { $n } jour restant.
       *[other] { $n } jours restants.
    }
next-last-day = C’est aujourd’hui son dernier jour.
next-open = La douane le vise quand la marchandise part. Si vous n’en avez pas besoin, rendez-le avant ce jour.
next-over = Il est échu depuis le { $date }. Dites-nous s’il a servi ; jusque-là sa quantité compte comme prise.
next-done = Il a servi. Vous n’avez rien à faire.
next-gone = Il ne peut plus servir. Ne gardez rien qui pourrait passer pour un permis valable.
next-lost = Il ne peut plus servir. Vous pouvez demander un remplacement en donnant son numéro.
late-title = En retard : ni rendus, ni déclarés
late-lead = Ces permis sont échus et personne ne sait s’ils ont servi. Leur quantité compte comme prise.
late-days = Jours de retard
late-chased = Dernier rappel
late-none = Rien n’est en retard.
late-never = pas encore
late-said = Le titulaire dit
notice-blank-ended = Retournez le document { $number }
notice-blank-ended-text = Le document { $number } n’a pas été rempli avant le { $until } et a expiré. Retournez-le à l’organe de gestion.

notice-clock-near = { $reference } : le temps presse
notice-clock-near-text = Le dossier { $reference } a pris { $hours } heures sur { $target } de ce délai : { $clock }.
notice-clock-over = { $reference } est en retard
notice-clock-over-text = Le dossier { $reference } a pris { $hours } heures ; l’objectif est de { $target }. Le délai : { $clock }.
notice-listing-change = Les Annexes changent pour { $taxon }
notice-listing-change-text = À partir du { $until }, { $taxon } figure à : { $appendix }. Cela touche { $number }. Écrivez-nous si vous ne savez pas quoi faire.
notice-law-change = Une règle change pour { $number }
notice-law-change-text = Une règle qui compte à partir du { $until } touche { $number }. Regardez-le et écrivez-nous si vous ne savez pas quoi faire.
notice-key-ending = La clé de signature se termine le { $until }
notice-key-ending-text = La clé { $key } signe jusqu’au { $until } et pas après. Faites établir un nouveau certificat et inscrivez-le à temps.
notice-cheque-bounced = La banque a renvoyé le chèque { $cheque }
notice-cheque-bounced-text =
    La banque n’a pas payé le chèque { $cheque } de { $amount } pour la facture { $invoice }. Ce qu’elle a dit : { $reason }

    La facture est de nouveau due. Veuillez la payer autrement ; d’ici là, aucun permis n’est remis pour elle.
notice-bill-issued = Facture { $invoice } de { $month }
notice-bill-issued-text = Vos frais de { $month } sont réunis dans la facture { $invoice } : { $amount }, à payer avant le { $until }. Elle nomme chaque demande concernée.
notice-arrival-differs = Moins arrivé que ne le dit { $number }
notice-arrival-differs-text =
    Permis { $number }, pays d’émission : { $country }. Tout n’est pas arrivé comme il le dit. La Partie qui l’a délivré l’apprend par la confirmation.

    { $quantities }

    { $abroad }
mail-reader-charge = Agent chargé du dossier ; les superviseurs s’il n’y en a pas
notice-invoice-due = Facture { $invoice } à payer
notice-invoice-due-text = { $amount } sont à payer avant le { $until } (facture { $invoice }). Vous la trouvez dans votre compte.
notice-receipt = Reçu { $receipt }
notice-receipt-text = Nous avons reçu { $amount } pour la facture { $invoice }. Votre reçu { $receipt } est dans votre compte.
notice-urgent-missed = { $reference } : le délai urgent est dépassé
notice-urgent-missed-text = Le dossier urgent { $reference } nous a pris { $hours } heures ; { $target } étaient promises. Son droit d’urgence peut être rendu.
notice-terms-stopped = Le paiement mensuel du compte { $account } est suspendu
notice-terms-stopped-text = La facture { $invoice } de { $amount } n’a jamais été payée et a été passée en pertes. Jusqu’à ce que deux personnes en décident autrement, chaque demande du compte { $account } se paie séparément.
notice-terms-resumed = Le compte { $account } paie de nouveau par mois
notice-terms-resumed-text = Les droits des nouvelles demandes sont de nouveau réunis et facturés à la fin du mois.
notice-amendment-asked = { $reference } : une modification de { $number } est demandée
notice-amendment-asked-text =
    Le titulaire du permis { $number } demande une modification :

    { $reason }
notice-amendment-refused = La modification de { $number } est refusée
notice-amendment-refused-text =
    La modification du permis { $number } que vous avez demandée ({ $reference }) est refusée. Le permis reste tel quel et peut servir.

    Motif : { $refusal }
    { $reason }

    Vous pouvez faire un recours jusqu’au { $until }. Ouvrez la demande et choisissez Former un recours ; dites pourquoi la décision devrait être différente.
text-news-of = Il y a du nouveau pour { $about }. Connectez-vous :
text-news = Il y a du nouveau. Connectez-vous :
