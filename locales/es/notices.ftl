## Notices: title (also the subject of the e-mail) and text of each event
notice-sent = Solicitud { $reference } recibida
notice-sent-text = Hemos recibido su solicitud { $reference } (recibo { $receipt }). No tiene que hacer nada ahora: le escribiremos si falta algo o cuando esté decidida.
notice-payment-due = Pago pendiente de { $reference }
notice-payment-due-text = Debe pagar { $amount } por su solicitud { $reference } antes del { $until } (factura { $invoice }). La solicitud sigue cuando esté pagado.
notice-paid = Pago recibido de { $reference }
notice-paid-text = La factura { $invoice } de su solicitud { $reference } está pagada. El recibo está en su cuenta.
notice-incomplete = Falta información en { $reference }
notice-incomplete-text =
    Su solicitud { $reference } no puede seguir todavía. Complétela antes del { $until }:

    { $points }
notice-asked = Una pregunta sobre { $reference }
notice-asked-text =
    Tenemos una pregunta sobre su solicitud { $reference }. Responda antes del { $until }:

    { $question }
notice-answered = El solicitante respondió: { $reference }
notice-answered-text = La solicitud { $reference } está completa de nuevo, o su pregunta está respondida. Le toca a usted.
notice-no-reply = Solicitud { $reference } cerrada
notice-no-reply-text = Nadie respondió a tiempo y la solicitud { $reference } queda cerrada. Puede copiarla como nueva cuando quiera.
notice-no-permit-needed = No hace falta permiso para { $reference }
notice-no-permit-needed-text = Hemos visto su solicitud { $reference }: no necesita permiso. Motivo: { $reason }
notice-approved = Solicitud { $reference } aprobada
notice-approved-text = Su solicitud { $reference } está aprobada. Ahora se firma el permiso; le escribiremos cuando esté listo.
notice-refused = Solicitud { $reference } denegada
notice-refused-text =
    Su solicitud { $reference } ha sido denegada.

    Motivo: { $refusal }
    { $reason }

    Puede recurrir hasta el { $until }. Abra la solicitud y elija Recurrir; diga por qué la decisión debería ser otra.
notice-appeal-made = Recurso presentado: { $reference }
notice-appeal-made-text = El solicitante recurre la denegación de { $reference }.
notice-appeal-upheld = Su recurso ha sido aceptado: { $reference }
notice-appeal-upheld-text =
    Su recurso tenía razón; la solicitud { $reference } se examina de nuevo.

    { $reason }
notice-appeal-dismissed = Su recurso no ha sido aceptado: { $reference }
notice-appeal-dismissed-text =
    La denegación de { $reference } se mantiene.

    { $reason }
notice-withdrawn = Solicitud { $reference } retirada
notice-withdrawn-text = El solicitante retiró { $reference }. No queda nada por hacer.
notice-issued = El permiso { $number } está listo
notice-issued-text =
    El permiso { $number } está expedido para su solicitud { $reference }. Entre en su cuenta para descargarlo.

    Quien necesite ver que es válido puede comprobarlo aquí: { $check }
notice-differs = Cantidades distintas en { $number }
notice-differs-text =
    Permiso { $number }: no todo salió o llegó como dice el permiso.

    { $quantities }

    { $abroad }
notice-held = Permiso { $number } retenido en la frontera
notice-held-text =
    El envío con el permiso { $number } está retenido en la frontera.

    { $reason }
notice-released = Permiso { $number } liberado
notice-released-text =
    El envío con el permiso { $number } puede seguir.

    { $reason }
notice-seized = Envío de { $number } decomisado
notice-seized-text =
    El envío con el permiso { $number } ha sido decomisado.

    { $reason }
notice-stopped = El permiso { $number } no puede usarse
notice-stopped-text =
    El permiso { $number } ya no puede usarse. Estado: { $status }.

    { $reason }
notice-tell-destination = El permiso { $number } ya no puede usarse; país interesado: { $country }
notice-tell-destination-text =
    El permiso { $number } ya no puede usarse. Estado: { $status }. País interesado: { $country }. { $commercial }

    { $abroad }
notice-expired = El permiso { $number } ha vencido: díganos si se usó
notice-expired-text = El permiso { $number } era válido hasta el { $until }. Díganos en su cuenta si lo usó, y devuelva el papel si no lo usó.
notice-expiring-30 = El permiso { $number } vence en 30 días o menos
notice-expiring-30-text = El permiso { $number } es válido hasta el { $until }. Líneas sin usar: { $lines }. La mercancía debe haber salido ese día a más tardar.
notice-expiring-7 = El permiso { $number } vence esta semana
notice-expiring-7-text = El permiso { $number } es válido hasta el { $until }. Líneas sin usar: { $lines }. La mercancía debe haber salido ese día a más tardar; un permiso que no necesita puede devolverse ahora.
notice-unreturned = Permiso { $number }: devuélvalo o díganos si se usó
notice-unreturned-text = El permiso { $number } venció el { $until } y aún no sabemos si se usó. Hasta que lo diga, su cantidad cuenta como tomada.
notice-use-reported = El titular de { $number } declara su uso
notice-use-reported-text = Permiso { $number }: { $used } Lea lo que escribe el titular y regístrelo.
notice-draft-ending = Su borrador { $reference } espera
notice-draft-ending-text = Hace mucho que no cambia el borrador { $reference }. Termínelo o descártelo.
notice-quota-80 = Tomado el 80 % de un cupo: { $taxon } { $year }
notice-quota-80-text = Están tomadas cuatro quintas partes del cupo { $year } de { $taxon }.
notice-quota-100 = Cupo agotado: { $taxon } { $year }
notice-quota-100-text = El cupo { $year } de { $taxon } está tomado por entero. No puede aprobarse nada más con él.
notice-partner-failing = { $country } no responde
notice-partner-failing-text = El sistema de intercambio de { $country } no responde; los mensajes esperan y se enviarán de nuevo. Último error: { $error }
notice-used-yes = se usó.
notice-used-no = no se usó.
notice-commercial-yes = La finalidad es comercial: se avisa también a la Secretaría.

## The list
notices-title = Avisos
notices-unread = Sin leer
notices-all = Todos
notices-none = No hay avisos aquí.
notices-open = Abrir
notices-mark = Marcar como leído
notices-mark-all = Marcar todos como leídos
notices-new = Nuevo
notices-in-bar = Avisos: { $n } sin leer

## The e-mail around the text
mail-open = Ábralo en su cuenta:
mail-foot = { $authority } le envía este mensaje sobre su propio asunto. Lo que recibe por correo se elige en su cuenta: { $account }

## Wishes in the account
wish-title = Avisos por correo electrónico
wish-lead = Los recibos, preguntas, decisiones y advertencias se envían siempre. De lo demás puede prescindir; todo está en Avisos.
wish-language = Idioma de los avisos y las páginas
wish-optional = Enviarme también los demás
wish-optional-hint = Aprobación antes de la firma, 30 días antes de vencer un permiso, diferencias de cantidad, borradores olvidados.
wish-phone = Teléfono para mensajes cortos
wish-phone-hint = Déjelo vacío para no recibir ninguno. Un mensaje corto solo dice que hay novedades; no nombra a nadie.

## Administration
admin-mail = Correo
mail-log-title = Correos enviados
mail-log-at = Cuándo
mail-log-event = Asunto
mail-log-to = A
mail-log-text = Texto
mail-log-result = Resultado
mail-log-none = Aún no se ha enviado nada.
mail-house-text = de la casa
mail-own-text = propio, versión { $n }
mail-try = intento { $n }
mail-sent = Enviado
mail-later = Más tarde
mail-dead = Abandonado
mail-again = Enviar de nuevo
mail-waiting = { $n ->
        [one] { $n } correo espera el envío.
       *[other] { $n } correos esperan el envío.
    }
mail-no-server = No hay servidor de correo: los avisos están solo en el portal. Indique smtp-host y smtp-from.
mail-texts = Textos de los correos
mail-texts-lead = Cada suceso tiene un texto de la casa. El texto propio lo sustituye, un idioma cada vez.
mail-text-readers = A quién se avisa
mail-text-road = Por correo
mail-road-must = siempre
mail-road-may = salvo que no se quiera
mail-road-no = solo en el portal
mail-reader-applicant = Solicitante o titular
mail-reader-officer = Oficial encargado
mail-text-own = Texto propio
mail-text-title = Texto: { $event }
mail-text-subject = Asunto
mail-text-body = Texto
mail-text-placeholders = Pueden usarse estas marcas: { $names }
mail-text-needs = Estas deben estar en el texto: { $names }
mail-text-beside = Segundo idioma
mail-text-preview = Vista previa con valores de ejemplo
mail-text-preview-button = Vista previa
mail-text-house = Volver al texto de la casa
mail-periods = Plazos después de la expedición
periods-grace = Días de gracia después del último día
periods-grace-hint = Un permiso entregado cuenta como vencido solo después. De 0 a 90.
periods-draft = Días hasta avisar de un borrador
periods-draft-hint = Desde su último cambio. De 7 a 730.

## The test mail sink
sink-title = Buzón de prueba
sink-lead = Todos los correos y SMS de esta demostración acaban aquí. Nada sale de esta máquina.
sink-none = Aún no hay mensajes. Haga algo que avise a alguien.
sink-link = Buzón de prueba
sink-from = De
sink-subject = Asunto
sink-id = Message-ID
sink-as-text = Como texto
sink-as-html = Como HTML

## After issue: report of use, late list
use-title = Díganos si se usó el permiso
use-send = Enviar la declaración
use-unused = No se usó
use-which = ¿Se usó?
use-quantity = Lo que salió de { $block } ({ $taxon })
use-quantity-hint = Como máximo { $amount }; 0 para lo que no salió.
use-statement = Qué lo muestra, o por qué no se usó
use-statement-hint = Oficina de aduanas, día, carta de porte; o el motivo.
use-reports = Lo que declaró el titular
use-report-used = Usado
use-report-unused = No usado
next-title = Qué sigue
next-days = Vence el { $date }: { $n ->
        [one] queda { $n } día.
       *[other] quedan { $n } días.
    }
next-last-day = Hoy es su último día.
next-open = La aduana lo visa cuando sale la mercancía. Si no lo necesita, devuélvalo antes de ese día.
next-over = Venció el { $date }. Díganos si se usó; hasta entonces su cantidad cuenta como tomada.
next-done = Está usado. No tiene que hacer nada.
next-gone = Ya no puede usarse. No guarde nada que pueda parecer un permiso válido.
next-lost = Ya no puede usarse. Puede solicitar una sustitución dando su número.
late-title = Con retraso: ni devueltos ni declarados
late-lead = Estos permisos vencieron y nadie sabe si se usaron. Su cantidad cuenta como tomada.
late-days = Días de retraso
late-chased = Último recordatorio
late-none = Nada lleva retraso.
late-never = todavía no
late-said = El titular dice
notice-blank-ended = Devuelva el documento { $number }
notice-blank-ended-text = El documento { $number } no se completó hasta el { $until } y ha vencido. Devuélvalo a la Autoridad.

notice-clock-near = { $reference }: queda poco tiempo
notice-clock-near-text = El caso { $reference } ha usado { $hours } de { $target } horas de este plazo: { $clock }.
notice-clock-over = { $reference } va con retraso
notice-clock-over-text = El caso { $reference } ha usado { $hours } horas; la meta es { $target }. El plazo: { $clock }.
notice-listing-change = Los Apéndices cambian para { $taxon }
notice-listing-change-text = Desde el { $until }, { $taxon } figura en: { $appendix }. Esto afecta a { $number }. Pregúntenos si no sabe qué hacer.
notice-law-change = Cambia una regla para { $number }
notice-law-change-text = Una regla que vale desde el { $until } afecta a { $number }. Mírelo y pregúntenos si no sabe qué hacer.
notice-key-ending = La clave de firma termina el { $until }
notice-key-ending-text = La clave { $key } firma hasta el { $until } y no después. Haga emitir un certificado nuevo e introdúzcalo a tiempo.
notice-cheque-bounced = El banco devolvió el cheque { $cheque }
notice-cheque-bounced-text =
    El banco no pagó el cheque { $cheque } por { $amount } de la factura { $invoice }. Lo que dijo: { $reason }

    La factura está pendiente de nuevo. Páguela de otra manera; hasta entonces no se entrega ningún permiso por ella.
notice-bill-issued = Factura { $invoice } de { $month }
notice-bill-issued-text = Sus tasas de { $month } están reunidas en la factura { $invoice }: { $amount }, a pagar hasta el { $until }. Nombra cada solicitud a la que corresponde.
notice-arrival-differs = Llegó menos de lo que dice { $number }
notice-arrival-differs-text =
    Permiso { $number }, país emisor: { $country }. No todo llegó como dice. La Parte que lo expidió lo sabrá por la confirmación.

    { $quantities }

    { $abroad }
mail-reader-charge = Oficial encargado; los supervisores si no hay ninguno
notice-invoice-due = Factura { $invoice } por pagar
notice-invoice-due-text = Debe pagar { $amount } antes del { $until } (factura { $invoice }). La encuentra en su cuenta.
notice-receipt = Recibo { $receipt }
notice-receipt-text = Recibimos { $amount } por la factura { $invoice }. Su recibo { $receipt } está en su cuenta.
notice-urgent-missed = { $reference }: no se cumplió el plazo urgente
notice-urgent-missed-text = El caso urgente { $reference } nos ha llevado { $hours } horas; se prometieron { $target }. Su tasa de urgencia puede devolverse.
notice-terms-stopped = El pago mensual de la cuenta { $account } está suspendido
notice-terms-stopped-text = La factura { $invoice } de { $amount } nunca se pagó y se dio por incobrable. Mientras dos personas no decidan otra cosa, cada solicitud de la cuenta { $account } se paga por separado.
notice-terms-resumed = La cuenta { $account } vuelve a pagar por meses
notice-terms-resumed-text = Las tasas de las nuevas solicitudes se reúnen de nuevo y se facturan al final del mes.
notice-amendment-asked = { $reference }: se pide una modificación de { $number }
notice-amendment-asked-text =
    El titular del permiso { $number } pide una modificación:

    { $reason }
notice-amendment-refused = Se deniega la modificación de { $number }
notice-amendment-refused-text =
    La modificación del permiso { $number } que pidió ({ $reference }) ha sido denegada. El permiso sigue como está y puede usarse.

    Motivo: { $refusal }
    { $reason }

    Puede recurrir hasta el { $until }. Abra la petición y elija Recurrir; diga por qué la decisión debería ser otra.
text-news-of = Hay novedades sobre { $about }. Entre en:
text-news = Hay novedades. Entre en:
