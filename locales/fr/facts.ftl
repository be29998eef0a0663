# Ce que les règles savent et que le bureau leur dit.
ask-operation-own = Établissement enregistré
ask-operation-own-hint = Vos établissements enregistrés ce jour pour cette espèce.
ask-operation-own-empty = Vous n'avez aucun établissement enregistré ce jour pour cette espèce. Demandez d'abord une inscription sous Registres.
ask-operation-none = Aucun
effects-carriage = S'agit-il d'objets personnels ou à usage domestique ?
effects-carriage-hint = Ce que vous portez, ou ce qui déménage avec vous, n'exige souvent aucun document.
effects-not-claimed = Non, je demande le document
effects-free = Aucun permis nécessaire
effects-free-more = Ce sont des objets personnels ou à usage domestique. Imprimez la réponse et gardez-la avec la preuve de leur provenance. Vous pouvez supprimer ce brouillon.
effects-print = Réponse à imprimer
