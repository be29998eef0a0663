-- Kinds of documents a Party offers; landings under introduction-from-the-sea certificates; transit seen at the border.

CREATE TABLE document_kind (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Code of document_types.
    kind TEXT NOT NULL,
    -- 1: one may apply for it. 0: switched off. Kinds without a row are on.
    offered {int} NOT NULL CHECK (offered IN (0, 1)),
    -- Who switched it last.
    changed_by {bytes} NOT NULL,
    -- When it was last changed.
    changed_at {int} NOT NULL,
    PRIMARY KEY (tenant, kind)
) {strict};
{wall document_kind}

CREATE TABLE landing_total (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- The introduction-from-the-sea certificate.
    permit {bytes} NOT NULL,
    -- Letter of the block.
    block TEXT NOT NULL,
    -- Box 11 of the block, millionths of its unit. Immutable.
    total_micro {int} NOT NULL CHECK (total_micro >= 0),
    -- Sum of the landings, millionths.
    landed_micro {int} NOT NULL,
    PRIMARY KEY (tenant, permit, block),
    CONSTRAINT landing_total_line FOREIGN KEY (tenant, permit, block) REFERENCES permit_line (tenant, permit, block),
    CONSTRAINT landing_total_not_exceeded CHECK (landed_micro >= 0 AND landed_micro <= total_micro)
) {strict};
{wall landing_total}

CREATE TABLE landing (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id {bytes} NOT NULL,
    -- The introduction-from-the-sea certificate.
    permit {bytes} NOT NULL,
    -- Letter of the block.
    block TEXT NOT NULL,
    -- What was landed, millionths of the block's unit.
    quantity_micro {int} NOT NULL CHECK (quantity_micro > 0),
    -- Day of the landing.
    landed_on TEXT NOT NULL,
    -- Port, UN/LOCODE or name.
    port TEXT NOT NULL,
    -- Ship that landed it.
    vessel TEXT NOT NULL,
    -- Officer who wrote it off.
    recorded_by {bytes} NOT NULL,
    -- When it was written off.
    recorded_at {int} NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT landing_of_total FOREIGN KEY (tenant, permit, block) REFERENCES landing_total (tenant, permit, block)
) {strict};
CREATE INDEX landing_of_permit ON landing (tenant, permit, landed_on, id);
CREATE INDEX landing_by_day ON landing (tenant, landed_on, permit, block, id);
{append_only landing}
{wall landing}

CREATE TABLE transit (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id {bytes} NOT NULL,
    -- transit or transshipment.
    kind TEXT NOT NULL CHECK (kind IN ('transit', 'transshipment')),
    -- Country of export on the document shown.
    exporter TEXT NOT NULL,
    -- Country of final destination on the document shown.
    destination TEXT NOT NULL,
    -- Number of the valid document that shows the final destination.
    document TEXT NOT NULL,
    -- Last day of that document.
    valid_until TEXT NOT NULL,
    -- Scientific name.
    taxon TEXT NOT NULL,
    -- What and how much, in words.
    goods TEXT NOT NULL,
    -- Place where the goods stay under customs control.
    place TEXT NOT NULL,
    -- Day they came.
    entered_on TEXT NOT NULL,
    -- Day they left again; NULL: still here.
    left_on TEXT,
    -- Officer who recorded it.
    recorded_by {bytes} NOT NULL,
    -- When it was recorded.
    recorded_at {int} NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version {int} NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT transit_days CHECK (left_on IS NULL OR left_on >= entered_on)
) {strict};
CREATE INDEX transit_newest ON transit (tenant, recorded_at, id);
{wall transit}

CREATE TABLE label_institution (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Registration code: two letters of the country and three characters.
    code TEXT NOT NULL CHECK (length(code) = 5),
    -- Name as printed on labels.
    name TEXT NOT NULL,
    -- Address as printed on labels.
    address TEXT NOT NULL,
    -- Organisation whose people print its labels; NULL for institutions abroad or without accounts.
    organisation {bytes},
    -- 1: registered. 0: taken off the register.
    active {int} NOT NULL CHECK (active IN (0, 1)),
    -- Officer who registered it.
    registered_by {bytes} NOT NULL,
    -- When it was registered.
    registered_at {int} NOT NULL,
    PRIMARY KEY (tenant, code)
) {strict};
{wall label_institution}

CREATE TABLE label_use (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id {bytes} NOT NULL,
    -- Number of the label, without gap in a year.
    number TEXT NOT NULL,
    -- Code of the institution that sends.
    sender TEXT NOT NULL,
    -- Code of the institution that receives.
    receiver TEXT NOT NULL,
    -- herbarium, preserved, embedded or live_plant.
    contents TEXT NOT NULL CHECK (contents IN ('herbarium', 'preserved', 'embedded', 'live_plant')),
    -- loan, donation or exchange.
    purpose TEXT NOT NULL CHECK (purpose IN ('loan', 'donation', 'exchange')),
    -- Species and how many, in words.
    specimens TEXT NOT NULL,
    -- Who printed it.
    printed_by {bytes} NOT NULL,
    -- When it was printed.
    printed_at {int} NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT label_use_number UNIQUE (tenant, number),
    CONSTRAINT label_use_sender FOREIGN KEY (tenant, sender) REFERENCES label_institution (tenant, code),
    CONSTRAINT label_use_receiver FOREIGN KEY (tenant, receiver) REFERENCES label_institution (tenant, code),
    CONSTRAINT label_use_two CHECK (sender <> receiver)
) {strict};
CREATE INDEX label_use_newest ON label_use (tenant, printed_at, id);
{append_only label_use}
{wall label_use}
