-- Rendered from the template of the same name; do not edit.
-- Checks that a supervisor set aside, opinions that experts write, and visits that inspectors set.

CREATE TABLE check_override (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- The application whose check was set aside.
    application BYTEA NOT NULL,
    -- Id of the rule, like B8-D.
    rule TEXT NOT NULL,
    -- What the check said: its exact English sentence. One that says something else counts again.
    said TEXT NOT NULL,
    -- Why, in words.
    reason TEXT NOT NULL CHECK (length(reason) > 0),
    -- The supervisor.
    person BYTEA NOT NULL,
    -- When it was set aside.
    at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT check_override_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
);
CREATE UNIQUE INDEX check_override_once ON check_override (tenant, application, rule, said);
CREATE INDEX check_override_at ON check_override (tenant, at, id);
CREATE FUNCTION check_override_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'check_override is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER check_override_rows BEFORE UPDATE OR DELETE ON check_override FOR EACH ROW EXECUTE FUNCTION check_override_refuse();
CREATE TRIGGER check_override_all BEFORE TRUNCATE ON check_override FOR EACH STATEMENT EXECUTE FUNCTION check_override_refuse();
ALTER TABLE check_override ENABLE ROW LEVEL SECURITY;
ALTER TABLE check_override FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON check_override FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE opinion_task (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The application on which an opinion was asked.
    application BYTEA NOT NULL,
    -- When the Scientific Authority was asked: one task for each time.
    asked_at BIGINT NOT NULL,
    -- Who writes the opinion.
    expert BYTEA NOT NULL,
    -- The coordinator who gave it to them.
    given_by BYTEA NOT NULL,
    -- When it was given.
    given_at BIGINT NOT NULL,
    -- Where it stands: given, handed or returned.
    state TEXT NOT NULL CHECK (state IN ('given', 'handed', 'returned')),
    -- The draft, as typed, JSON; NULL: nothing was written.
    draft TEXT,
    -- When the draft was handed in last; NULL: never.
    handed_at BIGINT,
    -- Why the draft came back; blank: it did not.
    word TEXT NOT NULL,
    -- How often it was changed.
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, application, asked_at),
    CONSTRAINT opinion_task_handed CHECK (state <> 'handed' OR (draft IS NOT NULL AND handed_at IS NOT NULL)),
    CONSTRAINT opinion_task_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
);
CREATE INDEX opinion_task_expert ON opinion_task (tenant, expert, state);
ALTER TABLE opinion_task ENABLE ROW LEVEL SECURITY;
ALTER TABLE opinion_task FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON opinion_task FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE visit_plan (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- The application for which an inspection was ordered.
    application BYTEA NOT NULL,
    -- When the inspection was ordered: a visit belongs to one order.
    ordered_at BIGINT NOT NULL,
    -- The day of the visit.
    visit_on TEXT NOT NULL,
    -- Where.
    place TEXT NOT NULL CHECK (length(place) > 0),
    -- What the applicant shall have ready; may be blank.
    ready TEXT NOT NULL,
    -- Why another day than told before; blank for the first one.
    reason TEXT NOT NULL,
    -- The inspector who set it.
    person BYTEA NOT NULL,
    -- When it was set; the newest counts.
    at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT visit_plan_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
);
CREATE INDEX visit_plan_of_case ON visit_plan (tenant, application, at);
CREATE FUNCTION visit_plan_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'visit_plan is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER visit_plan_rows BEFORE UPDATE OR DELETE ON visit_plan FOR EACH ROW EXECUTE FUNCTION visit_plan_refuse();
CREATE TRIGGER visit_plan_all BEFORE TRUNCATE ON visit_plan FOR EACH STATEMENT EXECUTE FUNCTION visit_plan_refuse();
ALTER TABLE visit_plan ENABLE ROW LEVEL SECURITY;
ALTER TABLE visit_plan FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON visit_plan FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

COMMENT ON COLUMN check_override.tenant IS 'The tenant.';
COMMENT ON COLUMN check_override.id IS 'Id. Immutable.';
COMMENT ON COLUMN check_override.application IS 'The application whose check was set aside.';
COMMENT ON COLUMN check_override.rule IS 'Id of the rule, like B8-D.';
COMMENT ON COLUMN check_override.said IS 'What the check said: its exact English sentence. One that says something else counts again.';
COMMENT ON COLUMN check_override.reason IS 'Why, in words.';
COMMENT ON COLUMN check_override.person IS 'The supervisor.';
COMMENT ON COLUMN check_override.at IS 'When it was set aside.';
COMMENT ON COLUMN opinion_task.tenant IS 'The tenant.';
COMMENT ON COLUMN opinion_task.application IS 'The application on which an opinion was asked.';
COMMENT ON COLUMN opinion_task.asked_at IS 'When the Scientific Authority was asked: one task for each time.';
COMMENT ON COLUMN opinion_task.expert IS 'Who writes the opinion.';
COMMENT ON COLUMN opinion_task.given_by IS 'The coordinator who gave it to them.';
COMMENT ON COLUMN opinion_task.given_at IS 'When it was given.';
COMMENT ON COLUMN opinion_task.state IS 'Where it stands: given, handed or returned.';
COMMENT ON COLUMN opinion_task.draft IS 'The draft, as typed, JSON; NULL: nothing was written.';
COMMENT ON COLUMN opinion_task.handed_at IS 'When the draft was handed in last; NULL: never.';
COMMENT ON COLUMN opinion_task.word IS 'Why the draft came back; blank: it did not.';
COMMENT ON COLUMN opinion_task.version IS 'How often it was changed.';
COMMENT ON COLUMN visit_plan.tenant IS 'The tenant.';
COMMENT ON COLUMN visit_plan.id IS 'Id. Immutable.';
COMMENT ON COLUMN visit_plan.application IS 'The application for which an inspection was ordered.';
COMMENT ON COLUMN visit_plan.ordered_at IS 'When the inspection was ordered: a visit belongs to one order.';
COMMENT ON COLUMN visit_plan.visit_on IS 'The day of the visit.';
COMMENT ON COLUMN visit_plan.place IS 'Where.';
COMMENT ON COLUMN visit_plan.ready IS 'What the applicant shall have ready; may be blank.';
COMMENT ON COLUMN visit_plan.reason IS 'Why another day than told before; blank for the first one.';
COMMENT ON COLUMN visit_plan.person IS 'The inspector who set it.';
COMMENT ON COLUMN visit_plan.at IS 'When it was set; the newest counts.';
