# Lo que llegó con un permiso de importación nuestro
arrivals-title = Llegadas con { $number }
arrivals-heading = Lo que llegó con él
arrivals-link = Llegadas con este permiso de importación
arrivals-lead = Cada envío viene con un permiso de exportación propio y toma lo que llegó. El permiso de importación sirve hasta que no quede nada, pase su último día o se entregue.
arrivals-balance = Lo que queda
arrivals-permitted = Permitido
arrivals-arrived = Llegado
arrivals-left = Queda
arrivals-meter = Usado
arrivals-consignments = Envíos
arrivals-none = Todavía no ha llegado nada con él.
arrivals-day = Admitido
arrivals-export-permit = Permiso extranjero
arrivals-line = Línea
arrivals-port = Puerto de entrada
arrivals-retain = Cancelar y retener el permiso de importación
arrivals-retain-lead = El titular lo entrega, o no viene nada más. Se conserva con los documentos de exportación; lo que queda se libera y no entra nada más con él (artículo VI, párrafo 6).
arrivals-reason-hint = Por ejemplo: entregado por el titular el día del último envío.

# The import permit of the destination, before it is named
awaited-ask = Apéndice I: el permiso se concede solo después del permiso de importación de { $country }{ $which } (artículo III). Puede solicitar ya. Envíe el permiso de importación en Documentos, o diga allí que viene más tarde: que está solicitado y para cuándo lo espera.
awaited-expected = Apéndice I: el permiso de importación de { $country }{ $which } viene más tarde: «{ $text }». El expediente lo esperará y su plazo se detendrá.
awaited-unsaid = sin nombrar, y no se dice cuándo llega; pregunte, o deje que el expediente lo espere
waits-import-permit = El permiso de importación del destino
flag-import-permit = Se espera el permiso de importación
acts-fact-awaited = Se espera el permiso de importación

# The authority amends a permit of its own
amend-title = Modificar { $number }
amend-heading = Modificar este permiso
amend-lead = Corrija los datos que ya no convienen. Otro funcionario aprueba la modificación y se firma; el documento modificado sustituye entonces a este, y el código de este lo dice.
amend-never = Una modificación nunca cambia la especie, las personas, los países ni el tipo de documento, y no añade cantidad ni días: para eso el titular presenta una nueva solicitud.
amend-common-name = Nombre común
amend-description = Descripción
amend-marks = Marcas, una por línea
amend-quantity-hint = Como está, o menos.
amend-rest = Propósito, condiciones y motivo
amend-purpose = Propósito de la transacción
amend-port-exit = Puerto de salida
amend-port-entry = Puerto de entrada
amend-conditions-hint = Un párrafo por línea. Los dictámenes de la autoridad científica conservan sus condiciones.
amend-reason-hint = Se imprime en el documento modificado con las casillas que dicen otra cosa.
amend-do = Proponer la modificación
flash-amended = Propuesto. Vea la diferencia; otro funcionario la aprueba.

# Help
help-applicant-15 = Apéndice I: primero el permiso de importación
help-applicant-15-text = El permiso se concede solo después del permiso de importación del destino. Puede solicitar antes: envíe el permiso de importación en Documentos, o diga allí que está solicitado y para cuándo lo espera. El expediente lo espera entonces y su plazo se detiene.
help-customs-9 = Varios envíos con un permiso de importación
help-customs-9-text = Admita cada envío con su propio permiso extranjero y cuente lo que llegó: el permiso de importación da esa cantidad y sigue sirviendo. Su página muestra lo que queda. Cuando no queda nada, pasó su último día o el titular lo entrega, se cancela y se retiene.
help-officer-17 = Modificar un permiso
arrivals-paper = Admitir mercancías con un documento que no está en nuestro archivo
arrivals-paper-lead = Lea el documento y compárelo con las mercancías y con las líneas de arriba. Un documento de nuestro archivo se recibe en su propia página. Un documento vale para un solo envío; lo que queda del permiso de importación sigue sirviendo.
arrivals-paper-issuer = País que expidió el documento
arrivals-paper-kind = Tipo de documento
arrivals-paper-number = Número impreso
arrivals-paper-issued = Día de expedición
arrivals-paper-until = Último día
arrivals-paper-do = Admitir las mercancías
arrivals-paper-stated = Cantidad que indica el documento para { $block }, { $taxon }
arrivals-paper-stated-hint = Déjelo vacío si no se ha leído. Lo que difiera de lo llegado se comunica a la autoridad que expidió el documento.
arrivals-paper-seen = { $country }, visto por la aduana, no está en nuestro archivo

# The import permit of the destination, line by line
ask-import = Apéndice I: el permiso de importación del destino
ask-import-hint = El permiso se concede solo después de él (artículo III). Puede solicitar antes: diga cuál es, o que llega más tarde.
ask-import-when = ¿Ya existe?
ask-import-here = Ya existe: sigue su número
ask-import-later = El permiso de importación llega más tarde
ask-import-later-yes = Llega más tarde
ask-import-number = Número del permiso de importación
ask-import-number-hint = Como está impreso. Envíe el documento en Documentos.
awaited-later = Apéndice I: el permiso de importación de { $country }{ $which } llega más tarde. El expediente lo esperará y su plazo se detendrá.
awaited-said-later = llega más tarde, dice el solicitante
awaited-named = nombrado { $numbers }, todavía no registrado con su último día
filter-waits = Espera
help-officer-17-text = En un permiso válido y no usado elija «Modificar este permiso», cambie lo que ya no conviene y diga por qué; otro funcionario aprueba y firma. La petición de un titular está entre los expedientes: modifique desde ella o deniéguela con motivos. Especie, personas, países, más cantidad o más días exigen una nueva solicitud.

# The holder asks for a change of a permit
change-heading = Modificaciones de este permiso
change-lead = ¿Algo ya no conviene? Pida un permiso modificado. Hasta que se firme, este sigue como está y puede usarse.
change-ask = Pedir una modificación
change-title = Pedir una modificación de { $number }
change-form-lead = Cambie lo que ya no conviene y diga por qué. Un funcionario lo examina; el permiso modificado sustituye a este, hasta el último día de este.
change-never = Otra especie, persona o país, más cantidad o más días exigen una nueva solicitud.
change-new-application = Hacer una nueva solicitud
change-why = Propósito y motivo
change-reason-hint = Qué ha cambiado y desde cuándo. Se imprime en el permiso modificado. Después puede añadir documentos en la página de su petición.
change-do = Enviar la petición
change-state-asked = Pedida
change-state-pay = Espera el pago
change-state-answer = Espera su respuesta
change-state-amending = En modificación
change-state-amended = Modificado
change-state-refused = Denegada
change-state-appeal = En recurso
change-state-withdrawn = Retirada
change-state-closed = Cerrada
change-stays = El permiso sigue como está y puede usarse.
change-of = Permiso { $number }, casillas { $boxes }.
change-open = Abrir la modificación
change-open-lead = Abre la modificación con lo que se pide; o deniegue la petición con motivos, y el permiso sigue como está.
change-request = El titular lo pide ({ $reference }): «{ $reason }»
change-said = El permiso dice: { $text }
change-said-nothing = nada
change-case-title = Modificación de un permiso: { $what }, { $country }
amend-transport = Transporte y puertos
amend-age-sex = Edad y sexo
flash-change-asked = Enviado. Aquí puede añadir documentos o retirar la petición; el permiso sigue como está hasta que se firme el modificado.
flash-change-open = Ya se ha pedido una modificación de este permiso: véala abajo.
flag-amendment = Modificación de un permiso
letter-change-refused = Se deniega la modificación que pidió
letter-change-refused-lead = Hemos decidido sobre la modificación del permiso { $number } que pidió. Se deniega.
letter-change-stays = El permiso { $number } sigue como está y puede usarse hasta su último día.
help-applicant-16 = Pedir una modificación de un permiso
help-applicant-16-text = En la página de un permiso válido y no usado elija «Pedir una modificación», cambie lo que ya no conviene y diga por qué. Allí ve qué pasa con ella y puede retirarla. Hasta la firma, el anterior sigue como está. Otra especie, persona o país, más cantidad o más días exigen una nueva solicitud.
