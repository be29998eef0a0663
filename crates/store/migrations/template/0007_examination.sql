-- Examination: what a Party sets for clocks and risk, each case's risk, turns of the queue, service times, standing
-- findings, and who waits for a quota.

CREATE TABLE examination_rule (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- What is set: targets (of the clocks) or risk (weights, thresholds, alerts).
    kind TEXT NOT NULL CHECK (kind IN ('targets', 'risk')),
    -- Counts the versions of one kind from 1.
    version {int} NOT NULL CHECK (version > 0),
    -- The whole setting, JSON (permits::clocks::Targets or permits::risk::RiskRules).
    body TEXT NOT NULL,
    -- Why it was changed.
    reason TEXT NOT NULL,
    -- Who proposed it.
    proposed_by {bytes} NOT NULL,
    -- When it was proposed.
    proposed_at {int} NOT NULL,
    -- The second person; NULL while it waits.
    confirmed_by {bytes},
    -- When it came into force; NULL while it waits.
    confirmed_at {int},
    PRIMARY KEY (tenant, kind, version),
    CONSTRAINT examination_rule_two_persons CHECK (confirmed_by IS NULL OR confirmed_by <> proposed_by),
    CONSTRAINT examination_rule_confirmed CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL))
) {strict};
{wall examination_rule}

CREATE TABLE case_risk (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- The application.
    application {bytes} NOT NULL,
    -- Counts the assessments of one application from 1; the last one counts.
    seq {int} NOT NULL CHECK (seq > 0),
    -- When it was assessed or changed by hand.
    at {int} NOT NULL,
    -- Version of the risk rules; 0: the program's own.
    rules_version {int} NOT NULL CHECK (rules_version >= 0),
    -- Sum of the weights.
    score {int} NOT NULL,
    -- Code of risk_lanes.
    lane TEXT NOT NULL CHECK (lane IN ('GREEN', 'YELLOW', 'RED', 'BLUE')),
    -- Lane that the score gave, before a person changed it.
    computed_lane TEXT NOT NULL CHECK (computed_lane IN ('GREEN', 'YELLOW', 'RED', 'BLUE')),
    -- Criterion that forced the lane past the score; NULL: the score decided.
    forced_by TEXT,
    -- Who changed the lane by hand; NULL: computed.
    changed_by {bytes},
    -- Why it was changed by hand; NULL: computed.
    reason TEXT,
    -- Flags beside the status, between semicolons, for example ;duplicate;quota-near;.
    flags TEXT NOT NULL,
    -- Every hit with its value and weight, JSON (permits::risk::Hit list).
    hits TEXT NOT NULL,
    PRIMARY KEY (tenant, application, seq),
    CONSTRAINT case_risk_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id),
    CONSTRAINT case_risk_changed CHECK ((changed_by IS NULL) = (reason IS NULL))
) {strict};
CREATE INDEX case_risk_at ON case_risk (tenant, at, application);
{append_only case_risk}
{wall case_risk}

CREATE TABLE queue_event (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id {bytes} NOT NULL,
    -- The application that was handled.
    application {bytes} NOT NULL,
    -- What happened: out-of-turn or reassigned.
    kind TEXT NOT NULL CHECK (kind IN ('out-of-turn', 'reassigned')),
    -- When it happened.
    at {int} NOT NULL,
    -- Who did it.
    person {bytes} NOT NULL,
    -- To whom a case was given; NULL for a case handled out of turn.
    to_person {bytes},
    -- How many cases had waited longer; 0 for a case given to another officer.
    ahead {int} NOT NULL CHECK (ahead >= 0),
    -- Reason given; blank where none is asked for.
    note TEXT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT queue_event_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
) {strict};
CREATE INDEX queue_event_at ON queue_event (tenant, at, id);
{append_only queue_event}
{wall queue_event}
CREATE INDEX application_in_turn ON application (tenant, status, submitted_at, id);

CREATE TABLE service_time (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Month of issue in UTC, like 2026-11.
    month TEXT NOT NULL,
    -- Code of document_types.
    kind TEXT NOT NULL,
    -- Whole hours from submission to issue, gross.
    hours {int} NOT NULL CHECK (hours >= 0),
    -- How many permits took so long.
    permits {int} NOT NULL CHECK (permits >= 0),
    PRIMARY KEY (tenant, month, kind, hours)
) {strict};
{wall service_time}

CREATE TABLE standing_finding (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id of the finding it began as. Immutable.
    id {bytes} NOT NULL,
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
    cap_micro {int} CHECK (cap_micro >= 0),
    -- The quota that counts against the cap; NULL: no cap.
    quota {bytes},
    -- Last day on which it may be relied upon.
    valid_until_on TEXT NOT NULL,
    -- When it was given.
    given_at {int} NOT NULL,
    -- When it was taken back; NULL: in force.
    withdrawn_at {int},
    -- The finding, JSON (permits::Finding).
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT standing_finding_number UNIQUE (tenant, number),
    CONSTRAINT standing_finding_cap CHECK ((cap_unit IS NULL) = (cap_micro IS NULL) AND (cap_micro IS NULL) = (quota IS NULL))
) {strict};
CREATE INDEX standing_finding_of_taxon ON standing_finding (tenant, taxon, valid_until_on, id);
{wall standing_finding}

CREATE TABLE quota_wait (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Which quota.
    quota {bytes} NOT NULL,
    -- The case that waits.
    application {bytes} NOT NULL,
    -- Since when: who came first is served first.
    at {int} NOT NULL,
    -- How much it asks for, in the unit of the quota, millionths.
    amount_micro {int} NOT NULL CHECK (amount_micro > 0),
    -- waiting, served or left.
    state TEXT NOT NULL CHECK (state IN ('waiting', 'served', 'left')),
    PRIMARY KEY (tenant, quota, application),
    CONSTRAINT quota_wait_quota FOREIGN KEY (tenant, quota) REFERENCES quota (tenant, id),
    CONSTRAINT quota_wait_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
) {strict};
CREATE INDEX quota_wait_in_turn ON quota_wait (tenant, quota, state, at, application);
CREATE INDEX quota_wait_of_application ON quota_wait (tenant, application, quota);
{wall quota_wait}
CREATE INDEX permit_line_of_taxon ON permit_line (tenant, taxon, issued_at, permit);
