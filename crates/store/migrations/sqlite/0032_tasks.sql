-- Rendered from the template of the same name; do not edit.
-- What is waited for in a case under examination: several tasks may be open at once, and lists find a case by each.

CREATE TABLE open_task (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- The application. Immutable.
    application BLOB NOT NULL,
    -- Code of application_statuses that shows the task. Immutable.
    task TEXT NOT NULL CHECK (task IN ('INFO_REQUESTED', 'SA_CONSULTATION', 'INSPECTION_REQUESTED', 'INSPECTED', 'FOREIGN_CONSULTATION', 'AWAITING_COUNTERPART', 'AWAITING_ADDITIONAL_PAYMENT')),
    -- Code of the country whose authority is asked; empty for every other task. Immutable.
    about TEXT NOT NULL,
    -- Since when it is open.
    since_at INTEGER NOT NULL,
    -- Until when an answer is waited for; NULL: no day was set.
    due_at INTEGER,
    PRIMARY KEY (tenant, application, task, about),
    CONSTRAINT open_task_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
) STRICT;
CREATE INDEX open_task_kind ON open_task (tenant, task, since_at, application);

-- Until now the status was the one open task, since the case was touched last.
INSERT INTO open_task (tenant, application, task, about, since_at, due_at) SELECT tenant, id, status, '', changed_at, NULL FROM application WHERE status IN ('INFO_REQUESTED', 'SA_CONSULTATION', 'INSPECTION_REQUESTED', 'INSPECTED', 'FOREIGN_CONSULTATION', 'AWAITING_COUNTERPART', 'AWAITING_ADDITIONAL_PAYMENT');
