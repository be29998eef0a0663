# The directory of authorities abroad, and the mails that must go to them.
notice-authority-stopped = El permiso CITES { $number } ya no puede usarse
notice-authority-stopped-text =
    El permiso CITES { $number } ya no puede usarse desde el { $since }. Estado: { $status }. No dejen entrar nada con él y díganos si se presenta.

    Lo que se sabe hoy de él: { $check }
notice-authority-differs = Cantidades distintas en el permiso CITES { $number }
notice-authority-differs-text =
    Permiso CITES { $number }: las cantidades contadas en la frontera no son las del permiso o de su visado (contadas / indicadas); se sabe desde el { $since }.

    { $quantities }

    Lo que se sabe hoy de él: { $check }
notice-authority-retrospective = Copia del documento CITES retrospectivo { $number }
notice-authority-retrospective-text =
    El documento CITES { $number } se expidió el { $since }, después de salir los especímenes (Res. Conf. 12.3). Su casilla 5 lo dice y dice por qué.

    Aquí está el documento: { $check }
notice-abroad-told = Lo que se escribió al extranjero sobre { $number }
notice-abroad-told-text =
    Sobre el permiso { $number }:

    { $abroad }
notice-border-alert = El permiso { $number } no puede usarse: reténgalo
notice-border-alert-text = Permiso { $number }, estado: { $status }. No deje pasar nada con él; retenga lo que se presente y avise a la autoridad administrativa.
abroad-sent = Escrito por correo a { $name }, { $email }.
abroad-none = No enviado: no se conoce la dirección de la autoridad administrativa de { $country }. Avísela usted y anote la dirección: { $directory }
abroad-none-secretariat = No enviado: no se conoce la dirección de la Secretaría. Avísela usted y anote la dirección: { $directory }
authority-foot = { $authority } envió este mensaje a { $name }, cuya dirección figura en su directorio de autoridades CITES. Díganos si la dirección correcta es otra.
mail-reader-abroad = Autoridades extranjeras, según el directorio

directory-title = Autoridades extranjeras
directory-lead = A quién debe escribir esta autoridad: cuando un permiso nuestro se pierde, se roba o se revoca, cuando las cantidades difieren en la frontera, cuando un documento se expide retrospectivamente. Los correos salen solos a las direcciones anotadas aquí.
directory-none = No hay ninguna dirección. Mientras no la haya, alguien debe escribir.
authority-whose = De quién
authority-name = Nombre
authority-email = Correo electrónico
authority-language = Idioma de los correos
authority-country = País
authority-country-hint = Déjelo vacío para la Secretaría.
authority-kind = Qué autoridad
authority-kind-ma = Autoridad administrativa
authority-kind-sa = Autoridad científica
authority-kind-enforcement = Control y represión
authority-kind-secretariat = Secretaría CITES
authority-from = Primer día
authority-from-hint = Déjelo vacío para hoy.
authority-until = Último día
authority-until-day = hasta el { $day }
authority-from-day = desde el { $day }
authority-in-force = En vigor
authority-ended = Terminada
authority-later = Todavía no
authority-enter = Anotar una dirección
authority-correct = Corregir
authority-correct-hint = Los correos que esperan van a la nueva dirección.
authority-retire = Retirar
authority-retire-hint = Ya no se envía nada a esta dirección, ni lo que espera.
authority-letters = Lo que se envió
authority-letters-none = Todavía no se envió nada.
authority-mail-waits = En espera

notice-mail-not-taken = No se aceptó un correo suyo
notice-mail-not-taken-text = { $why } { $files }
mail-why-lapsed = La dirección a la que respondió ha caducado: abra el expediente y escriba allí.
mail-why-not-yours = Usted ya no tiene parte en este expediente, o aún no se envió; no se guardó nada de su correo.
mail-why-empty = No contenía más que lo citado.
mail-why-no-case = Aquello a lo que respondió no pertenece a ningún expediente: nadie hallaría sus palabras. Inicie sesión y ábralo desde este aviso; lo que además quiera de la autoridad, solicítelo o escríbalo en su expediente.
mail-why-files = Sus palabras están en el expediente. Estos archivos no se guardaron, por su tipo, su tamaño o lo que halló el antivirus:
mail-answer-hint = Puede responder a este correo: lo que escriba será un mensaje del expediente del que trata. A una pregunta de la autoridad se responde en su propia página, donde la respuesta cuenta.
message-by-mail = por correo
message-by-mail-other = por correo de { $address }, que no es la dirección de la cuenta
sink-reply = Las respuestas van a
sink-reply-hint = Para responder como esta persona: dé un correo a `manis mail-in --to` y esta dirección.
