## Annual report
report-title = Informe anual { $year }
report-readiness = Preparación
report-tables = Tablas
report-to-dashboard = Cifras del mes
report-no-lines = Sin líneas.
report-fix = Corregir
report-files = Archivos
report-no-files = Aún no se ha generado ningún archivo.
report-file = Archivo
report-lines = Líneas
report-build-csv = Generar los archivos CSV
report-build-xlsx = Generar el archivo XLSX
report-build-anyway = { $n ->
        [one] { $n } línea queda
       *[other] { $n } líneas quedan
    } por corregir; el archivo lo indicará.

## Dashboard
figure-hours = { $n } h
figure-hours-text = de la solicitud al permiso de exportación, en promedio
figure-issued-text = { $n ->
        [one] permiso expedido
       *[other] permisos expedidos
    }
figure-mend-text = { $n ->
        [one] línea del informe por corregir
       *[other] líneas del informe por corregir
    }
figure-settled-text = de lo que permitimos fue refrendado o devuelto
figure-open-text = { $n ->
        [one] caso abierto
       *[other] casos abiertos
    }
figure-undelivered-text = { $n ->
        [one] mensaje no entregado
       *[other] mensajes no entregados
    }
plot-hours-title = Tiempo medio de tramitación en horas, permisos de exportación por mes
plot-hours-from-to = De { $first } horas en { $from } a { $last } horas en { $to }.
plot-hours-nothing = No se expidió ningún permiso en estos meses.
plot-hours-rule = Horas desde la recepción hasta la expedición mientras la Autoridad tenía el caso; permisos expedidos en el mes; denegados y retirados excluidos.
plot-hours-target = Compromiso: { $n } h
plot-fold = Mostrar como tabla y qué se cuenta
plot-mean = Horas, media
plot-median = Horas, mediana
plot-permits = Permisos
dashboard-waiting = En espera desde hace más tiempo
flow-title = Entradas y salidas: solicitudes presentadas y resueltas, por mes
flow-text = Entraron { $came } y salieron { $went } en estos doce meses.
flow-rule = Entradas: solicitudes presentadas por primera vez. Salidas: permisos expedidos y solicitudes denegadas; una solicitud puede dar varios permisos. Las retiradas quedan fuera.
flow-came = Entradas
flow-went = Salidas
ages-title = Casos abiertos por antigüedad
ages-cases = Casos
ages-between = { $from } a { $to } días hábiles
ages-more = { $from } días hábiles y más
