-- Several consignments of one application: which permit is for which of them (Art. VI.5). An application for one
-- consignment has no row here. Blocks of later consignments are named A/2, B/2 … in quota_hold and stock_hold.

CREATE TABLE consignment (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- The application.
    application {bytes} NOT NULL,
    -- Which consignment of the application, from 1.
    nth {int} NOT NULL CHECK (nth BETWEEN 1 AND 50),
    -- How many there were when the permit was signed.
    of_all {int} NOT NULL CHECK (of_all BETWEEN 2 AND 50),
    -- Its permit; there is never a second one.
    permit {bytes} NOT NULL,
    PRIMARY KEY (tenant, application, nth),
    CONSTRAINT consignment_permit UNIQUE (tenant, permit),
    CONSTRAINT consignment_within CHECK (nth <= of_all),
    CONSTRAINT consignment_of_permit FOREIGN KEY (tenant, permit) REFERENCES permit (tenant, id),
    CONSTRAINT consignment_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
) {strict};
{append_only consignment}
{wall consignment}
