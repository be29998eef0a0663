# Plusieurs envois d’une même demande.
ask-consignments = Combien d’envois ?
ask-consignments-hint = Un permis vaut pour un envoi. Si vous expédiez les mêmes spécimens en plusieurs parties, indiquez combien, 50 au plus : chacune reçoit son propre permis. Pour un seul envoi, laissez la case vide.
ask-shares = Quelle quantité part avec chaque envoi ?
ask-shares-hint = La somme des cases doit être la quantité de cet article. Laissez une case vide si rien n’en part avec cet envoi.
ask-shares-whole = Cet article : { $quantity }
answer-consignments = Envois
answer-shares = Répartition
consignment-nth = Envoi { $n }
consignment-share = Envoi { $n } : { $amount }
consignment-nth-of = Envoi { $n } sur { $all }
consignments-count =
    { $n ->
        [one] { $n } envoi
       *[other] { $n } envois
    }
consignments-title = Envois et leurs permis
consignments-lead = Le formulaire montre l’ensemble. Chaque envoi a son propre permis, imprimé avec sa part.
consignments-what = Contenu
consignments-permit = Permis
consignments-unsigned = Pas encore signé
consignments-given-up = Abandonné
consignments-signed = { $n } permis signés sur { $all }
consignments-siblings = Les autres envois de cette demande
sign-consignment = Vous signez l’envoi { $n } sur { $all }. Chacun a son permis et son numéro.
sign-rest = Signer les { $n } qui restent
flag-consignments = Plusieurs envois
# The import permit first, consignment by consignment
handshake-covered = couvert par { $number }
handshake-waits = Attend son permis d’importation
handshake-none = Aucun n’est exigé
handshake-which = Pour quels envois est-il ?
handshake-which-hint = Cochez ceux qu’il nomme. Laissez tout vide s’il est pour tous : il les couvre alors dans leur ordre, dans la limite des quantités ci-dessous.
