-- Rendered from the template of the same name; do not edit.
-- Money: schedules of fees, invoices with their balance, receipts, credit notes, cash sessions, bank files, accounts, gateway.
-- Invoices, receipts and credit notes are only ever added; what is open of an invoice stands in invoice_balance.

CREATE TABLE fee_schedule (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BLOB NOT NULL,
    -- First day, ISO.
    valid_from TEXT NOT NULL,
    -- Last day, ISO; NULL: until a later schedule begins.
    valid_until TEXT,
    -- Currency, pay point, days to pay and rows, JSON (permits::money::FeeSchedule).
    body TEXT NOT NULL,
    -- Waits for the second person, is confirmed, or was dropped.
    state TEXT NOT NULL CHECK (state IN ('PROPOSED', 'CONFIRMED', 'DROPPED')),
    -- Who proposed it.
    proposed_by BLOB NOT NULL,
    -- When it was done.
    proposed_at INTEGER NOT NULL,
    -- Who confirmed or dropped it; NULL: nobody yet.
    decided_by BLOB,
    -- When; NULL: not yet.
    decided_at INTEGER,
    -- Counts the changes; a writer names the version it read.
    version INTEGER NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT fee_schedule_two_persons CHECK (state <> 'CONFIRMED' OR (decided_by IS NOT NULL AND decided_by <> proposed_by))
) STRICT;
CREATE INDEX fee_schedule_from ON fee_schedule (tenant, valid_from, id);

CREATE TABLE invoice (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BLOB NOT NULL,
    -- Its number, from a series without gaps.
    number TEXT NOT NULL,
    -- The case it is for; NULL: none.
    application BLOB,
    -- The company that pays; NULL for a private person.
    organisation BLOB,
    -- The person that pays; NULL when there is no account.
    person BLOB,
    -- Name of the payer on the day.
    payer TEXT NOT NULL,
    -- Until which act it must be settled, or an additional fee.
    purpose TEXT NOT NULL CHECK (purpose IN ('SUBMISSION', 'APPROVAL', 'COLLECTION', 'EXTRA')),
    -- ISO 4217 code; all amounts of the row are its minor units.
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    -- Sum of its lines.
    total_minor INTEGER NOT NULL CHECK (total_minor > 0),
    -- Its lines, JSON (permits::money::InvoiceLine).
    lines TEXT NOT NULL,
    -- Words to the payer; empty when none.
    note TEXT NOT NULL,
    -- Until when it is to be paid.
    due_at INTEGER NOT NULL,
    -- When it was issued.
    issued_at INTEGER NOT NULL,
    -- Who: person:… or system.
    issued_by TEXT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT invoice_number UNIQUE (tenant, number)
) STRICT;
CREATE INDEX invoice_of_application ON invoice (tenant, application, issued_at);
CREATE INDEX invoice_of_person ON invoice (tenant, person, issued_at);
CREATE INDEX invoice_of_organisation ON invoice (tenant, organisation, issued_at);
CREATE TRIGGER invoice_no_update BEFORE UPDATE ON invoice BEGIN SELECT RAISE(ABORT, 'invoice is append-only'); END;
CREATE TRIGGER invoice_no_delete BEFORE DELETE ON invoice BEGIN SELECT RAISE(ABORT, 'invoice is append-only'); END;

CREATE TABLE invoice_balance (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Which invoice.
    invoice BLOB NOT NULL,
    -- As on the invoice.
    total_minor INTEGER NOT NULL CHECK (total_minor > 0),
    -- Sum of what receipts put on it.
    paid_minor INTEGER NOT NULL CHECK (paid_minor >= 0),
    -- Of that, from a prepaid account.
    drawn_minor INTEGER NOT NULL CHECK (drawn_minor >= 0),
    -- Waived by two persons.
    waived_minor INTEGER NOT NULL CHECK (waived_minor >= 0),
    -- Sum of its credit notes.
    credited_minor INTEGER NOT NULL CHECK (credited_minor >= 0),
    -- Of what was paid, given back by credit notes.
    refunded_minor INTEGER NOT NULL CHECK (refunded_minor >= 0),
    -- Paid too much.
    surplus_minor INTEGER NOT NULL CHECK (surplus_minor >= 0),
    -- Of that, given back.
    surplus_back_minor INTEGER NOT NULL CHECK (surplus_back_minor >= 0),
    -- What is still to be paid.
    open_minor INTEGER NOT NULL,
    -- As on the invoice, for the list of what is expected.
    due_at INTEGER NOT NULL,
    -- Counts the changes; a writer holds the row.
    version INTEGER NOT NULL,
    PRIMARY KEY (tenant, invoice),
    CONSTRAINT invoice_open CHECK (open_minor >= 0 AND open_minor = total_minor - waived_minor - credited_minor - paid_minor + refunded_minor),
    CONSTRAINT invoice_refund_within_paid CHECK (refunded_minor <= paid_minor AND refunded_minor <= credited_minor),
    CONSTRAINT invoice_credit_within_total CHECK (credited_minor + waived_minor <= total_minor),
    CONSTRAINT invoice_surplus_back_within CHECK (surplus_back_minor <= surplus_minor),
    CONSTRAINT invoice_drawn_within_paid CHECK (drawn_minor <= paid_minor),
    CONSTRAINT invoice_balance_invoice FOREIGN KEY (tenant, invoice) REFERENCES invoice (tenant, id)
) STRICT;
CREATE INDEX invoice_balance_open ON invoice_balance (tenant, due_at, invoice) WHERE open_minor > 0;

CREATE TABLE cash_session (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BLOB NOT NULL,
    -- Whose drawer.
    cashier BLOB NOT NULL,
    -- The name on the day.
    cashier_name TEXT NOT NULL,
    -- ISO 4217 code; all amounts of the row are its minor units.
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    -- Money in the drawer at the beginning.
    float_minor INTEGER NOT NULL CHECK (float_minor >= 0),
    -- Sum of its receipts.
    taken_minor INTEGER NOT NULL CHECK (taken_minor >= 0),
    -- Money counted at the end; NULL while open.
    counted_minor INTEGER CHECK (counted_minor >= 0),
    -- Words about a difference; empty when none.
    note TEXT NOT NULL,
    -- When it was opened.
    opened_at INTEGER NOT NULL,
    -- When it was closed; NULL while open.
    closed_at INTEGER,
    -- Counts the changes; a writer names the version it read.
    version INTEGER NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT cash_session_counted CHECK ((closed_at IS NULL) = (counted_minor IS NULL))
) STRICT;
CREATE UNIQUE INDEX cash_session_open ON cash_session (tenant, cashier) WHERE closed_at IS NULL;

CREATE TABLE prepaid_account (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BLOB NOT NULL,
    -- Its number, to be given with a deposit.
    number TEXT NOT NULL,
    -- The company it belongs to; NULL for a private person.
    organisation BLOB,
    -- The person it belongs to; NULL for a company.
    person BLOB,
    -- Name of the holder.
    holder TEXT NOT NULL,
    -- ISO 4217 code; all amounts of the row are its minor units.
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    -- What is in it.
    balance_minor INTEGER NOT NULL,
    -- When it was opened.
    opened_at INTEGER NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version INTEGER NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT prepaid_number UNIQUE (tenant, number),
    CONSTRAINT prepaid_of_organisation UNIQUE (tenant, organisation),
    CONSTRAINT prepaid_of_person UNIQUE (tenant, person),
    CONSTRAINT prepaid_not_overdrawn CHECK (balance_minor >= 0),
    CONSTRAINT prepaid_one_holder CHECK ((organisation IS NULL) <> (person IS NULL))
) STRICT;

CREATE TABLE money_receipt (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BLOB NOT NULL,
    -- Its number, from a series without gaps.
    number TEXT NOT NULL,
    -- The invoice it pays; NULL for a deposit.
    invoice BLOB,
    -- The prepaid account it fills or is drawn from; NULL for other money.
    account BLOB,
    -- How the money came.
    method TEXT NOT NULL CHECK (method IN ('CASH', 'TRANSFER', 'GATEWAY', 'PREPAID')),
    -- Reference of the bank's line or of the payment service: counts once; NULL for cash and draws.
    reference TEXT,
    -- ISO 4217 code; all amounts of the row are its minor units.
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    -- What came; never negative.
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    -- Of that, on the invoice or the account.
    allocated_minor INTEGER NOT NULL CHECK (allocated_minor >= 0),
    -- Of that, paid too much.
    surplus_minor INTEGER NOT NULL CHECK (surplus_minor >= 0),
    -- Who paid, as said.
    payer TEXT NOT NULL,
    -- The cashier's session; NULL for other money.
    cash_session BLOB,
    -- The day in the cash book, ISO; never a day that was closed before.
    on_day TEXT NOT NULL,
    -- When it was recorded.
    at INTEGER NOT NULL,
    -- Who recorded it: person:… or system.
    actor TEXT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT money_receipt_number UNIQUE (tenant, number),
    CONSTRAINT money_receipt_once UNIQUE (tenant, method, reference),
    CONSTRAINT money_receipt_exact CHECK (allocated_minor + surplus_minor = amount_minor),
    CONSTRAINT money_receipt_cash CHECK ((method = 'CASH') = (cash_session IS NOT NULL)),
    CONSTRAINT money_receipt_for CHECK (invoice IS NOT NULL OR account IS NOT NULL)
) STRICT;
CREATE INDEX money_receipt_of_invoice ON money_receipt (tenant, invoice, at);
CREATE INDEX money_receipt_of_day ON money_receipt (tenant, on_day, id);
CREATE INDEX money_receipt_of_session ON money_receipt (tenant, cash_session, at);
CREATE TRIGGER money_receipt_no_update BEFORE UPDATE ON money_receipt BEGIN SELECT RAISE(ABORT, 'money_receipt is append-only'); END;
CREATE TRIGGER money_receipt_no_delete BEFORE DELETE ON money_receipt BEGIN SELECT RAISE(ABORT, 'money_receipt is append-only'); END;

CREATE TABLE revenue (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- The receipt or the credit note.
    source BLOB NOT NULL,
    -- Code of data/codes/fee_items.csv.
    item TEXT NOT NULL,
    -- The invoice.
    invoice BLOB NOT NULL,
    -- ISO 4217 code; all amounts of the row are its minor units.
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    -- What came for the item; negative when given back.
    amount_minor INTEGER NOT NULL CHECK (amount_minor <> 0),
    -- The day in the cash book, ISO; never a day that was closed before.
    on_day TEXT NOT NULL,
    PRIMARY KEY (tenant, source, item)
) STRICT;
CREATE INDEX revenue_of_invoice ON revenue (tenant, invoice);
CREATE INDEX revenue_of_day ON revenue (tenant, on_day);
CREATE TRIGGER revenue_no_update BEFORE UPDATE ON revenue BEGIN SELECT RAISE(ABORT, 'revenue is append-only'); END;
CREATE TRIGGER revenue_no_delete BEFORE DELETE ON revenue BEGIN SELECT RAISE(ABORT, 'revenue is append-only'); END;

CREATE TABLE money_request (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BLOB NOT NULL,
    -- Waive what is open, credit the invoice, or give back what was paid too much.
    kind TEXT NOT NULL CHECK (kind IN ('WAIVER', 'CREDIT', 'SURPLUS')),
    -- The invoice.
    invoice BLOB NOT NULL,
    -- How much.
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    -- The fee that is given back first, code of data/codes/fee_items.csv; NULL: the last line first.
    first_item TEXT,
    -- Why it was given.
    reason TEXT NOT NULL CHECK (length(reason) > 0),
    -- Waits for the second person, done, or turned down.
    state TEXT NOT NULL CHECK (state IN ('PROPOSED', 'APPROVED', 'REFUSED')),
    -- Who asked: person:… or system.
    asked_by TEXT NOT NULL,
    -- The name; empty for the system.
    asked_name TEXT NOT NULL,
    -- When it was done.
    asked_at INTEGER NOT NULL,
    -- The second person; NULL: nobody yet.
    decided_by TEXT,
    -- When; NULL: not yet.
    decided_at INTEGER,
    -- Counts the changes; a writer names the version it read.
    version INTEGER NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT money_request_two_persons CHECK (state <> 'APPROVED' OR (decided_by IS NOT NULL AND decided_by <> asked_by)),
    CONSTRAINT money_request_invoice FOREIGN KEY (tenant, invoice) REFERENCES invoice (tenant, id)
) STRICT;
CREATE INDEX money_request_waiting ON money_request (tenant, asked_at, id) WHERE state = 'PROPOSED';
CREATE INDEX money_request_of_invoice ON money_request (tenant, invoice, asked_at);

CREATE TABLE credit_note (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BLOB NOT NULL,
    -- Its number, from a series without gaps.
    number TEXT NOT NULL,
    -- The invoice it credits.
    invoice BLOB NOT NULL,
    -- ISO 4217 code; all amounts of the row are its minor units.
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    -- How much of the invoice it takes back.
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    -- Of that, money given back.
    refunded_minor INTEGER NOT NULL CHECK (refunded_minor >= 0),
    -- Why it was given.
    reason TEXT NOT NULL,
    -- The day in the cash book, ISO; never a day that was closed before.
    on_day TEXT NOT NULL,
    -- When it was done.
    at INTEGER NOT NULL,
    -- Who released it: person:… or system.
    actor TEXT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT credit_note_number UNIQUE (tenant, number),
    CONSTRAINT credit_note_refund CHECK (refunded_minor <= amount_minor),
    CONSTRAINT credit_note_invoice FOREIGN KEY (tenant, invoice) REFERENCES invoice (tenant, id)
) STRICT;
CREATE INDEX credit_note_of_invoice ON credit_note (tenant, invoice, at);
CREATE INDEX credit_note_of_day ON credit_note (tenant, on_day, id);
CREATE TRIGGER credit_note_no_update BEFORE UPDATE ON credit_note BEGIN SELECT RAISE(ABORT, 'credit_note is append-only'); END;
CREATE TRIGGER credit_note_no_delete BEFORE DELETE ON credit_note BEGIN SELECT RAISE(ABORT, 'credit_note is append-only'); END;

CREATE TABLE day_closing (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- The day, ISO.
    day TEXT NOT NULL,
    -- Sums of the day by way of payment and the sums given back, JSON.
    totals TEXT NOT NULL,
    -- Who closed it: person:….
    closed_by TEXT NOT NULL,
    -- When it was done.
    closed_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, day)
) STRICT;
CREATE TRIGGER day_closing_no_update BEFORE UPDATE ON day_closing BEGIN SELECT RAISE(ABORT, 'day_closing is append-only'); END;
CREATE TRIGGER day_closing_no_delete BEFORE DELETE ON day_closing BEGIN SELECT RAISE(ABORT, 'day_closing is append-only'); END;

CREATE TABLE bank_file (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- SHA-256 of the file: the same file counts once.
    digest BLOB NOT NULL,
    -- Its name at the sender's.
    name TEXT NOT NULL,
    -- How many lines it had.
    lines INTEGER NOT NULL,
    -- Who: person:….
    imported_by TEXT NOT NULL,
    -- When it was done.
    imported_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, digest)
) STRICT;
CREATE TRIGGER bank_file_no_update BEFORE UPDATE ON bank_file BEGIN SELECT RAISE(ABORT, 'bank_file is append-only'); END;
CREATE TRIGGER bank_file_no_delete BEFORE DELETE ON bank_file BEGIN SELECT RAISE(ABORT, 'bank_file is append-only'); END;

CREATE TABLE bank_line (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BLOB NOT NULL,
    -- Digest of the file it came in.
    file BLOB NOT NULL,
    -- Its place in the file, from 1.
    line INTEGER NOT NULL,
    -- Day of booking at the bank, ISO.
    booked_on TEXT NOT NULL,
    -- ISO 4217 code; all amounts of the row are its minor units.
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    -- What came.
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    -- What the payer wrote.
    reference TEXT NOT NULL,
    -- Who paid, as the bank says.
    payer TEXT NOT NULL,
    -- Digest of day, amount, words, payer and the count of equal lines: the same booking in another file counts once.
    fingerprint BLOB NOT NULL,
    -- Waits for a person, matched, or set aside.
    state TEXT NOT NULL CHECK (state IN ('OPEN', 'MATCHED', 'SET_ASIDE')),
    -- The receipt; NULL while not matched.
    receipt BLOB,
    -- Why it was set aside; empty when not.
    note TEXT NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version INTEGER NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT bank_line_once UNIQUE (tenant, fingerprint),
    CONSTRAINT bank_line_matched CHECK ((state = 'MATCHED') = (receipt IS NOT NULL))
) STRICT;
CREATE INDEX bank_line_open ON bank_line (tenant, booked_on, id) WHERE state = 'OPEN';

CREATE TABLE prepaid_event (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Which account.
    account BLOB NOT NULL,
    -- Counts the movements of one account from 1.
    seq INTEGER NOT NULL CHECK (seq > 0),
    -- Deposit above zero, draw below.
    delta_minor INTEGER NOT NULL CHECK (delta_minor <> 0),
    -- What was in it then.
    balance_minor INTEGER NOT NULL CHECK (balance_minor >= 0),
    -- The receipt of the deposit or the draw.
    receipt BLOB NOT NULL,
    -- When it was done.
    at INTEGER NOT NULL,
    -- Who: person:… or system.
    actor TEXT NOT NULL,
    PRIMARY KEY (tenant, account, seq),
    CONSTRAINT prepaid_event_account FOREIGN KEY (tenant, account) REFERENCES prepaid_account (tenant, id)
) STRICT;
CREATE TRIGGER prepaid_event_no_update BEFORE UPDATE ON prepaid_event BEGIN SELECT RAISE(ABORT, 'prepaid_event is append-only'); END;
CREATE TRIGGER prepaid_event_no_delete BEFORE DELETE ON prepaid_event BEGIN SELECT RAISE(ABORT, 'prepaid_event is append-only'); END;

CREATE TABLE pay_gateway (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Short name of the payment service.
    provider TEXT NOT NULL,
    -- Where it answers, https.
    address TEXT NOT NULL,
    -- Shared secret of its callbacks; never shown and never in the audit trail.
    secret BLOB NOT NULL,
    -- 1: payers may use it.
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    -- When it was set.
    changed_at INTEGER NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version INTEGER NOT NULL,
    PRIMARY KEY (tenant, provider)
) STRICT;

CREATE TABLE gateway_payment (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BLOB NOT NULL,
    -- Our reference, told to the service.
    reference TEXT NOT NULL,
    -- The invoice.
    invoice BLOB NOT NULL,
    -- ISO 4217 code; all amounts of the row are its minor units.
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    -- What shall be paid.
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    -- At the service, paid, or refused.
    state TEXT NOT NULL CHECK (state IN ('PENDING', 'SETTLED', 'FAILED')),
    -- When the payer left for the service.
    begun_at INTEGER NOT NULL,
    -- When the service was asked and said paid or refused; NULL: not yet.
    settled_at INTEGER,
    -- Counts the changes; a writer names the version it read.
    version INTEGER NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT gateway_payment_reference UNIQUE (tenant, reference),
    CONSTRAINT gateway_payment_invoice FOREIGN KEY (tenant, invoice) REFERENCES invoice (tenant, id)
) STRICT;
CREATE INDEX gateway_payment_pending ON gateway_payment (tenant, begun_at, id) WHERE state = 'PENDING';
CREATE INDEX gateway_payment_of_invoice ON gateway_payment (tenant, invoice, begun_at);

CREATE TABLE gateway_unmatched (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BLOB NOT NULL,
    -- The reference it named, at most 200 characters.
    reference TEXT NOT NULL,
    -- Why it was not believed, a code.
    why TEXT NOT NULL,
    -- What the service said when asked, or the callback's own words, at most 2,000 characters.
    said TEXT NOT NULL,
    -- Digest of reference, reason and words: the same trouble stands once in the list.
    digest BLOB NOT NULL,
    -- Waits for a person, or was looked at.
    state TEXT NOT NULL CHECK (state IN ('OPEN', 'DONE')),
    -- What was done; empty while open.
    note TEXT NOT NULL,
    -- When it came.
    at INTEGER NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version INTEGER NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT gateway_unmatched_once UNIQUE (tenant, digest)
) STRICT;
CREATE INDEX gateway_unmatched_open ON gateway_unmatched (tenant, at, id) WHERE state = 'OPEN';
