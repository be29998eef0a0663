-- Rendered from the template of the same name; do not edit.
-- What stands against people and documents, alerts of enforcement, papers seen in the yellow lane, audits after issue,
-- and when a permit was presented at the border.

CREATE TABLE suspicion (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BLOB NOT NULL,
    -- What makes it the same again: nothing is written down twice.
    once TEXT NOT NULL,
    -- What it is: FRAUD (an inspection suspects it), SEIZED, REVOKED, DIFFERS (quantities), UNKNOWN (a document its issuer does not know), TAMPERED (a document that does not say what was signed), AUDIT (found after issue).
    kind TEXT NOT NULL CHECK (kind IN ('FRAUD', 'SEIZED', 'REVOKED', 'DIFFERS', 'UNKNOWN', 'TAMPERED', 'AUDIT')),
    -- When it came up.
    at INTEGER NOT NULL,
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
) STRICT;
CREATE INDEX suspicion_at ON suspicion (tenant, at, id);
CREATE TRIGGER suspicion_no_update BEFORE UPDATE ON suspicion BEGIN SELECT RAISE(ABORT, 'suspicion is append-only'); END;
CREATE TRIGGER suspicion_no_delete BEFORE DELETE ON suspicion BEGIN SELECT RAISE(ABORT, 'suspicion is append-only'); END;

CREATE TABLE suspicion_party (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- What came up.
    suspicion BLOB NOT NULL,
    -- Who had a part in it: n: and the name in small letters, o: and the id of a company, p: and the id of an account.
    party TEXT NOT NULL CHECK (length(party) > 2),
    -- The part: exporter, importer, applicant or agent.
    part TEXT NOT NULL CHECK (part IN ('exporter', 'importer', 'applicant', 'agent')),
    -- The name as it was written.
    name TEXT NOT NULL,
    PRIMARY KEY (tenant, suspicion, party, part),
    CONSTRAINT suspicion_party_of FOREIGN KEY (tenant, suspicion) REFERENCES suspicion (tenant, id)
) STRICT;
CREATE INDEX suspicion_party_of_party ON suspicion_party (tenant, party, suspicion);
CREATE TRIGGER suspicion_party_no_update BEFORE UPDATE ON suspicion_party BEGIN SELECT RAISE(ABORT, 'suspicion_party is append-only'); END;
CREATE TRIGGER suspicion_party_no_delete BEFORE DELETE ON suspicion_party BEGIN SELECT RAISE(ABORT, 'suspicion_party is append-only'); END;

CREATE TABLE enforcement_alert (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BLOB NOT NULL,
    -- Number people quote, from 1.
    serial INTEGER NOT NULL CHECK (serial > 0),
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
    open_reason INTEGER NOT NULL CHECK (open_reason IN (0, 1)),
    -- First day.
    from_on TEXT NOT NULL,
    -- Last day; NULL: until it is ended.
    until_on TEXT,
    -- Who set it.
    set_by BLOB NOT NULL,
    -- When it was done.
    set_at INTEGER NOT NULL,
    -- Who ended it; NULL: nobody.
    ended_by BLOB,
    -- When; NULL: it was not ended.
    ended_at INTEGER,
    -- Why; NULL: it was not ended.
    ended_why TEXT,
    PRIMARY KEY (tenant, id),
    CONSTRAINT enforcement_alert_serial UNIQUE (tenant, serial),
    CONSTRAINT enforcement_alert_route CHECK ((about = 'route') = (subject_to IS NOT NULL)),
    CONSTRAINT enforcement_alert_days CHECK (until_on IS NULL OR until_on >= from_on),
    CONSTRAINT enforcement_alert_ended CHECK ((ended_by IS NULL) = (ended_at IS NULL) AND (ended_at IS NULL) = (ended_why IS NULL))
) STRICT;
CREATE INDEX enforcement_alert_open ON enforcement_alert (tenant, from_on) WHERE ended_at IS NULL;

CREATE TABLE papers_seen (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- The application.
    application BLOB NOT NULL,
    -- Counts the looks at one application from 1; the last one counts.
    seq INTEGER NOT NULL CHECK (seq > 0),
    -- When the officer said that the papers were seen.
    at INTEGER NOT NULL,
    -- Who said so.
    person BLOB NOT NULL,
    -- How many papers there were.
    papers INTEGER NOT NULL CHECK (papers >= 0),
    -- What was found in them; blank where nothing was written.
    note TEXT NOT NULL,
    PRIMARY KEY (tenant, application, seq),
    CONSTRAINT papers_seen_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
) STRICT;
CREATE TRIGGER papers_seen_no_update BEFORE UPDATE ON papers_seen BEGIN SELECT RAISE(ABORT, 'papers_seen is append-only'); END;
CREATE TRIGGER papers_seen_no_delete BEFORE DELETE ON papers_seen BEGIN SELECT RAISE(ABORT, 'papers_seen is append-only'); END;

CREATE TABLE issue_audit (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- The permit that was issued first and audited after.
    permit BLOB NOT NULL,
    -- Its application.
    application BLOB NOT NULL,
    -- CLEAN, or FINDING where something was wrong.
    outcome TEXT NOT NULL CHECK (outcome IN ('CLEAN', 'FINDING')),
    -- What was looked at and found.
    words TEXT NOT NULL CHECK (length(words) > 0),
    -- Who audited: nobody who had a hand in the case.
    person BLOB NOT NULL,
    -- When it was done.
    at INTEGER NOT NULL,
    PRIMARY KEY (tenant, permit),
    CONSTRAINT issue_audit_permit FOREIGN KEY (tenant, permit) REFERENCES permit (tenant, id),
    CONSTRAINT issue_audit_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
) STRICT;
CREATE INDEX issue_audit_of_application ON issue_audit (tenant, application, outcome);
CREATE TRIGGER issue_audit_no_update BEFORE UPDATE ON issue_audit BEGIN SELECT RAISE(ABORT, 'issue_audit is append-only'); END;
CREATE TRIGGER issue_audit_no_delete BEFORE DELETE ON issue_audit BEGIN SELECT RAISE(ABORT, 'issue_audit is append-only'); END;

CREATE TABLE border_presented (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- The permit.
    permit BLOB NOT NULL,
    -- Counts the presentations of one permit from 1.
    seq INTEGER NOT NULL CHECK (seq > 0),
    -- When it was presented to customs.
    at INTEGER NOT NULL,
    -- Who wrote that down.
    person BLOB NOT NULL,
    -- Where; blank where nobody said.
    place TEXT NOT NULL,
    -- When customs endorsed or held it; NULL: it still waits.
    answered_at INTEGER,
    -- With what: endorse, hold or another act of customs; NULL: it still waits.
    answer TEXT,
    PRIMARY KEY (tenant, permit, seq),
    CONSTRAINT border_presented_answered CHECK ((answered_at IS NULL) = (answer IS NULL)),
    CONSTRAINT border_presented_order CHECK (answered_at IS NULL OR answered_at >= at),
    CONSTRAINT border_presented_permit FOREIGN KEY (tenant, permit) REFERENCES permit (tenant, id)
) STRICT;
CREATE UNIQUE INDEX border_presented_once ON border_presented (tenant, permit) WHERE answered_at IS NULL;
CREATE INDEX border_presented_at ON border_presented (tenant, at, permit);
