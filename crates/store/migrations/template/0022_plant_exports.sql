-- Plant-health certificates that our own service issued for plants that leave, where the Party told the Secretariat that
-- they stand for certificates of artificial propagation (Res. Conf. 12.3).

CREATE TABLE plant_export (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id {bytes} NOT NULL,
    -- Number as printed by the plant-health service, in capitals.
    number TEXT NOT NULL,
    -- Day of issue.
    issued_on TEXT NOT NULL,
    -- Office of the plant-health service that issued it.
    office TEXT NOT NULL,
    -- Who sends the plants, as on the certificate.
    exporter TEXT NOT NULL,
    -- Nursery of the register that the plants come from; NULL where none is named.
    nursery {bytes},
    -- Organisation of the nursery; NULL for a private person, and without a nursery.
    organisation {bytes},
    -- Private person of the nursery; NULL for an organisation, and without a nursery.
    person {bytes},
    -- Who receives the plants.
    importer TEXT NOT NULL,
    -- Country of destination.
    destination TEXT NOT NULL,
    -- Code of purposes: what the plants are sent for.
    purpose TEXT NOT NULL,
    -- RECORDED: waits for the border. LEFT: customs counted it out. VOID: withdrawn or written down by mistake.
    state TEXT NOT NULL CHECK (state IN ('RECORDED', 'LEFT', 'VOID')),
    -- Day the plants left; NULL before.
    left_on TEXT,
    -- Where they left; NULL before.
    port TEXT,
    -- Why it is void; NULL unless it is.
    reason TEXT,
    -- Who recorded it.
    recorded_by {bytes} NOT NULL,
    -- When it was recorded.
    recorded_at {int} NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT plant_export_once UNIQUE (tenant, number),
    CONSTRAINT plant_export_nursery FOREIGN KEY (tenant, nursery) REFERENCES register_entry (tenant, id),
    CONSTRAINT plant_export_left CHECK ((state = 'LEFT') = (left_on IS NOT NULL) AND (left_on IS NULL OR issued_on <= left_on)),
    CONSTRAINT plant_export_void CHECK ((state = 'VOID') = (reason IS NOT NULL))
) {strict};
CREATE INDEX plant_export_newest ON plant_export (tenant, recorded_at, id);
CREATE INDEX plant_export_of_organisation ON plant_export (tenant, organisation, recorded_at, id);
CREATE INDEX plant_export_of_person ON plant_export (tenant, person, recorded_at, id);
CREATE INDEX plant_export_by_day ON plant_export (tenant, left_on);
{wall plant_export}

CREATE TABLE plant_export_line (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- The certificate.
    certificate {bytes} NOT NULL,
    -- Place on it, from 0.
    position {int} NOT NULL CHECK (position >= 0),
    -- Scientific name.
    taxon TEXT NOT NULL,
    -- Appendix on the day of issue.
    appendix TEXT NOT NULL,
    -- Code of trade_terms.
    term TEXT NOT NULL,
    -- Unit of the quantities.
    unit TEXT NOT NULL,
    -- How much stands on the certificate, millionths of the unit.
    quantity_micro {int} NOT NULL CHECK (quantity_micro > 0),
    -- The lot that it is drawn from; NULL for none.
    lot {bytes},
    -- How much left, millionths of the unit; NULL before.
    left_micro {int},
    PRIMARY KEY (tenant, certificate, position),
    CONSTRAINT plant_export_line_of FOREIGN KEY (tenant, certificate) REFERENCES plant_export (tenant, id),
    CONSTRAINT plant_export_line_lot FOREIGN KEY (tenant, lot) REFERENCES stock_lot (tenant, id),
    CONSTRAINT plant_export_not_exceeded CHECK (left_micro IS NULL OR (left_micro >= 0 AND left_micro <= quantity_micro))
) {strict};
{wall plant_export_line}
