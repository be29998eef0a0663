# Tareas del examen en paralelo, preguntas punto por punto, cartas a autoridades extranjeras.
open-task-title = Lo que está abierto
open-task-lead = Avanzan al mismo tiempo. Una decisión se propone cuando ya no queda ninguna abierta.
open-task-since = desde el { $date }
open-task-due = respuesta antes del { $date }
open-task-late = Con retraso
open-task-letter = Se envió una carta a { $to }.
open-task-letter-none = No pudo salir ninguna carta: el directorio no tiene dirección de esta autoridad. Envíela por correo postal.
open-task-answers = Preguntas y respuestas
open-task-answered = Respondido el { $date }
open-task-point = Punto { $n }
open-task-wants = El punto { $n } pide
open-task-wants-answer = Palabras
open-task-wants-paper = Un documento
open-task-answer = { $n }. { $text }
open-task-paper = Documento para el punto { $n }
open-task-no-paper = Envíe el documento abajo, o diga por qué no existe.
open-task-beside = Lo que quiera añadir
flag-open-info-requested = Pregunta abierta
flag-open-awaiting-additional-payment = Pago abierto
flag-open-awaiting-counterpart = Se espera el permiso de importación
flag-open-inspected = Informe por leer
flag-open-inspection-requested = Inspección abierta
flag-open-sa-consultation = Con la autoridad científica
flag-open-foreign-consultation = Preguntado en el extranjero
notice-authority-asked = Consulta CITES sobre { $reference }
notice-authority-asked-text =
    Examinamos la solicitud { $reference } y pedimos su respuesta:

    { $question }

    Trata de { $goods }. Responda a este correo citando { $reference }. Preguntado el { $since }.
notice-abroad-asked = Se consultó a una autoridad extranjera sobre { $reference }
notice-abroad-asked-text =
    La consulta sobre { $reference }:

    { $abroad }
open-task-letter-print = Imprimir la carta
letter-inquiry = Consulta
letter-inquiry-lead = Examinamos una solicitud y pedimos su respuesta: { $what }.
letter-inquiry-answer = Responda a { $to }, citando { $number }.
letter-inquiry-to = A la autoridad administrativa
