## The audit trail is read by administrators and auditors, in English, French and Spanish.
