## Annual report

## Dashboard
