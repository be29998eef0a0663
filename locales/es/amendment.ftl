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
