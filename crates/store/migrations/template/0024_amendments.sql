-- Which cases amend which permits: what a holder asked for, and what an officer began.

CREATE TABLE amendment (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- The case that amends. Immutable.
    application {bytes} NOT NULL,
    -- The permit that is amended. Immutable.
    permit {bytes} NOT NULL,
    -- Whether its holder asked for it: 0 an officer began it, 1 asked. Immutable.
    asked {int} NOT NULL CHECK (asked IN (0, 1)),
    -- When it began. Immutable.
    begun_at {int} NOT NULL,
    PRIMARY KEY (tenant, application),
    CONSTRAINT amendment_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id),
    CONSTRAINT amendment_permit FOREIGN KEY (tenant, permit) REFERENCES permit (tenant, id)
) {strict};
CREATE INDEX amendment_of_permit ON amendment (tenant, permit, begun_at, application);
{append_only amendment}
{wall amendment}
