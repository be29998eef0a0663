-- Rendered from the template of the same name; do not edit.
-- Urgent cases: how much earlier they stand in the line, whether their clock was missed, how long their permits took.
-- And holders who pay by the month: when a debt of theirs was given up, their terms stand still.

CREATE TABLE urgent_case (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The application that was handed in as urgent. Immutable.
    application BYTEA NOT NULL,
    -- Milliseconds by which it stands earlier in the line than it came: so much sooner its net clock ends. Immutable.
    sooner_ms BIGINT NOT NULL CHECK (sooner_ms >= 0),
    -- Its place in the line: when it came, less that. Never before an urgent case that came earlier. Immutable.
    turn_at BIGINT NOT NULL,
    -- When it came into the hands of the authority as urgent. Immutable.
    since_at BIGINT NOT NULL,
    -- When it was seen that the authority had missed its clock; NULL: not so far.
    missed_at BIGINT,
    PRIMARY KEY (tenant, application),
    CONSTRAINT urgent_case_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
);
CREATE INDEX urgent_case_turn ON urgent_case (tenant, turn_at, application);
ALTER TABLE urgent_case ENABLE ROW LEVEL SECURITY;
ALTER TABLE urgent_case FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON urgent_case FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE urgent_time (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Month of issue in UTC, like 2026-11.
    month TEXT NOT NULL,
    -- Code of document_types.
    kind TEXT NOT NULL,
    -- Whole hours from submission to issue, gross.
    hours BIGINT NOT NULL CHECK (hours >= 0),
    -- How many of the permits of service_time were of urgent cases.
    permits BIGINT NOT NULL CHECK (permits >= 0),
    PRIMARY KEY (tenant, month, kind, hours)
);
ALTER TABLE urgent_time ENABLE ROW LEVEL SECURITY;
ALTER TABLE urgent_time FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON urgent_time FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE terms_stop (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- The account whose terms stand still. Immutable.
    account BYTEA NOT NULL,
    -- The bill that was given up. Immutable.
    invoice BYTEA NOT NULL,
    -- When they came to stand still. Immutable.
    stopped_at BIGINT NOT NULL,
    -- Who asks that they go on: person:…. NULL: nobody does.
    asked_by TEXT,
    -- Why they may go on; NULL: nobody asks.
    reason TEXT CHECK (length(reason) > 0),
    -- When it was asked; NULL: nobody does.
    asked_at BIGINT,
    -- Who let them go on: person:…. Never the one who asked. NULL: they stand still.
    resumed_by TEXT,
    -- When they went on; NULL: they stand still.
    resumed_at BIGINT,
    PRIMARY KEY (tenant, id),
    CONSTRAINT terms_stop_two_persons CHECK (resumed_by IS NULL OR (asked_by IS NOT NULL AND resumed_by <> asked_by)),
    CONSTRAINT terms_stop_asked CHECK ((asked_by IS NULL) = (asked_at IS NULL) AND (asked_by IS NULL) = (reason IS NULL)),
    CONSTRAINT terms_stop_resumed CHECK ((resumed_by IS NULL) = (resumed_at IS NULL)),
    CONSTRAINT terms_stop_account FOREIGN KEY (tenant, account) REFERENCES account_terms (tenant, account),
    CONSTRAINT terms_stop_invoice FOREIGN KEY (tenant, invoice) REFERENCES invoice (tenant, id)
);
CREATE UNIQUE INDEX terms_stop_once ON terms_stop (tenant, account) WHERE resumed_at IS NULL;
CREATE INDEX terms_stop_of_account ON terms_stop (tenant, account, stopped_at, id);
ALTER TABLE terms_stop ENABLE ROW LEVEL SECURITY;
ALTER TABLE terms_stop FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON terms_stop FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

COMMENT ON COLUMN urgent_case.tenant IS 'The tenant.';
COMMENT ON COLUMN urgent_case.application IS 'The application that was handed in as urgent. Immutable.';
COMMENT ON COLUMN urgent_case.sooner_ms IS 'Milliseconds by which it stands earlier in the line than it came: so much sooner its net clock ends. Immutable.';
COMMENT ON COLUMN urgent_case.turn_at IS 'Its place in the line: when it came, less that. Never before an urgent case that came earlier. Immutable.';
COMMENT ON COLUMN urgent_case.since_at IS 'When it came into the hands of the authority as urgent. Immutable.';
COMMENT ON COLUMN urgent_case.missed_at IS 'When it was seen that the authority had missed its clock; NULL: not so far.';
COMMENT ON COLUMN urgent_time.tenant IS 'The tenant.';
COMMENT ON COLUMN urgent_time.month IS 'Month of issue in UTC, like 2026-11.';
COMMENT ON COLUMN urgent_time.kind IS 'Code of document_types.';
COMMENT ON COLUMN urgent_time.hours IS 'Whole hours from submission to issue, gross.';
COMMENT ON COLUMN urgent_time.permits IS 'How many of the permits of service_time were of urgent cases.';
COMMENT ON COLUMN terms_stop.tenant IS 'The tenant.';
COMMENT ON COLUMN terms_stop.id IS 'Id. Immutable.';
COMMENT ON COLUMN terms_stop.account IS 'The account whose terms stand still. Immutable.';
COMMENT ON COLUMN terms_stop.invoice IS 'The bill that was given up. Immutable.';
COMMENT ON COLUMN terms_stop.stopped_at IS 'When they came to stand still. Immutable.';
COMMENT ON COLUMN terms_stop.asked_by IS 'Who asks that they go on: person:…. NULL: nobody does.';
COMMENT ON COLUMN terms_stop.reason IS 'Why they may go on; NULL: nobody asks.';
COMMENT ON COLUMN terms_stop.asked_at IS 'When it was asked; NULL: nobody does.';
COMMENT ON COLUMN terms_stop.resumed_by IS 'Who let them go on: person:…. Never the one who asked. NULL: they stand still.';
COMMENT ON COLUMN terms_stop.resumed_at IS 'When they went on; NULL: they stand still.';
