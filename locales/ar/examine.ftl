# Words of examination: clocks, risk, inspections, consultations, appeals.
