-- Rendered from the template of the same name; do not edit.
-- Examination: what a Party sets for clocks and risk, each case's risk, turns of the queue, service times, standing
-- findings, and who waits for a quota.

CREATE TABLE examination_rule (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- What is set: targets (of the clocks) or risk (weights, thresholds, alerts).
    kind TEXT NOT NULL CHECK (kind IN ('targets', 'risk')),
    -- Counts the versions of one kind from 1.
    version BIGINT NOT NULL CHECK (version > 0),
    -- The whole setting, JSON (permits::clocks::Targets or permits::risk::RiskRules).
    body TEXT NOT NULL,
    -- Why it was changed.
    reason TEXT NOT NULL,
    -- Who proposed it.
    proposed_by BYTEA NOT NULL,
    -- When it was proposed.
    proposed_at BIGINT NOT NULL,
    -- The second person; NULL while it waits.
    confirmed_by BYTEA,
    -- When it came into force; NULL while it waits.
    confirmed_at BIGINT,
    PRIMARY KEY (tenant, kind, version),
    CONSTRAINT examination_rule_two_persons CHECK (confirmed_by IS NULL OR confirmed_by <> proposed_by),
    CONSTRAINT examination_rule_confirmed CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL))
);
ALTER TABLE examination_rule ENABLE ROW LEVEL SECURITY;
ALTER TABLE examination_rule FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON examination_rule FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE case_risk (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The application.
    application BYTEA NOT NULL,
    -- Counts the assessments of one application from 1; the last one counts.
    seq BIGINT NOT NULL CHECK (seq > 0),
    -- When it was assessed or changed by hand.
    at BIGINT NOT NULL,
    -- Version of the risk rules; 0: the program's own.
    rules_version BIGINT NOT NULL CHECK (rules_version >= 0),
    -- Sum of the weights.
    score BIGINT NOT NULL,
    -- Code of risk_lanes.
    lane TEXT NOT NULL CHECK (lane IN ('GREEN', 'YELLOW', 'RED', 'BLUE')),
    -- Lane that the score gave, before a person changed it.
    computed_lane TEXT NOT NULL CHECK (computed_lane IN ('GREEN', 'YELLOW', 'RED', 'BLUE')),
    -- Criterion that forced the lane past the score; NULL: the score decided.
    forced_by TEXT,
    -- Who changed the lane by hand; NULL: computed.
    changed_by BYTEA,
    -- Why it was changed by hand; NULL: computed.
    reason TEXT,
    -- Flags beside the status, between semicolons, for example ;duplicate;quota-near;.
    flags TEXT NOT NULL,
    -- Every hit with its value and weight, JSON (permits::risk::Hit list).
    hits TEXT NOT NULL,
    PRIMARY KEY (tenant, application, seq),
    CONSTRAINT case_risk_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id),
    CONSTRAINT case_risk_changed CHECK ((changed_by IS NULL) = (reason IS NULL))
);
CREATE INDEX case_risk_at ON case_risk (tenant, at, application);
CREATE FUNCTION case_risk_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'case_risk is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER case_risk_rows BEFORE UPDATE OR DELETE ON case_risk FOR EACH ROW EXECUTE FUNCTION case_risk_refuse();
CREATE TRIGGER case_risk_all BEFORE TRUNCATE ON case_risk FOR EACH STATEMENT EXECUTE FUNCTION case_risk_refuse();
ALTER TABLE case_risk ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_risk FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON case_risk FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE queue_event (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- The application that was handled.
    application BYTEA NOT NULL,
    -- What happened: out-of-turn or reassigned.
    kind TEXT NOT NULL CHECK (kind IN ('out-of-turn', 'reassigned')),
    -- When it happened.
    at BIGINT NOT NULL,
    -- Who did it.
    person BYTEA NOT NULL,
    -- To whom a case was given; NULL for a case handled out of turn.
    to_person BYTEA,
    -- How many cases had waited longer; 0 for a case given to another officer.
    ahead BIGINT NOT NULL CHECK (ahead >= 0),
    -- Reason given; blank where none is asked for.
    note TEXT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT queue_event_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
);
CREATE INDEX queue_event_at ON queue_event (tenant, at, id);
CREATE FUNCTION queue_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'queue_event is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER queue_event_rows BEFORE UPDATE OR DELETE ON queue_event FOR EACH ROW EXECUTE FUNCTION queue_event_refuse();
CREATE TRIGGER queue_event_all BEFORE TRUNCATE ON queue_event FOR EACH STATEMENT EXECUTE FUNCTION queue_event_refuse();
ALTER TABLE queue_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE queue_event FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON queue_event FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);
CREATE INDEX application_in_turn ON application (tenant, status, submitted_at, id);

CREATE TABLE service_time (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Month of issue in UTC, like 2026-11.
    month TEXT NOT NULL,
    -- Code of document_types.
    kind TEXT NOT NULL,
    -- Whole hours from submission to issue, gross.
    hours BIGINT NOT NULL CHECK (hours >= 0),
    -- How many permits took so long.
    permits BIGINT NOT NULL CHECK (permits >= 0),
    PRIMARY KEY (tenant, month, kind, hours)
);
ALTER TABLE service_time ENABLE ROW LEVEL SECURITY;
ALTER TABLE service_time FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON service_time FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE standing_finding (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id of the finding it began as. Immutable.
    id BYTEA NOT NULL,
    -- Number people quote, like SA-26-00017.
    number TEXT NOT NULL,
    -- Code of findings.
    kind TEXT NOT NULL,
    -- Accepted name it is about.
    taxon TEXT NOT NULL,
    -- Country of origin it is about; NULL: every origin.
    origin TEXT,
    -- Source code it is about; NULL: every source.
    source TEXT,
    -- Term code it is about; NULL: every term.
    term TEXT,
    -- Unit of the cap; NULL: no cap.
    cap_unit TEXT,
    -- The most that may be permitted under it, millionths; NULL: no cap.
    cap_micro BIGINT CHECK (cap_micro >= 0),
    -- The quota that counts against the cap; NULL: no cap.
    quota BYTEA,
    -- Last day on which it may be relied upon.
    valid_until_on TEXT NOT NULL,
    -- When it was given.
    given_at BIGINT NOT NULL,
    -- When it was taken back; NULL: in force.
    withdrawn_at BIGINT,
    -- The finding, JSON (permits::Finding).
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT standing_finding_number UNIQUE (tenant, number),
    CONSTRAINT standing_finding_cap CHECK ((cap_unit IS NULL) = (cap_micro IS NULL) AND (cap_micro IS NULL) = (quota IS NULL))
);
CREATE INDEX standing_finding_of_taxon ON standing_finding (tenant, taxon, valid_until_on, id);
ALTER TABLE standing_finding ENABLE ROW LEVEL SECURITY;
ALTER TABLE standing_finding FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON standing_finding FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE quota_wait (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Which quota.
    quota BYTEA NOT NULL,
    -- The case that waits.
    application BYTEA NOT NULL,
    -- Since when: who came first is served first.
    at BIGINT NOT NULL,
    -- How much it asks for, in the unit of the quota, millionths.
    amount_micro BIGINT NOT NULL CHECK (amount_micro > 0),
    -- waiting, served or left.
    state TEXT NOT NULL CHECK (state IN ('waiting', 'served', 'left')),
    PRIMARY KEY (tenant, quota, application),
    CONSTRAINT quota_wait_quota FOREIGN KEY (tenant, quota) REFERENCES quota (tenant, id),
    CONSTRAINT quota_wait_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
);
CREATE INDEX quota_wait_in_turn ON quota_wait (tenant, quota, state, at, application);
CREATE INDEX quota_wait_of_application ON quota_wait (tenant, application, quota);
ALTER TABLE quota_wait ENABLE ROW LEVEL SECURITY;
ALTER TABLE quota_wait FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON quota_wait FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);
CREATE INDEX permit_line_of_taxon ON permit_line (tenant, taxon, issued_at, permit);

COMMENT ON COLUMN examination_rule.tenant IS 'The tenant.';
COMMENT ON COLUMN examination_rule.kind IS 'What is set: targets (of the clocks) or risk (weights, thresholds, alerts).';
COMMENT ON COLUMN examination_rule.version IS 'Counts the versions of one kind from 1.';
COMMENT ON COLUMN examination_rule.body IS 'The whole setting, JSON (permits::clocks::Targets or permits::risk::RiskRules).';
COMMENT ON COLUMN examination_rule.reason IS 'Why it was changed.';
COMMENT ON COLUMN examination_rule.proposed_by IS 'Who proposed it.';
COMMENT ON COLUMN examination_rule.proposed_at IS 'When it was proposed.';
COMMENT ON COLUMN examination_rule.confirmed_by IS 'The second person; NULL while it waits.';
COMMENT ON COLUMN examination_rule.confirmed_at IS 'When it came into force; NULL while it waits.';
COMMENT ON COLUMN case_risk.tenant IS 'The tenant.';
COMMENT ON COLUMN case_risk.application IS 'The application.';
COMMENT ON COLUMN case_risk.seq IS 'Counts the assessments of one application from 1; the last one counts.';
COMMENT ON COLUMN case_risk.at IS 'When it was assessed or changed by hand.';
COMMENT ON COLUMN case_risk.rules_version IS 'Version of the risk rules; 0: the program''s own.';
COMMENT ON COLUMN case_risk.score IS 'Sum of the weights.';
COMMENT ON COLUMN case_risk.lane IS 'Code of risk_lanes.';
COMMENT ON COLUMN case_risk.computed_lane IS 'Lane that the score gave, before a person changed it.';
COMMENT ON COLUMN case_risk.forced_by IS 'Criterion that forced the lane past the score; NULL: the score decided.';
COMMENT ON COLUMN case_risk.changed_by IS 'Who changed the lane by hand; NULL: computed.';
COMMENT ON COLUMN case_risk.reason IS 'Why it was changed by hand; NULL: computed.';
COMMENT ON COLUMN case_risk.flags IS 'Flags beside the status, between semicolons, for example ;duplicate;quota-near;.';
COMMENT ON COLUMN case_risk.hits IS 'Every hit with its value and weight, JSON (permits::risk::Hit list).';
COMMENT ON COLUMN queue_event.tenant IS 'The tenant.';
COMMENT ON COLUMN queue_event.id IS 'Id. Immutable.';
COMMENT ON COLUMN queue_event.application IS 'The application that was handled.';
COMMENT ON COLUMN queue_event.kind IS 'What happened: out-of-turn or reassigned.';
COMMENT ON COLUMN queue_event.at IS 'When it happened.';
COMMENT ON COLUMN queue_event.person IS 'Who did it.';
COMMENT ON COLUMN queue_event.to_person IS 'To whom a case was given; NULL for a case handled out of turn.';
COMMENT ON COLUMN queue_event.ahead IS 'How many cases had waited longer; 0 for a case given to another officer.';
COMMENT ON COLUMN queue_event.note IS 'Reason given; blank where none is asked for.';
COMMENT ON COLUMN service_time.tenant IS 'The tenant.';
COMMENT ON COLUMN service_time.month IS 'Month of issue in UTC, like 2026-11.';
COMMENT ON COLUMN service_time.kind IS 'Code of document_types.';
COMMENT ON COLUMN service_time.hours IS 'Whole hours from submission to issue, gross.';
COMMENT ON COLUMN service_time.permits IS 'How many permits took so long.';
COMMENT ON COLUMN standing_finding.tenant IS 'The tenant.';
COMMENT ON COLUMN standing_finding.id IS 'Id of the finding it began as. Immutable.';
COMMENT ON COLUMN standing_finding.number IS 'Number people quote, like SA-26-00017.';
COMMENT ON COLUMN standing_finding.kind IS 'Code of findings.';
COMMENT ON COLUMN standing_finding.taxon IS 'Accepted name it is about.';
COMMENT ON COLUMN standing_finding.origin IS 'Country of origin it is about; NULL: every origin.';
COMMENT ON COLUMN standing_finding.source IS 'Source code it is about; NULL: every source.';
COMMENT ON COLUMN standing_finding.term IS 'Term code it is about; NULL: every term.';
COMMENT ON COLUMN standing_finding.cap_unit IS 'Unit of the cap; NULL: no cap.';
COMMENT ON COLUMN standing_finding.cap_micro IS 'The most that may be permitted under it, millionths; NULL: no cap.';
COMMENT ON COLUMN standing_finding.quota IS 'The quota that counts against the cap; NULL: no cap.';
COMMENT ON COLUMN standing_finding.valid_until_on IS 'Last day on which it may be relied upon.';
COMMENT ON COLUMN standing_finding.given_at IS 'When it was given.';
COMMENT ON COLUMN standing_finding.withdrawn_at IS 'When it was taken back; NULL: in force.';
COMMENT ON COLUMN standing_finding.body IS 'The finding, JSON (permits::Finding).';
COMMENT ON COLUMN quota_wait.tenant IS 'The tenant.';
COMMENT ON COLUMN quota_wait.quota IS 'Which quota.';
COMMENT ON COLUMN quota_wait.application IS 'The case that waits.';
COMMENT ON COLUMN quota_wait.at IS 'Since when: who came first is served first.';
COMMENT ON COLUMN quota_wait.amount_micro IS 'How much it asks for, in the unit of the quota, millionths.';
COMMENT ON COLUMN quota_wait.state IS 'waiting, served or left.';
