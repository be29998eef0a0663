# Lo que las reglas saben y la oficina les dice.
ask-operation-own = Establecimiento registrado
ask-operation-own-hint = Sus establecimientos registrados hoy para esta especie.
ask-operation-own-empty = No tiene ningún establecimiento registrado hoy para esta especie. Solicite antes una inscripción en Registros.
ask-operation-none = Ninguno
effects-carriage = ¿Son objetos personales o bienes del hogar?
effects-carriage-hint = Lo que lleva consigo, o se muda con usted, a menudo no necesita documento.
effects-not-claimed = No, pido el documento
effects-free = No se necesita permiso
effects-free-more = Son artículos personales o bienes del hogar. Imprima la respuesta y llévela con la prueba de su procedencia. Puede borrar este borrador.
effects-print = Respuesta para imprimir
