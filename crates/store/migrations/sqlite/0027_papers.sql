-- Rendered from the template of the same name; do not edit.
-- One account of what arrived under our import permits. What was written off whole before arrivals were kept becomes an
-- arrival like any other and its table goes; and every paper from abroad is presented once, whether it lies in our archive
-- or customs only saw it. SQLite changes what may be NULL by writing the table anew; on PostgreSQL the owner steps outside
-- the wall for as long as the rows move.

CREATE TABLE foreign_presented (
    -- The tenant.
    tenant INTEGER NOT NULL REFERENCES tenant (id),
    -- Country whose authority issued the paper.
    issuer TEXT NOT NULL,
    -- Its number in capitals and without spaces: the same paper typed another way is the same.
    same TEXT NOT NULL,
    -- Its number as printed, capitals.
    number TEXT NOT NULL,
    -- The permit in our archive, or the paper that customs saw. Arrivals name it.
    id BLOB NOT NULL,
    -- archive: it was fetched, and its content is kept. paper: customs read it at the border.
    known TEXT NOT NULL CHECK (known IN ('archive', 'paper')),
    -- Code of document_types as customs read it; NULL where the archive says it.
    kind TEXT,
    -- Day of issue as customs read it; NULL where the archive says it.
    issued_on TEXT,
    -- Last day as customs read it; NULL where the archive says it.
    valid_until_on TEXT,
    -- When the goods under it were let in.
    presented_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, issuer, same),
    CONSTRAINT foreign_presented_id UNIQUE (tenant, id),
    CONSTRAINT foreign_presented_paper CHECK (known = 'archive' OR (kind IS NOT NULL AND issued_on IS NOT NULL AND valid_until_on IS NOT NULL AND issued_on <= valid_until_on))
) STRICT;

CREATE TABLE import_arrival_anew (tenant INTEGER NOT NULL REFERENCES tenant (id), permit BLOB NOT NULL, foreign_permit BLOB NOT NULL, block TEXT NOT NULL, quantity_micro INTEGER NOT NULL CHECK (quantity_micro > 0), permit_number TEXT NOT NULL, foreign_number TEXT NOT NULL, port TEXT NOT NULL, port_name TEXT NOT NULL, recorded_by BLOB, arrived_at INTEGER NOT NULL, PRIMARY KEY (tenant, permit, foreign_permit, block), CONSTRAINT import_arrival_balance FOREIGN KEY (tenant, permit, block) REFERENCES import_balance (tenant, permit, block)) STRICT;
INSERT INTO import_arrival_anew (tenant, permit, foreign_permit, block, quantity_micro, permit_number, foreign_number, port, port_name, recorded_by, arrived_at) SELECT tenant, permit, foreign_permit, block, quantity_micro, permit_number, foreign_number, port, port_name, recorded_by, arrived_at FROM import_arrival;
DROP TABLE import_arrival;
ALTER TABLE import_arrival_anew RENAME TO import_arrival;
CREATE INDEX import_arrival_when ON import_arrival (tenant, arrived_at, permit);
CREATE TRIGGER import_arrival_no_update BEFORE UPDATE ON import_arrival BEGIN SELECT RAISE(ABORT, 'import_arrival is append-only'); END;
CREATE TRIGGER import_arrival_no_delete BEFORE DELETE ON import_arrival BEGIN SELECT RAISE(ABORT, 'import_arrival is append-only'); END;
INSERT INTO import_balance (tenant, permit, block, permitted_micro, arrived_micro) SELECT l.tenant, l.permit, l.block, l.permitted_micro, l.endorsed_micro FROM import_use u JOIN permit_line l ON l.tenant = u.tenant AND l.permit = u.permit WHERE l.endorsed_micro > 0;
INSERT INTO import_arrival (tenant, permit, foreign_permit, block, quantity_micro, permit_number, foreign_number, port, port_name, recorded_by, arrived_at) SELECT u.tenant, u.permit, u.foreign_permit, l.block, l.endorsed_micro, u.permit_number, u.foreign_number, '', '', NULL, u.used_at FROM import_use u JOIN permit_line l ON l.tenant = u.tenant AND l.permit = u.permit WHERE l.endorsed_micro > 0;
INSERT INTO foreign_presented (tenant, issuer, same, number, id, known, kind, issued_on, valid_until_on, presented_at) SELECT tenant, issuer, REPLACE(number, ' ', ''), number, id, 'archive', NULL, NULL, NULL, received_at FROM foreign_permit WHERE received_at IS NOT NULL ORDER BY received_at ON CONFLICT (tenant, issuer, same) DO NOTHING;
DROP TABLE import_use;
