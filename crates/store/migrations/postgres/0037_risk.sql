-- Rendered from the template of the same name; do not edit.
-- What stands against people and documents, alerts of enforcement, papers seen in the yellow lane, audits after issue,
-- and when a permit was presented at the border.

CREATE TABLE suspicion (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- What makes it the same again: nothing is written down twice.
    once TEXT NOT NULL,
    -- What it is: FRAUD (an inspection suspects it), SEIZED, REVOKED, DIFFERS (quantities), UNKNOWN (a document its issuer does not know), TAMPERED (a document that does not say what was signed), AUDIT (found after issue).
    kind TEXT NOT NULL CHECK (kind IN ('FRAUD', 'SEIZED', 'REVOKED', 'DIFFERS', 'UNKNOWN', 'TAMPERED', 'AUDIT')),
    -- When it came up.
    at BIGINT NOT NULL,
    -- Kind of the thing it is about: application, permit or foreign.
    object_kind TEXT NOT NULL CHECK (object_kind IN ('application', 'permit', 'foreign')),
    -- Its id as text; blank for a document that we have none of.
    object_id TEXT NOT NULL,
    -- Reference or number of it.
    label TEXT NOT NULL,
    -- What was seen, in the words of whoever saw it; blank where nobody wrote any.
    note TEXT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT suspicion_once UNIQUE (tenant, once)
);
CREATE INDEX suspicion_at ON suspicion (tenant, at, id);
CREATE FUNCTION suspicion_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'suspicion is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER suspicion_rows BEFORE UPDATE OR DELETE ON suspicion FOR EACH ROW EXECUTE FUNCTION suspicion_refuse();
CREATE TRIGGER suspicion_all BEFORE TRUNCATE ON suspicion FOR EACH STATEMENT EXECUTE FUNCTION suspicion_refuse();
ALTER TABLE suspicion ENABLE ROW LEVEL SECURITY;
ALTER TABLE suspicion FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON suspicion FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE suspicion_party (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- What came up.
    suspicion BYTEA NOT NULL,
    -- Who had a part in it: n: and the name in small letters, o: and the id of a company, p: and the id of an account.
    party TEXT NOT NULL CHECK (length(party) > 2),
    -- The part: exporter, importer, applicant or agent.
    part TEXT NOT NULL CHECK (part IN ('exporter', 'importer', 'applicant', 'agent')),
    -- The name as it was written.
    name TEXT NOT NULL,
    PRIMARY KEY (tenant, suspicion, party, part),
    CONSTRAINT suspicion_party_of FOREIGN KEY (tenant, suspicion) REFERENCES suspicion (tenant, id)
);
CREATE INDEX suspicion_party_of_party ON suspicion_party (tenant, party, suspicion);
CREATE FUNCTION suspicion_party_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'suspicion_party is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER suspicion_party_rows BEFORE UPDATE OR DELETE ON suspicion_party FOR EACH ROW EXECUTE FUNCTION suspicion_party_refuse();
CREATE TRIGGER suspicion_party_all BEFORE TRUNCATE ON suspicion_party FOR EACH STATEMENT EXECUTE FUNCTION suspicion_party_refuse();
ALTER TABLE suspicion_party ENABLE ROW LEVEL SECURITY;
ALTER TABLE suspicion_party FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON suspicion_party FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE enforcement_alert (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- Number people quote, from 1.
    serial BIGINT NOT NULL CHECK (serial > 0),
    -- What it is about.
    about TEXT NOT NULL CHECK (about IN ('person', 'company', 'agent', 'taxon', 'country', 'route')),
    -- The name, the taxon, or the code of the country; of a route where it begins.
    subject TEXT NOT NULL CHECK (length(subject) > 0),
    -- Code of the country where a route ends, or through which it goes; NULL for everything else.
    subject_to TEXT,
    -- The lane it forces.
    lane TEXT NOT NULL CHECK (lane IN ('GREEN', 'YELLOW', 'RED', 'BLUE')),
    -- Why, in words.
    reason TEXT NOT NULL CHECK (length(reason) > 0),
    -- 1: officers read the reason. 0: only enforcement and supervisors do.
    open_reason BIGINT NOT NULL CHECK (open_reason IN (0, 1)),
    -- First day.
    from_on TEXT NOT NULL,
    -- Last day; NULL: until it is ended.
    until_on TEXT,
    -- Who set it.
    set_by BYTEA NOT NULL,
    -- When it was done.
    set_at BIGINT NOT NULL,
    -- Who ended it; NULL: nobody.
    ended_by BYTEA,
    -- When; NULL: it was not ended.
    ended_at BIGINT,
    -- Why; NULL: it was not ended.
    ended_why TEXT,
    PRIMARY KEY (tenant, id),
    CONSTRAINT enforcement_alert_serial UNIQUE (tenant, serial),
    CONSTRAINT enforcement_alert_route CHECK ((about = 'route') = (subject_to IS NOT NULL)),
    CONSTRAINT enforcement_alert_days CHECK (until_on IS NULL OR until_on >= from_on),
    CONSTRAINT enforcement_alert_ended CHECK ((ended_by IS NULL) = (ended_at IS NULL) AND (ended_at IS NULL) = (ended_why IS NULL))
);
CREATE INDEX enforcement_alert_open ON enforcement_alert (tenant, from_on) WHERE ended_at IS NULL;
ALTER TABLE enforcement_alert ENABLE ROW LEVEL SECURITY;
ALTER TABLE enforcement_alert FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON enforcement_alert FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE papers_seen (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The application.
    application BYTEA NOT NULL,
    -- Counts the looks at one application from 1; the last one counts.
    seq BIGINT NOT NULL CHECK (seq > 0),
    -- When the officer said that the papers were seen.
    at BIGINT NOT NULL,
    -- Who said so.
    person BYTEA NOT NULL,
    -- How many papers there were.
    papers BIGINT NOT NULL CHECK (papers >= 0),
    -- What was found in them; blank where nothing was written.
    note TEXT NOT NULL,
    PRIMARY KEY (tenant, application, seq),
    CONSTRAINT papers_seen_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
);
CREATE FUNCTION papers_seen_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'papers_seen is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER papers_seen_rows BEFORE UPDATE OR DELETE ON papers_seen FOR EACH ROW EXECUTE FUNCTION papers_seen_refuse();
CREATE TRIGGER papers_seen_all BEFORE TRUNCATE ON papers_seen FOR EACH STATEMENT EXECUTE FUNCTION papers_seen_refuse();
ALTER TABLE papers_seen ENABLE ROW LEVEL SECURITY;
ALTER TABLE papers_seen FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON papers_seen FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE issue_audit (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The permit that was issued first and audited after.
    permit BYTEA NOT NULL,
    -- Its application.
    application BYTEA NOT NULL,
    -- CLEAN, or FINDING where something was wrong.
    outcome TEXT NOT NULL CHECK (outcome IN ('CLEAN', 'FINDING')),
    -- What was looked at and found.
    words TEXT NOT NULL CHECK (length(words) > 0),
    -- Who audited: nobody who had a hand in the case.
    person BYTEA NOT NULL,
    -- When it was done.
    at BIGINT NOT NULL,
    PRIMARY KEY (tenant, permit),
    CONSTRAINT issue_audit_permit FOREIGN KEY (tenant, permit) REFERENCES permit (tenant, id),
    CONSTRAINT issue_audit_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
);
CREATE INDEX issue_audit_of_application ON issue_audit (tenant, application, outcome);
CREATE FUNCTION issue_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'issue_audit is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER issue_audit_rows BEFORE UPDATE OR DELETE ON issue_audit FOR EACH ROW EXECUTE FUNCTION issue_audit_refuse();
CREATE TRIGGER issue_audit_all BEFORE TRUNCATE ON issue_audit FOR EACH STATEMENT EXECUTE FUNCTION issue_audit_refuse();
ALTER TABLE issue_audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE issue_audit FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON issue_audit FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE border_presented (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The permit.
    permit BYTEA NOT NULL,
    -- Counts the presentations of one permit from 1.
    seq BIGINT NOT NULL CHECK (seq > 0),
    -- When it was presented to customs.
    at BIGINT NOT NULL,
    -- Who wrote that down.
    person BYTEA NOT NULL,
    -- Where; blank where nobody said.
    place TEXT NOT NULL,
    -- When customs endorsed or held it; NULL: it still waits.
    answered_at BIGINT,
    -- With what: endorse, hold or another act of customs; NULL: it still waits.
    answer TEXT,
    PRIMARY KEY (tenant, permit, seq),
    CONSTRAINT border_presented_answered CHECK ((answered_at IS NULL) = (answer IS NULL)),
    CONSTRAINT border_presented_order CHECK (answered_at IS NULL OR answered_at >= at),
    CONSTRAINT border_presented_permit FOREIGN KEY (tenant, permit) REFERENCES permit (tenant, id)
);
CREATE UNIQUE INDEX border_presented_once ON border_presented (tenant, permit) WHERE answered_at IS NULL;
CREATE INDEX border_presented_at ON border_presented (tenant, at, permit);
ALTER TABLE border_presented ENABLE ROW LEVEL SECURITY;
ALTER TABLE border_presented FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON border_presented FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

COMMENT ON COLUMN suspicion.tenant IS 'The tenant.';
COMMENT ON COLUMN suspicion.id IS 'Id. Immutable.';
COMMENT ON COLUMN suspicion.once IS 'What makes it the same again: nothing is written down twice.';
COMMENT ON COLUMN suspicion.kind IS 'What it is: FRAUD (an inspection suspects it), SEIZED, REVOKED, DIFFERS (quantities), UNKNOWN (a document its issuer does not know), TAMPERED (a document that does not say what was signed), AUDIT (found after issue).';
COMMENT ON COLUMN suspicion.at IS 'When it came up.';
COMMENT ON COLUMN suspicion.object_kind IS 'Kind of the thing it is about: application, permit or foreign.';
COMMENT ON COLUMN suspicion.object_id IS 'Its id as text; blank for a document that we have none of.';
COMMENT ON COLUMN suspicion.label IS 'Reference or number of it.';
COMMENT ON COLUMN suspicion.note IS 'What was seen, in the words of whoever saw it; blank where nobody wrote any.';
COMMENT ON COLUMN suspicion_party.tenant IS 'The tenant.';
COMMENT ON COLUMN suspicion_party.suspicion IS 'What came up.';
COMMENT ON COLUMN suspicion_party.party IS 'Who had a part in it: n: and the name in small letters, o: and the id of a company, p: and the id of an account.';
COMMENT ON COLUMN suspicion_party.part IS 'The part: exporter, importer, applicant or agent.';
COMMENT ON COLUMN suspicion_party.name IS 'The name as it was written.';
COMMENT ON COLUMN enforcement_alert.tenant IS 'The tenant.';
COMMENT ON COLUMN enforcement_alert.id IS 'Id. Immutable.';
COMMENT ON COLUMN enforcement_alert.serial IS 'Number people quote, from 1.';
COMMENT ON COLUMN enforcement_alert.about IS 'What it is about.';
COMMENT ON COLUMN enforcement_alert.subject IS 'The name, the taxon, or the code of the country; of a route where it begins.';
COMMENT ON COLUMN enforcement_alert.subject_to IS 'Code of the country where a route ends, or through which it goes; NULL for everything else.';
COMMENT ON COLUMN enforcement_alert.lane IS 'The lane it forces.';
COMMENT ON COLUMN enforcement_alert.reason IS 'Why, in words.';
COMMENT ON COLUMN enforcement_alert.open_reason IS '1: officers read the reason. 0: only enforcement and supervisors do.';
COMMENT ON COLUMN enforcement_alert.from_on IS 'First day.';
COMMENT ON COLUMN enforcement_alert.until_on IS 'Last day; NULL: until it is ended.';
COMMENT ON COLUMN enforcement_alert.set_by IS 'Who set it.';
COMMENT ON COLUMN enforcement_alert.set_at IS 'When it was done.';
COMMENT ON COLUMN enforcement_alert.ended_by IS 'Who ended it; NULL: nobody.';
COMMENT ON COLUMN enforcement_alert.ended_at IS 'When; NULL: it was not ended.';
COMMENT ON COLUMN enforcement_alert.ended_why IS 'Why; NULL: it was not ended.';
COMMENT ON COLUMN papers_seen.tenant IS 'The tenant.';
COMMENT ON COLUMN papers_seen.application IS 'The application.';
COMMENT ON COLUMN papers_seen.seq IS 'Counts the looks at one application from 1; the last one counts.';
COMMENT ON COLUMN papers_seen.at IS 'When the officer said that the papers were seen.';
COMMENT ON COLUMN papers_seen.person IS 'Who said so.';
COMMENT ON COLUMN papers_seen.papers IS 'How many papers there were.';
COMMENT ON COLUMN papers_seen.note IS 'What was found in them; blank where nothing was written.';
COMMENT ON COLUMN issue_audit.tenant IS 'The tenant.';
COMMENT ON COLUMN issue_audit.permit IS 'The permit that was issued first and audited after.';
COMMENT ON COLUMN issue_audit.application IS 'Its application.';
COMMENT ON COLUMN issue_audit.outcome IS 'CLEAN, or FINDING where something was wrong.';
COMMENT ON COLUMN issue_audit.words IS 'What was looked at and found.';
COMMENT ON COLUMN issue_audit.person IS 'Who audited: nobody who had a hand in the case.';
COMMENT ON COLUMN issue_audit.at IS 'When it was done.';
COMMENT ON COLUMN border_presented.tenant IS 'The tenant.';
COMMENT ON COLUMN border_presented.permit IS 'The permit.';
COMMENT ON COLUMN border_presented.seq IS 'Counts the presentations of one permit from 1.';
COMMENT ON COLUMN border_presented.at IS 'When it was presented to customs.';
COMMENT ON COLUMN border_presented.person IS 'Who wrote that down.';
COMMENT ON COLUMN border_presented.place IS 'Where; blank where nobody said.';
COMMENT ON COLUMN border_presented.answered_at IS 'When customs endorsed or held it; NULL: it still waits.';
COMMENT ON COLUMN border_presented.answer IS 'With what: endorse, hold or another act of customs; NULL: it still waits.';
