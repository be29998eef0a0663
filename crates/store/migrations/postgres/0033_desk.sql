-- Rendered from the template of the same name; do not edit.
-- The words of the desk's people on interests in a case, and who handled what out of turn.

CREATE TABLE interest_word (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The application. Immutable.
    application BYTEA NOT NULL,
    -- Who said it. Immutable.
    person BYTEA NOT NULL,
    -- Has this person an interest in the case? Once said, it stays.
    interest BIGINT NOT NULL CHECK (interest IN (0, 1)),
    -- Which interest, in words; blank for the word that there is none.
    reason TEXT NOT NULL,
    -- When it was said first, or when the interest was said.
    said_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, application, person),
    CONSTRAINT interest_word_reason CHECK (interest = 0 OR length(reason) > 0),
    CONSTRAINT interest_word_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
);
CREATE INDEX interest_word_said ON interest_word (tenant, interest, said_at);
ALTER TABLE interest_word ENABLE ROW LEVEL SECURITY;
ALTER TABLE interest_word FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON interest_word FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);
CREATE INDEX queue_event_of_case ON queue_event (tenant, application, kind);

COMMENT ON COLUMN interest_word.tenant IS 'The tenant.';
COMMENT ON COLUMN interest_word.application IS 'The application. Immutable.';
COMMENT ON COLUMN interest_word.person IS 'Who said it. Immutable.';
COMMENT ON COLUMN interest_word.interest IS 'Has this person an interest in the case? Once said, it stays.';
COMMENT ON COLUMN interest_word.reason IS 'Which interest, in words; blank for the word that there is none.';
COMMENT ON COLUMN interest_word.said_at IS 'When it was said first, or when the interest was said.';
