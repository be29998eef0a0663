-- The words of the desk's people on interests in a case, and who handled what out of turn.

CREATE TABLE interest_word (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- The application. Immutable.
    application {bytes} NOT NULL,
    -- Who said it. Immutable.
    person {bytes} NOT NULL,
    -- Has this person an interest in the case? Once said, it stays.
    interest {int} NOT NULL CHECK (interest IN (0, 1)),
    -- Which interest, in words; blank for the word that there is none.
    reason TEXT NOT NULL,
    -- When it was said first, or when the interest was said.
    said_at {int} NOT NULL,
    PRIMARY KEY (tenant, application, person),
    CONSTRAINT interest_word_reason CHECK (interest = 0 OR length(reason) > 0),
    CONSTRAINT interest_word_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
) {strict};
CREATE INDEX interest_word_said ON interest_word (tenant, interest, said_at);
{wall interest_word}
CREATE INDEX queue_event_of_case ON queue_event (tenant, application, kind);
