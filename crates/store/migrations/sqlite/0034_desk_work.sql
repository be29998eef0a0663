-- Rendered from the template of the same name; do not edit.
-- Checks that a supervisor set aside, opinions that experts write, and visits that inspectors set.

CREATE TABLE check_override (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BLOB NOT NULL,
    -- The application whose check was set aside.
    application BLOB NOT NULL,
    -- Id of the rule, like B8-D.
    rule TEXT NOT NULL,
    -- What the check said: its exact English sentence. One that says something else counts again.
    said TEXT NOT NULL,
    -- Why, in words.
    reason TEXT NOT NULL CHECK (length(reason) > 0),
    -- The supervisor.
    person BLOB NOT NULL,
    -- When it was set aside.
    at INTEGER NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT check_override_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
) STRICT;
CREATE UNIQUE INDEX check_override_once ON check_override (tenant, application, rule, said);
CREATE INDEX check_override_at ON check_override (tenant, at, id);
CREATE TRIGGER check_override_no_update BEFORE UPDATE ON check_override BEGIN SELECT RAISE(ABORT, 'check_override is append-only'); END;
CREATE TRIGGER check_override_no_delete BEFORE DELETE ON check_override BEGIN SELECT RAISE(ABORT, 'check_override is append-only'); END;

CREATE TABLE opinion_task (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- The application on which an opinion was asked.
    application BLOB NOT NULL,
    -- When the Scientific Authority was asked: one task for each time.
    asked_at INTEGER NOT NULL,
    -- Who writes the opinion.
    expert BLOB NOT NULL,
    -- The coordinator who gave it to them.
    given_by BLOB NOT NULL,
    -- When it was given.
    given_at INTEGER NOT NULL,
    -- Where it stands: given, handed or returned.
    state TEXT NOT NULL CHECK (state IN ('given', 'handed', 'returned')),
    -- The draft, as typed, JSON; NULL: nothing was written.
    draft TEXT,
    -- When the draft was handed in last; NULL: never.
    handed_at INTEGER,
    -- Why the draft came back; blank: it did not.
    word TEXT NOT NULL,
    -- How often it was changed.
    version INTEGER NOT NULL,
    PRIMARY KEY (tenant, application, asked_at),
    CONSTRAINT opinion_task_handed CHECK (state <> 'handed' OR (draft IS NOT NULL AND handed_at IS NOT NULL)),
    CONSTRAINT opinion_task_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
) STRICT;
CREATE INDEX opinion_task_expert ON opinion_task (tenant, expert, state);

CREATE TABLE visit_plan (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BLOB NOT NULL,
    -- The application for which an inspection was ordered.
    application BLOB NOT NULL,
    -- When the inspection was ordered: a visit belongs to one order.
    ordered_at INTEGER NOT NULL,
    -- The day of the visit.
    visit_on TEXT NOT NULL,
    -- Where.
    place TEXT NOT NULL CHECK (length(place) > 0),
    -- What the applicant shall have ready; may be blank.
    ready TEXT NOT NULL,
    -- Why another day than told before; blank for the first one.
    reason TEXT NOT NULL,
    -- The inspector who set it.
    person BLOB NOT NULL,
    -- When it was set; the newest counts.
    at INTEGER NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT visit_plan_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
) STRICT;
CREATE INDEX visit_plan_of_case ON visit_plan (tenant, application, at);
CREATE TRIGGER visit_plan_no_update BEFORE UPDATE ON visit_plan BEGIN SELECT RAISE(ABORT, 'visit_plan is append-only'); END;
CREATE TRIGGER visit_plan_no_delete BEFORE DELETE ON visit_plan BEGIN SELECT RAISE(ABORT, 'visit_plan is append-only'); END;
