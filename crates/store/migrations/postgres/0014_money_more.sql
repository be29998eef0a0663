-- Rendered from the template of the same name; do not edit.
-- Money, the second part: keys of the payment service, cheques, receipts taken back, monthly bills, closed months.

CREATE TABLE pay_gateway_key (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Short name of the payment service, as in pay_gateway.
    provider TEXT NOT NULL,
    -- What the service calls us; empty when it gives no name.
    merchant TEXT NOT NULL,
    -- Name of the shared secret in pay_gateway; it stands in every signature.
    key_id TEXT NOT NULL CHECK (length(key_id) > 0),
    -- Name of the secret before it; NULL: no other is accepted.
    previous_id TEXT,
    -- The secret before it, never shown; NULL with its name.
    previous_secret BYTEA,
    -- Until when the secret before it is accepted; NULL with its name.
    previous_until_at BIGINT,
    -- Reference of a payment that the service knows, for the test; empty when none.
    known TEXT NOT NULL,
    PRIMARY KEY (tenant, provider),
    CONSTRAINT pay_gateway_key_previous CHECK ((previous_id IS NULL) = (previous_secret IS NULL) AND (previous_id IS NULL) = (previous_until_at IS NULL)),
    CONSTRAINT pay_gateway_key_two CHECK (previous_id IS NULL OR previous_id <> key_id)
);
ALTER TABLE pay_gateway_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE pay_gateway_key FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON pay_gateway_key FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE money_reversal (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- The receipt that is taken back; each once.
    receipt BYTEA NOT NULL,
    -- The invoice that is open again.
    invoice BYTEA NOT NULL,
    -- ISO 4217 code; all amounts of the row are its minor units.
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    -- What the receipt said.
    amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
    -- Of that, taken from the invoice.
    allocated_minor BIGINT NOT NULL CHECK (allocated_minor >= 0),
    -- Of that, taken from what was paid too much.
    surplus_minor BIGINT NOT NULL CHECK (surplus_minor >= 0),
    -- Why: a cheque that bounced, or a receipt written by mistake.
    reason TEXT NOT NULL CHECK (length(reason) > 0),
    -- The day in the cash book, ISO; never a day that was closed before.
    on_day TEXT NOT NULL,
    -- When it was done.
    at BIGINT NOT NULL,
    -- Who did it: person:….
    actor TEXT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT money_reversal_once UNIQUE (tenant, receipt),
    CONSTRAINT money_reversal_exact CHECK (allocated_minor + surplus_minor = amount_minor),
    CONSTRAINT money_reversal_invoice FOREIGN KEY (tenant, invoice) REFERENCES invoice (tenant, id)
);
CREATE INDEX money_reversal_of_invoice ON money_reversal (tenant, invoice, at);
CREATE INDEX money_reversal_of_day ON money_reversal (tenant, on_day, id);
CREATE FUNCTION money_reversal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'money_reversal is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER money_reversal_rows BEFORE UPDATE OR DELETE ON money_reversal FOR EACH ROW EXECUTE FUNCTION money_reversal_refuse();
CREATE TRIGGER money_reversal_all BEFORE TRUNCATE ON money_reversal FOR EACH STATEMENT EXECUTE FUNCTION money_reversal_refuse();
ALTER TABLE money_reversal ENABLE ROW LEVEL SECURITY;
ALTER TABLE money_reversal FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON money_reversal FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE cheque (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- Number printed on it.
    number TEXT NOT NULL CHECK (length(number) > 0),
    -- Bank it is drawn on.
    bank TEXT NOT NULL CHECK (length(bank) > 0),
    -- Who signed it.
    drawer TEXT NOT NULL,
    -- The invoice it pays.
    invoice BYTEA NOT NULL,
    -- The receipt that was given for it.
    receipt BYTEA NOT NULL,
    -- ISO 4217 code; all amounts of the row are its minor units.
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    -- What it says.
    amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
    -- In the safe, at the bank, paid by the bank, or sent back by it.
    state TEXT NOT NULL CHECK (state IN ('RECEIVED', 'DEPOSITED', 'CLEARED', 'BOUNCED')),
    -- When it was taken.
    received_at BIGINT NOT NULL,
    -- When it was brought to the bank; NULL: not yet.
    deposited_at BIGINT,
    -- When the bank paid it or sent it back; NULL: not yet.
    ended_at BIGINT,
    -- What took the receipt back; NULL unless it bounced.
    reversal BYTEA,
    -- What the bank said; empty unless it bounced.
    note TEXT NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT cheque_once UNIQUE (tenant, bank, number),
    CONSTRAINT cheque_bounced CHECK ((state = 'BOUNCED') = (reversal IS NOT NULL)),
    CONSTRAINT cheque_ended CHECK ((state IN ('CLEARED', 'BOUNCED')) = (ended_at IS NOT NULL)),
    CONSTRAINT cheque_at_bank CHECK (state = 'RECEIVED' OR deposited_at IS NOT NULL),
    CONSTRAINT cheque_invoice FOREIGN KEY (tenant, invoice) REFERENCES invoice (tenant, id)
);
CREATE INDEX cheque_of_invoice ON cheque (tenant, invoice);
CREATE INDEX cheque_open ON cheque (tenant, received_at, id) WHERE ended_at IS NULL;
ALTER TABLE cheque ENABLE ROW LEVEL SECURITY;
ALTER TABLE cheque FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON cheque FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE account_terms (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The account whose holder pays by the month.
    account BYTEA NOT NULL,
    -- 1: fees of new cases are collected. 0: ended; what was collected is billed all the same.
    active BIGINT NOT NULL CHECK (active IN (0, 1)),
    -- ISO 4217 code; all amounts of the row are its minor units.
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    -- Most that may stand unbilled.
    limit_minor BIGINT NOT NULL CHECK (limit_minor >= 0),
    -- Sum of the charges that no bill holds yet; below zero when more was given back.
    unbilled_minor BIGINT NOT NULL,
    -- Who agreed to it: person:….
    agreed_by TEXT NOT NULL,
    -- When it was agreed.
    agreed_at BIGINT NOT NULL,
    -- Counts the changes; a writer holds the account.
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, account),
    CONSTRAINT account_terms_limit CHECK (unbilled_minor <= limit_minor),
    CONSTRAINT account_terms_account FOREIGN KEY (tenant, account) REFERENCES prepaid_account (tenant, id)
);
ALTER TABLE account_terms ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_terms FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON account_terms FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE account_charge (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- The account.
    account BYTEA NOT NULL,
    -- The case it is for.
    application BYTEA NOT NULL,
    -- Reference of the case, as people quote it.
    reference TEXT NOT NULL,
    -- ISO 4217 code; all amounts of the row are its minor units.
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    -- Sum of its lines; below zero when a case ended and a fee is not owed.
    amount_minor BIGINT NOT NULL CHECK (amount_minor <> 0),
    -- Its lines, JSON (permits::money::InvoiceLine).
    lines TEXT NOT NULL,
    -- When the fee became due.
    at BIGINT NOT NULL,
    -- The bill that holds it; NULL: not billed yet.
    bill BYTEA,
    PRIMARY KEY (tenant, id),
    CONSTRAINT account_charge_account FOREIGN KEY (tenant, account) REFERENCES account_terms (tenant, account)
);
CREATE INDEX account_charge_open ON account_charge (tenant, account, at, id) WHERE bill IS NULL;
CREATE INDEX account_charge_of_application ON account_charge (tenant, application);
CREATE INDEX account_charge_of_bill ON account_charge (tenant, bill);
ALTER TABLE account_charge ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_charge FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON account_charge FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE monthly_bill (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The account.
    account BYTEA NOT NULL,
    -- The month, YYYY-MM.
    month TEXT NOT NULL CHECK (length(month) = 7),
    -- The collected invoice.
    invoice BYTEA NOT NULL,
    PRIMARY KEY (tenant, account, month),
    CONSTRAINT monthly_bill_once UNIQUE (tenant, invoice),
    CONSTRAINT monthly_bill_invoice FOREIGN KEY (tenant, invoice) REFERENCES invoice (tenant, id)
);
CREATE FUNCTION monthly_bill_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'monthly_bill is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER monthly_bill_rows BEFORE UPDATE OR DELETE ON monthly_bill FOR EACH ROW EXECUTE FUNCTION monthly_bill_refuse();
CREATE TRIGGER monthly_bill_all BEFORE TRUNCATE ON monthly_bill FOR EACH STATEMENT EXECUTE FUNCTION monthly_bill_refuse();
ALTER TABLE monthly_bill ENABLE ROW LEVEL SECURITY;
ALTER TABLE monthly_bill FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON monthly_bill FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE month_closing (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The month, YYYY-MM.
    month TEXT NOT NULL CHECK (length(month) = 7),
    -- Waits for the second person, or closed for good.
    state TEXT NOT NULL CHECK (state IN ('PROPOSED', 'CLOSED')),
    -- Sums of its closed days by currency and way of payment, what was taken back and given back, JSON.
    totals TEXT NOT NULL,
    -- Who closed it first: person:….
    proposed_by TEXT NOT NULL,
    -- When it was proposed.
    proposed_at BIGINT NOT NULL,
    -- The second person; NULL: nobody yet.
    confirmed_by TEXT,
    -- When it was closed; NULL: not yet.
    confirmed_at BIGINT,
    PRIMARY KEY (tenant, month),
    CONSTRAINT month_closing_two_persons CHECK (state <> 'CLOSED' OR (confirmed_by IS NOT NULL AND confirmed_by <> proposed_by)),
    CONSTRAINT month_closing_when CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL))
);
ALTER TABLE month_closing ENABLE ROW LEVEL SECURITY;
ALTER TABLE month_closing FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON month_closing FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

-- A cheque is a way of payment of its own. SQLite changes a CHECK by writing the table anew.
ALTER TABLE money_receipt DROP CONSTRAINT money_receipt_method_check;
ALTER TABLE money_receipt ADD CONSTRAINT money_receipt_method_check CHECK (method IN ('CASH', 'TRANSFER', 'GATEWAY', 'PREPAID', 'CHEQUE'));

-- Nothing is booked into a closed month, whatever the program thinks; and a closed month stays closed.
CREATE OR REPLACE FUNCTION month_is_open() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM month_closing m WHERE m.tenant = NEW.tenant AND m.month = substr(NEW.on_day, 1, 7) AND m.state = 'CLOSED') THEN RAISE EXCEPTION 'the month is closed' USING ERRCODE = 'MN001'; END IF; RETURN NEW; END $$;
CREATE TRIGGER money_receipt_month BEFORE INSERT ON money_receipt FOR EACH ROW EXECUTE FUNCTION month_is_open();
CREATE TRIGGER credit_note_month BEFORE INSERT ON credit_note FOR EACH ROW EXECUTE FUNCTION month_is_open();
CREATE TRIGGER revenue_month BEFORE INSERT ON revenue FOR EACH ROW EXECUTE FUNCTION month_is_open();
CREATE TRIGGER money_reversal_month BEFORE INSERT ON money_reversal FOR EACH ROW EXECUTE FUNCTION month_is_open();
CREATE OR REPLACE FUNCTION month_stays_closed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.state = 'CLOSED' THEN RAISE EXCEPTION 'a closed month stays closed' USING ERRCODE = 'MN001'; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$;
CREATE TRIGGER month_closing_kept BEFORE UPDATE OR DELETE ON month_closing FOR EACH ROW EXECUTE FUNCTION month_stays_closed();

COMMENT ON COLUMN pay_gateway_key.tenant IS 'The tenant.';
COMMENT ON COLUMN pay_gateway_key.provider IS 'Short name of the payment service, as in pay_gateway.';
COMMENT ON COLUMN pay_gateway_key.merchant IS 'What the service calls us; empty when it gives no name.';
COMMENT ON COLUMN pay_gateway_key.key_id IS 'Name of the shared secret in pay_gateway; it stands in every signature.';
COMMENT ON COLUMN pay_gateway_key.previous_id IS 'Name of the secret before it; NULL: no other is accepted.';
COMMENT ON COLUMN pay_gateway_key.previous_secret IS 'The secret before it, never shown; NULL with its name.';
COMMENT ON COLUMN pay_gateway_key.previous_until_at IS 'Until when the secret before it is accepted; NULL with its name.';
COMMENT ON COLUMN pay_gateway_key.known IS 'Reference of a payment that the service knows, for the test; empty when none.';
COMMENT ON COLUMN money_reversal.tenant IS 'The tenant.';
COMMENT ON COLUMN money_reversal.id IS 'Id. Immutable.';
COMMENT ON COLUMN money_reversal.receipt IS 'The receipt that is taken back; each once.';
COMMENT ON COLUMN money_reversal.invoice IS 'The invoice that is open again.';
COMMENT ON COLUMN money_reversal.currency IS 'ISO 4217 code; all amounts of the row are its minor units.';
COMMENT ON COLUMN money_reversal.amount_minor IS 'What the receipt said.';
COMMENT ON COLUMN money_reversal.allocated_minor IS 'Of that, taken from the invoice.';
COMMENT ON COLUMN money_reversal.surplus_minor IS 'Of that, taken from what was paid too much.';
COMMENT ON COLUMN money_reversal.reason IS 'Why: a cheque that bounced, or a receipt written by mistake.';
COMMENT ON COLUMN money_reversal.on_day IS 'The day in the cash book, ISO; never a day that was closed before.';
COMMENT ON COLUMN money_reversal.at IS 'When it was done.';
COMMENT ON COLUMN money_reversal.actor IS 'Who did it: person:….';
COMMENT ON COLUMN cheque.tenant IS 'The tenant.';
COMMENT ON COLUMN cheque.id IS 'Id. Immutable.';
COMMENT ON COLUMN cheque.number IS 'Number printed on it.';
COMMENT ON COLUMN cheque.bank IS 'Bank it is drawn on.';
COMMENT ON COLUMN cheque.drawer IS 'Who signed it.';
COMMENT ON COLUMN cheque.invoice IS 'The invoice it pays.';
COMMENT ON COLUMN cheque.receipt IS 'The receipt that was given for it.';
COMMENT ON COLUMN cheque.currency IS 'ISO 4217 code; all amounts of the row are its minor units.';
COMMENT ON COLUMN cheque.amount_minor IS 'What it says.';
COMMENT ON COLUMN cheque.state IS 'In the safe, at the bank, paid by the bank, or sent back by it.';
COMMENT ON COLUMN cheque.received_at IS 'When it was taken.';
COMMENT ON COLUMN cheque.deposited_at IS 'When it was brought to the bank; NULL: not yet.';
COMMENT ON COLUMN cheque.ended_at IS 'When the bank paid it or sent it back; NULL: not yet.';
COMMENT ON COLUMN cheque.reversal IS 'What took the receipt back; NULL unless it bounced.';
COMMENT ON COLUMN cheque.note IS 'What the bank said; empty unless it bounced.';
COMMENT ON COLUMN cheque.version IS 'Counts the changes; a writer names the version it read.';
COMMENT ON COLUMN account_terms.tenant IS 'The tenant.';
COMMENT ON COLUMN account_terms.account IS 'The account whose holder pays by the month.';
COMMENT ON COLUMN account_terms.active IS '1: fees of new cases are collected. 0: ended; what was collected is billed all the same.';
COMMENT ON COLUMN account_terms.currency IS 'ISO 4217 code; all amounts of the row are its minor units.';
COMMENT ON COLUMN account_terms.limit_minor IS 'Most that may stand unbilled.';
COMMENT ON COLUMN account_terms.unbilled_minor IS 'Sum of the charges that no bill holds yet; below zero when more was given back.';
COMMENT ON COLUMN account_terms.agreed_by IS 'Who agreed to it: person:….';
COMMENT ON COLUMN account_terms.agreed_at IS 'When it was agreed.';
COMMENT ON COLUMN account_terms.version IS 'Counts the changes; a writer holds the account.';
COMMENT ON COLUMN account_charge.tenant IS 'The tenant.';
COMMENT ON COLUMN account_charge.id IS 'Id. Immutable.';
COMMENT ON COLUMN account_charge.account IS 'The account.';
COMMENT ON COLUMN account_charge.application IS 'The case it is for.';
COMMENT ON COLUMN account_charge.reference IS 'Reference of the case, as people quote it.';
COMMENT ON COLUMN account_charge.currency IS 'ISO 4217 code; all amounts of the row are its minor units.';
COMMENT ON COLUMN account_charge.amount_minor IS 'Sum of its lines; below zero when a case ended and a fee is not owed.';
COMMENT ON COLUMN account_charge.lines IS 'Its lines, JSON (permits::money::InvoiceLine).';
COMMENT ON COLUMN account_charge.at IS 'When the fee became due.';
COMMENT ON COLUMN account_charge.bill IS 'The bill that holds it; NULL: not billed yet.';
COMMENT ON COLUMN monthly_bill.tenant IS 'The tenant.';
COMMENT ON COLUMN monthly_bill.account IS 'The account.';
COMMENT ON COLUMN monthly_bill.month IS 'The month, YYYY-MM.';
COMMENT ON COLUMN monthly_bill.invoice IS 'The collected invoice.';
COMMENT ON COLUMN month_closing.tenant IS 'The tenant.';
COMMENT ON COLUMN month_closing.month IS 'The month, YYYY-MM.';
COMMENT ON COLUMN month_closing.state IS 'Waits for the second person, or closed for good.';
COMMENT ON COLUMN month_closing.totals IS 'Sums of its closed days by currency and way of payment, what was taken back and given back, JSON.';
COMMENT ON COLUMN month_closing.proposed_by IS 'Who closed it first: person:….';
COMMENT ON COLUMN month_closing.proposed_at IS 'When it was proposed.';
COMMENT ON COLUMN month_closing.confirmed_by IS 'The second person; NULL: nobody yet.';
COMMENT ON COLUMN month_closing.confirmed_at IS 'When it was closed; NULL: not yet.';
