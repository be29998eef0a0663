-- Changes of a Party's settings, each by two persons: the days of an appeal, the months of a permit, the box of the
-- Authority, the languages. The settings themselves stand in the tenant's row; nothing here is ever deleted.

CREATE TABLE setting_change (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id {bytes} NOT NULL,
    -- Which setting: appeal-days, validity-months, number-template and so on (office::settings). Immutable.
    name TEXT NOT NULL CHECK (length(name) > 0),
    -- Its value before, as text: when it was proposed, then when it was confirmed.
    was TEXT NOT NULL,
    -- Its value after, as text. Immutable.
    value TEXT NOT NULL,
    -- proposed: waits for its second person. confirmed: was made the setting. dropped: never was.
    state TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'dropped')),
    -- Why: where it was decided.
    reason TEXT NOT NULL CHECK (length(reason) > 0),
    -- Who proposed it.
    proposed_by {bytes} NOT NULL,
    -- When it was proposed.
    proposed_at {int} NOT NULL,
    -- Who confirmed or dropped it; NULL while it waits. Never the person who proposed it, where it is confirmed.
    decided_by {bytes},
    -- When it was decided; NULL while it waits.
    decided_at {int},
    PRIMARY KEY (tenant, id),
    CONSTRAINT setting_change_two_persons CHECK (state <> 'confirmed' OR (decided_by IS NOT NULL AND decided_by <> proposed_by)),
    CONSTRAINT setting_change_decided CHECK ((state = 'proposed') = (decided_at IS NULL))
) {strict};
CREATE UNIQUE INDEX setting_change_waiting ON setting_change (tenant, name) WHERE state = 'proposed';
CREATE INDEX setting_change_newest ON setting_change (tenant, proposed_at, id);
{wall setting_change}

-- A notice may be about a key, an invoice or another Party's permit too. SQLite changes a CHECK by writing the table anew.
{postgres} ALTER TABLE notice DROP CONSTRAINT notice_object_kind_check;
{postgres} ALTER TABLE notice ADD CONSTRAINT notice_object_kind_check CHECK (object_kind IN ('application', 'permit', 'quota', 'partner', 'key', 'invoice', 'foreign'));
{sqlite} CREATE TABLE notice_anew (tenant INTEGER NOT NULL REFERENCES tenant (id), person BLOB NOT NULL, id TEXT NOT NULL CHECK (length(id) = 32), once TEXT NOT NULL, event TEXT NOT NULL, object_kind TEXT NOT NULL CHECK (object_kind IN ('application', 'permit', 'quota', 'partner', 'key', 'invoice', 'foreign')), object_id TEXT NOT NULL, language TEXT NOT NULL, details TEXT NOT NULL, created_at INTEGER NOT NULL, read_at INTEGER, mail TEXT NOT NULL CHECK (mail IN ('NONE', 'WAITING', 'SENT', 'DEAD')), mail_attempts INTEGER NOT NULL CHECK (mail_attempts >= 0), mail_next_at INTEGER NOT NULL, mail_locked_until_at INTEGER, PRIMARY KEY (tenant, person, id), CONSTRAINT notice_once UNIQUE (tenant, person, once), CONSTRAINT notice_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id)) STRICT;
{sqlite} INSERT INTO notice_anew SELECT tenant, person, id, once, event, object_kind, object_id, language, details, created_at, read_at, mail, mail_attempts, mail_next_at, mail_locked_until_at FROM notice;
{sqlite} DROP TABLE notice;
{sqlite} ALTER TABLE notice_anew RENAME TO notice;
{sqlite} CREATE INDEX notice_unread ON notice (tenant, person) WHERE read_at IS NULL;
{sqlite} CREATE INDEX notice_waiting ON notice (tenant, mail_next_at, id) WHERE mail = 'WAITING';
{sqlite} CREATE INDEX notice_of_object ON notice (tenant, object_kind, object_id, id);
