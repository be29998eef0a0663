## Desk

## Foreign permits
