# Words of fees, invoices and receipts.
