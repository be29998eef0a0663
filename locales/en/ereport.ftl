## Annual report
report-title = Annual report { $year }
report-readiness = Readiness
report-tables = Tables
report-to-dashboard = Figures of the month
report-no-lines = No lines.
report-fix = Fix
report-files = Files
report-no-files = No file has been built yet.
report-file = File
report-lines = Lines
report-build-csv = Build the CSV files
report-build-xlsx = Build the XLSX file
report-build-anyway = { $n ->
        [one] { $n } line
       *[other] { $n } lines
    } must still be fixed; the file says so.

## Dashboard
figure-hours = { $n } h
figure-hours-text = from application to export permit, on average
figure-issued-text = { $n ->
        [one] permit issued
       *[other] permits issued
    }
figure-mend-text = { $n ->
        [one] report line to mend
       *[other] report lines to mend
    }
figure-settled-text = of what we permitted was endorsed or returned
figure-open-text = { $n ->
        [one] open case
       *[other] open cases
    }
figure-undelivered-text = { $n ->
        [one] message not delivered
       *[other] messages not delivered
    }
plot-hours-title = Average processing time in hours, export permits per month
plot-hours-from-to = From { $first } hours in { $from } to { $last } hours in { $to }.
plot-hours-nothing = No permit was issued in these months.
plot-hours-rule = Hours from received to issued while the Authority had the case; permits issued in the month; refused and withdrawn left out.
plot-hours-target = Promise: { $n } h
plot-fold = Show as table, and what is counted
plot-mean = Average hours
plot-median = Median hours
plot-permits = Permits
dashboard-waiting = Waiting longest
flow-title = In and out: applications handed in and decided, by month
flow-text = { $came } came in and { $went } went out in these twelve months.
flow-rule = Came in: handed in for the first time. Went out: permits issued and applications refused; an application may become several permits. Withdrawn ones are left out.
flow-came = Came in
flow-went = Went out
ages-title = Open cases by age
ages-cases = Cases
ages-between = { $from } to { $to } working days
ages-more = { $from } working days and more
