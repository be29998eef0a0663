-- Money, the second part: keys of the payment service, cheques, receipts taken back, monthly bills, closed months.

CREATE TABLE pay_gateway_key (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Short name of the payment service, as in pay_gateway.
    provider TEXT NOT NULL,
    -- What the service calls us; empty when it gives no name.
    merchant TEXT NOT NULL,
    -- Name of the shared secret in pay_gateway; it stands in every signature.
    key_id TEXT NOT NULL CHECK (length(key_id) > 0),
    -- Name of the secret before it; NULL: no other is accepted.
    previous_id TEXT,
    -- The secret before it, never shown; NULL with its name.
    previous_secret {bytes},
    -- Until when the secret before it is accepted; NULL with its name.
    previous_until_at {int},
    -- Reference of a payment that the service knows, for the test; empty when none.
    known TEXT NOT NULL,
    PRIMARY KEY (tenant, provider),
    CONSTRAINT pay_gateway_key_previous CHECK ((previous_id IS NULL) = (previous_secret IS NULL) AND (previous_id IS NULL) = (previous_until_at IS NULL)),
    CONSTRAINT pay_gateway_key_two CHECK (previous_id IS NULL OR previous_id <> key_id)
) {strict};
{wall pay_gateway_key}

CREATE TABLE money_reversal (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id {bytes} NOT NULL,
    -- The receipt that is taken back; each once.
    receipt {bytes} NOT NULL,
    -- The invoice that is open again.
    invoice {bytes} NOT NULL,
    -- ISO 4217 code; all amounts of the row are its minor units.
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    -- What the receipt said.
    amount_minor {int} NOT NULL CHECK (amount_minor > 0),
    -- Of that, taken from the invoice.
    allocated_minor {int} NOT NULL CHECK (allocated_minor >= 0),
    -- Of that, taken from what was paid too much.
    surplus_minor {int} NOT NULL CHECK (surplus_minor >= 0),
    -- Why: a cheque that bounced, or a receipt written by mistake.
    reason TEXT NOT NULL CHECK (length(reason) > 0),
    -- The day in the cash book, ISO; never a day that was closed before.
    on_day TEXT NOT NULL,
    -- When it was done.
    at {int} NOT NULL,
    -- Who did it: person:….
    actor TEXT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT money_reversal_once UNIQUE (tenant, receipt),
    CONSTRAINT money_reversal_exact CHECK (allocated_minor + surplus_minor = amount_minor),
    CONSTRAINT money_reversal_invoice FOREIGN KEY (tenant, invoice) REFERENCES invoice (tenant, id)
) {strict};
CREATE INDEX money_reversal_of_invoice ON money_reversal (tenant, invoice, at);
CREATE INDEX money_reversal_of_day ON money_reversal (tenant, on_day, id);
{append_only money_reversal}
{wall money_reversal}

CREATE TABLE cheque (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id {bytes} NOT NULL,
    -- Number printed on it.
    number TEXT NOT NULL CHECK (length(number) > 0),
    -- Bank it is drawn on.
    bank TEXT NOT NULL CHECK (length(bank) > 0),
    -- Who signed it.
    drawer TEXT NOT NULL,
    -- The invoice it pays.
    invoice {bytes} NOT NULL,
    -- The receipt that was given for it.
    receipt {bytes} NOT NULL,
    -- ISO 4217 code; all amounts of the row are its minor units.
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    -- What it says.
    amount_minor {int} NOT NULL CHECK (amount_minor > 0),
    -- In the safe, at the bank, paid by the bank, or sent back by it.
    state TEXT NOT NULL CHECK (state IN ('RECEIVED', 'DEPOSITED', 'CLEARED', 'BOUNCED')),
    -- When it was taken.
    received_at {int} NOT NULL,
    -- When it was brought to the bank; NULL: not yet.
    deposited_at {int},
    -- When the bank paid it or sent it back; NULL: not yet.
    ended_at {int},
    -- What took the receipt back; NULL unless it bounced.
    reversal {bytes},
    -- What the bank said; empty unless it bounced.
    note TEXT NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version {int} NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT cheque_once UNIQUE (tenant, bank, number),
    CONSTRAINT cheque_bounced CHECK ((state = 'BOUNCED') = (reversal IS NOT NULL)),
    CONSTRAINT cheque_ended CHECK ((state IN ('CLEARED', 'BOUNCED')) = (ended_at IS NOT NULL)),
    CONSTRAINT cheque_at_bank CHECK (state = 'RECEIVED' OR deposited_at IS NOT NULL),
    CONSTRAINT cheque_invoice FOREIGN KEY (tenant, invoice) REFERENCES invoice (tenant, id)
) {strict};
CREATE INDEX cheque_of_invoice ON cheque (tenant, invoice);
CREATE INDEX cheque_open ON cheque (tenant, received_at, id) WHERE ended_at IS NULL;
{wall cheque}

CREATE TABLE account_terms (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- The account whose holder pays by the month.
    account {bytes} NOT NULL,
    -- 1: fees of new cases are collected. 0: ended; what was collected is billed all the same.
    active {int} NOT NULL CHECK (active IN (0, 1)),
    -- ISO 4217 code; all amounts of the row are its minor units.
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    -- Most that may stand unbilled.
    limit_minor {int} NOT NULL CHECK (limit_minor >= 0),
    -- Sum of the charges that no bill holds yet; below zero when more was given back.
    unbilled_minor {int} NOT NULL,
    -- Who agreed to it: person:….
    agreed_by TEXT NOT NULL,
    -- When it was agreed.
    agreed_at {int} NOT NULL,
    -- Counts the changes; a writer holds the account.
    version {int} NOT NULL,
    PRIMARY KEY (tenant, account),
    CONSTRAINT account_terms_limit CHECK (unbilled_minor <= limit_minor),
    CONSTRAINT account_terms_account FOREIGN KEY (tenant, account) REFERENCES prepaid_account (tenant, id)
) {strict};
{wall account_terms}

CREATE TABLE account_charge (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id {bytes} NOT NULL,
    -- The account.
    account {bytes} NOT NULL,
    -- The case it is for.
    application {bytes} NOT NULL,
    -- Reference of the case, as people quote it.
    reference TEXT NOT NULL,
    -- ISO 4217 code; all amounts of the row are its minor units.
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    -- Sum of its lines; below zero when a case ended and a fee is not owed.
    amount_minor {int} NOT NULL CHECK (amount_minor <> 0),
    -- Its lines, JSON (permits::money::InvoiceLine).
    lines TEXT NOT NULL,
    -- When the fee became due.
    at {int} NOT NULL,
    -- The bill that holds it; NULL: not billed yet.
    bill {bytes},
    PRIMARY KEY (tenant, id),
    CONSTRAINT account_charge_account FOREIGN KEY (tenant, account) REFERENCES account_terms (tenant, account)
) {strict};
CREATE INDEX account_charge_open ON account_charge (tenant, account, at, id) WHERE bill IS NULL;
CREATE INDEX account_charge_of_application ON account_charge (tenant, application);
CREATE INDEX account_charge_of_bill ON account_charge (tenant, bill);
{wall account_charge}

CREATE TABLE monthly_bill (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- The account.
    account {bytes} NOT NULL,
    -- The month, YYYY-MM.
    month TEXT NOT NULL CHECK (length(month) = 7),
    -- The collected invoice.
    invoice {bytes} NOT NULL,
    PRIMARY KEY (tenant, account, month),
    CONSTRAINT monthly_bill_once UNIQUE (tenant, invoice),
    CONSTRAINT monthly_bill_invoice FOREIGN KEY (tenant, invoice) REFERENCES invoice (tenant, id)
) {strict};
{append_only monthly_bill}
{wall monthly_bill}

CREATE TABLE month_closing (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- The month, YYYY-MM.
    month TEXT NOT NULL CHECK (length(month) = 7),
    -- Waits for the second person, or closed for good.
    state TEXT NOT NULL CHECK (state IN ('PROPOSED', 'CLOSED')),
    -- Sums of its closed days by currency and way of payment, what was taken back and given back, JSON.
    totals TEXT NOT NULL,
    -- Who closed it first: person:….
    proposed_by TEXT NOT NULL,
    -- When it was proposed.
    proposed_at {int} NOT NULL,
    -- The second person; NULL: nobody yet.
    confirmed_by TEXT,
    -- When it was closed; NULL: not yet.
    confirmed_at {int},
    PRIMARY KEY (tenant, month),
    CONSTRAINT month_closing_two_persons CHECK (state <> 'CLOSED' OR (confirmed_by IS NOT NULL AND confirmed_by <> proposed_by)),
    CONSTRAINT month_closing_when CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL))
) {strict};
{wall month_closing}

-- A cheque is a way of payment of its own. SQLite changes a CHECK by writing the table anew.
{postgres} ALTER TABLE money_receipt DROP CONSTRAINT money_receipt_method_check;
{postgres} ALTER TABLE money_receipt ADD CONSTRAINT money_receipt_method_check CHECK (method IN ('CASH', 'TRANSFER', 'GATEWAY', 'PREPAID', 'CHEQUE'));
{sqlite} CREATE TABLE money_receipt_anew (tenant INTEGER NOT NULL REFERENCES tenant (id), id BLOB NOT NULL, number TEXT NOT NULL, invoice BLOB, account BLOB, method TEXT NOT NULL CHECK (method IN ('CASH', 'TRANSFER', 'GATEWAY', 'PREPAID', 'CHEQUE')), reference TEXT, currency TEXT NOT NULL CHECK (length(currency) = 3), amount_minor INTEGER NOT NULL CHECK (amount_minor > 0), allocated_minor INTEGER NOT NULL CHECK (allocated_minor >= 0), surplus_minor INTEGER NOT NULL CHECK (surplus_minor >= 0), payer TEXT NOT NULL, cash_session BLOB, on_day TEXT NOT NULL, at INTEGER NOT NULL, actor TEXT NOT NULL, PRIMARY KEY (tenant, id), CONSTRAINT money_receipt_number UNIQUE (tenant, number), CONSTRAINT money_receipt_once UNIQUE (tenant, method, reference), CONSTRAINT money_receipt_exact CHECK (allocated_minor + surplus_minor = amount_minor), CONSTRAINT money_receipt_cash CHECK ((method = 'CASH') = (cash_session IS NOT NULL)), CONSTRAINT money_receipt_for CHECK (invoice IS NOT NULL OR account IS NOT NULL)) STRICT;
{sqlite} INSERT INTO money_receipt_anew SELECT tenant, id, number, invoice, account, method, reference, currency, amount_minor, allocated_minor, surplus_minor, payer, cash_session, on_day, at, actor FROM money_receipt;
{sqlite} DROP TABLE money_receipt;
{sqlite} ALTER TABLE money_receipt_anew RENAME TO money_receipt;
{sqlite} CREATE INDEX money_receipt_of_invoice ON money_receipt (tenant, invoice, at);
{sqlite} CREATE INDEX money_receipt_of_day ON money_receipt (tenant, on_day, id);
{sqlite} CREATE INDEX money_receipt_of_session ON money_receipt (tenant, cash_session, at);
{sqlite} CREATE TRIGGER money_receipt_no_update BEFORE UPDATE ON money_receipt BEGIN SELECT RAISE(ABORT, 'money_receipt is append-only'); END;
{sqlite} CREATE TRIGGER money_receipt_no_delete BEFORE DELETE ON money_receipt BEGIN SELECT RAISE(ABORT, 'money_receipt is append-only'); END;

-- Nothing is booked into a closed month, whatever the program thinks; and a closed month stays closed.
{sqlite} CREATE TRIGGER money_receipt_month BEFORE INSERT ON money_receipt WHEN EXISTS (SELECT 1 FROM month_closing m WHERE m.tenant = NEW.tenant AND m.month = substr(NEW.on_day, 1, 7) AND m.state = 'CLOSED') BEGIN SELECT RAISE(ABORT, 'the month is closed'); END;
{sqlite} CREATE TRIGGER credit_note_month BEFORE INSERT ON credit_note WHEN EXISTS (SELECT 1 FROM month_closing m WHERE m.tenant = NEW.tenant AND m.month = substr(NEW.on_day, 1, 7) AND m.state = 'CLOSED') BEGIN SELECT RAISE(ABORT, 'the month is closed'); END;
{sqlite} CREATE TRIGGER revenue_month BEFORE INSERT ON revenue WHEN EXISTS (SELECT 1 FROM month_closing m WHERE m.tenant = NEW.tenant AND m.month = substr(NEW.on_day, 1, 7) AND m.state = 'CLOSED') BEGIN SELECT RAISE(ABORT, 'the month is closed'); END;
{sqlite} CREATE TRIGGER money_reversal_month BEFORE INSERT ON money_reversal WHEN EXISTS (SELECT 1 FROM month_closing m WHERE m.tenant = NEW.tenant AND m.month = substr(NEW.on_day, 1, 7) AND m.state = 'CLOSED') BEGIN SELECT RAISE(ABORT, 'the month is closed'); END;
{sqlite} CREATE TRIGGER month_closing_kept BEFORE UPDATE ON month_closing WHEN OLD.state = 'CLOSED' BEGIN SELECT RAISE(ABORT, 'a closed month stays closed'); END;
{sqlite} CREATE TRIGGER month_closing_stays BEFORE DELETE ON month_closing WHEN OLD.state = 'CLOSED' BEGIN SELECT RAISE(ABORT, 'a closed month stays closed'); END;
{postgres} CREATE OR REPLACE FUNCTION month_is_open() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM month_closing m WHERE m.tenant = NEW.tenant AND m.month = substr(NEW.on_day, 1, 7) AND m.state = 'CLOSED') THEN RAISE EXCEPTION 'the month is closed' USING ERRCODE = 'MN001'; END IF; RETURN NEW; END $$;
{postgres} CREATE TRIGGER money_receipt_month BEFORE INSERT ON money_receipt FOR EACH ROW EXECUTE FUNCTION month_is_open();
{postgres} CREATE TRIGGER credit_note_month BEFORE INSERT ON credit_note FOR EACH ROW EXECUTE FUNCTION month_is_open();
{postgres} CREATE TRIGGER revenue_month BEFORE INSERT ON revenue FOR EACH ROW EXECUTE FUNCTION month_is_open();
{postgres} CREATE TRIGGER money_reversal_month BEFORE INSERT ON money_reversal FOR EACH ROW EXECUTE FUNCTION month_is_open();
{postgres} CREATE OR REPLACE FUNCTION month_stays_closed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.state = 'CLOSED' THEN RAISE EXCEPTION 'a closed month stays closed' USING ERRCODE = 'MN001'; END IF; IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$;
{postgres} CREATE TRIGGER month_closing_kept BEFORE UPDATE OR DELETE ON month_closing FOR EACH ROW EXECUTE FUNCTION month_stays_closed();
