# The directory of authorities abroad, and the mails that must go to them.
notice-authority-stopped = Le permis CITES { $number } ne peut plus servir
notice-authority-stopped-text =
    Le permis CITES { $number } ne peut plus servir depuis le { $since }. Statut : { $status }. Veuillez ne rien laisser entrer sous ce permis et nous dire s’il est présenté.

    Ce que l’on en sait aujourd’hui : { $check }
notice-authority-differs = Quantités différentes pour le permis CITES { $number }
notice-authority-differs-text =
    Permis CITES { $number } : les quantités comptées à la frontière ne sont pas celles du permis ou de son visa (comptées / indiquées), ce que l’on sait depuis le { $since }.

    { $quantities }

    Ce que l’on en sait aujourd’hui : { $check }
notice-authority-retrospective = Copie du document CITES rétrospectif { $number }
notice-authority-retrospective-text =
    Le document CITES { $number } a été délivré le { $since }, après le départ des spécimens (Rés. Conf. 12.3). Sa case 5 le dit et dit pourquoi.

    Voici le document : { $check }
notice-abroad-told = Ce qui a été écrit à l’étranger au sujet de { $number }
notice-abroad-told-text =
    Au sujet du permis { $number } :

    { $abroad }
notice-border-alert = Le permis { $number } ne peut plus servir : le retenir
notice-border-alert-text = Permis { $number }, statut : { $status }. Ne laissez rien passer sous ce permis ; retenez ce qui est présenté avec lui et informez l’organe de gestion.
abroad-sent = Écrit par courriel à { $name }, { $email }.
abroad-none = Pas envoyé : l’adresse de l’organe de gestion du pays suivant n’est pas connue : { $country }. Informez-le vous-même et inscrivez l’adresse : { $directory }
abroad-none-secretariat = Pas envoyé : l’adresse du Secrétariat n’est pas connue. Informez-le vous-même et inscrivez l’adresse : { $directory }
authority-foot = { $authority } a envoyé ce message à { $name }, dont l’adresse figure dans son répertoire des autorités CITES. Dites-nous si une autre adresse est la bonne.
mail-reader-abroad = Autorités étrangères, d’après le répertoire

directory-title = Autorités étrangères
directory-lead = À qui cet organe doit écrire : quand un de nos permis est perdu, volé ou révoqué, quand des quantités diffèrent à la frontière, quand un document est délivré rétrospectivement. Les courriels partent d’eux-mêmes aux adresses inscrites ici.
directory-none = Aucune adresse n’est inscrite. Tant qu’il n’y en a pas, quelqu’un doit écrire lui-même.
authority-whose = De qui
authority-name = Nom
authority-email = Courriel
authority-language = Langue des courriels
authority-country = Pays
authority-country-hint = Laissez vide pour le Secrétariat.
authority-kind = Quelle autorité
authority-kind-ma = Organe de gestion
authority-kind-sa = Autorité scientifique
authority-kind-enforcement = Lutte contre la fraude
authority-kind-secretariat = Secrétariat CITES
authority-from = Premier jour
authority-from-hint = Laissez vide pour aujourd’hui.
authority-until = Dernier jour
authority-until-day = jusqu’au { $day }
authority-from-day = dès le { $day }
authority-in-force = En vigueur
authority-ended = Terminée
authority-later = Pas encore
authority-enter = Inscrire une adresse
authority-correct = Corriger
authority-correct-hint = Les courriels en attente vont à la nouvelle adresse.
authority-retire = Retirer
authority-retire-hint = Plus rien n’est envoyé à cette adresse, pas même ce qui attend.
authority-letters = Ce qui a été envoyé
authority-letters-none = Rien n’a encore été envoyé.
authority-mail-waits = En attente

notice-mail-not-taken = Un de vos courriels n’a pas été pris
notice-mail-not-taken-text = { $why } { $files }
mail-why-lapsed = L’adresse à laquelle vous avez répondu est échue : ouvrez le dossier et écrivez-y.
mail-why-not-yours = Vous n’avez plus part à ce dossier, ou il n’a pas encore été envoyé ; rien de votre courriel n’a été gardé.
mail-why-empty = Il ne contenait rien d’autre que ce qui était cité.
mail-why-no-case = Ce à quoi vous avez répondu n’appartient à aucun dossier : personne n’y trouverait vos mots. Connectez-vous et ouvrez-le depuis cet avis ; ce que vous souhaitez d’autre de l’organe de gestion, demandez-le ou écrivez-le dans votre dossier.
mail-why-files = Vos mots figurent dans le dossier. Ces fichiers n’ont pas été gardés, à cause de leur genre, de leur taille ou de ce qu’a trouvé l’antivirus :
mail-answer-hint = Vous pouvez répondre à ce courriel : ce que vous écrivez devient un message du dossier dont il parle. À une question de l’organe de gestion on répond sur sa propre page, où la réponse compte.
message-by-mail = par courriel
message-by-mail-other = par courriel de { $address }, qui n’est pas l’adresse du compte
sink-reply = Les réponses vont à
sink-reply-hint = Pour répondre à la place de cette personne : donnez un courriel à `manis mail-in --to` et cette adresse.
