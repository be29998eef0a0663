-- Urgent cases: how much earlier they stand in the line, whether their clock was missed, how long their permits took.
-- And holders who pay by the month: when a debt of theirs was given up, their terms stand still.

CREATE TABLE urgent_case (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- The application that was handed in as urgent. Immutable.
    application {bytes} NOT NULL,
    -- Milliseconds by which it stands earlier in the line than it came: so much sooner its net clock ends. Immutable.
    sooner_ms {int} NOT NULL CHECK (sooner_ms >= 0),
    -- Its place in the line: when it came, less that. Never before an urgent case that came earlier. Immutable.
    turn_at {int} NOT NULL,
    -- When it came into the hands of the authority as urgent. Immutable.
    since_at {int} NOT NULL,
    -- When it was seen that the authority had missed its clock; NULL: not so far.
    missed_at {int},
    PRIMARY KEY (tenant, application),
    CONSTRAINT urgent_case_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
) {strict};
CREATE INDEX urgent_case_turn ON urgent_case (tenant, turn_at, application);
{wall urgent_case}

CREATE TABLE urgent_time (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Month of issue in UTC, like 2026-11.
    month TEXT NOT NULL,
    -- Code of document_types.
    kind TEXT NOT NULL,
    -- Whole hours from submission to issue, gross.
    hours {int} NOT NULL CHECK (hours >= 0),
    -- How many of the permits of service_time were of urgent cases.
    permits {int} NOT NULL CHECK (permits >= 0),
    PRIMARY KEY (tenant, month, kind, hours)
) {strict};
{wall urgent_time}

CREATE TABLE terms_stop (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id {bytes} NOT NULL,
    -- The account whose terms stand still. Immutable.
    account {bytes} NOT NULL,
    -- The bill that was given up. Immutable.
    invoice {bytes} NOT NULL,
    -- When they came to stand still. Immutable.
    stopped_at {int} NOT NULL,
    -- Who asks that they go on: person:…. NULL: nobody does.
    asked_by TEXT,
    -- Why they may go on; NULL: nobody asks.
    reason TEXT CHECK (length(reason) > 0),
    -- When it was asked; NULL: nobody does.
    asked_at {int},
    -- Who let them go on: person:…. Never the one who asked. NULL: they stand still.
    resumed_by TEXT,
    -- When they went on; NULL: they stand still.
    resumed_at {int},
    PRIMARY KEY (tenant, id),
    CONSTRAINT terms_stop_two_persons CHECK (resumed_by IS NULL OR (asked_by IS NOT NULL AND resumed_by <> asked_by)),
    CONSTRAINT terms_stop_asked CHECK ((asked_by IS NULL) = (asked_at IS NULL) AND (asked_by IS NULL) = (reason IS NULL)),
    CONSTRAINT terms_stop_resumed CHECK ((resumed_by IS NULL) = (resumed_at IS NULL)),
    CONSTRAINT terms_stop_account FOREIGN KEY (tenant, account) REFERENCES account_terms (tenant, account),
    CONSTRAINT terms_stop_invoice FOREIGN KEY (tenant, invoice) REFERENCES invoice (tenant, id)
) {strict};
CREATE UNIQUE INDEX terms_stop_once ON terms_stop (tenant, account) WHERE resumed_at IS NULL;
CREATE INDEX terms_stop_of_account ON terms_stop (tenant, account, stopped_at, id);
{wall terms_stop}
