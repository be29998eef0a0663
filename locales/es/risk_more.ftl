# Words of risk: alerts, suspicions, papers seen, audits after issue, the clock of the border.

ask-transport-transit = Países de paso
ask-transport-transit-hint = Nombres o códigos separados por comas; déjelo en blanco si el viaje es directo.
answer-transit = Países de paso
risk-flagged-hint = Un país por línea: su código, después el primer y el último día en año, mes y día, con guiones. Sin días, un país está siempre señalado.
risk-operation-not-in-force = el registro no está en vigor
risk-operation-other-species = registrado solo para otras especies
risk-operation-unknown = el número no figura en ningún registro de este titular
risk-operation-unnamed = ningún establecimiento registrado
risk-part-exporter = Exportador
risk-part-importer = Importador
risk-part-applicant = Solicitante
risk-part-agent = Representante
risk-route-transit = De paso
risk-route-country = Origen u otro lado
risk-replaced-times = { $n ->
    [one] { $n } sustitución
   *[other] { $n } sustituciones
}
risk-amended-times = { $n ->
    [one] { $n } cambio solicitado
   *[other] { $n } cambios solicitados
}
risk-alert-closed = Alerta de los servicios de observancia, número { $n }; ellos dicen el motivo
risk-alert-said = Alerta de los servicios de observancia, número { $n }: { $reason }
risk-lane-computed = Canal de la puntuación
risk-changed-by-hand = Cambiado a mano
risk-override-rates = Cambiados a mano, por canal
suspicion-fraud = sospecha de fraude
suspicion-seized = decomisado
suspicion-revoked = revocado
suspicion-differs = llegó otra cantidad
suspicion-unknown = desconocido por quien lo emite
suspicion-tampered = distinto de lo firmado
suspicion-audit = hallado en un control posterior
suspicions-title = Lo que pesa sobre personas y documentos
suspicions-lead = Sospechas de inspectores, decomisos, permisos revocados, diferencias a la llegada, documentos que su emisor no conoce y hallazgos de controles. Quien tuvo parte en ello es reconocido por la puntuación de riesgo.
suspicions-none = Nada pesa sobre nadie.
suspicion-what = Qué
suspicion-about = Expediente o documento
suspicion-people = Personas
suspicion-all = Todo
suspicion-show = Mostrar
alerts-title = Alertas de observancia
alerts-lead = Una alerta impone su canal a todo expediente que nombra, también a los abiertos donde es más estricta. Nunca sustituye un dictamen. Los solicitantes nunca la ven.
alerts-none = No hay alertas.
alert-number = Número
alert-whom = Sobre
alert-new = Poner una alerta
alert-end = Terminar una alerta
alert-end-lead = Los canales impuestos quedan; los cambia un supervisor.
alert-which = Qué alerta
alert-about = De qué trata
alert-about-person = Persona
alert-about-company = Empresa o institución
alert-about-agent = Representante
alert-about-taxon = Especie o grupo
alert-about-country = País
alert-about-route = Ruta
alert-subject = Nombre, especie o país
alert-subject-hint = Las personas por el nombre en la solicitud o de su cuenta; un país por nombre o código. De una ruta: donde empieza.
alert-subject-to = Adónde lleva la ruta
alert-subject-to-hint = Solo para una ruta: el país donde termina o por el que pasa.
alert-lane = Canal que impone
alert-open-who = Quién lee el motivo
alert-open-yes = También lo leen los funcionarios
alert-open = Los funcionarios lo leen.
alert-closed = Solo lo leen observancia y los supervisores.
alert-from = Primer día
alert-from-hint = En blanco: hoy.
alert-until = Último día
alert-in-force = En vigor
alert-over = Terminada
alert-not-today = Hoy no
alert-since = desde el { $from }
alert-days = { $from } – { $until }
alert-ended-by = { $person }: { $why }
alert-set-by = Puesta por { $person }.
papers-seen-title = Documentos del canal amarillo
papers-tick = He visto cada documento de este expediente
papers-note = Lo que encontré en ellos
papers-seen-on = Vistos el { $date }.
papers-open = Por ver antes de la aprobación
papers-there = { $n ->
    [one] { $n } documento en este expediente.
   *[other] { $n } documentos en este expediente.
}
papers-do = Documentos vistos
audit-issue-title = Controles posteriores a la emisión
audit-issue-lead = En el canal azul un permiso se emite primero y se controla después, por alguien que no intervino en el expediente.
audit-issue-open = Por controlar
audit-issue-none = Nada espera un control.
audit-issue-done = Controlados
audit-issue-none-done = Aún no se controló nada.
audit-issue-permit = Permiso
audit-issue-holder = Titular
audit-issue-issued = Emitido
audit-issue-score = Puntuación
audit-issue-outcome = Resultado
audit-issue-words = Qué se miró y qué se encontró
audit-issue-do = Anotar el control
audit-clean = Sin reparos
audit-finding = Hallazgo
border-title = En espera en la frontera
border-lead = Desde que se presenta un permiso hasta que la aduana lo refrenda o lo retiene.
border-number = Número del permiso
border-presented = Presentado
border-place = Puerto u oficina
border-clock = Plazo
border-waiting = Presentados y sin respuesta
border-none = Nada espera.
border-present = Se presenta
border-no-answers = Ninguna respuesta en los últimos treinta días.
border-answers = Respuestas en los últimos treinta días: { $n }, dentro del plazo: { $inside }. La mitad en { $median } horas como máximo.
figure-border-text = { $n ->
    [one] permiso espera en la frontera
   *[other] permisos esperan en la frontera
}, fuera de plazo: { $over }
audited-set-alert = Alerta de observancia puesta
audited-end-alert = Alerta de observancia terminada
audited-see-papers = Documentos vistos
audited-audit-issue = Controlado tras la emisión
audited-present-permit = Presentado en la frontera
audited-document-unknown = Documento desconocido por su emisor
audited-on-alert = Alerta
notice-clock-half = { $reference }: ha pasado la mitad del plazo
notice-clock-half-text = El caso { $reference } ha usado { $hours } de { $target } horas de este plazo: { $clock }.
law-table-listings = Inclusión o anotación
law-col-appendix = Apéndice
law-col-annotations = Anotaciones
law-annotations-hint = Sus números separados por punto y coma, como #4; en blanco si no hay.
law-appendix-i = Apéndice I
law-appendix-ii = Apéndice II
law-appendix-iii = Apéndice III
law-appendix-n = Ya no incluida
law-col-population = Población de un país
law-population-hint = Su código; en blanco para todas las poblaciones.
pack-title = Un archivo de normas
pack-lead = Un paquete regional, como anexos con sus propios permisos, viene en un archivo de filas. Cada fila se comprueba antes de guardar nada; otra persona confirma el archivo entero.
pack-download = Sacar las filas en vigor y por venir
pack-line = Línea
pack-rows = Filas del archivo
pack-new = Nueva
pack-known = Ya conocida
pack-wrong = Errónea
pack-file-hint = CSV en UTF-8 con los títulos del archivo que usted saca.
pack-text = O las propias filas
pack-text-hint = Como en el archivo, los títulos primero.
pack-check = Comprobar el archivo
pack-enter = Inscribir las filas nuevas
pack-entered = Filas de un archivo
pack-touches = Lo que tocan juntas
pack-does = Lo que hacen el { $date }
pack-counted = Casos abiertos: { $cases }, permisos válidos: { $permits }, registros: { $registrations }.
pack-confirm = { $n ->
    [one] Confirmar esta fila
   *[other] Confirmar estas { $n } filas
}
pack-second = Otra persona las confirma.
audited-law-pack-propose = Normas inscritas desde un archivo
audited-law-pack-confirm = Normas de un archivo confirmadas
border-used = { $hours } de { $target } horas
