-- Rendered from the template of the same name; do not edit.
-- Money: schedules of fees, invoices with their balance, receipts, credit notes, cash sessions, bank files, accounts, gateway.
-- Invoices, receipts and credit notes are only ever added; what is open of an invoice stands in invoice_balance.

CREATE TABLE fee_schedule (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- First day, ISO.
    valid_from TEXT NOT NULL,
    -- Last day, ISO; NULL: until a later schedule begins.
    valid_until TEXT,
    -- Currency, pay point, days to pay and rows, JSON (permits::money::FeeSchedule).
    body TEXT NOT NULL,
    -- Waits for the second person, is confirmed, or was dropped.
    state TEXT NOT NULL CHECK (state IN ('PROPOSED', 'CONFIRMED', 'DROPPED')),
    -- Who proposed it.
    proposed_by BYTEA NOT NULL,
    -- When it was done.
    proposed_at BIGINT NOT NULL,
    -- Who confirmed or dropped it; NULL: nobody yet.
    decided_by BYTEA,
    -- When; NULL: not yet.
    decided_at BIGINT,
    -- Counts the changes; a writer names the version it read.
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT fee_schedule_two_persons CHECK (state <> 'CONFIRMED' OR (decided_by IS NOT NULL AND decided_by <> proposed_by))
);
CREATE INDEX fee_schedule_from ON fee_schedule (tenant, valid_from, id);
ALTER TABLE fee_schedule ENABLE ROW LEVEL SECURITY;
ALTER TABLE fee_schedule FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON fee_schedule FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE invoice (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- Its number, from a series without gaps.
    number TEXT NOT NULL,
    -- The case it is for; NULL: none.
    application BYTEA,
    -- The company that pays; NULL for a private person.
    organisation BYTEA,
    -- The person that pays; NULL when there is no account.
    person BYTEA,
    -- Name of the payer on the day.
    payer TEXT NOT NULL,
    -- Until which act it must be settled, or an additional fee.
    purpose TEXT NOT NULL CHECK (purpose IN ('SUBMISSION', 'APPROVAL', 'COLLECTION', 'EXTRA')),
    -- ISO 4217 code; all amounts of the row are its minor units.
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    -- Sum of its lines.
    total_minor BIGINT NOT NULL CHECK (total_minor > 0),
    -- Its lines, JSON (permits::money::InvoiceLine).
    lines TEXT NOT NULL,
    -- Words to the payer; empty when none.
    note TEXT NOT NULL,
    -- Until when it is to be paid.
    due_at BIGINT NOT NULL,
    -- When it was issued.
    issued_at BIGINT NOT NULL,
    -- Who: person:… or system.
    issued_by TEXT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT invoice_number UNIQUE (tenant, number)
);
CREATE INDEX invoice_of_application ON invoice (tenant, application, issued_at);
CREATE INDEX invoice_of_person ON invoice (tenant, person, issued_at);
CREATE INDEX invoice_of_organisation ON invoice (tenant, organisation, issued_at);
CREATE FUNCTION invoice_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'invoice is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER invoice_rows BEFORE UPDATE OR DELETE ON invoice FOR EACH ROW EXECUTE FUNCTION invoice_refuse();
CREATE TRIGGER invoice_all BEFORE TRUNCATE ON invoice FOR EACH STATEMENT EXECUTE FUNCTION invoice_refuse();
ALTER TABLE invoice ENABLE ROW LEVEL SECURITY;
ALTER TABLE invoice FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON invoice FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE invoice_balance (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Which invoice.
    invoice BYTEA NOT NULL,
    -- As on the invoice.
    total_minor BIGINT NOT NULL CHECK (total_minor > 0),
    -- Sum of what receipts put on it.
    paid_minor BIGINT NOT NULL CHECK (paid_minor >= 0),
    -- Of that, from a prepaid account.
    drawn_minor BIGINT NOT NULL CHECK (drawn_minor >= 0),
    -- Waived by two persons.
    waived_minor BIGINT NOT NULL CHECK (waived_minor >= 0),
    -- Sum of its credit notes.
    credited_minor BIGINT NOT NULL CHECK (credited_minor >= 0),
    -- Of what was paid, given back by credit notes.
    refunded_minor BIGINT NOT NULL CHECK (refunded_minor >= 0),
    -- Paid too much.
    surplus_minor BIGINT NOT NULL CHECK (surplus_minor >= 0),
    -- Of that, given back.
    surplus_back_minor BIGINT NOT NULL CHECK (surplus_back_minor >= 0),
    -- What is still to be paid.
    open_minor BIGINT NOT NULL,
    -- As on the invoice, for the list of what is expected.
    due_at BIGINT NOT NULL,
    -- Counts the changes; a writer holds the row.
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, invoice),
    CONSTRAINT invoice_open CHECK (open_minor >= 0 AND open_minor = total_minor - waived_minor - credited_minor - paid_minor + refunded_minor),
    CONSTRAINT invoice_refund_within_paid CHECK (refunded_minor <= paid_minor AND refunded_minor <= credited_minor),
    CONSTRAINT invoice_credit_within_total CHECK (credited_minor + waived_minor <= total_minor),
    CONSTRAINT invoice_surplus_back_within CHECK (surplus_back_minor <= surplus_minor),
    CONSTRAINT invoice_drawn_within_paid CHECK (drawn_minor <= paid_minor),
    CONSTRAINT invoice_balance_invoice FOREIGN KEY (tenant, invoice) REFERENCES invoice (tenant, id)
);
CREATE INDEX invoice_balance_open ON invoice_balance (tenant, due_at, invoice) WHERE open_minor > 0;
ALTER TABLE invoice_balance ENABLE ROW LEVEL SECURITY;
ALTER TABLE invoice_balance FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON invoice_balance FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE cash_session (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- Whose drawer.
    cashier BYTEA NOT NULL,
    -- The name on the day.
    cashier_name TEXT NOT NULL,
    -- ISO 4217 code; all amounts of the row are its minor units.
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    -- Money in the drawer at the beginning.
    float_minor BIGINT NOT NULL CHECK (float_minor >= 0),
    -- Sum of its receipts.
    taken_minor BIGINT NOT NULL CHECK (taken_minor >= 0),
    -- Money counted at the end; NULL while open.
    counted_minor BIGINT CHECK (counted_minor >= 0),
    -- Words about a difference; empty when none.
    note TEXT NOT NULL,
    -- When it was opened.
    opened_at BIGINT NOT NULL,
    -- When it was closed; NULL while open.
    closed_at BIGINT,
    -- Counts the changes; a writer names the version it read.
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT cash_session_counted CHECK ((closed_at IS NULL) = (counted_minor IS NULL))
);
CREATE UNIQUE INDEX cash_session_open ON cash_session (tenant, cashier) WHERE closed_at IS NULL;
ALTER TABLE cash_session ENABLE ROW LEVEL SECURITY;
ALTER TABLE cash_session FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON cash_session FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE prepaid_account (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- Its number, to be given with a deposit.
    number TEXT NOT NULL,
    -- The company it belongs to; NULL for a private person.
    organisation BYTEA,
    -- The person it belongs to; NULL for a company.
    person BYTEA,
    -- Name of the holder.
    holder TEXT NOT NULL,
    -- ISO 4217 code; all amounts of the row are its minor units.
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    -- What is in it.
    balance_minor BIGINT NOT NULL,
    -- When it was opened.
    opened_at BIGINT NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT prepaid_number UNIQUE (tenant, number),
    CONSTRAINT prepaid_of_organisation UNIQUE (tenant, organisation),
    CONSTRAINT prepaid_of_person UNIQUE (tenant, person),
    CONSTRAINT prepaid_not_overdrawn CHECK (balance_minor >= 0),
    CONSTRAINT prepaid_one_holder CHECK ((organisation IS NULL) <> (person IS NULL))
);
ALTER TABLE prepaid_account ENABLE ROW LEVEL SECURITY;
ALTER TABLE prepaid_account FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON prepaid_account FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE money_receipt (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- Its number, from a series without gaps.
    number TEXT NOT NULL,
    -- The invoice it pays; NULL for a deposit.
    invoice BYTEA,
    -- The prepaid account it fills or is drawn from; NULL for other money.
    account BYTEA,
    -- How the money came.
    method TEXT NOT NULL CHECK (method IN ('CASH', 'TRANSFER', 'GATEWAY', 'PREPAID')),
    -- Reference of the bank's line or of the payment service: counts once; NULL for cash and draws.
    reference TEXT,
    -- ISO 4217 code; all amounts of the row are its minor units.
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    -- What came; never negative.
    amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
    -- Of that, on the invoice or the account.
    allocated_minor BIGINT NOT NULL CHECK (allocated_minor >= 0),
    -- Of that, paid too much.
    surplus_minor BIGINT NOT NULL CHECK (surplus_minor >= 0),
    -- Who paid, as said.
    payer TEXT NOT NULL,
    -- The cashier's session; NULL for other money.
    cash_session BYTEA,
    -- The day in the cash book, ISO; never a day that was closed before.
    on_day TEXT NOT NULL,
    -- When it was recorded.
    at BIGINT NOT NULL,
    -- Who recorded it: person:… or system.
    actor TEXT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT money_receipt_number UNIQUE (tenant, number),
    CONSTRAINT money_receipt_once UNIQUE (tenant, method, reference),
    CONSTRAINT money_receipt_exact CHECK (allocated_minor + surplus_minor = amount_minor),
    CONSTRAINT money_receipt_cash CHECK ((method = 'CASH') = (cash_session IS NOT NULL)),
    CONSTRAINT money_receipt_for CHECK (invoice IS NOT NULL OR account IS NOT NULL)
);
CREATE INDEX money_receipt_of_invoice ON money_receipt (tenant, invoice, at);
CREATE INDEX money_receipt_of_day ON money_receipt (tenant, on_day, id);
CREATE INDEX money_receipt_of_session ON money_receipt (tenant, cash_session, at);
CREATE FUNCTION money_receipt_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'money_receipt is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER money_receipt_rows BEFORE UPDATE OR DELETE ON money_receipt FOR EACH ROW EXECUTE FUNCTION money_receipt_refuse();
CREATE TRIGGER money_receipt_all BEFORE TRUNCATE ON money_receipt FOR EACH STATEMENT EXECUTE FUNCTION money_receipt_refuse();
ALTER TABLE money_receipt ENABLE ROW LEVEL SECURITY;
ALTER TABLE money_receipt FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON money_receipt FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE revenue (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The receipt or the credit note.
    source BYTEA NOT NULL,
    -- Code of data/codes/fee_items.csv.
    item TEXT NOT NULL,
    -- The invoice.
    invoice BYTEA NOT NULL,
    -- ISO 4217 code; all amounts of the row are its minor units.
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    -- What came for the item; negative when given back.
    amount_minor BIGINT NOT NULL CHECK (amount_minor <> 0),
    -- The day in the cash book, ISO; never a day that was closed before.
    on_day TEXT NOT NULL,
    PRIMARY KEY (tenant, source, item)
);
CREATE INDEX revenue_of_invoice ON revenue (tenant, invoice);
CREATE INDEX revenue_of_day ON revenue (tenant, on_day);
CREATE FUNCTION revenue_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'revenue is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER revenue_rows BEFORE UPDATE OR DELETE ON revenue FOR EACH ROW EXECUTE FUNCTION revenue_refuse();
CREATE TRIGGER revenue_all BEFORE TRUNCATE ON revenue FOR EACH STATEMENT EXECUTE FUNCTION revenue_refuse();
ALTER TABLE revenue ENABLE ROW LEVEL SECURITY;
ALTER TABLE revenue FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON revenue FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE money_request (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- Waive what is open, credit the invoice, or give back what was paid too much.
    kind TEXT NOT NULL CHECK (kind IN ('WAIVER', 'CREDIT', 'SURPLUS')),
    -- The invoice.
    invoice BYTEA NOT NULL,
    -- How much.
    amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
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
    asked_at BIGINT NOT NULL,
    -- The second person; NULL: nobody yet.
    decided_by TEXT,
    -- When; NULL: not yet.
    decided_at BIGINT,
    -- Counts the changes; a writer names the version it read.
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT money_request_two_persons CHECK (state <> 'APPROVED' OR (decided_by IS NOT NULL AND decided_by <> asked_by)),
    CONSTRAINT money_request_invoice FOREIGN KEY (tenant, invoice) REFERENCES invoice (tenant, id)
);
CREATE INDEX money_request_waiting ON money_request (tenant, asked_at, id) WHERE state = 'PROPOSED';
CREATE INDEX money_request_of_invoice ON money_request (tenant, invoice, asked_at);
ALTER TABLE money_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE money_request FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON money_request FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE credit_note (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- Its number, from a series without gaps.
    number TEXT NOT NULL,
    -- The invoice it credits.
    invoice BYTEA NOT NULL,
    -- ISO 4217 code; all amounts of the row are its minor units.
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    -- How much of the invoice it takes back.
    amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
    -- Of that, money given back.
    refunded_minor BIGINT NOT NULL CHECK (refunded_minor >= 0),
    -- Why it was given.
    reason TEXT NOT NULL,
    -- The day in the cash book, ISO; never a day that was closed before.
    on_day TEXT NOT NULL,
    -- When it was done.
    at BIGINT NOT NULL,
    -- Who released it: person:… or system.
    actor TEXT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT credit_note_number UNIQUE (tenant, number),
    CONSTRAINT credit_note_refund CHECK (refunded_minor <= amount_minor),
    CONSTRAINT credit_note_invoice FOREIGN KEY (tenant, invoice) REFERENCES invoice (tenant, id)
);
CREATE INDEX credit_note_of_invoice ON credit_note (tenant, invoice, at);
CREATE INDEX credit_note_of_day ON credit_note (tenant, on_day, id);
CREATE FUNCTION credit_note_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'credit_note is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER credit_note_rows BEFORE UPDATE OR DELETE ON credit_note FOR EACH ROW EXECUTE FUNCTION credit_note_refuse();
CREATE TRIGGER credit_note_all BEFORE TRUNCATE ON credit_note FOR EACH STATEMENT EXECUTE FUNCTION credit_note_refuse();
ALTER TABLE credit_note ENABLE ROW LEVEL SECURITY;
ALTER TABLE credit_note FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON credit_note FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE day_closing (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The day, ISO.
    day TEXT NOT NULL,
    -- Sums of the day by way of payment and the sums given back, JSON.
    totals TEXT NOT NULL,
    -- Who closed it: person:….
    closed_by TEXT NOT NULL,
    -- When it was done.
    closed_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, day)
);
CREATE FUNCTION day_closing_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'day_closing is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER day_closing_rows BEFORE UPDATE OR DELETE ON day_closing FOR EACH ROW EXECUTE FUNCTION day_closing_refuse();
CREATE TRIGGER day_closing_all BEFORE TRUNCATE ON day_closing FOR EACH STATEMENT EXECUTE FUNCTION day_closing_refuse();
ALTER TABLE day_closing ENABLE ROW LEVEL SECURITY;
ALTER TABLE day_closing FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON day_closing FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE bank_file (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- SHA-256 of the file: the same file counts once.
    digest BYTEA NOT NULL,
    -- Its name at the sender's.
    name TEXT NOT NULL,
    -- How many lines it had.
    lines BIGINT NOT NULL,
    -- Who: person:….
    imported_by TEXT NOT NULL,
    -- When it was done.
    imported_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, digest)
);
CREATE FUNCTION bank_file_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'bank_file is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER bank_file_rows BEFORE UPDATE OR DELETE ON bank_file FOR EACH ROW EXECUTE FUNCTION bank_file_refuse();
CREATE TRIGGER bank_file_all BEFORE TRUNCATE ON bank_file FOR EACH STATEMENT EXECUTE FUNCTION bank_file_refuse();
ALTER TABLE bank_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE bank_file FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON bank_file FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE bank_line (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- Digest of the file it came in.
    file BYTEA NOT NULL,
    -- Its place in the file, from 1.
    line BIGINT NOT NULL,
    -- Day of booking at the bank, ISO.
    booked_on TEXT NOT NULL,
    -- ISO 4217 code; all amounts of the row are its minor units.
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    -- What came.
    amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
    -- What the payer wrote.
    reference TEXT NOT NULL,
    -- Who paid, as the bank says.
    payer TEXT NOT NULL,
    -- Digest of day, amount, words, payer and the count of equal lines: the same booking in another file counts once.
    fingerprint BYTEA NOT NULL,
    -- Waits for a person, matched, or set aside.
    state TEXT NOT NULL CHECK (state IN ('OPEN', 'MATCHED', 'SET_ASIDE')),
    -- The receipt; NULL while not matched.
    receipt BYTEA,
    -- Why it was set aside; empty when not.
    note TEXT NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT bank_line_once UNIQUE (tenant, fingerprint),
    CONSTRAINT bank_line_matched CHECK ((state = 'MATCHED') = (receipt IS NOT NULL))
);
CREATE INDEX bank_line_open ON bank_line (tenant, booked_on, id) WHERE state = 'OPEN';
ALTER TABLE bank_line ENABLE ROW LEVEL SECURITY;
ALTER TABLE bank_line FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON bank_line FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE prepaid_event (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Which account.
    account BYTEA NOT NULL,
    -- Counts the movements of one account from 1.
    seq BIGINT NOT NULL CHECK (seq > 0),
    -- Deposit above zero, draw below.
    delta_minor BIGINT NOT NULL CHECK (delta_minor <> 0),
    -- What was in it then.
    balance_minor BIGINT NOT NULL CHECK (balance_minor >= 0),
    -- The receipt of the deposit or the draw.
    receipt BYTEA NOT NULL,
    -- When it was done.
    at BIGINT NOT NULL,
    -- Who: person:… or system.
    actor TEXT NOT NULL,
    PRIMARY KEY (tenant, account, seq),
    CONSTRAINT prepaid_event_account FOREIGN KEY (tenant, account) REFERENCES prepaid_account (tenant, id)
);
CREATE FUNCTION prepaid_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'prepaid_event is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER prepaid_event_rows BEFORE UPDATE OR DELETE ON prepaid_event FOR EACH ROW EXECUTE FUNCTION prepaid_event_refuse();
CREATE TRIGGER prepaid_event_all BEFORE TRUNCATE ON prepaid_event FOR EACH STATEMENT EXECUTE FUNCTION prepaid_event_refuse();
ALTER TABLE prepaid_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE prepaid_event FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON prepaid_event FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE pay_gateway (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Short name of the payment service.
    provider TEXT NOT NULL,
    -- Where it answers, https.
    address TEXT NOT NULL,
    -- Shared secret of its callbacks; never shown and never in the audit trail.
    secret BYTEA NOT NULL,
    -- 1: payers may use it.
    active BIGINT NOT NULL CHECK (active IN (0, 1)),
    -- When it was set.
    changed_at BIGINT NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, provider)
);
ALTER TABLE pay_gateway ENABLE ROW LEVEL SECURITY;
ALTER TABLE pay_gateway FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON pay_gateway FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE gateway_payment (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- Our reference, told to the service.
    reference TEXT NOT NULL,
    -- The invoice.
    invoice BYTEA NOT NULL,
    -- ISO 4217 code; all amounts of the row are its minor units.
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    -- What shall be paid.
    amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
    -- At the service, paid, or refused.
    state TEXT NOT NULL CHECK (state IN ('PENDING', 'SETTLED', 'FAILED')),
    -- When the payer left for the service.
    begun_at BIGINT NOT NULL,
    -- When the service was asked and said paid or refused; NULL: not yet.
    settled_at BIGINT,
    -- Counts the changes; a writer names the version it read.
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT gateway_payment_reference UNIQUE (tenant, reference),
    CONSTRAINT gateway_payment_invoice FOREIGN KEY (tenant, invoice) REFERENCES invoice (tenant, id)
);
CREATE INDEX gateway_payment_pending ON gateway_payment (tenant, begun_at, id) WHERE state = 'PENDING';
CREATE INDEX gateway_payment_of_invoice ON gateway_payment (tenant, invoice, begun_at);
ALTER TABLE gateway_payment ENABLE ROW LEVEL SECURITY;
ALTER TABLE gateway_payment FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON gateway_payment FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE gateway_unmatched (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- The reference it named, at most 200 characters.
    reference TEXT NOT NULL,
    -- Why it was not believed, a code.
    why TEXT NOT NULL,
    -- What the service said when asked, or the callback's own words, at most 2,000 characters.
    said TEXT NOT NULL,
    -- Digest of reference, reason and words: the same trouble stands once in the list.
    digest BYTEA NOT NULL,
    -- Waits for a person, or was looked at.
    state TEXT NOT NULL CHECK (state IN ('OPEN', 'DONE')),
    -- What was done; empty while open.
    note TEXT NOT NULL,
    -- When it came.
    at BIGINT NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT gateway_unmatched_once UNIQUE (tenant, digest)
);
CREATE INDEX gateway_unmatched_open ON gateway_unmatched (tenant, at, id) WHERE state = 'OPEN';
ALTER TABLE gateway_unmatched ENABLE ROW LEVEL SECURITY;
ALTER TABLE gateway_unmatched FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON gateway_unmatched FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

COMMENT ON COLUMN fee_schedule.tenant IS 'The tenant.';
COMMENT ON COLUMN fee_schedule.id IS 'Id. Immutable.';
COMMENT ON COLUMN fee_schedule.valid_from IS 'First day, ISO.';
COMMENT ON COLUMN fee_schedule.valid_until IS 'Last day, ISO; NULL: until a later schedule begins.';
COMMENT ON COLUMN fee_schedule.body IS 'Currency, pay point, days to pay and rows, JSON (permits::money::FeeSchedule).';
COMMENT ON COLUMN fee_schedule.state IS 'Waits for the second person, is confirmed, or was dropped.';
COMMENT ON COLUMN fee_schedule.proposed_by IS 'Who proposed it.';
COMMENT ON COLUMN fee_schedule.proposed_at IS 'When it was done.';
COMMENT ON COLUMN fee_schedule.decided_by IS 'Who confirmed or dropped it; NULL: nobody yet.';
COMMENT ON COLUMN fee_schedule.decided_at IS 'When; NULL: not yet.';
COMMENT ON COLUMN fee_schedule.version IS 'Counts the changes; a writer names the version it read.';
COMMENT ON COLUMN invoice.tenant IS 'The tenant.';
COMMENT ON COLUMN invoice.id IS 'Id. Immutable.';
COMMENT ON COLUMN invoice.number IS 'Its number, from a series without gaps.';
COMMENT ON COLUMN invoice.application IS 'The case it is for; NULL: none.';
COMMENT ON COLUMN invoice.organisation IS 'The company that pays; NULL for a private person.';
COMMENT ON COLUMN invoice.person IS 'The person that pays; NULL when there is no account.';
COMMENT ON COLUMN invoice.payer IS 'Name of the payer on the day.';
COMMENT ON COLUMN invoice.purpose IS 'Until which act it must be settled, or an additional fee.';
COMMENT ON COLUMN invoice.currency IS 'ISO 4217 code; all amounts of the row are its minor units.';
COMMENT ON COLUMN invoice.total_minor IS 'Sum of its lines.';
COMMENT ON COLUMN invoice.lines IS 'Its lines, JSON (permits::money::InvoiceLine).';
COMMENT ON COLUMN invoice.note IS 'Words to the payer; empty when none.';
COMMENT ON COLUMN invoice.due_at IS 'Until when it is to be paid.';
COMMENT ON COLUMN invoice.issued_at IS 'When it was issued.';
COMMENT ON COLUMN invoice.issued_by IS 'Who: person:… or system.';
COMMENT ON COLUMN invoice_balance.tenant IS 'The tenant.';
COMMENT ON COLUMN invoice_balance.invoice IS 'Which invoice.';
COMMENT ON COLUMN invoice_balance.total_minor IS 'As on the invoice.';
COMMENT ON COLUMN invoice_balance.paid_minor IS 'Sum of what receipts put on it.';
COMMENT ON COLUMN invoice_balance.drawn_minor IS 'Of that, from a prepaid account.';
COMMENT ON COLUMN invoice_balance.waived_minor IS 'Waived by two persons.';
COMMENT ON COLUMN invoice_balance.credited_minor IS 'Sum of its credit notes.';
COMMENT ON COLUMN invoice_balance.refunded_minor IS 'Of what was paid, given back by credit notes.';
COMMENT ON COLUMN invoice_balance.surplus_minor IS 'Paid too much.';
COMMENT ON COLUMN invoice_balance.surplus_back_minor IS 'Of that, given back.';
COMMENT ON COLUMN invoice_balance.open_minor IS 'What is still to be paid.';
COMMENT ON COLUMN invoice_balance.due_at IS 'As on the invoice, for the list of what is expected.';
COMMENT ON COLUMN invoice_balance.version IS 'Counts the changes; a writer holds the row.';
COMMENT ON COLUMN cash_session.tenant IS 'The tenant.';
COMMENT ON COLUMN cash_session.id IS 'Id. Immutable.';
COMMENT ON COLUMN cash_session.cashier IS 'Whose drawer.';
COMMENT ON COLUMN cash_session.cashier_name IS 'The name on the day.';
COMMENT ON COLUMN cash_session.currency IS 'ISO 4217 code; all amounts of the row are its minor units.';
COMMENT ON COLUMN cash_session.float_minor IS 'Money in the drawer at the beginning.';
COMMENT ON COLUMN cash_session.taken_minor IS 'Sum of its receipts.';
COMMENT ON COLUMN cash_session.counted_minor IS 'Money counted at the end; NULL while open.';
COMMENT ON COLUMN cash_session.note IS 'Words about a difference; empty when none.';
COMMENT ON COLUMN cash_session.opened_at IS 'When it was opened.';
COMMENT ON COLUMN cash_session.closed_at IS 'When it was closed; NULL while open.';
COMMENT ON COLUMN cash_session.version IS 'Counts the changes; a writer names the version it read.';
COMMENT ON COLUMN prepaid_account.tenant IS 'The tenant.';
COMMENT ON COLUMN prepaid_account.id IS 'Id. Immutable.';
COMMENT ON COLUMN prepaid_account.number IS 'Its number, to be given with a deposit.';
COMMENT ON COLUMN prepaid_account.organisation IS 'The company it belongs to; NULL for a private person.';
COMMENT ON COLUMN prepaid_account.person IS 'The person it belongs to; NULL for a company.';
COMMENT ON COLUMN prepaid_account.holder IS 'Name of the holder.';
COMMENT ON COLUMN prepaid_account.currency IS 'ISO 4217 code; all amounts of the row are its minor units.';
COMMENT ON COLUMN prepaid_account.balance_minor IS 'What is in it.';
COMMENT ON COLUMN prepaid_account.opened_at IS 'When it was opened.';
COMMENT ON COLUMN prepaid_account.version IS 'Counts the changes; a writer names the version it read.';
COMMENT ON COLUMN money_receipt.tenant IS 'The tenant.';
COMMENT ON COLUMN money_receipt.id IS 'Id. Immutable.';
COMMENT ON COLUMN money_receipt.number IS 'Its number, from a series without gaps.';
COMMENT ON COLUMN money_receipt.invoice IS 'The invoice it pays; NULL for a deposit.';
COMMENT ON COLUMN money_receipt.account IS 'The prepaid account it fills or is drawn from; NULL for other money.';
COMMENT ON COLUMN money_receipt.method IS 'How the money came.';
COMMENT ON COLUMN money_receipt.reference IS 'Reference of the bank''s line or of the payment service: counts once; NULL for cash and draws.';
COMMENT ON COLUMN money_receipt.currency IS 'ISO 4217 code; all amounts of the row are its minor units.';
COMMENT ON COLUMN money_receipt.amount_minor IS 'What came; never negative.';
COMMENT ON COLUMN money_receipt.allocated_minor IS 'Of that, on the invoice or the account.';
COMMENT ON COLUMN money_receipt.surplus_minor IS 'Of that, paid too much.';
COMMENT ON COLUMN money_receipt.payer IS 'Who paid, as said.';
COMMENT ON COLUMN money_receipt.cash_session IS 'The cashier''s session; NULL for other money.';
COMMENT ON COLUMN money_receipt.on_day IS 'The day in the cash book, ISO; never a day that was closed before.';
COMMENT ON COLUMN money_receipt.at IS 'When it was recorded.';
COMMENT ON COLUMN money_receipt.actor IS 'Who recorded it: person:… or system.';
COMMENT ON COLUMN revenue.tenant IS 'The tenant.';
COMMENT ON COLUMN revenue.source IS 'The receipt or the credit note.';
COMMENT ON COLUMN revenue.item IS 'Code of data/codes/fee_items.csv.';
COMMENT ON COLUMN revenue.invoice IS 'The invoice.';
COMMENT ON COLUMN revenue.currency IS 'ISO 4217 code; all amounts of the row are its minor units.';
COMMENT ON COLUMN revenue.amount_minor IS 'What came for the item; negative when given back.';
COMMENT ON COLUMN revenue.on_day IS 'The day in the cash book, ISO; never a day that was closed before.';
COMMENT ON COLUMN money_request.tenant IS 'The tenant.';
COMMENT ON COLUMN money_request.id IS 'Id. Immutable.';
COMMENT ON COLUMN money_request.kind IS 'Waive what is open, credit the invoice, or give back what was paid too much.';
COMMENT ON COLUMN money_request.invoice IS 'The invoice.';
COMMENT ON COLUMN money_request.amount_minor IS 'How much.';
COMMENT ON COLUMN money_request.first_item IS 'The fee that is given back first, code of data/codes/fee_items.csv; NULL: the last line first.';
COMMENT ON COLUMN money_request.reason IS 'Why it was given.';
COMMENT ON COLUMN money_request.state IS 'Waits for the second person, done, or turned down.';
COMMENT ON COLUMN money_request.asked_by IS 'Who asked: person:… or system.';
COMMENT ON COLUMN money_request.asked_name IS 'The name; empty for the system.';
COMMENT ON COLUMN money_request.asked_at IS 'When it was done.';
COMMENT ON COLUMN money_request.decided_by IS 'The second person; NULL: nobody yet.';
COMMENT ON COLUMN money_request.decided_at IS 'When; NULL: not yet.';
COMMENT ON COLUMN money_request.version IS 'Counts the changes; a writer names the version it read.';
COMMENT ON COLUMN credit_note.tenant IS 'The tenant.';
COMMENT ON COLUMN credit_note.id IS 'Id. Immutable.';
COMMENT ON COLUMN credit_note.number IS 'Its number, from a series without gaps.';
COMMENT ON COLUMN credit_note.invoice IS 'The invoice it credits.';
COMMENT ON COLUMN credit_note.currency IS 'ISO 4217 code; all amounts of the row are its minor units.';
COMMENT ON COLUMN credit_note.amount_minor IS 'How much of the invoice it takes back.';
COMMENT ON COLUMN credit_note.refunded_minor IS 'Of that, money given back.';
COMMENT ON COLUMN credit_note.reason IS 'Why it was given.';
COMMENT ON COLUMN credit_note.on_day IS 'The day in the cash book, ISO; never a day that was closed before.';
COMMENT ON COLUMN credit_note.at IS 'When it was done.';
COMMENT ON COLUMN credit_note.actor IS 'Who released it: person:… or system.';
COMMENT ON COLUMN day_closing.tenant IS 'The tenant.';
COMMENT ON COLUMN day_closing.day IS 'The day, ISO.';
COMMENT ON COLUMN day_closing.totals IS 'Sums of the day by way of payment and the sums given back, JSON.';
COMMENT ON COLUMN day_closing.closed_by IS 'Who closed it: person:….';
COMMENT ON COLUMN day_closing.closed_at IS 'When it was done.';
COMMENT ON COLUMN bank_file.tenant IS 'The tenant.';
COMMENT ON COLUMN bank_file.digest IS 'SHA-256 of the file: the same file counts once.';
COMMENT ON COLUMN bank_file.name IS 'Its name at the sender''s.';
COMMENT ON COLUMN bank_file.lines IS 'How many lines it had.';
COMMENT ON COLUMN bank_file.imported_by IS 'Who: person:….';
COMMENT ON COLUMN bank_file.imported_at IS 'When it was done.';
COMMENT ON COLUMN bank_line.tenant IS 'The tenant.';
COMMENT ON COLUMN bank_line.id IS 'Id. Immutable.';
COMMENT ON COLUMN bank_line.file IS 'Digest of the file it came in.';
COMMENT ON COLUMN bank_line.line IS 'Its place in the file, from 1.';
COMMENT ON COLUMN bank_line.booked_on IS 'Day of booking at the bank, ISO.';
COMMENT ON COLUMN bank_line.currency IS 'ISO 4217 code; all amounts of the row are its minor units.';
COMMENT ON COLUMN bank_line.amount_minor IS 'What came.';
COMMENT ON COLUMN bank_line.reference IS 'What the payer wrote.';
COMMENT ON COLUMN bank_line.payer IS 'Who paid, as the bank says.';
COMMENT ON COLUMN bank_line.fingerprint IS 'Digest of day, amount, words, payer and the count of equal lines: the same booking in another file counts once.';
COMMENT ON COLUMN bank_line.state IS 'Waits for a person, matched, or set aside.';
COMMENT ON COLUMN bank_line.receipt IS 'The receipt; NULL while not matched.';
COMMENT ON COLUMN bank_line.note IS 'Why it was set aside; empty when not.';
COMMENT ON COLUMN bank_line.version IS 'Counts the changes; a writer names the version it read.';
COMMENT ON COLUMN prepaid_event.tenant IS 'The tenant.';
COMMENT ON COLUMN prepaid_event.account IS 'Which account.';
COMMENT ON COLUMN prepaid_event.seq IS 'Counts the movements of one account from 1.';
COMMENT ON COLUMN prepaid_event.delta_minor IS 'Deposit above zero, draw below.';
COMMENT ON COLUMN prepaid_event.balance_minor IS 'What was in it then.';
COMMENT ON COLUMN prepaid_event.receipt IS 'The receipt of the deposit or the draw.';
COMMENT ON COLUMN prepaid_event.at IS 'When it was done.';
COMMENT ON COLUMN prepaid_event.actor IS 'Who: person:… or system.';
COMMENT ON COLUMN pay_gateway.tenant IS 'The tenant.';
COMMENT ON COLUMN pay_gateway.provider IS 'Short name of the payment service.';
COMMENT ON COLUMN pay_gateway.address IS 'Where it answers, https.';
COMMENT ON COLUMN pay_gateway.secret IS 'Shared secret of its callbacks; never shown and never in the audit trail.';
COMMENT ON COLUMN pay_gateway.active IS '1: payers may use it.';
COMMENT ON COLUMN pay_gateway.changed_at IS 'When it was set.';
COMMENT ON COLUMN pay_gateway.version IS 'Counts the changes; a writer names the version it read.';
COMMENT ON COLUMN gateway_payment.tenant IS 'The tenant.';
COMMENT ON COLUMN gateway_payment.id IS 'Id. Immutable.';
COMMENT ON COLUMN gateway_payment.reference IS 'Our reference, told to the service.';
COMMENT ON COLUMN gateway_payment.invoice IS 'The invoice.';
COMMENT ON COLUMN gateway_payment.currency IS 'ISO 4217 code; all amounts of the row are its minor units.';
COMMENT ON COLUMN gateway_payment.amount_minor IS 'What shall be paid.';
COMMENT ON COLUMN gateway_payment.state IS 'At the service, paid, or refused.';
COMMENT ON COLUMN gateway_payment.begun_at IS 'When the payer left for the service.';
COMMENT ON COLUMN gateway_payment.settled_at IS 'When the service was asked and said paid or refused; NULL: not yet.';
COMMENT ON COLUMN gateway_payment.version IS 'Counts the changes; a writer names the version it read.';
COMMENT ON COLUMN gateway_unmatched.tenant IS 'The tenant.';
COMMENT ON COLUMN gateway_unmatched.id IS 'Id. Immutable.';
COMMENT ON COLUMN gateway_unmatched.reference IS 'The reference it named, at most 200 characters.';
COMMENT ON COLUMN gateway_unmatched.why IS 'Why it was not believed, a code.';
COMMENT ON COLUMN gateway_unmatched.said IS 'What the service said when asked, or the callback''s own words, at most 2,000 characters.';
COMMENT ON COLUMN gateway_unmatched.digest IS 'Digest of reference, reason and words: the same trouble stands once in the list.';
COMMENT ON COLUMN gateway_unmatched.state IS 'Waits for a person, or was looked at.';
COMMENT ON COLUMN gateway_unmatched.note IS 'What was done; empty while open.';
COMMENT ON COLUMN gateway_unmatched.at IS 'When it came.';
COMMENT ON COLUMN gateway_unmatched.version IS 'Counts the changes; a writer names the version it read.';
