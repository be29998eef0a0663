-- Rendered from the template of the same name; do not edit.
-- The first schema: see README.md beside this folder for the story and the tokens.

CREATE TABLE tenant (
    -- Small number chosen at creation; stands in every other table. Immutable.
    id BIGINT NOT NULL PRIMARY KEY,
    -- Short name in addresses and commands, for example QM or QM-training. Immutable.
    code TEXT NOT NULL UNIQUE,
    -- The Party: ISO 3166-1 alpha-2 code.
    party TEXT NOT NULL CHECK (length(party) = 2),
    -- Host name that belongs to this tenant; NULL when it is reached by its code only.
    host TEXT UNIQUE,
    -- 1: fictional country, nothing of it may look like a live permit.
    demo BIGINT NOT NULL CHECK (demo IN (0, 1)),
    -- 1: two persons decide each case. 0: a one-officer authority that opted out.
    four_eyes BIGINT NOT NULL CHECK (four_eyes IN (0, 1)),
    -- Names, languages, number template, address of the authority and further settings, JSON (store::TenantSettings).
    settings TEXT NOT NULL,
    -- When it was set up.
    created_at BIGINT NOT NULL
);
ALTER TABLE tenant ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON tenant FOR ALL USING (id = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (id = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);
CREATE POLICY open_read ON tenant FOR SELECT USING (true);

CREATE TABLE organisation (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- Name as on the register, for lists and search.
    name TEXT NOT NULL,
    -- Number in the Party's register of companies or breeders; NULL when there is none.
    register_number TEXT,
    -- 1: may apply. 0: closed.
    active BIGINT NOT NULL CHECK (active IN (0, 1)),
    -- Address and everything else about it, JSON.
    body TEXT NOT NULL,
    -- When it was registered.
    created_at BIGINT NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX organisation_name ON organisation (tenant, name);
ALTER TABLE organisation ENABLE ROW LEVEL SECURITY;
ALTER TABLE organisation FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON organisation FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE person (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- Address to sign in with, lower case; unique in the tenant.
    email TEXT NOT NULL,
    -- Name as it stands on documents and in the timeline.
    name TEXT NOT NULL,
    -- Title under a signature, for example Licensing officer; NULL when none.
    title TEXT,
    -- The organisation the person acts for; NULL for officers.
    organisation BYTEA,
    -- Role codes of data/codes/roles.csv, JSON list.
    roles TEXT NOT NULL,
    -- Language of the pages, ISO 639-1.
    language TEXT NOT NULL,
    -- Argon2id hash in its own text form; NULL: cannot sign in with a password.
    password_hash TEXT,
    -- Secret of the second factor, sealed by the server; NULL: none yet.
    second_factor BYTEA,
    -- Wrong passwords in a row since the last right one.
    failed_count BIGINT NOT NULL CHECK (failed_count >= 0),
    -- No sign-in before this moment; NULL: not held back.
    locked_until_at BIGINT,
    -- 1: may sign in. 0: closed for good.
    active BIGINT NOT NULL CHECK (active IN (0, 1)),
    -- When the account was made.
    created_at BIGINT NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT person_email UNIQUE (tenant, email),
    CONSTRAINT person_organisation FOREIGN KEY (tenant, organisation) REFERENCES organisation (tenant, id)
);
ALTER TABLE person ENABLE ROW LEVEL SECURITY;
ALTER TABLE person FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON person FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE session (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- SHA-256 of the secret in the cookie; the secret itself is nowhere stored.
    token_hash BYTEA NOT NULL,
    -- Who is signed in.
    person BYTEA NOT NULL,
    -- Secret that forms must carry, 32 hexadecimal digits or more.
    csrf TEXT NOT NULL,
    -- When the person signed in.
    created_at BIGINT NOT NULL,
    -- Ends then at the latest.
    expires_at BIGINT NOT NULL,
    -- Ends then unless used before; moved by use.
    idle_until_at BIGINT NOT NULL,
    -- When the second factor or the password was given again; NULL: not in this session.
    stepped_up_at BIGINT,
    PRIMARY KEY (tenant, token_hash),
    CONSTRAINT session_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id)
);
CREATE INDEX session_of_person ON session (tenant, person);
ALTER TABLE session ENABLE ROW LEVEL SECURITY;
ALTER TABLE session FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON session FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE api_token (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- SHA-256 of the token; the token itself is shown once and nowhere stored.
    token_hash BYTEA NOT NULL,
    -- In whose name the caller acts.
    person BYTEA NOT NULL,
    -- What it is for, in the owner's words.
    name TEXT NOT NULL,
    -- When it was made.
    created_at BIGINT NOT NULL,
    -- Valid until then; NULL: until revoked.
    expires_at BIGINT,
    -- When it was taken back; NULL: still good.
    revoked_at BIGINT,
    PRIMARY KEY (tenant, token_hash),
    CONSTRAINT api_token_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id)
);
ALTER TABLE api_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_token FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON api_token FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE application (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- Reference that people quote, unique in the tenant.
    reference TEXT NOT NULL,
    -- In whose name is applied; NULL for a private person without register entry.
    organisation BYTEA,
    -- The applicant's own account; NULL for one who came to the counter and has none.
    applicant BYTEA,
    -- Document applied for: code of document_types; NULL while the form does not say.
    kind TEXT,
    -- Country on the other side: of import for exports, of export for imports; NULL while unknown.
    partner TEXT,
    -- First taxon of the draft, for lists; NULL while the draft has no line.
    taxon TEXT,
    -- Number of lines of the draft.
    line_count BIGINT NOT NULL CHECK (line_count >= 0),
    -- Code of application_statuses.
    status TEXT NOT NULL,
    -- Officer in charge; NULL before assignment.
    officer BYTEA,
    -- Who proposed the decision that is in force; NULL before, and after it was dropped.
    proposed_by BYTEA,
    -- Who approved it; NULL before.
    approved_by BYTEA,
    -- 1: the tenant had opted out of four eyes when this was decided.
    one_officer BIGINT NOT NULL CHECK (one_officer IN (0, 1)),
    -- SHA-256 of the draft as handed in; NULL before.
    draft_digest BYTEA,
    -- First submission; NULL while a draft.
    submitted_at BIGINT,
    -- Issue, refusal, withdrawal or other end; NULL while open.
    closed_at BIGINT,
    -- The authority's time from submission to decision without waiting for the applicant, milliseconds; NULL before issue or refusal.
    processing_ms BIGINT CHECK (processing_ms >= 0),
    -- Last change of state or draft; order of the work list.
    changed_at BIGINT NOT NULL,
    -- When the draft was begun.
    created_at BIGINT NOT NULL,
    -- The whole application, JSON (permits::Application).
    body TEXT NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT application_reference UNIQUE (tenant, reference),
    CONSTRAINT application_organisation FOREIGN KEY (tenant, organisation) REFERENCES organisation (tenant, id),
    CONSTRAINT application_applicant FOREIGN KEY (tenant, applicant) REFERENCES person (tenant, id),
    CONSTRAINT application_four_eyes CHECK (one_officer = 1 OR approved_by IS NULL OR proposed_by IS NULL OR approved_by <> proposed_by),
    CONSTRAINT application_own_case CHECK (one_officer = 1 OR approved_by IS NULL OR approved_by <> applicant)
);
CREATE INDEX application_by_status ON application (tenant, status, changed_at, id);
CREATE INDEX application_open ON application (tenant, changed_at, id) WHERE closed_at IS NULL;
CREATE INDEX application_changed ON application (tenant, changed_at, id);
CREATE INDEX application_of_organisation ON application (tenant, organisation, changed_at, id);
CREATE INDEX application_of_applicant ON application (tenant, applicant, changed_at, id);
ALTER TABLE application ENABLE ROW LEVEL SECURITY;
ALTER TABLE application FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON application FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE finding (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- For which application.
    application BYTEA NOT NULL,
    -- Code of findings.
    kind TEXT NOT NULL,
    -- Person who gave it; NULL when it came from outside.
    given_by BYTEA,
    -- When it was recorded.
    given_at BIGINT NOT NULL,
    -- The whole finding, JSON (permits::Finding).
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT finding_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
);
CREATE INDEX finding_of_application ON finding (tenant, application, given_at, id);
CREATE FUNCTION finding_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'finding is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER finding_rows BEFORE UPDATE OR DELETE ON finding FOR EACH ROW EXECUTE FUNCTION finding_refuse();
CREATE TRIGGER finding_all BEFORE TRUNCATE ON finding FOR EACH STATEMENT EXECUTE FUNCTION finding_refuse();
ALTER TABLE finding ENABLE ROW LEVEL SECURITY;
ALTER TABLE finding FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON finding FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE quota (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- Taxon name the quota stands under.
    taxon TEXT NOT NULL,
    -- Calendar year (or the year in which a shifted quota year begins).
    year BIGINT NOT NULL,
    -- Unit code; all amounts of the row are in it.
    unit TEXT NOT NULL,
    -- The limit in millionths; NULL: unlimited, only counted.
    amount_micro BIGINT CHECK (amount_micro >= 0),
    -- Soft reservations of accepted applications, millionths.
    reserved_micro BIGINT NOT NULL,
    -- Approved and issued, not yet endorsed, millionths.
    committed_micro BIGINT NOT NULL,
    -- Endorsed at export, millionths.
    consumed_micro BIGINT NOT NULL,
    -- 1: soft reservations lower what is available. 0: they are only counted.
    reservations_count BIGINT NOT NULL CHECK (reservations_count IN (0, 1)),
    -- 1: in force. 0: closed, kept for history.
    active BIGINT NOT NULL CHECK (active IN (0, 1)),
    -- Terms, sources, purposes it is for, its legal basis and where it was published, JSON (store::QuotaKeys).
    keys TEXT NOT NULL,
    -- A change of the limit or a correction that waits for its second person, JSON (permits::QuotaChange); NULL: none.
    proposed TEXT,
    -- Counts the changes; a writer names the version it read.
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT quota_reserved_not_negative CHECK (reserved_micro >= 0),
    CONSTRAINT quota_committed_not_negative CHECK (committed_micro >= 0),
    CONSTRAINT quota_consumed_not_negative CHECK (consumed_micro >= 0),
    CONSTRAINT quota_not_exceeded CHECK (amount_micro IS NULL OR committed_micro + consumed_micro <= amount_micro)
);
CREATE INDEX quota_of_year ON quota (tenant, year, taxon, id);
ALTER TABLE quota ENABLE ROW LEVEL SECURITY;
ALTER TABLE quota FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON quota FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE quota_hold (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Which quota.
    quota BYTEA NOT NULL,
    -- The case that draws on it.
    application BYTEA NOT NULL,
    -- Its block.
    block TEXT NOT NULL,
    -- Reserved, committed, consumed or released.
    phase TEXT NOT NULL CHECK (phase IN ('reserved', 'committed', 'consumed', 'released')),
    -- How much is reserved, committed or was consumed, millionths; 0 when released.
    amount_micro BIGINT NOT NULL CHECK (amount_micro >= 0),
    PRIMARY KEY (tenant, quota, application, block),
    CONSTRAINT quota_hold_quota FOREIGN KEY (tenant, quota) REFERENCES quota (tenant, id)
);
CREATE INDEX quota_hold_of_application ON quota_hold (tenant, application, quota);
ALTER TABLE quota_hold ENABLE ROW LEVEL SECURITY;
ALTER TABLE quota_hold FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON quota_hold FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE quota_event (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Which quota.
    quota BYTEA NOT NULL,
    -- Counts the events of one quota from 1.
    seq BIGINT NOT NULL CHECK (seq > 0),
    -- What happened: reserve, commit, consume, release, correct, limit, transfer.
    kind TEXT NOT NULL,
    -- What it was done for: application id, a hash sign and the block; NULL for changes of the quota itself.
    source_key TEXT,
    -- Change of the reserved sum, millionths.
    reserved_delta_micro BIGINT NOT NULL,
    -- Change of the committed sum, millionths.
    committed_delta_micro BIGINT NOT NULL,
    -- Change of the consumed sum, millionths.
    consumed_delta_micro BIGINT NOT NULL,
    -- When it happened.
    at BIGINT NOT NULL,
    -- Who: person:…, partner:… or system.
    actor TEXT NOT NULL,
    PRIMARY KEY (tenant, quota, seq),
    CONSTRAINT quota_event_quota FOREIGN KEY (tenant, quota) REFERENCES quota (tenant, id)
);
CREATE INDEX quota_event_of_source ON quota_event (tenant, source_key, quota, seq);
CREATE FUNCTION quota_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'quota_event is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER quota_event_rows BEFORE UPDATE OR DELETE ON quota_event FOR EACH ROW EXECUTE FUNCTION quota_event_refuse();
CREATE TRIGGER quota_event_all BEFORE TRUNCATE ON quota_event FOR EACH STATEMENT EXECUTE FUNCTION quota_event_refuse();
ALTER TABLE quota_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE quota_event FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON quota_event FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE counter (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- What is counted, for example permit or application.
    series TEXT NOT NULL,
    -- Year in which the count begins at 1 again.
    year BIGINT NOT NULL,
    -- The last serial given out.
    last BIGINT NOT NULL CHECK (last >= 0),
    PRIMARY KEY (tenant, series, year)
);
ALTER TABLE counter ENABLE ROW LEVEL SECURITY;
ALTER TABLE counter FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON counter FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE intent (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Number of the permit to be.
    number TEXT NOT NULL,
    -- Series of the serial.
    series TEXT NOT NULL,
    -- Year of the serial.
    year BIGINT NOT NULL,
    -- Serial inside series and year; never used twice, a void one stays as a recorded gap.
    serial BIGINT NOT NULL CHECK (serial > 0),
    -- Id of the permit to be.
    permit BYTEA NOT NULL,
    -- The application that is signed.
    application BYTEA NOT NULL,
    -- SHA-256 of the draft that is signed.
    draft_digest BYTEA NOT NULL,
    -- Number, digests and the byte strings to be signed, JSON (permits::IntentRecord), recorded before the signer is asked.
    body TEXT NOT NULL,
    -- What office needs to finish after a crash: the document and its preparations, JSON.
    preparation TEXT NOT NULL,
    -- OPEN until the seal is recorded; then SEALED, or VOID with a reason.
    state TEXT NOT NULL CHECK (state IN ('OPEN', 'SEALED', 'VOID')),
    -- Why it was voided; NULL otherwise.
    void_reason TEXT,
    -- When it was recorded.
    created_at BIGINT NOT NULL,
    -- When it was sealed or voided; NULL while open.
    finished_at BIGINT,
    PRIMARY KEY (tenant, number),
    CONSTRAINT intent_serial UNIQUE (tenant, year, series, serial),
    CONSTRAINT intent_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id),
    CONSTRAINT intent_void_has_reason CHECK ((state = 'VOID') = (void_reason IS NOT NULL))
);
CREATE UNIQUE INDEX intent_open_once ON intent (tenant, application) WHERE state = 'OPEN';
ALTER TABLE intent ENABLE ROW LEVEL SECURITY;
ALTER TABLE intent FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON intent FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE permit (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- Number as printed in box 1.
    number TEXT NOT NULL,
    -- Series of the serial.
    series TEXT NOT NULL,
    -- Year of the serial.
    year BIGINT NOT NULL,
    -- Serial inside series and year.
    serial BIGINT NOT NULL CHECK (serial > 0),
    -- The application it came from; NULL for imported old permits.
    application BYTEA,
    -- The organisation it was issued to; NULL for private persons.
    organisation BYTEA,
    -- Code of document_types.
    kind TEXT NOT NULL,
    -- Code of permit_statuses.
    status TEXT NOT NULL,
    -- Country of export or re-export (box 4).
    exporter TEXT NOT NULL,
    -- Country of import (box 3a); NULL where the document names none.
    importer TEXT,
    -- Holder's name, for lists and search.
    holder TEXT NOT NULL,
    -- First taxon, for lists.
    taxon TEXT NOT NULL,
    -- First day of validity.
    valid_from_on TEXT NOT NULL,
    -- Last day of validity, included.
    valid_until_on TEXT NOT NULL,
    -- When it was issued.
    issued_at BIGINT NOT NULL,
    -- When customs endorsed it at export; NULL before.
    endorsed_at BIGINT,
    -- Last change of state; what the exchange looks at.
    changed_at BIGINT NOT NULL,
    -- SHA-256 (domain manis-token) of the security code.
    token_hash BYTEA NOT NULL,
    -- Who approved the decision; NULL for imported old permits.
    approved_by BYTEA,
    -- Who proposed it; NULL for imported old permits.
    proposed_by BYTEA,
    -- 1: the tenant had opted out of four eyes when this was decided.
    one_officer BIGINT NOT NULL CHECK (one_officer IN (0, 1)),
    -- SHA-256 of the document as signed.
    document_digest BYTEA NOT NULL,
    -- Id of the permit that takes its place; NULL unless replaced.
    replaced_by BYTEA,
    -- The whole permit, JSON (permits::Permit).
    body TEXT NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT permit_number UNIQUE (tenant, number),
    CONSTRAINT permit_serial UNIQUE (tenant, year, series, serial),
    CONSTRAINT permit_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id),
    CONSTRAINT permit_organisation FOREIGN KEY (tenant, organisation) REFERENCES organisation (tenant, id),
    CONSTRAINT permit_four_eyes CHECK (one_officer = 1 OR approved_by IS NULL OR proposed_by IS NULL OR approved_by <> proposed_by),
    CONSTRAINT permit_validity CHECK (valid_from_on <= valid_until_on)
);
CREATE INDEX permit_issued ON permit (tenant, issued_at, id);
CREATE INDEX permit_by_status ON permit (tenant, status, issued_at, id);
CREATE INDEX permit_of_organisation ON permit (tenant, organisation, issued_at, id);
CREATE INDEX permit_by_importer ON permit (tenant, importer, issued_at, id);
CREATE INDEX permit_of_application ON permit (tenant, application);
CREATE INDEX permit_expiry ON permit (tenant, status, valid_until_on);
ALTER TABLE permit ENABLE ROW LEVEL SECURITY;
ALTER TABLE permit FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON permit FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE permit_line (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The permit.
    permit BYTEA NOT NULL,
    -- Letter of the block: A, B, … as printed.
    block TEXT NOT NULL,
    -- Place of the block on the paper, from 0.
    position BIGINT NOT NULL CHECK (position >= 0),
    -- Box 7: scientific name.
    taxon TEXT NOT NULL,
    -- Box 9: code of trade_terms.
    term TEXT NOT NULL,
    -- Box 11: unit code; all amounts of the row are in it.
    unit TEXT NOT NULL,
    -- Box 10: Appendix.
    appendix TEXT NOT NULL,
    -- Box 10: source code.
    source TEXT NOT NULL,
    -- Box 5b: purpose code, as on the whole permit.
    purpose TEXT NOT NULL,
    -- Box 12: country of origin; NULL where it is the issuing country.
    origin TEXT,
    -- Box 11: what may leave, millionths.
    permitted_micro BIGINT NOT NULL,
    -- Box 14: what left, millionths; NULL before endorsement.
    endorsed_micro BIGINT,
    -- What the importing Party says it received, millionths; NULL before it said so. May differ: that is a case, not an error.
    received_micro BIGINT,
    -- When the permit was issued, for the report's year.
    issued_at BIGINT NOT NULL,
    -- When it was endorsed, for the report's year; NULL before.
    endorsed_at BIGINT,
    PRIMARY KEY (tenant, permit, block),
    CONSTRAINT permit_line_permit FOREIGN KEY (tenant, permit) REFERENCES permit (tenant, id),
    CONSTRAINT permit_line_permitted_not_negative CHECK (permitted_micro >= 0),
    CONSTRAINT permit_line_within_permitted CHECK (endorsed_micro IS NULL OR (endorsed_micro >= 0 AND endorsed_micro <= permitted_micro)),
    CONSTRAINT permit_line_received_not_negative CHECK (received_micro IS NULL OR received_micro >= 0)
);
CREATE INDEX permit_line_endorsed ON permit_line (tenant, endorsed_at, permit, position);
CREATE INDEX permit_line_issued ON permit_line (tenant, issued_at, permit, position);
ALTER TABLE permit_line ENABLE ROW LEVEL SECURITY;
ALTER TABLE permit_line FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON permit_line FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE issued_document (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The permit.
    permit BYTEA NOT NULL,
    -- Which form of it: xml (signed), qr (signed text), pdf, or xml-final (with the endorsement).
    kind TEXT NOT NULL,
    -- SHA-256 of the bytes.
    digest BYTEA NOT NULL,
    -- The bytes exactly as signed and served.
    bytes BYTEA NOT NULL,
    -- When they were made.
    created_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, permit, kind),
    CONSTRAINT issued_document_permit FOREIGN KEY (tenant, permit) REFERENCES permit (tenant, id)
);
CREATE FUNCTION issued_document_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'issued_document is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER issued_document_rows BEFORE UPDATE OR DELETE ON issued_document FOR EACH ROW EXECUTE FUNCTION issued_document_refuse();
CREATE TRIGGER issued_document_all BEFORE TRUNCATE ON issued_document FOR EACH STATEMENT EXECUTE FUNCTION issued_document_refuse();
ALTER TABLE issued_document ENABLE ROW LEVEL SECURITY;
ALTER TABLE issued_document FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON issued_document FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE public_permit (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Number as printed.
    number TEXT NOT NULL,
    -- SHA-256 (domain manis-token) of the security code: without it the row says nothing.
    token_hash BYTEA NOT NULL,
    -- The issuing Party.
    party TEXT NOT NULL,
    -- Code of document_types.
    kind TEXT NOT NULL,
    -- Code of permit_statuses.
    status TEXT NOT NULL,
    -- Country of export.
    exporter TEXT NOT NULL,
    -- Country of import; NULL where none is named.
    importer TEXT,
    -- First day of validity.
    valid_from_on TEXT NOT NULL,
    -- Last day of validity, included.
    valid_until_on TEXT NOT NULL,
    -- When it was issued.
    issued_at BIGINT NOT NULL,
    -- When it was endorsed at export; NULL before.
    endorsed_at BIGINT,
    -- Where it was endorsed, the port's name; NULL before.
    port TEXT,
    -- Number of the permit that replaced it; NULL unless replaced.
    replaced_by TEXT,
    -- Lines without any person's name, JSON (store::PublicLine list).
    lines TEXT NOT NULL,
    -- SHA-256 of the document as signed.
    document_digest BYTEA NOT NULL,
    -- When this face was last rewritten.
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (number, tenant)
);
ALTER TABLE public_permit ENABLE ROW LEVEL SECURITY;
ALTER TABLE public_permit FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON public_permit FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);
CREATE POLICY open_read ON public_permit FOR SELECT USING (true);

CREATE TABLE foreign_permit (
    -- The tenant that received it.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- The issuing Party.
    issuer TEXT NOT NULL,
    -- Number as printed, capitals.
    number TEXT NOT NULL,
    -- 1: with endorsement (EPIX final). 0: without.
    final BIGINT NOT NULL CHECK (final IN (0, 1)),
    -- Code of document_types as far as it is known to us, or the foreign text.
    kind TEXT NOT NULL,
    -- What we did with it: FETCHED, RECEIVED, CONFIRMED, REFUSED.
    status TEXT NOT NULL,
    -- Country of export.
    exporter TEXT NOT NULL,
    -- Country of import; NULL where none is named.
    importer TEXT,
    -- First taxon, for lists.
    taxon TEXT NOT NULL,
    -- Last day of validity; NULL when the document does not say.
    valid_until_on TEXT,
    -- The bytes exactly as they came.
    raw BYTEA NOT NULL,
    -- SHA-256 of them.
    raw_digest BYTEA NOT NULL,
    -- SHA-256 of the certificate that signed them; NULL: not signed or not verified.
    sender_fingerprint BYTEA,
    -- When we got it.
    retrieved_at BIGINT NOT NULL,
    -- When our customs let the goods in; NULL before.
    received_at BIGINT,
    -- Last change; order of the list.
    changed_at BIGINT NOT NULL,
    -- Document as read, checks, receipt, JSON.
    body TEXT NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT foreign_permit_number UNIQUE (tenant, issuer, number)
);
CREATE INDEX foreign_permit_changed ON foreign_permit (tenant, changed_at, id);
CREATE INDEX foreign_permit_by_status ON foreign_permit (tenant, status, changed_at, id);
ALTER TABLE foreign_permit ENABLE ROW LEVEL SECURITY;
ALTER TABLE foreign_permit FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON foreign_permit FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE foreign_line (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The foreign permit.
    permit BYTEA NOT NULL,
    -- Block id as the foreign document writes it.
    block TEXT NOT NULL,
    -- Place of the block, from 0.
    position BIGINT NOT NULL CHECK (position >= 0),
    -- Box 7: scientific name as printed.
    taxon TEXT NOT NULL,
    -- Box 9: code of trade_terms.
    term TEXT NOT NULL,
    -- Box 11: unit code.
    unit TEXT NOT NULL,
    -- Box 10: Appendix as printed.
    appendix TEXT NOT NULL,
    -- Box 10: source code.
    source TEXT NOT NULL,
    -- Box 5b: purpose code.
    purpose TEXT NOT NULL,
    -- Box 12: country of origin; NULL where none is named.
    origin TEXT,
    -- Box 11, millionths.
    permitted_micro BIGINT NOT NULL CHECK (permitted_micro >= 0),
    -- Box 14, millionths; NULL before endorsement.
    endorsed_micro BIGINT CHECK (endorsed_micro IS NULL OR endorsed_micro >= 0),
    -- What our customs counted, millionths; NULL before.
    received_micro BIGINT CHECK (received_micro IS NULL OR received_micro >= 0),
    -- When it was received, for the report's year; NULL before.
    received_at BIGINT,
    PRIMARY KEY (tenant, permit, block),
    CONSTRAINT foreign_line_permit FOREIGN KEY (tenant, permit) REFERENCES foreign_permit (tenant, id)
);
CREATE INDEX foreign_line_received ON foreign_line (tenant, received_at, permit, position);
ALTER TABLE foreign_line ENABLE ROW LEVEL SECURITY;
ALTER TABLE foreign_line FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON foreign_line FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE attachment (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- The application it belongs to.
    application BYTEA NOT NULL,
    -- Name the file had at the sender's, cleaned.
    name TEXT NOT NULL,
    -- What it is by its content, for example application/pdf.
    media_type TEXT NOT NULL,
    -- What it is for, for example legal-acquisition or other.
    purpose TEXT NOT NULL,
    -- Bytes.
    size BIGINT NOT NULL CHECK (size >= 0),
    -- SHA-256 of the bytes; also the name of the file in the object folder.
    digest BYTEA NOT NULL,
    -- Who brought it.
    uploaded_by BYTEA NOT NULL,
    -- When it happened.
    uploaded_at BIGINT NOT NULL,
    -- When it was taken out of the case again; NULL: in the case.
    removed_at BIGINT,
    PRIMARY KEY (tenant, id),
    CONSTRAINT attachment_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
);
CREATE INDEX attachment_of_application ON attachment (tenant, application, uploaded_at, id);
ALTER TABLE attachment ENABLE ROW LEVEL SECURITY;
ALTER TABLE attachment FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON attachment FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE partner (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The partner Party.
    country TEXT NOT NULL,
    -- Address of its EPIX service; NULL: it only calls us.
    endpoint TEXT,
    -- Version of the service we speak with it: 1 or 2.
    protocol BIGINT NOT NULL CHECK (protocol IN (1, 2)),
    -- SHA-256 of the public key (SPKI) of its client certificate, by which it is known; NULL: it may not call us.
    client_spki BYTEA,
    -- 1: may ask for our final permits.
    may_get_final BIGINT NOT NULL CHECK (may_get_final IN (0, 1)),
    -- 1: may ask for permits before endorsement.
    may_get_non_final BIGINT NOT NULL CHECK (may_get_non_final IN (0, 1)),
    -- 1: may confirm quantities.
    may_confirm BIGINT NOT NULL CHECK (may_confirm IN (0, 1)),
    -- 1: we exchange with it now.
    active BIGINT NOT NULL CHECK (active IN (0, 1)),
    -- Trusted signing certificates, deadlines and further settings, JSON.
    settings TEXT NOT NULL,
    -- When it was last changed.
    changed_at BIGINT NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version BIGINT NOT NULL,
    PRIMARY KEY (tenant, country)
);
CREATE UNIQUE INDEX partner_by_key ON partner (tenant, client_spki) WHERE client_spki IS NOT NULL;
ALTER TABLE partner ENABLE ROW LEVEL SECURITY;
ALTER TABLE partner FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON partner FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE message (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- IN: they called us. OUT: we called them.
    direction TEXT NOT NULL CHECK (direction IN ('IN', 'OUT')),
    -- The partner Party.
    partner TEXT NOT NULL,
    -- EPIX operation, for example GetFinalCitesCertificate.
    operation TEXT NOT NULL,
    -- Permit number it is about; NULL when the message could not be read so far.
    number TEXT,
    -- OK, FAULT or FAILED (no answer).
    result TEXT NOT NULL,
    -- Fault code or reason of the failure; NULL when all went well.
    reason TEXT,
    -- SHA-256 of the request as sent or received.
    request_digest BYTEA NOT NULL,
    -- The request as sent or received, without the security code; NULL when not kept.
    request BYTEA,
    -- The answer; NULL when none came or not kept.
    response BYTEA,
    -- When the call began.
    at BIGINT NOT NULL,
    -- how long it took, milliseconds; NULL when no answer came.
    took_ms BIGINT,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX message_at ON message (tenant, at, id);
CREATE INDEX message_of_partner ON message (tenant, partner, at, id);
CREATE INDEX message_of_number ON message (tenant, number, at, id);
CREATE FUNCTION message_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'message is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER message_rows BEFORE UPDATE OR DELETE ON message FOR EACH ROW EXECUTE FUNCTION message_refuse();
CREATE TRIGGER message_all BEFORE TRUNCATE ON message FOR EACH STATEMENT EXECUTE FUNCTION message_refuse();
ALTER TABLE message ENABLE ROW LEVEL SECURITY;
ALTER TABLE message FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON message FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE inbox (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- What makes the message the same one again, for example partner, permit, line and digest; chosen by office.
    key TEXT NOT NULL,
    -- SHA-256 of the raw message.
    digest BYTEA NOT NULL,
    -- The answer that was given and is given again.
    answer TEXT NOT NULL,
    -- When it came first.
    received_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, key)
);
CREATE FUNCTION inbox_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'inbox is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER inbox_rows BEFORE UPDATE OR DELETE ON inbox FOR EACH ROW EXECUTE FUNCTION inbox_refuse();
CREATE TRIGGER inbox_all BEFORE TRUNCATE ON inbox FOR EACH STATEMENT EXECUTE FUNCTION inbox_refuse();
ALTER TABLE inbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE inbox FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON inbox FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE outbox (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id; ids sort by age, jobs of one lane run in this order.
    id BYTEA NOT NULL,
    -- What to do, for example epix-confirm or mail.
    kind TEXT NOT NULL,
    -- Jobs of one lane wait for each other, for example QN/26QM000371.
    lane TEXT NOT NULL,
    -- Everything the worker needs, JSON.
    payload TEXT NOT NULL,
    -- WAITING, DONE or DEAD.
    state TEXT NOT NULL CHECK (state IN ('WAITING', 'DONE', 'DEAD')),
    -- How often a worker took it.
    attempts BIGINT NOT NULL CHECK (attempts >= 0),
    -- Not before this moment.
    next_at BIGINT NOT NULL,
    -- Held by a worker until then; NULL: free.
    locked_until_at BIGINT,
    -- What went wrong last; NULL: nothing.
    last_error TEXT,
    -- When it was put in.
    created_at BIGINT NOT NULL,
    -- When it was done or given up; NULL while waiting.
    finished_at BIGINT,
    PRIMARY KEY (tenant, id)
);
CREATE INDEX outbox_waiting ON outbox (tenant, next_at, id) WHERE state = 'WAITING';
CREATE INDEX outbox_lane ON outbox (tenant, lane, id) WHERE state = 'WAITING';
ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON outbox FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE idempotency (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Key that the caller made.
    key TEXT NOT NULL,
    -- Who used it: person:…, partner:… or system.
    actor TEXT NOT NULL,
    -- Act it was used for.
    act TEXT NOT NULL,
    -- SHA-256 of the request.
    request_digest BYTEA NOT NULL,
    -- The answer, JSON; empty text while the act is still inside its transaction.
    answer TEXT NOT NULL,
    -- When it happened.
    created_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, actor, key)
);
CREATE INDEX idempotency_age ON idempotency (tenant, created_at);
ALTER TABLE idempotency ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON idempotency FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE report (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id BYTEA NOT NULL,
    -- Calendar year reported.
    year BIGINT NOT NULL,
    -- Which report, for example annual.
    kind TEXT NOT NULL,
    -- Counts the versions of one year and kind from 1.
    revision BIGINT NOT NULL CHECK (revision > 0),
    -- DRAFT or SUBMITTED.
    state TEXT NOT NULL CHECK (state IN ('DRAFT', 'SUBMITTED')),
    -- SHA-256 of the rule pack it was checked with.
    pack_digest BYTEA NOT NULL,
    -- Figures, findings and names of the files, JSON.
    summary TEXT NOT NULL,
    -- The file as built (CSV).
    content BYTEA NOT NULL,
    -- SHA-256 of the file.
    digest BYTEA NOT NULL,
    -- Who built it: person:… or system.
    built_by TEXT NOT NULL,
    -- When it happened.
    built_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT report_revision UNIQUE (tenant, year, kind, revision)
);
ALTER TABLE report ENABLE ROW LEVEL SECURITY;
ALTER TABLE report FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON report FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE status_count (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- What is counted: application, permit or foreign.
    entity TEXT NOT NULL,
    -- Status code.
    status TEXT NOT NULL,
    -- How many are in it now.
    count BIGINT NOT NULL,
    PRIMARY KEY (tenant, entity, status)
);
ALTER TABLE status_count ENABLE ROW LEVEL SECURITY;
ALTER TABLE status_count FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON status_count FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE month_summary (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Month in UTC, like 2026-11.
    month TEXT NOT NULL CHECK (length(month) = 7),
    -- Applications submitted for the first time.
    submitted BIGINT NOT NULL,
    -- Permits issued.
    issued BIGINT NOT NULL,
    -- Applications refused.
    refused BIGINT NOT NULL,
    -- Permits endorsed at export.
    endorsed BIGINT NOT NULL,
    -- Foreign permits received at import.
    received BIGINT NOT NULL,
    -- Applications decided in this month that count for the processing time.
    processed BIGINT NOT NULL,
    -- Sum of their processing times, milliseconds from submission to decision.
    processing_ms BIGINT NOT NULL,
    PRIMARY KEY (tenant, month)
);
ALTER TABLE month_summary ENABLE ROW LEVEL SECURITY;
ALTER TABLE month_summary FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON month_summary FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE audit_head (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Number of the last event; 0 before the first.
    seq BIGINT NOT NULL CHECK (seq >= 0),
    -- Hash of the last event; 32 zero bytes before the first.
    hash BYTEA NOT NULL,
    PRIMARY KEY (tenant)
);
ALTER TABLE audit_head ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_head FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON audit_head FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE audit_event (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- Counts the events of a tenant from 1 without gaps.
    seq BIGINT NOT NULL CHECK (seq > 0),
    -- When, by the clock of the act.
    at BIGINT NOT NULL,
    -- Who: person:…, partner:… or system; never a name.
    actor TEXT NOT NULL,
    -- What was done, for example approve.
    act TEXT NOT NULL,
    -- Kind of the object, for example application.
    object_kind TEXT NOT NULL,
    -- Id or number of the object.
    object_id TEXT NOT NULL,
    -- SHA-256 of the object before; NULL when it is new or was only read.
    before_digest BYTEA,
    -- SHA-256 of the object after; NULL when it was only read.
    after_digest BYTEA,
    -- SHA-256 (domain manis-audit-payload) of the words beside the event; NULL: none.
    payload_hash BYTEA,
    -- Hash of the event before; 32 zero bytes for the first.
    prev_hash BYTEA NOT NULL,
    -- Hash of this event (store::audit says over what).
    hash BYTEA NOT NULL,
    PRIMARY KEY (tenant, seq)
);
CREATE INDEX audit_event_of_object ON audit_event (tenant, object_kind, object_id, seq);
CREATE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'audit_event is append-only' USING ERRCODE = 'MN001'; END $$;
CREATE TRIGGER audit_event_rows BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_event_refuse();
CREATE TRIGGER audit_event_all BEFORE TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse();
ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_event FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON audit_event FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

CREATE TABLE audit_payload (
    -- The tenant.
    tenant BIGINT NOT NULL REFERENCES tenant (id),
    -- The event.
    seq BIGINT NOT NULL,
    -- Words and figures of the event, JSON; may be erased lawfully without breaking the chain.
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, seq),
    CONSTRAINT audit_payload_event FOREIGN KEY (tenant, seq) REFERENCES audit_event (tenant, seq)
);
ALTER TABLE audit_payload ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_payload FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_wall ON audit_payload FOR ALL USING (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT) WITH CHECK (tenant = NULLIF(current_setting('manis.tenant', true), '')::BIGINT);

COMMENT ON COLUMN tenant.id IS 'Small number chosen at creation; stands in every other table. Immutable.';
COMMENT ON COLUMN tenant.code IS 'Short name in addresses and commands, for example QM or QM-training. Immutable.';
COMMENT ON COLUMN tenant.party IS 'The Party: ISO 3166-1 alpha-2 code.';
COMMENT ON COLUMN tenant.host IS 'Host name that belongs to this tenant; NULL when it is reached by its code only.';
COMMENT ON COLUMN tenant.demo IS '1: fictional country, nothing of it may look like a live permit.';
COMMENT ON COLUMN tenant.four_eyes IS '1: two persons decide each case. 0: a one-officer authority that opted out.';
COMMENT ON COLUMN tenant.settings IS 'Names, languages, number template, address of the authority and further settings, JSON (store::TenantSettings).';
COMMENT ON COLUMN tenant.created_at IS 'When it was set up.';
COMMENT ON COLUMN organisation.tenant IS 'The tenant.';
COMMENT ON COLUMN organisation.id IS 'Id. Immutable.';
COMMENT ON COLUMN organisation.name IS 'Name as on the register, for lists and search.';
COMMENT ON COLUMN organisation.register_number IS 'Number in the Party''s register of companies or breeders; NULL when there is none.';
COMMENT ON COLUMN organisation.active IS '1: may apply. 0: closed.';
COMMENT ON COLUMN organisation.body IS 'Address and everything else about it, JSON.';
COMMENT ON COLUMN organisation.created_at IS 'When it was registered.';
COMMENT ON COLUMN organisation.version IS 'Counts the changes; a writer names the version it read.';
COMMENT ON COLUMN person.tenant IS 'The tenant.';
COMMENT ON COLUMN person.id IS 'Id. Immutable.';
COMMENT ON COLUMN person.email IS 'Address to sign in with, lower case; unique in the tenant.';
COMMENT ON COLUMN person.name IS 'Name as it stands on documents and in the timeline.';
COMMENT ON COLUMN person.title IS 'Title under a signature, for example Licensing officer; NULL when none.';
COMMENT ON COLUMN person.organisation IS 'The organisation the person acts for; NULL for officers.';
COMMENT ON COLUMN person.roles IS 'Role codes of data/codes/roles.csv, JSON list.';
COMMENT ON COLUMN person.language IS 'Language of the pages, ISO 639-1.';
COMMENT ON COLUMN person.password_hash IS 'Argon2id hash in its own text form; NULL: cannot sign in with a password.';
COMMENT ON COLUMN person.second_factor IS 'Secret of the second factor, sealed by the server; NULL: none yet.';
COMMENT ON COLUMN person.failed_count IS 'Wrong passwords in a row since the last right one.';
COMMENT ON COLUMN person.locked_until_at IS 'No sign-in before this moment; NULL: not held back.';
COMMENT ON COLUMN person.active IS '1: may sign in. 0: closed for good.';
COMMENT ON COLUMN person.created_at IS 'When the account was made.';
COMMENT ON COLUMN person.version IS 'Counts the changes; a writer names the version it read.';
COMMENT ON COLUMN session.tenant IS 'The tenant.';
COMMENT ON COLUMN session.token_hash IS 'SHA-256 of the secret in the cookie; the secret itself is nowhere stored.';
COMMENT ON COLUMN session.person IS 'Who is signed in.';
COMMENT ON COLUMN session.csrf IS 'Secret that forms must carry, 32 hexadecimal digits or more.';
COMMENT ON COLUMN session.created_at IS 'When the person signed in.';
COMMENT ON COLUMN session.expires_at IS 'Ends then at the latest.';
COMMENT ON COLUMN session.idle_until_at IS 'Ends then unless used before; moved by use.';
COMMENT ON COLUMN session.stepped_up_at IS 'When the second factor or the password was given again; NULL: not in this session.';
COMMENT ON COLUMN api_token.tenant IS 'The tenant.';
COMMENT ON COLUMN api_token.token_hash IS 'SHA-256 of the token; the token itself is shown once and nowhere stored.';
COMMENT ON COLUMN api_token.person IS 'In whose name the caller acts.';
COMMENT ON COLUMN api_token.name IS 'What it is for, in the owner''s words.';
COMMENT ON COLUMN api_token.created_at IS 'When it was made.';
COMMENT ON COLUMN api_token.expires_at IS 'Valid until then; NULL: until revoked.';
COMMENT ON COLUMN api_token.revoked_at IS 'When it was taken back; NULL: still good.';
COMMENT ON COLUMN application.tenant IS 'The tenant.';
COMMENT ON COLUMN application.id IS 'Id. Immutable.';
COMMENT ON COLUMN application.reference IS 'Reference that people quote, unique in the tenant.';
COMMENT ON COLUMN application.organisation IS 'In whose name is applied; NULL for a private person without register entry.';
COMMENT ON COLUMN application.applicant IS 'The applicant''s own account; NULL for one who came to the counter and has none.';
COMMENT ON COLUMN application.kind IS 'Document applied for: code of document_types; NULL while the form does not say.';
COMMENT ON COLUMN application.partner IS 'Country on the other side: of import for exports, of export for imports; NULL while unknown.';
COMMENT ON COLUMN application.taxon IS 'First taxon of the draft, for lists; NULL while the draft has no line.';
COMMENT ON COLUMN application.line_count IS 'Number of lines of the draft.';
COMMENT ON COLUMN application.status IS 'Code of application_statuses.';
COMMENT ON COLUMN application.officer IS 'Officer in charge; NULL before assignment.';
COMMENT ON COLUMN application.proposed_by IS 'Who proposed the decision that is in force; NULL before, and after it was dropped.';
COMMENT ON COLUMN application.approved_by IS 'Who approved it; NULL before.';
COMMENT ON COLUMN application.one_officer IS '1: the tenant had opted out of four eyes when this was decided.';
COMMENT ON COLUMN application.draft_digest IS 'SHA-256 of the draft as handed in; NULL before.';
COMMENT ON COLUMN application.submitted_at IS 'First submission; NULL while a draft.';
COMMENT ON COLUMN application.closed_at IS 'Issue, refusal, withdrawal or other end; NULL while open.';
COMMENT ON COLUMN application.processing_ms IS 'The authority''s time from submission to decision without waiting for the applicant, milliseconds; NULL before issue or refusal.';
COMMENT ON COLUMN application.changed_at IS 'Last change of state or draft; order of the work list.';
COMMENT ON COLUMN application.created_at IS 'When the draft was begun.';
COMMENT ON COLUMN application.body IS 'The whole application, JSON (permits::Application).';
COMMENT ON COLUMN application.version IS 'Counts the changes; a writer names the version it read.';
COMMENT ON COLUMN finding.tenant IS 'The tenant.';
COMMENT ON COLUMN finding.id IS 'Id. Immutable.';
COMMENT ON COLUMN finding.application IS 'For which application.';
COMMENT ON COLUMN finding.kind IS 'Code of findings.';
COMMENT ON COLUMN finding.given_by IS 'Person who gave it; NULL when it came from outside.';
COMMENT ON COLUMN finding.given_at IS 'When it was recorded.';
COMMENT ON COLUMN finding.body IS 'The whole finding, JSON (permits::Finding).';
COMMENT ON COLUMN quota.tenant IS 'The tenant.';
COMMENT ON COLUMN quota.id IS 'Id. Immutable.';
COMMENT ON COLUMN quota.taxon IS 'Taxon name the quota stands under.';
COMMENT ON COLUMN quota.year IS 'Calendar year (or the year in which a shifted quota year begins).';
COMMENT ON COLUMN quota.unit IS 'Unit code; all amounts of the row are in it.';
COMMENT ON COLUMN quota.amount_micro IS 'The limit in millionths; NULL: unlimited, only counted.';
COMMENT ON COLUMN quota.reserved_micro IS 'Soft reservations of accepted applications, millionths.';
COMMENT ON COLUMN quota.committed_micro IS 'Approved and issued, not yet endorsed, millionths.';
COMMENT ON COLUMN quota.consumed_micro IS 'Endorsed at export, millionths.';
COMMENT ON COLUMN quota.reservations_count IS '1: soft reservations lower what is available. 0: they are only counted.';
COMMENT ON COLUMN quota.active IS '1: in force. 0: closed, kept for history.';
COMMENT ON COLUMN quota.keys IS 'Terms, sources, purposes it is for, its legal basis and where it was published, JSON (store::QuotaKeys).';
COMMENT ON COLUMN quota.proposed IS 'A change of the limit or a correction that waits for its second person, JSON (permits::QuotaChange); NULL: none.';
COMMENT ON COLUMN quota.version IS 'Counts the changes; a writer names the version it read.';
COMMENT ON COLUMN quota_hold.tenant IS 'The tenant.';
COMMENT ON COLUMN quota_hold.quota IS 'Which quota.';
COMMENT ON COLUMN quota_hold.application IS 'The case that draws on it.';
COMMENT ON COLUMN quota_hold.block IS 'Its block.';
COMMENT ON COLUMN quota_hold.phase IS 'Reserved, committed, consumed or released.';
COMMENT ON COLUMN quota_hold.amount_micro IS 'How much is reserved, committed or was consumed, millionths; 0 when released.';
COMMENT ON COLUMN quota_event.tenant IS 'The tenant.';
COMMENT ON COLUMN quota_event.quota IS 'Which quota.';
COMMENT ON COLUMN quota_event.seq IS 'Counts the events of one quota from 1.';
COMMENT ON COLUMN quota_event.kind IS 'What happened: reserve, commit, consume, release, correct, limit, transfer.';
COMMENT ON COLUMN quota_event.source_key IS 'What it was done for: application id, a hash sign and the block; NULL for changes of the quota itself.';
COMMENT ON COLUMN quota_event.reserved_delta_micro IS 'Change of the reserved sum, millionths.';
COMMENT ON COLUMN quota_event.committed_delta_micro IS 'Change of the committed sum, millionths.';
COMMENT ON COLUMN quota_event.consumed_delta_micro IS 'Change of the consumed sum, millionths.';
COMMENT ON COLUMN quota_event.at IS 'When it happened.';
COMMENT ON COLUMN quota_event.actor IS 'Who: person:…, partner:… or system.';
COMMENT ON COLUMN counter.tenant IS 'The tenant.';
COMMENT ON COLUMN counter.series IS 'What is counted, for example permit or application.';
COMMENT ON COLUMN counter.year IS 'Year in which the count begins at 1 again.';
COMMENT ON COLUMN counter.last IS 'The last serial given out.';
COMMENT ON COLUMN intent.tenant IS 'The tenant.';
COMMENT ON COLUMN intent.number IS 'Number of the permit to be.';
COMMENT ON COLUMN intent.series IS 'Series of the serial.';
COMMENT ON COLUMN intent.year IS 'Year of the serial.';
COMMENT ON COLUMN intent.serial IS 'Serial inside series and year; never used twice, a void one stays as a recorded gap.';
COMMENT ON COLUMN intent.permit IS 'Id of the permit to be.';
COMMENT ON COLUMN intent.application IS 'The application that is signed.';
COMMENT ON COLUMN intent.draft_digest IS 'SHA-256 of the draft that is signed.';
COMMENT ON COLUMN intent.body IS 'Number, digests and the byte strings to be signed, JSON (permits::IntentRecord), recorded before the signer is asked.';
COMMENT ON COLUMN intent.preparation IS 'What office needs to finish after a crash: the document and its preparations, JSON.';
COMMENT ON COLUMN intent.state IS 'OPEN until the seal is recorded; then SEALED, or VOID with a reason.';
COMMENT ON COLUMN intent.void_reason IS 'Why it was voided; NULL otherwise.';
COMMENT ON COLUMN intent.created_at IS 'When it was recorded.';
COMMENT ON COLUMN intent.finished_at IS 'When it was sealed or voided; NULL while open.';
COMMENT ON COLUMN permit.tenant IS 'The tenant.';
COMMENT ON COLUMN permit.id IS 'Id. Immutable.';
COMMENT ON COLUMN permit.number IS 'Number as printed in box 1.';
COMMENT ON COLUMN permit.series IS 'Series of the serial.';
COMMENT ON COLUMN permit.year IS 'Year of the serial.';
COMMENT ON COLUMN permit.serial IS 'Serial inside series and year.';
COMMENT ON COLUMN permit.application IS 'The application it came from; NULL for imported old permits.';
COMMENT ON COLUMN permit.organisation IS 'The organisation it was issued to; NULL for private persons.';
COMMENT ON COLUMN permit.kind IS 'Code of document_types.';
COMMENT ON COLUMN permit.status IS 'Code of permit_statuses.';
COMMENT ON COLUMN permit.exporter IS 'Country of export or re-export (box 4).';
COMMENT ON COLUMN permit.importer IS 'Country of import (box 3a); NULL where the document names none.';
COMMENT ON COLUMN permit.holder IS 'Holder''s name, for lists and search.';
COMMENT ON COLUMN permit.taxon IS 'First taxon, for lists.';
COMMENT ON COLUMN permit.valid_from_on IS 'First day of validity.';
COMMENT ON COLUMN permit.valid_until_on IS 'Last day of validity, included.';
COMMENT ON COLUMN permit.issued_at IS 'When it was issued.';
COMMENT ON COLUMN permit.endorsed_at IS 'When customs endorsed it at export; NULL before.';
COMMENT ON COLUMN permit.changed_at IS 'Last change of state; what the exchange looks at.';
COMMENT ON COLUMN permit.token_hash IS 'SHA-256 (domain manis-token) of the security code.';
COMMENT ON COLUMN permit.approved_by IS 'Who approved the decision; NULL for imported old permits.';
COMMENT ON COLUMN permit.proposed_by IS 'Who proposed it; NULL for imported old permits.';
COMMENT ON COLUMN permit.one_officer IS '1: the tenant had opted out of four eyes when this was decided.';
COMMENT ON COLUMN permit.document_digest IS 'SHA-256 of the document as signed.';
COMMENT ON COLUMN permit.replaced_by IS 'Id of the permit that takes its place; NULL unless replaced.';
COMMENT ON COLUMN permit.body IS 'The whole permit, JSON (permits::Permit).';
COMMENT ON COLUMN permit.version IS 'Counts the changes; a writer names the version it read.';
COMMENT ON COLUMN permit_line.tenant IS 'The tenant.';
COMMENT ON COLUMN permit_line.permit IS 'The permit.';
COMMENT ON COLUMN permit_line.block IS 'Letter of the block: A, B, … as printed.';
COMMENT ON COLUMN permit_line.position IS 'Place of the block on the paper, from 0.';
COMMENT ON COLUMN permit_line.taxon IS 'Box 7: scientific name.';
COMMENT ON COLUMN permit_line.term IS 'Box 9: code of trade_terms.';
COMMENT ON COLUMN permit_line.unit IS 'Box 11: unit code; all amounts of the row are in it.';
COMMENT ON COLUMN permit_line.appendix IS 'Box 10: Appendix.';
COMMENT ON COLUMN permit_line.source IS 'Box 10: source code.';
COMMENT ON COLUMN permit_line.purpose IS 'Box 5b: purpose code, as on the whole permit.';
COMMENT ON COLUMN permit_line.origin IS 'Box 12: country of origin; NULL where it is the issuing country.';
COMMENT ON COLUMN permit_line.permitted_micro IS 'Box 11: what may leave, millionths.';
COMMENT ON COLUMN permit_line.endorsed_micro IS 'Box 14: what left, millionths; NULL before endorsement.';
COMMENT ON COLUMN permit_line.received_micro IS 'What the importing Party says it received, millionths; NULL before it said so. May differ: that is a case, not an error.';
COMMENT ON COLUMN permit_line.issued_at IS 'When the permit was issued, for the report''s year.';
COMMENT ON COLUMN permit_line.endorsed_at IS 'When it was endorsed, for the report''s year; NULL before.';
COMMENT ON COLUMN issued_document.tenant IS 'The tenant.';
COMMENT ON COLUMN issued_document.permit IS 'The permit.';
COMMENT ON COLUMN issued_document.kind IS 'Which form of it: xml (signed), qr (signed text), pdf, or xml-final (with the endorsement).';
COMMENT ON COLUMN issued_document.digest IS 'SHA-256 of the bytes.';
COMMENT ON COLUMN issued_document.bytes IS 'The bytes exactly as signed and served.';
COMMENT ON COLUMN issued_document.created_at IS 'When they were made.';
COMMENT ON COLUMN public_permit.tenant IS 'The tenant.';
COMMENT ON COLUMN public_permit.number IS 'Number as printed.';
COMMENT ON COLUMN public_permit.token_hash IS 'SHA-256 (domain manis-token) of the security code: without it the row says nothing.';
COMMENT ON COLUMN public_permit.party IS 'The issuing Party.';
COMMENT ON COLUMN public_permit.kind IS 'Code of document_types.';
COMMENT ON COLUMN public_permit.status IS 'Code of permit_statuses.';
COMMENT ON COLUMN public_permit.exporter IS 'Country of export.';
COMMENT ON COLUMN public_permit.importer IS 'Country of import; NULL where none is named.';
COMMENT ON COLUMN public_permit.valid_from_on IS 'First day of validity.';
COMMENT ON COLUMN public_permit.valid_until_on IS 'Last day of validity, included.';
COMMENT ON COLUMN public_permit.issued_at IS 'When it was issued.';
COMMENT ON COLUMN public_permit.endorsed_at IS 'When it was endorsed at export; NULL before.';
COMMENT ON COLUMN public_permit.port IS 'Where it was endorsed, the port''s name; NULL before.';
COMMENT ON COLUMN public_permit.replaced_by IS 'Number of the permit that replaced it; NULL unless replaced.';
COMMENT ON COLUMN public_permit.lines IS 'Lines without any person''s name, JSON (store::PublicLine list).';
COMMENT ON COLUMN public_permit.document_digest IS 'SHA-256 of the document as signed.';
COMMENT ON COLUMN public_permit.changed_at IS 'When this face was last rewritten.';
COMMENT ON COLUMN foreign_permit.tenant IS 'The tenant that received it.';
COMMENT ON COLUMN foreign_permit.id IS 'Id. Immutable.';
COMMENT ON COLUMN foreign_permit.issuer IS 'The issuing Party.';
COMMENT ON COLUMN foreign_permit.number IS 'Number as printed, capitals.';
COMMENT ON COLUMN foreign_permit.final IS '1: with endorsement (EPIX final). 0: without.';
COMMENT ON COLUMN foreign_permit.kind IS 'Code of document_types as far as it is known to us, or the foreign text.';
COMMENT ON COLUMN foreign_permit.status IS 'What we did with it: FETCHED, RECEIVED, CONFIRMED, REFUSED.';
COMMENT ON COLUMN foreign_permit.exporter IS 'Country of export.';
COMMENT ON COLUMN foreign_permit.importer IS 'Country of import; NULL where none is named.';
COMMENT ON COLUMN foreign_permit.taxon IS 'First taxon, for lists.';
COMMENT ON COLUMN foreign_permit.valid_until_on IS 'Last day of validity; NULL when the document does not say.';
COMMENT ON COLUMN foreign_permit.raw IS 'The bytes exactly as they came.';
COMMENT ON COLUMN foreign_permit.raw_digest IS 'SHA-256 of them.';
COMMENT ON COLUMN foreign_permit.sender_fingerprint IS 'SHA-256 of the certificate that signed them; NULL: not signed or not verified.';
COMMENT ON COLUMN foreign_permit.retrieved_at IS 'When we got it.';
COMMENT ON COLUMN foreign_permit.received_at IS 'When our customs let the goods in; NULL before.';
COMMENT ON COLUMN foreign_permit.changed_at IS 'Last change; order of the list.';
COMMENT ON COLUMN foreign_permit.body IS 'Document as read, checks, receipt, JSON.';
COMMENT ON COLUMN foreign_permit.version IS 'Counts the changes; a writer names the version it read.';
COMMENT ON COLUMN foreign_line.tenant IS 'The tenant.';
COMMENT ON COLUMN foreign_line.permit IS 'The foreign permit.';
COMMENT ON COLUMN foreign_line.block IS 'Block id as the foreign document writes it.';
COMMENT ON COLUMN foreign_line.position IS 'Place of the block, from 0.';
COMMENT ON COLUMN foreign_line.taxon IS 'Box 7: scientific name as printed.';
COMMENT ON COLUMN foreign_line.term IS 'Box 9: code of trade_terms.';
COMMENT ON COLUMN foreign_line.unit IS 'Box 11: unit code.';
COMMENT ON COLUMN foreign_line.appendix IS 'Box 10: Appendix as printed.';
COMMENT ON COLUMN foreign_line.source IS 'Box 10: source code.';
COMMENT ON COLUMN foreign_line.purpose IS 'Box 5b: purpose code.';
COMMENT ON COLUMN foreign_line.origin IS 'Box 12: country of origin; NULL where none is named.';
COMMENT ON COLUMN foreign_line.permitted_micro IS 'Box 11, millionths.';
COMMENT ON COLUMN foreign_line.endorsed_micro IS 'Box 14, millionths; NULL before endorsement.';
COMMENT ON COLUMN foreign_line.received_micro IS 'What our customs counted, millionths; NULL before.';
COMMENT ON COLUMN foreign_line.received_at IS 'When it was received, for the report''s year; NULL before.';
COMMENT ON COLUMN attachment.tenant IS 'The tenant.';
COMMENT ON COLUMN attachment.id IS 'Id. Immutable.';
COMMENT ON COLUMN attachment.application IS 'The application it belongs to.';
COMMENT ON COLUMN attachment.name IS 'Name the file had at the sender''s, cleaned.';
COMMENT ON COLUMN attachment.media_type IS 'What it is by its content, for example application/pdf.';
COMMENT ON COLUMN attachment.purpose IS 'What it is for, for example legal-acquisition or other.';
COMMENT ON COLUMN attachment.size IS 'Bytes.';
COMMENT ON COLUMN attachment.digest IS 'SHA-256 of the bytes; also the name of the file in the object folder.';
COMMENT ON COLUMN attachment.uploaded_by IS 'Who brought it.';
COMMENT ON COLUMN attachment.uploaded_at IS 'When it happened.';
COMMENT ON COLUMN attachment.removed_at IS 'When it was taken out of the case again; NULL: in the case.';
COMMENT ON COLUMN partner.tenant IS 'The tenant.';
COMMENT ON COLUMN partner.country IS 'The partner Party.';
COMMENT ON COLUMN partner.endpoint IS 'Address of its EPIX service; NULL: it only calls us.';
COMMENT ON COLUMN partner.protocol IS 'Version of the service we speak with it: 1 or 2.';
COMMENT ON COLUMN partner.client_spki IS 'SHA-256 of the public key (SPKI) of its client certificate, by which it is known; NULL: it may not call us.';
COMMENT ON COLUMN partner.may_get_final IS '1: may ask for our final permits.';
COMMENT ON COLUMN partner.may_get_non_final IS '1: may ask for permits before endorsement.';
COMMENT ON COLUMN partner.may_confirm IS '1: may confirm quantities.';
COMMENT ON COLUMN partner.active IS '1: we exchange with it now.';
COMMENT ON COLUMN partner.settings IS 'Trusted signing certificates, deadlines and further settings, JSON.';
COMMENT ON COLUMN partner.changed_at IS 'When it was last changed.';
COMMENT ON COLUMN partner.version IS 'Counts the changes; a writer names the version it read.';
COMMENT ON COLUMN message.tenant IS 'The tenant.';
COMMENT ON COLUMN message.id IS 'Id. Immutable.';
COMMENT ON COLUMN message.direction IS 'IN: they called us. OUT: we called them.';
COMMENT ON COLUMN message.partner IS 'The partner Party.';
COMMENT ON COLUMN message.operation IS 'EPIX operation, for example GetFinalCitesCertificate.';
COMMENT ON COLUMN message.number IS 'Permit number it is about; NULL when the message could not be read so far.';
COMMENT ON COLUMN message.result IS 'OK, FAULT or FAILED (no answer).';
COMMENT ON COLUMN message.reason IS 'Fault code or reason of the failure; NULL when all went well.';
COMMENT ON COLUMN message.request_digest IS 'SHA-256 of the request as sent or received.';
COMMENT ON COLUMN message.request IS 'The request as sent or received, without the security code; NULL when not kept.';
COMMENT ON COLUMN message.response IS 'The answer; NULL when none came or not kept.';
COMMENT ON COLUMN message.at IS 'When the call began.';
COMMENT ON COLUMN message.took_ms IS 'how long it took, milliseconds; NULL when no answer came.';
COMMENT ON COLUMN inbox.tenant IS 'The tenant.';
COMMENT ON COLUMN inbox.key IS 'What makes the message the same one again, for example partner, permit, line and digest; chosen by office.';
COMMENT ON COLUMN inbox.digest IS 'SHA-256 of the raw message.';
COMMENT ON COLUMN inbox.answer IS 'The answer that was given and is given again.';
COMMENT ON COLUMN inbox.received_at IS 'When it came first.';
COMMENT ON COLUMN outbox.tenant IS 'The tenant.';
COMMENT ON COLUMN outbox.id IS 'Id; ids sort by age, jobs of one lane run in this order.';
COMMENT ON COLUMN outbox.kind IS 'What to do, for example epix-confirm or mail.';
COMMENT ON COLUMN outbox.lane IS 'Jobs of one lane wait for each other, for example QN/26QM000371.';
COMMENT ON COLUMN outbox.payload IS 'Everything the worker needs, JSON.';
COMMENT ON COLUMN outbox.state IS 'WAITING, DONE or DEAD.';
COMMENT ON COLUMN outbox.attempts IS 'How often a worker took it.';
COMMENT ON COLUMN outbox.next_at IS 'Not before this moment.';
COMMENT ON COLUMN outbox.locked_until_at IS 'Held by a worker until then; NULL: free.';
COMMENT ON COLUMN outbox.last_error IS 'What went wrong last; NULL: nothing.';
COMMENT ON COLUMN outbox.created_at IS 'When it was put in.';
COMMENT ON COLUMN outbox.finished_at IS 'When it was done or given up; NULL while waiting.';
COMMENT ON COLUMN idempotency.tenant IS 'The tenant.';
COMMENT ON COLUMN idempotency.key IS 'Key that the caller made.';
COMMENT ON COLUMN idempotency.actor IS 'Who used it: person:…, partner:… or system.';
COMMENT ON COLUMN idempotency.act IS 'Act it was used for.';
COMMENT ON COLUMN idempotency.request_digest IS 'SHA-256 of the request.';
COMMENT ON COLUMN idempotency.answer IS 'The answer, JSON; empty text while the act is still inside its transaction.';
COMMENT ON COLUMN idempotency.created_at IS 'When it happened.';
COMMENT ON COLUMN report.tenant IS 'The tenant.';
COMMENT ON COLUMN report.id IS 'Id. Immutable.';
COMMENT ON COLUMN report.year IS 'Calendar year reported.';
COMMENT ON COLUMN report.kind IS 'Which report, for example annual.';
COMMENT ON COLUMN report.revision IS 'Counts the versions of one year and kind from 1.';
COMMENT ON COLUMN report.state IS 'DRAFT or SUBMITTED.';
COMMENT ON COLUMN report.pack_digest IS 'SHA-256 of the rule pack it was checked with.';
COMMENT ON COLUMN report.summary IS 'Figures, findings and names of the files, JSON.';
COMMENT ON COLUMN report.content IS 'The file as built (CSV).';
COMMENT ON COLUMN report.digest IS 'SHA-256 of the file.';
COMMENT ON COLUMN report.built_by IS 'Who built it: person:… or system.';
COMMENT ON COLUMN report.built_at IS 'When it happened.';
COMMENT ON COLUMN status_count.tenant IS 'The tenant.';
COMMENT ON COLUMN status_count.entity IS 'What is counted: application, permit or foreign.';
COMMENT ON COLUMN status_count.status IS 'Status code.';
COMMENT ON COLUMN status_count.count IS 'How many are in it now.';
COMMENT ON COLUMN month_summary.tenant IS 'The tenant.';
COMMENT ON COLUMN month_summary.month IS 'Month in UTC, like 2026-11.';
COMMENT ON COLUMN month_summary.submitted IS 'Applications submitted for the first time.';
COMMENT ON COLUMN month_summary.issued IS 'Permits issued.';
COMMENT ON COLUMN month_summary.refused IS 'Applications refused.';
COMMENT ON COLUMN month_summary.endorsed IS 'Permits endorsed at export.';
COMMENT ON COLUMN month_summary.received IS 'Foreign permits received at import.';
COMMENT ON COLUMN month_summary.processed IS 'Applications decided in this month that count for the processing time.';
COMMENT ON COLUMN month_summary.processing_ms IS 'Sum of their processing times, milliseconds from submission to decision.';
COMMENT ON COLUMN audit_head.tenant IS 'The tenant.';
COMMENT ON COLUMN audit_head.seq IS 'Number of the last event; 0 before the first.';
COMMENT ON COLUMN audit_head.hash IS 'Hash of the last event; 32 zero bytes before the first.';
COMMENT ON COLUMN audit_event.tenant IS 'The tenant.';
COMMENT ON COLUMN audit_event.seq IS 'Counts the events of a tenant from 1 without gaps.';
COMMENT ON COLUMN audit_event.at IS 'When, by the clock of the act.';
COMMENT ON COLUMN audit_event.actor IS 'Who: person:…, partner:… or system; never a name.';
COMMENT ON COLUMN audit_event.act IS 'What was done, for example approve.';
COMMENT ON COLUMN audit_event.object_kind IS 'Kind of the object, for example application.';
COMMENT ON COLUMN audit_event.object_id IS 'Id or number of the object.';
COMMENT ON COLUMN audit_event.before_digest IS 'SHA-256 of the object before; NULL when it is new or was only read.';
COMMENT ON COLUMN audit_event.after_digest IS 'SHA-256 of the object after; NULL when it was only read.';
COMMENT ON COLUMN audit_event.payload_hash IS 'SHA-256 (domain manis-audit-payload) of the words beside the event; NULL: none.';
COMMENT ON COLUMN audit_event.prev_hash IS 'Hash of the event before; 32 zero bytes for the first.';
COMMENT ON COLUMN audit_event.hash IS 'Hash of this event (store::audit says over what).';
COMMENT ON COLUMN audit_payload.tenant IS 'The tenant.';
COMMENT ON COLUMN audit_payload.seq IS 'The event.';
COMMENT ON COLUMN audit_payload.body IS 'Words and figures of the event, JSON; may be erased lawfully without breaking the chain.';
