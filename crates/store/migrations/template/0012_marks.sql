-- Marks on specimens, made comparable; tags, security stamps and security paper as numbered stock.

CREATE TABLE mark_entry (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- What names it: case (an application and the permit it became), inspection (read at a visit of that case) or lot.
    about TEXT NOT NULL CHECK (about IN ('case', 'inspection', 'lot')),
    -- Id of the application or lot.
    subject {bytes} NOT NULL,
    -- Letter of the block.
    block TEXT NOT NULL,
    -- Place among the marks of the block, from 1.
    position {int} NOT NULL CHECK (position >= 1),
    -- Code of mark_types.
    kind TEXT NOT NULL,
    -- As it was typed.
    typed TEXT NOT NULL,
    -- As it is written by rule: the first of a range.
    text TEXT NOT NULL,
    -- What stands before the number, folded.
    head TEXT NOT NULL,
    -- Digits of the number; 0 for a mark without number.
    width {int} NOT NULL CHECK (width BETWEEN 0 AND 15),
    -- What stands after the number, folded.
    tail TEXT NOT NULL,
    -- The number, of a range the first.
    serial_first {int} NOT NULL,
    -- The last number.
    serial_last {int} NOT NULL,
    -- Scientific name of the specimen.
    taxon TEXT NOT NULL,
    -- The holder's organisation; NULL for a private person.
    organisation {bytes},
    -- The holder's account; NULL for an organisation or one without account.
    person {bytes},
    -- The holder's name, for officers.
    holder TEXT NOT NULL,
    -- When it was written here.
    recorded_at {int} NOT NULL,
    PRIMARY KEY (tenant, about, subject, block, position),
    CONSTRAINT mark_entry_range CHECK (serial_first <= serial_last)
) {strict};
CREATE INDEX mark_entry_series ON mark_entry (tenant, head, width, serial_first);
CREATE INDEX mark_entry_number ON mark_entry (tenant, width, serial_first);
{wall mark_entry}

CREATE TABLE numbered_batch (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id {bytes} NOT NULL,
    -- tag, stamp or paper.
    kind TEXT NOT NULL CHECK (kind IN ('tag', 'stamp', 'paper')),
    -- Code of mark_types, for tags; NULL for stamps and paper.
    mark_kind TEXT,
    -- Everything of the numbers but the number itself: one series, one sequence.
    series TEXT NOT NULL,
    -- The first number as printed.
    text TEXT NOT NULL,
    -- The first number.
    serial_first {int} NOT NULL,
    -- The last number.
    serial_last {int} NOT NULL,
    -- Who made them.
    supplier TEXT NOT NULL,
    -- Words beside it.
    note TEXT NOT NULL,
    -- Day they came.
    received_on TEXT NOT NULL,
    -- Who took them in.
    received_by {bytes} NOT NULL,
    -- When that was written down.
    received_at {int} NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT numbered_batch_range CHECK (serial_first <= serial_last)
) {strict};
CREATE INDEX numbered_batch_of_kind ON numbered_batch (tenant, kind, received_at, id);
{append_only numbered_batch}
{wall numbered_batch}

CREATE TABLE numbered_item (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- tag, stamp or paper.
    kind TEXT NOT NULL CHECK (kind IN ('tag', 'stamp', 'paper')),
    -- Its series.
    series TEXT NOT NULL,
    -- Its number: one row a piece, so that none can be there twice.
    serial {int} NOT NULL,
    -- The batch it came with.
    batch {bytes} NOT NULL,
    -- Where it is: STOCK, HANDED to a holder, USED, SPOILED, MISSING (reported) or LOST (written off).
    state TEXT NOT NULL CHECK (state IN ('STOCK', 'HANDED', 'USED', 'SPOILED', 'MISSING', 'LOST')),
    -- The organisation it was handed to; NULL in the Authority's own stock.
    organisation {bytes},
    -- The private person it was handed to; NULL in the Authority's own stock.
    person {bytes},
    -- The case whose permit carries it; NULL otherwise.
    application {bytes},
    -- For which consignment of that case the permit is, from 1; NULL otherwise.
    consignment {int} CHECK (consignment BETWEEN 1 AND 50),
    -- 1: a stamp on a permit, which carries one only; NULL otherwise.
    alone {int} CHECK (alone = 1),
    -- Who reported it missing; NULL otherwise.
    reported_by {bytes},
    -- Who wrote it off; NULL otherwise.
    written_off_by {bytes},
    -- Last change.
    changed_at {int} NOT NULL,
    PRIMARY KEY (tenant, kind, series, serial),
    CONSTRAINT numbered_item_batch FOREIGN KEY (tenant, batch) REFERENCES numbered_batch (tenant, id),
    CONSTRAINT numbered_item_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id),
    CONSTRAINT numbered_item_one_stamp UNIQUE (tenant, application, consignment, alone),
    CONSTRAINT numbered_item_held CHECK (state <> 'HANDED' OR organisation IS NOT NULL OR person IS NOT NULL),
    CONSTRAINT numbered_item_bound CHECK (kind = 'tag' OR (state = 'USED') = (application IS NOT NULL)),
    CONSTRAINT numbered_item_consignment CHECK ((application IS NULL) = (consignment IS NULL)),
    CONSTRAINT numbered_item_alone CHECK ((alone IS NOT NULL) = (kind = 'stamp' AND application IS NOT NULL)),
    CONSTRAINT numbered_item_two_persons CHECK (state <> 'LOST' OR (reported_by IS NOT NULL AND written_off_by IS NOT NULL AND reported_by <> written_off_by))
) {strict};
CREATE INDEX numbered_item_of_organisation ON numbered_item (tenant, organisation, kind);
CREATE INDEX numbered_item_of_person ON numbered_item (tenant, person, kind);
CREATE INDEX numbered_item_of_batch ON numbered_item (tenant, batch, serial);
{wall numbered_item}

CREATE TABLE numbered_event (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id {bytes} NOT NULL,
    -- tag, stamp or paper.
    kind TEXT NOT NULL CHECK (kind IN ('tag', 'stamp', 'paper')),
    -- The series.
    series TEXT NOT NULL,
    -- The first number as printed.
    text TEXT NOT NULL,
    -- The first number.
    serial_first {int} NOT NULL,
    -- The last number.
    serial_last {int} NOT NULL,
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
    application {bytes},
    -- For which consignment of that case the permit is; NULL for none.
    consignment {int},
    -- Who did it.
    actor TEXT NOT NULL,
    -- When it was done.
    at {int} NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT numbered_event_range CHECK (serial_first <= serial_last)
) {strict};
CREATE INDEX numbered_event_newest ON numbered_event (tenant, kind, at, id);
CREATE INDEX numbered_event_by_day ON numbered_event (tenant, kind, on_day);
{append_only numbered_event}
{wall numbered_event}
