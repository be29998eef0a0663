-- Rendered from the template of the same name; do not edit.
-- Marks on specimens, made comparable; tags, security stamps and security paper as numbered stock.

CREATE TABLE mark_entry (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- What names it: case (an application and the permit it became), inspection (read at a visit of that case) or lot.
    about TEXT NOT NULL CHECK (about IN ('case', 'inspection', 'lot')),
    -- Id of the application or lot.
    subject BYTEA NOT NULL,
    -- Letter of the block.
    block TEXT NOT NULL,
    -- Place among the marks of the block, from 1.
    position BIGINT NOT NULL CHECK (position >= 1),
    -- Code of mark_types.
    kind TEXT NOT NULL,
    -- As it was typed.
    typed TEXT NOT NULL,
    -- As it is written by rule: the first of a range.
    text TEXT NOT NULL,
    -- What stands before the number, folded.
    head TEXT NOT NULL,
    -- Digits of the number; 0 for a mark without number.
    width BIGINT NOT NULL CHECK (width BETWEEN 0 AND 15),
    -- What stands after the number, folded.
    tail TEXT NOT NULL,
    -- The number, of a range the first.
    serial_first BIGINT NOT NULL,
    -- The last number.
    serial_last BIGINT NOT NULL,
    -- Scientific name of the specimen.
    taxon TEXT NOT NULL,
    -- The holder's organisation; NULL for a private person.
    organisation BYTEA,
    -- The holder's account; NULL for an organisation or one without account.
    person BYTEA,
    -- The holder's name, for officers.
    holder TEXT NOT NULL,
    -- When it was written here.
    recorded_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, about, subject, block, position),
    CONSTRAINT mark_entry_range CHECK (serial_first <= serial_last)
);
CREATE INDEX mark_entry_series ON mark_entry (tenant, head, width, serial_first);
CREATE INDEX mark_entry_number ON mark_entry (tenant, width, serial_first);
ALTER TABLE mark_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE mark_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON mark_entry FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE numbered_batch (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- tag, stamp or paper.
    kind TEXT NOT NULL CHECK (kind IN ('tag', 'stamp', 'paper')),
    -- Code of mark_types, for tags; NULL for stamps and paper.
    mark_kind TEXT,
    -- Everything of the numbers but the number itself: one series, one sequence.
    series TEXT NOT NULL,
    -- The first number as printed.
    text TEXT NOT NULL,
    -- The first number.
    serial_first BIGINT NOT NULL,
    -- The last number.
    serial_last BIGINT NOT NULL,
    -- Who made them.
    supplier TEXT NOT NULL,
    -- Words beside it.
    note TEXT NOT NULL,
    -- Day they came.
    received_on TEXT NOT NULL,
    -- Who took them in.
    received_by BYTEA NOT NULL,
    -- When that was written down.
    received_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT numbered_batch_range CHECK (serial_first <= serial_last)
);
CREATE INDEX numbered_batch_of_kind ON numbered_batch (tenant, kind, received_at, id);
CREATE FUNCTION numbered_batch_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'numbered_batch is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER numbered_batch_rows BEFORE UPDATE OR DELETE ON numbered_batch FOR EACH ROW EXECUTE FUNCTION numbered_batch_refuse();
CREATE TRIGGER numbered_batch_all BEFORE TRUNCATE ON numbered_batch FOR EACH STATEMENT EXECUTE FUNCTION numbered_batch_refuse();
ALTER TABLE numbered_batch ENABLE ROW LEVEL SECURITY;
ALTER TABLE numbered_batch FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON numbered_batch FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE numbered_item (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- tag, stamp or paper.
    kind TEXT NOT NULL CHECK (kind IN ('tag', 'stamp', 'paper')),
    -- Its series.
    series TEXT NOT NULL,
    -- Its number: one row a piece, so that none can be there twice.
    serial BIGINT NOT NULL,
    -- The batch it came with.
    batch BYTEA NOT NULL,
    -- Where it is: STOCK, HANDED to a holder, USED, SPOILED, MISSING (reported) or LOST (written off).
    state TEXT NOT NULL CHECK (state IN ('STOCK', 'HANDED', 'USED', 'SPOILED', 'MISSING', 'LOST')),
    -- The organisation it was handed to; NULL in the Authority's own stock.
    organisation BYTEA,
    -- The private person it was handed to; NULL in the Authority's own stock.
    person BYTEA,
    -- The case whose permit carries it; NULL otherwise.
    application BYTEA,
    -- For which consignment of that case the permit is, from 1; NULL otherwise.
    consignment BIGINT CHECK (consignment BETWEEN 1 AND 50),
    -- 1: a stamp on a permit, which carries one only; NULL otherwise.
    alone BIGINT CHECK (alone = 1),
    -- Who reported it missing; NULL otherwise.
    reported_by BYTEA,
    -- Who wrote it off; NULL otherwise.
    written_off_by BYTEA,
    -- Last change.
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, kind, series, serial),
    CONSTRAINT numbered_item_batch FOREIGN KEY (tenant, batch) REFERENCES numbered_batch (tenant, id),
    CONSTRAINT numbered_item_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id),
    CONSTRAINT numbered_item_one_stamp UNIQUE (tenant, application, consignment, alone),
    CONSTRAINT numbered_item_held CHECK (state <> 'HANDED' OR organisation IS NOT NULL OR person IS NOT NULL),
    CONSTRAINT numbered_item_bound CHECK (kind = 'tag' OR (state = 'USED') = (application IS NOT NULL)),
    CONSTRAINT numbered_item_consignment CHECK ((application IS NULL) = (consignment IS NULL)),
    CONSTRAINT numbered_item_alone CHECK ((alone IS NOT NULL) = (kind = 'stamp' AND application IS NOT NULL)),
    CONSTRAINT numbered_item_two_persons CHECK (state <> 'LOST' OR (reported_by IS NOT NULL AND written_off_by IS NOT NULL AND reported_by <> written_off_by))
);
CREATE INDEX numbered_item_of_organisation ON numbered_item (tenant, organisation, kind);
CREATE INDEX numbered_item_of_person ON numbered_item (tenant, person, kind);
CREATE INDEX numbered_item_of_batch ON numbered_item (tenant, batch, serial);
ALTER TABLE numbered_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE numbered_item FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON numbered_item FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE numbered_event (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- tag, stamp or paper.
    kind TEXT NOT NULL CHECK (kind IN ('tag', 'stamp', 'paper')),
    -- The series.
    series TEXT NOT NULL,
    -- The first number as printed.
    text TEXT NOT NULL,
    -- The first number.
    serial_first BIGINT NOT NULL,
    -- The last number.
    serial_last BIGINT NOT NULL,
    -- What was done: receive, hand, back, use, spoil, missing, found or write_off.
    act TEXT NOT NULL,
    -- State before; NULL for what was received.
    from_state TEXT,
    -- State after.
    to_state TEXT NOT NULL,
    -- The day it counts for.
    on_day TEXT NOT NULL,
    -- What was said of it, in words.
    note TEXT NOT NULL,
    -- The holder it was handed to or came from; NULL for none. Name at that time.
    holder TEXT,
    -- The case whose permit carries it; NULL for none.
    application BYTEA,
    -- For which consignment of that case the permit is; NULL for none.
    consignment BIGINT,
    -- Who did it.
    actor TEXT NOT NULL,
    -- When it was done.
    at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT numbered_event_range CHECK (serial_first <= serial_last)
);
CREATE INDEX numbered_event_newest ON numbered_event (tenant, kind, at, id);
CREATE INDEX numbered_event_by_day ON numbered_event (tenant, kind, on_day);
CREATE FUNCTION numbered_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'numbered_event is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER numbered_event_rows BEFORE UPDATE OR DELETE ON numbered_event FOR EACH ROW EXECUTE FUNCTION numbered_event_refuse();
CREATE TRIGGER numbered_event_all BEFORE TRUNCATE ON numbered_event FOR EACH STATEMENT EXECUTE FUNCTION numbered_event_refuse();
ALTER TABLE numbered_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE numbered_event FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON numbered_event FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

COMMENT ON COLUMN mark_entry.tenant IS 'The tenant.';
COMMENT ON COLUMN mark_entry.about IS 'What names it: case (an application and the permit it became), inspection (read at a visit of that case) or lot.';
COMMENT ON COLUMN mark_entry.subject IS 'Id of the application or lot.';
COMMENT ON COLUMN mark_entry.block IS 'Letter of the block.';
COMMENT ON COLUMN mark_entry.position IS 'Place among the marks of the block, from 1.';
COMMENT ON COLUMN mark_entry.kind IS 'Code of mark_types.';
COMMENT ON COLUMN mark_entry.typed IS 'As it was typed.';
COMMENT ON COLUMN mark_entry.text IS 'As it is written by rule: the first of a range.';
COMMENT ON COLUMN mark_entry.head IS 'What stands before the number, folded.';
COMMENT ON COLUMN mark_entry.width IS 'Digits of the number; 0 for a mark without number.';
COMMENT ON COLUMN mark_entry.tail IS 'What stands after the number, folded.';
COMMENT ON COLUMN mark_entry.serial_first IS 'The number, of a range the first.';
COMMENT ON COLUMN mark_entry.serial_last IS 'The last number.';
COMMENT ON COLUMN mark_entry.taxon IS 'Scientific name of the specimen.';
COMMENT ON COLUMN mark_entry.organisation IS 'The holder''s organisation; NULL for a private person.';
COMMENT ON COLUMN mark_entry.person IS 'The holder''s account; NULL for an organisation or one without account.';
COMMENT ON COLUMN mark_entry.holder IS 'The holder''s name, for officers.';
COMMENT ON COLUMN mark_entry.recorded_at IS 'When it was written here.';
COMMENT ON COLUMN numbered_batch.tenant IS 'The tenant.';
COMMENT ON COLUMN numbered_batch.id IS 'Id. Immutable.';
COMMENT ON COLUMN numbered_batch.kind IS 'tag, stamp or paper.';
COMMENT ON COLUMN numbered_batch.mark_kind IS 'Code of mark_types, for tags; NULL for stamps and paper.';
COMMENT ON COLUMN numbered_batch.series IS 'Everything of the numbers but the number itself: one series, one sequence.';
COMMENT ON COLUMN numbered_batch.text IS 'The first number as printed.';
COMMENT ON COLUMN numbered_batch.serial_first IS 'The first number.';
COMMENT ON COLUMN numbered_batch.serial_last IS 'The last number.';
COMMENT ON COLUMN numbered_batch.supplier IS 'Who made them.';
COMMENT ON COLUMN numbered_batch.note IS 'Words beside it.';
COMMENT ON COLUMN numbered_batch.received_on IS 'Day they came.';
COMMENT ON COLUMN numbered_batch.received_by IS 'Who took them in.';
COMMENT ON COLUMN numbered_batch.received_at IS 'When that was written down.';
COMMENT ON COLUMN numbered_item.tenant IS 'The tenant.';
COMMENT ON COLUMN numbered_item.kind IS 'tag, stamp or paper.';
COMMENT ON COLUMN numbered_item.series IS 'Its series.';
COMMENT ON COLUMN numbered_item.serial IS 'Its number: one row a piece, so that none can be there twice.';
COMMENT ON COLUMN numbered_item.batch IS 'The batch it came with.';
COMMENT ON COLUMN numbered_item.state IS 'Where it is: STOCK, HANDED to a holder, USED, SPOILED, MISSING (reported) or LOST (written off).';
COMMENT ON COLUMN numbered_item.organisation IS 'The organisation it was handed to; NULL in the Authority''s own stock.';
COMMENT ON COLUMN numbered_item.person IS 'The private person it was handed to; NULL in the Authority''s own stock.';
COMMENT ON COLUMN numbered_item.application IS 'The case whose permit carries it; NULL otherwise.';
COMMENT ON COLUMN numbered_item.consignment IS 'For which consignment of that case the permit is, from 1; NULL otherwise.';
COMMENT ON COLUMN numbered_item.alone IS '1: a stamp on a permit, which carries one only; NULL otherwise.';
COMMENT ON COLUMN numbered_item.reported_by IS 'Who reported it missing; NULL otherwise.';
COMMENT ON COLUMN numbered_item.written_off_by IS 'Who wrote it off; NULL otherwise.';
COMMENT ON COLUMN numbered_item.changed_at IS 'Last change.';
COMMENT ON COLUMN numbered_event.tenant IS 'The tenant.';
COMMENT ON COLUMN numbered_event.id IS 'Id. Immutable.';
COMMENT ON COLUMN numbered_event.kind IS 'tag, stamp or paper.';
COMMENT ON COLUMN numbered_event.series IS 'The series.';
COMMENT ON COLUMN numbered_event.text IS 'The first number as printed.';
COMMENT ON COLUMN numbered_event.serial_first IS 'The first number.';
COMMENT ON COLUMN numbered_event.serial_last IS 'The last number.';
COMMENT ON COLUMN numbered_event.act IS 'What was done: receive, hand, back, use, spoil, missing, found or write_off.';
COMMENT ON COLUMN numbered_event.from_state IS 'State before; NULL for what was received.';
COMMENT ON COLUMN numbered_event.to_state IS 'State after.';
COMMENT ON COLUMN numbered_event.on_day IS 'The day it counts for.';
COMMENT ON COLUMN numbered_event.note IS 'What was said of it, in words.';
COMMENT ON COLUMN numbered_event.holder IS 'The holder it was handed to or came from; NULL for none. Name at that time.';
COMMENT ON COLUMN numbered_event.application IS 'The case whose permit carries it; NULL for none.';
COMMENT ON COLUMN numbered_event.consignment IS 'For which consignment of that case the permit is; NULL for none.';
COMMENT ON COLUMN numbered_event.actor IS 'Who did it.';
COMMENT ON COLUMN numbered_event.at IS 'When it was done.';
