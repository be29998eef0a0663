-- Rendered from the template of the same name; do not edit.
-- Examination: what a Party sets for clocks and risk, each case's risk, turns of the queue, service times, standing
-- findings, and who waits for a quota.

CREATE TABLE examination_rule (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- What is set: targets (of the clocks) or risk (weights, thresholds, alerts).
    kind TEXT NOT NULL CHECK (kind IN ('targets', 'risk')),
    -- Counts the versions of one kind from 1.
    version INTEGER NOT NULL CHECK (version > 0),
    -- The whole setting, JSON (permits::clocks::Targets or permits::risk::RiskRules).
    body TEXT NOT NULL,
    -- Why it was changed.
    reason TEXT NOT NULL,
    -- Who proposed it.
    proposed_by BLOB NOT NULL,
    -- When it was proposed.
    proposed_at INTEGER NOT NULL,
    -- The second person; NULL while it waits.
    confirmed_by BLOB,
    -- When it came into force; NULL while it waits.
    confirmed_at INTEGER,
    PRIMARY KEY (tenant, kind, version),
    CONSTRAINT examination_rule_two_persons CHECK (confirmed_by IS NULL OR confirmed_by <> proposed_by),
    CONSTRAINT examination_rule_confirmed CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL))
) STRICT;

CREATE TABLE case_risk (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- The application.
    application BLOB NOT NULL,
    -- Counts the assessments of one application from 1; the last one counts.
    seq INTEGER NOT NULL CHECK (seq > 0),
    -- When it was assessed or changed by hand.
    at INTEGER NOT NULL,
    -- Version of the risk rules; 0: the program's own.
    rules_version INTEGER NOT NULL CHECK (rules_version >= 0),
    -- Sum of the weights.
    score INTEGER NOT NULL,
    -- Code of risk_lanes.
    lane TEXT NOT NULL CHECK (lane IN ('GREEN', 'YELLOW', 'RED', 'BLUE')),
    -- Lane that the score gave, before a person changed it.
    computed_lane TEXT NOT NULL CHECK (computed_lane IN ('GREEN', 'YELLOW', 'RED', 'BLUE')),
    -- Criterion that forced the lane past the score; NULL: the score decided.
    forced_by TEXT,
    -- Who changed the lane by hand; NULL: computed.
    changed_by BLOB,
    -- Why it was changed by hand; NULL: computed.
    reason TEXT,
    -- Flags beside the status, between semicolons, for example ;duplicate;quota-near;.
    flags TEXT NOT NULL,
    -- Every hit with its value and weight, JSON (permits::risk::Hit list).
    hits TEXT NOT NULL,
    PRIMARY KEY (tenant, application, seq),
    CONSTRAINT case_risk_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id),
    CONSTRAINT case_risk_changed CHECK ((changed_by IS NULL) = (reason IS NULL))
) STRICT;
CREATE INDEX case_risk_at ON case_risk (tenant, at, application);
CREATE TRIGGER case_risk_no_update BEFORE UPDATE ON case_risk BEGIN SELECT RAISE(ABORT, 'case_risk is append-only'); END;
CREATE TRIGGER case_risk_no_delete BEFORE DELETE ON case_risk BEGIN SELECT RAISE(ABORT, 'case_risk is append-only'); END;

CREATE TABLE queue_event (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BLOB NOT NULL,
    -- The application that was handled.
    application BLOB NOT NULL,
    -- What happened: out-of-turn or reassigned.
    kind TEXT NOT NULL CHECK (kind IN ('out-of-turn', 'reassigned')),
    -- When it happened.
    at INTEGER NOT NULL,
    -- Who did it.
    person BLOB NOT NULL,
    -- To whom a case was given; NULL for a case handled out of turn.
    to_person BLOB,
    -- How many cases had waited longer; 0 for a case given to another officer.
    ahead INTEGER NOT NULL CHECK (ahead >= 0),
    -- Reason given; blank where none is asked for.
    note TEXT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT queue_event_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
) STRICT;
CREATE INDEX queue_event_at ON queue_event (tenant, at, id);
CREATE TRIGGER queue_event_no_update BEFORE UPDATE ON queue_event BEGIN SELECT RAISE(ABORT, 'queue_event is append-only'); END;
CREATE TRIGGER queue_event_no_delete BEFORE DELETE ON queue_event BEGIN SELECT RAISE(ABORT, 'queue_event is append-only'); END;
CREATE INDEX application_in_turn ON application (tenant, status, submitted_at, id);

CREATE TABLE service_time (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Month of issue in UTC, like 2026-11.
    month TEXT NOT NULL,
    -- Code of document_types.
    kind TEXT NOT NULL,
    -- Whole hours from submission to issue, gross.
    hours INTEGER NOT NULL CHECK (hours >= 0),
    -- How many permits took so long.
    permits INTEGER NOT NULL CHECK (permits >= 0),
    PRIMARY KEY (tenant, month, kind, hours)
) STRICT;

CREATE TABLE standing_finding (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Id of the finding it began as. Immutable.
    id BLOB NOT NULL,
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
    cap_micro INTEGER CHECK (cap_micro >= 0),
    -- The quota that counts against the cap; NULL: no cap.
    quota BLOB,
    -- Last day on which it may be relied upon.
    valid_until_on TEXT NOT NULL,
    -- When it was given.
    given_at INTEGER NOT NULL,
    -- When it was taken back; NULL: in force.
    withdrawn_at INTEGER,
    -- The finding, JSON (permits::Finding).
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT standing_finding_number UNIQUE (tenant, number),
    CONSTRAINT standing_finding_cap CHECK ((cap_unit IS NULL) = (cap_micro IS NULL) AND (cap_micro IS NULL) = (quota IS NULL))
) STRICT;
CREATE INDEX standing_finding_of_taxon ON standing_finding (tenant, taxon, valid_until_on, id);

CREATE TABLE quota_wait (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Which quota.
    quota BLOB NOT NULL,
    -- The case that waits.
    application BLOB NOT NULL,
    -- Since when: who came first is served first.
    at INTEGER NOT NULL,
    -- How much it asks for, in the unit of the quota, millionths.
    amount_micro INTEGER NOT NULL CHECK (amount_micro > 0),
    -- waiting, served or left.
    state TEXT NOT NULL CHECK (state IN ('waiting', 'served', 'left')),
    PRIMARY KEY (tenant, quota, application),
    CONSTRAINT quota_wait_quota FOREIGN KEY (tenant, quota) REFERENCES quota (tenant, id),
    CONSTRAINT quota_wait_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
) STRICT;
CREATE INDEX quota_wait_in_turn ON quota_wait (tenant, quota, state, at, application);
CREATE INDEX quota_wait_of_application ON quota_wait (tenant, application, quota);
CREATE INDEX permit_line_of_taxon ON permit_line (tenant, taxon, issued_at, permit);
