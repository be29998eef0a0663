# La cola justa: quién toma qué, con qué palabra
desk-no-interest = Interés en el expediente
desk-no-interest-yes = No tengo ningún interés en este expediente
desk-no-interest-hint = No es pariente del solicitante, no participa en su negocio y no gana nada con la decisión. Si no, declare su interés: otro funcionario lo toma.
desk-ahead = { $n ->
    [one] Un expediente espera desde hace más tiempo.
   *[other] { $n } expedientes esperan desde hace más tiempo.
}
desk-why-before = Por qué antes que los otros
desk-why-before-hint = Lo ve su supervisor. Sin motivo, tome el siguiente expediente.
desk-which-interest = Qué interés
desk-which-interest-hint = En pocas palabras, por ejemplo: el solicitante es mi hermano. Queda registrado; el solicitante no lo ve.
act-declare-interest = Tengo un interés
act-declare-interest-lead = El expediente pasa a otra persona y no se le ofrece de nuevo. Lo hecho hasta ahora queda.
event-declare-interest = Entregado a otro funcionario
audited-declare-interest = Interés declarado
queue-event-interest = { $person } declaró un interés
flag-out-of-turn = Fuera de turno
flash-none-waits = No espera nada que usted pueda tomar.
step-title = Próximo paso
step-check = Comprobar si está completo
step-take = Tomarlo en su turno
step-examine = Examinarlo
step-answer-in = Llegó la respuesta: léala
step-opinion-in = Llegó el dictamen: léalo
step-reply-in = La otra autoridad respondió: léala
step-permit-in = Llegó el permiso de importación: examínelo
step-paid = Pagado: siga
step-sent-back = Devuelto: lea por qué
step-appeal-upheld = Recurso estimado: examínelo de nuevo
step-read-report = Llegó el informe de inspección: léalo
step-decide = Decidir sobre la propuesta
step-sign = Firmar
step-decide-appeal = Decidir sobre el recurso
step-wait-applicant = Responde el solicitante
step-wait-payment = Paga el solicitante
step-wait-opinion = Responde la Autoridad Científica
step-wait-inspection = Visita del inspector
step-wait-reply = Responde la otra autoridad
step-wait-permit = Llega el permiso de importación
step-none = Nada más
sort-title = Ordenar por
sort-untouched = más tiempo sin tocar
sort-arrival = orden de llegada
sort-clock = tiempo usado
setting-assignment = Expedientes aceptados
setting-assignment-hint = En una cola cada uno toma el más antiguo; asignados enseguida, el programa da cada uno a un funcionario.
setting-assignment-queue = Esperan en la cola por orden de llegada
setting-assignment-at-once = Se dan enseguida a un funcionario

# Trabajo que llega y se va, y plazos que terminan
notice-reply-due = Solicitud { $reference }: responda antes del { $until }
notice-reply-due-text = Seguimos esperando su respuesta a la solicitud { $reference }. El plazo termina el { $until }. Una solicitud que sigue incompleta se cierra entonces.
notice-unpaid = Solicitud { $reference } cerrada: no pagada
notice-unpaid-text = La factura de la solicitud { $reference } no se pagó a tiempo, así que cuenta como retirada. Ya no se debe nada. Puede copiarla como nueva en cualquier momento.
notice-consultation-dropped = { $reference } fue retirada
notice-consultation-dropped-text = El solicitante retiró { $reference }. Ya no hace falta ningún dictamen.
notice-inspection-dropped = { $reference } fue retirada
notice-inspection-dropped-text = El solicitante retiró { $reference }. Ya nadie tiene que ir allí.
notice-inspection-ordered = Inspección ordenada para { $reference }
notice-inspection-ordered-text = Se ordenó una inspección para { $reference }: { $reason } Lugar: { $place } Fije el día de la visita para que el solicitante lo sepa.
notice-visit-set = Visita para { $reference } el { $until }
notice-visit-set-text = Un inspector viene el { $until } por la solicitud { $reference }. Lugar: { $place }
    { $points }
notice-expert-assigned = Dictamen pedido sobre { $reference }
notice-expert-assigned-text = Se le eligió para redactar el dictamen sobre { $reference }. Se espera para el { $until }.
notice-opinion-returned = El borrador del dictamen sobre { $reference } vuelve a usted
notice-opinion-returned-text = El coordinador devolvió su borrador sobre { $reference }: { $reason }
notice-opinion-handed = El borrador del dictamen sobre { $reference } está listo
notice-opinion-handed-text = El borrador del dictamen sobre { $reference } está listo para emitirse o devolverse.
