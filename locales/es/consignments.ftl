# Varios envíos de una misma solicitud.
ask-consignments = ¿Cuántos envíos?
ask-consignments-hint = Un permiso vale para un envío. Si expide los mismos especímenes en varias partes, indique en cuántas, 50 como máximo: cada una recibe su propio permiso. Para un solo envío deje la casilla vacía.
ask-shares = ¿Cuánto va con cada envío?
ask-shares-hint = Las casillas juntas deben sumar la cantidad de este artículo. Deje una casilla vacía si nada de él va con ese envío.
ask-shares-whole = Este artículo: { $quantity }
answer-consignments = Envíos
answer-shares = Reparto
consignment-nth = Envío { $n }
consignment-share = Envío { $n }: { $amount }
consignment-nth-of = Envío { $n } de { $all }
consignments-count =
    { $n ->
        [one] { $n } envío
       *[other] { $n } envíos
    }
consignments-title = Envíos y sus permisos
consignments-lead = El formulario muestra el total. Cada envío tiene su propio permiso, impreso con su parte.
consignments-what = Contenido
consignments-permit = Permiso
consignments-unsigned = Aún sin firmar
consignments-given-up = Renunciado
consignments-signed = { $n } de { $all } permisos firmados
consignments-siblings = Los demás envíos de esta solicitud
sign-consignment = Firma el envío { $n } de { $all }. Cada uno tiene su permiso y su número.
sign-rest = Firmar los { $n } que quedan
flag-consignments = Varios envíos
# The import permit first, consignment by consignment
handshake-covered = cubierto por { $number }
handshake-waits = Espera su permiso de importación
handshake-none = No se exige
handshake-which = ¿Para qué envíos es?
handshake-which-hint = Marque los que nombra. Deje todo vacío si es para todos: entonces los cubre por su orden, hasta donde alcancen las cantidades de abajo.
