-- The first schema: see README.md beside this folder for the story and the tokens.

CREATE TABLE tenant (
    -- Small number chosen at creation; stands in every other table. Immutable.
    id {int} NOT NULL PRIMARY KEY,
    -- Short name in addresses and commands, for example QM or QM-training. Immutable.
    code TEXT NOT NULL UNIQUE,
    -- The Party: ISO 3166-1 alpha-2 code.
    party TEXT NOT NULL CHECK (length(party) = 2),
    -- Host name that belongs to this tenant; NULL when it is reached by its code only.
    host TEXT UNIQUE,
    -- 1: fictional country, nothing of it may look like a live permit.
    demo {int} NOT NULL CHECK (demo IN (0, 1)),
    -- 1: two persons decide each case. 0: a one-officer authority that opted out.
    four_eyes {int} NOT NULL CHECK (four_eyes IN (0, 1)),
    -- Names, languages, number template, address of the authority and further settings, JSON (store::TenantSettings).
    settings TEXT NOT NULL,
    -- When it was set up.
    created_at {int} NOT NULL
) {strict};
{open_read tenant id}

CREATE TABLE organisation (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id {bytes} NOT NULL,
    -- Name as on the register, for lists and search.
    name TEXT NOT NULL,
    -- Number in the Party's register of companies or breeders; NULL when there is none.
    register_number TEXT,
    -- 1: may apply. 0: closed.
    active {int} NOT NULL CHECK (active IN (0, 1)),
    -- Address and everything else about it, JSON.
    body TEXT NOT NULL,
    -- When it was registered.
    created_at {int} NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version {int} NOT NULL,
    PRIMARY KEY (tenant, id)
) {strict};
CREATE INDEX organisation_name ON organisation (tenant, name);
{wall organisation}

CREATE TABLE person (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id {bytes} NOT NULL,
    -- Address to sign in with, lower case; unique in the tenant.
    email TEXT NOT NULL,
    -- Name as it stands on documents and in the timeline.
    name TEXT NOT NULL,
    -- Title under a signature, for example Licensing officer; NULL when none.
    title TEXT,
    -- The organisation the person acts for; NULL for officers.
    organisation {bytes},
    -- Role codes of data/codes/roles.csv, JSON list.
    roles TEXT NOT NULL,
    -- Language of the pages, ISO 639-1.
    language TEXT NOT NULL,
    -- Argon2id hash in its own text form; NULL: cannot sign in with a password.
    password_hash TEXT,
    -- Secret of the second factor, sealed by the server; NULL: none yet.
    second_factor {bytes},
    -- Wrong passwords in a row since the last right one.
    failed_count {int} NOT NULL CHECK (failed_count >= 0),
    -- No sign-in before this moment; NULL: not held back.
    locked_until_at {int},
    -- 1: may sign in. 0: closed for good.
    active {int} NOT NULL CHECK (active IN (0, 1)),
    -- When the account was made.
    created_at {int} NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version {int} NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT person_email UNIQUE (tenant, email),
    CONSTRAINT person_organisation FOREIGN KEY (tenant, organisation) REFERENCES organisation (tenant, id)
) {strict};
{wall person}

CREATE TABLE session (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- SHA-256 of the secret in the cookie; the secret itself is nowhere stored.
    token_hash {bytes} NOT NULL,
    -- Who is signed in.
    person {bytes} NOT NULL,
    -- Secret that forms must carry, 32 hexadecimal digits or more.
    csrf TEXT NOT NULL,
    -- When the person signed in.
    created_at {int} NOT NULL,
    -- Ends then at the latest.
    expires_at {int} NOT NULL,
    -- Ends then unless used before; moved by use.
    idle_until_at {int} NOT NULL,
    -- When the second factor or the password was given again; NULL: not in this session.
    stepped_up_at {int},
    PRIMARY KEY (tenant, token_hash),
    CONSTRAINT session_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id)
) {strict};
CREATE INDEX session_of_person ON session (tenant, person);
{wall session}

CREATE TABLE api_token (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- SHA-256 of the token; the token itself is shown once and nowhere stored.
    token_hash {bytes} NOT NULL,
    -- In whose name the caller acts.
    person {bytes} NOT NULL,
    -- What it is for, in the owner's words.
    name TEXT NOT NULL,
    -- When it was made.
    created_at {int} NOT NULL,
    -- Valid until then; NULL: until revoked.
    expires_at {int},
    -- When it was taken back; NULL: still good.
    revoked_at {int},
    PRIMARY KEY (tenant, token_hash),
    CONSTRAINT api_token_person FOREIGN KEY (tenant, person) REFERENCES person (tenant, id)
) {strict};
{wall api_token}

CREATE TABLE application (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id {bytes} NOT NULL,
    -- Reference that people quote, unique in the tenant.
    reference TEXT NOT NULL,
    -- In whose name is applied; NULL for a private person without register entry.
    organisation {bytes},
    -- The applicant's own account; NULL for one who came to the counter and has none.
    applicant {bytes},
    -- Document applied for: code of document_types; NULL while the form does not say.
    kind TEXT,
    -- Country on the other side: of import for exports, of export for imports; NULL while unknown.
    partner TEXT,
    -- First taxon of the draft, for lists; NULL while the draft has no line.
    taxon TEXT,
    -- Number of lines of the draft.
    line_count {int} NOT NULL CHECK (line_count >= 0),
    -- Code of application_statuses.
    status TEXT NOT NULL,
    -- Officer in charge; NULL before assignment.
    officer {bytes},
    -- Who proposed the decision that is in force; NULL before, and after it was dropped.
    proposed_by {bytes},
    -- Who approved it; NULL before.
    approved_by {bytes},
    -- 1: the tenant had opted out of four eyes when this was decided.
    one_officer {int} NOT NULL CHECK (one_officer IN (0, 1)),
    -- SHA-256 of the draft as handed in; NULL before.
    draft_digest {bytes},
    -- First submission; NULL while a draft.
    submitted_at {int},
    -- Issue, refusal, withdrawal or other end; NULL while open.
    closed_at {int},
    -- The authority's time from submission to decision without waiting for the applicant, milliseconds; NULL before issue or refusal.
    processing_ms {int} CHECK (processing_ms >= 0),
    -- Last change of state or draft; order of the work list.
    changed_at {int} NOT NULL,
    -- When the draft was begun.
    created_at {int} NOT NULL,
    -- The whole application, JSON (permits::Application).
    body TEXT NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version {int} NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT application_reference UNIQUE (tenant, reference),
    CONSTRAINT application_organisation FOREIGN KEY (tenant, organisation) REFERENCES organisation (tenant, id),
    CONSTRAINT application_applicant FOREIGN KEY (tenant, applicant) REFERENCES person (tenant, id),
    CONSTRAINT application_four_eyes CHECK (one_officer = 1 OR approved_by IS NULL OR proposed_by IS NULL OR approved_by <> proposed_by),
    CONSTRAINT application_own_case CHECK (one_officer = 1 OR approved_by IS NULL OR approved_by <> applicant)
) {strict};
CREATE INDEX application_by_status ON application (tenant, status, changed_at, id);
CREATE INDEX application_open ON application (tenant, changed_at, id) WHERE closed_at IS NULL;
CREATE INDEX application_changed ON application (tenant, changed_at, id);
CREATE INDEX application_of_organisation ON application (tenant, organisation, changed_at, id);
CREATE INDEX application_of_applicant ON application (tenant, applicant, changed_at, id);
{wall application}

CREATE TABLE finding (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id {bytes} NOT NULL,
    -- For which application.
    application {bytes} NOT NULL,
    -- Code of findings.
    kind TEXT NOT NULL,
    -- Person who gave it; NULL when it came from outside.
    given_by {bytes},
    -- When it was recorded.
    given_at {int} NOT NULL,
    -- The whole finding, JSON (permits::Finding).
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT finding_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
) {strict};
CREATE INDEX finding_of_application ON finding (tenant, application, given_at, id);
{append_only finding}
{wall finding}

CREATE TABLE quota (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id {bytes} NOT NULL,
    -- Taxon name the quota stands under.
    taxon TEXT NOT NULL,
    -- Calendar year (or the year in which a shifted quota year begins).
    year {int} NOT NULL,
    -- Unit code; all amounts of the row are in it.
    unit TEXT NOT NULL,
    -- The limit in millionths; NULL: unlimited, only counted.
    amount_micro {int} CHECK (amount_micro >= 0),
    -- Soft reservations of accepted applications, millionths.
    reserved_micro {int} NOT NULL,
    -- Approved and issued, not yet endorsed, millionths.
    committed_micro {int} NOT NULL,
    -- Endorsed at export, millionths.
    consumed_micro {int} NOT NULL,
    -- 1: soft reservations lower what is available. 0: they are only counted.
    reservations_count {int} NOT NULL CHECK (reservations_count IN (0, 1)),
    -- 1: in force. 0: closed, kept for history.
    active {int} NOT NULL CHECK (active IN (0, 1)),
    -- Terms, sources, purposes it is for, its legal basis and where it was published, JSON (store::QuotaKeys).
    keys TEXT NOT NULL,
    -- A change of the limit or a correction that waits for its second person, JSON (permits::QuotaChange); NULL: none.
    proposed TEXT,
    -- Counts the changes; a writer names the version it read.
    version {int} NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT quota_reserved_not_negative CHECK (reserved_micro >= 0),
    CONSTRAINT quota_committed_not_negative CHECK (committed_micro >= 0),
    CONSTRAINT quota_consumed_not_negative CHECK (consumed_micro >= 0),
    CONSTRAINT quota_not_exceeded CHECK (amount_micro IS NULL OR committed_micro + consumed_micro <= amount_micro)
) {strict};
CREATE INDEX quota_of_year ON quota (tenant, year, taxon, id);
{wall quota}

CREATE TABLE quota_hold (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Which quota.
    quota {bytes} NOT NULL,
    -- The case that draws on it.
    application {bytes} NOT NULL,
    -- Its block.
    block TEXT NOT NULL,
    -- Reserved, committed, consumed or released.
    phase TEXT NOT NULL CHECK (phase IN ('reserved', 'committed', 'consumed', 'released')),
    -- How much is reserved, committed or was consumed, millionths; 0 when released.
    amount_micro {int} NOT NULL CHECK (amount_micro >= 0),
    PRIMARY KEY (tenant, quota, application, block),
    CONSTRAINT quota_hold_quota FOREIGN KEY (tenant, quota) REFERENCES quota (tenant, id)
) {strict};
CREATE INDEX quota_hold_of_application ON quota_hold (tenant, application, quota);
{wall quota_hold}

CREATE TABLE quota_event (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Which quota.
    quota {bytes} NOT NULL,
    -- Counts the events of one quota from 1.
    seq {int} NOT NULL CHECK (seq > 0),
    -- What happened: reserve, commit, consume, release, correct, limit, transfer.
    kind TEXT NOT NULL,
    -- What it was done for: application id, a hash sign and the block; NULL for changes of the quota itself.
    source_key TEXT,
    -- Change of the reserved sum, millionths.
    reserved_delta_micro {int} NOT NULL,
    -- Change of the committed sum, millionths.
    committed_delta_micro {int} NOT NULL,
    -- Change of the consumed sum, millionths.
    consumed_delta_micro {int} NOT NULL,
    -- When it happened.
    at {int} NOT NULL,
    -- Who: person:…, partner:… or system.
    actor TEXT NOT NULL,
    PRIMARY KEY (tenant, quota, seq),
    CONSTRAINT quota_event_quota FOREIGN KEY (tenant, quota) REFERENCES quota (tenant, id)
) {strict};
CREATE INDEX quota_event_of_source ON quota_event (tenant, source_key, quota, seq);
{append_only quota_event}
{wall quota_event}

CREATE TABLE counter (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- What is counted, for example permit or application.
    series TEXT NOT NULL,
    -- Year in which the count begins at 1 again.
    year {int} NOT NULL,
    -- The last serial given out.
    last {int} NOT NULL CHECK (last >= 0),
    PRIMARY KEY (tenant, series, year)
) {strict};
{wall counter}

CREATE TABLE intent (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Number of the permit to be.
    number TEXT NOT NULL,
    -- Series of the serial.
    series TEXT NOT NULL,
    -- Year of the serial.
    year {int} NOT NULL,
    -- Serial inside series and year; never used twice, a void one stays as a recorded gap.
    serial {int} NOT NULL CHECK (serial > 0),
    -- Id of the permit to be.
    permit {bytes} NOT NULL,
    -- The application that is signed.
    application {bytes} NOT NULL,
    -- SHA-256 of the draft that is signed.
    draft_digest {bytes} NOT NULL,
    -- Number, digests and the byte strings to be signed, JSON (permits::IntentRecord), recorded before the signer is asked.
    body TEXT NOT NULL,
    -- What office needs to finish after a crash: the document and its preparations, JSON.
    preparation TEXT NOT NULL,
    -- OPEN until the seal is recorded; then SEALED, or VOID with a reason.
    state TEXT NOT NULL CHECK (state IN ('OPEN', 'SEALED', 'VOID')),
    -- Why it was voided; NULL otherwise.
    void_reason TEXT,
    -- When it was recorded.
    created_at {int} NOT NULL,
    -- When it was sealed or voided; NULL while open.
    finished_at {int},
    PRIMARY KEY (tenant, number),
    CONSTRAINT intent_serial UNIQUE (tenant, year, series, serial),
    CONSTRAINT intent_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id),
    CONSTRAINT intent_void_has_reason CHECK ((state = 'VOID') = (void_reason IS NOT NULL))
) {strict};
CREATE UNIQUE INDEX intent_open_once ON intent (tenant, application) WHERE state = 'OPEN';
{wall intent}

CREATE TABLE permit (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id {bytes} NOT NULL,
    -- Number as printed in box 1.
    number TEXT NOT NULL,
    -- Series of the serial.
    series TEXT NOT NULL,
    -- Year of the serial.
    year {int} NOT NULL,
    -- Serial inside series and year.
    serial {int} NOT NULL CHECK (serial > 0),
    -- The application it came from; NULL for imported old permits.
    application {bytes},
    -- The organisation it was issued to; NULL for private persons.
    organisation {bytes},
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
    issued_at {int} NOT NULL,
    -- When customs endorsed it at export; NULL before.
    endorsed_at {int},
    -- Last change of state; what the exchange looks at.
    changed_at {int} NOT NULL,
    -- SHA-256 (domain manis-token) of the security code.
    token_hash {bytes} NOT NULL,
    -- Who approved the decision; NULL for imported old permits.
    approved_by {bytes},
    -- Who proposed it; NULL for imported old permits.
    proposed_by {bytes},
    -- 1: the tenant had opted out of four eyes when this was decided.
    one_officer {int} NOT NULL CHECK (one_officer IN (0, 1)),
    -- SHA-256 of the document as signed.
    document_digest {bytes} NOT NULL,
    -- Id of the permit that takes its place; NULL unless replaced.
    replaced_by {bytes},
    -- The whole permit, JSON (permits::Permit).
    body TEXT NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version {int} NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT permit_number UNIQUE (tenant, number),
    CONSTRAINT permit_serial UNIQUE (tenant, year, series, serial),
    CONSTRAINT permit_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id),
    CONSTRAINT permit_organisation FOREIGN KEY (tenant, organisation) REFERENCES organisation (tenant, id),
    CONSTRAINT permit_four_eyes CHECK (one_officer = 1 OR approved_by IS NULL OR proposed_by IS NULL OR approved_by <> proposed_by),
    CONSTRAINT permit_validity CHECK (valid_from_on <= valid_until_on)
) {strict};
CREATE INDEX permit_issued ON permit (tenant, issued_at, id);
CREATE INDEX permit_by_status ON permit (tenant, status, issued_at, id);
CREATE INDEX permit_of_organisation ON permit (tenant, organisation, issued_at, id);
CREATE INDEX permit_by_importer ON permit (tenant, importer, issued_at, id);
CREATE INDEX permit_of_application ON permit (tenant, application);
CREATE INDEX permit_expiry ON permit (tenant, status, valid_until_on);
{wall permit}

CREATE TABLE permit_line (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- The permit.
    permit {bytes} NOT NULL,
    -- Letter of the block: A, B, … as printed.
    block TEXT NOT NULL,
    -- Place of the block on the paper, from 0.
    position {int} NOT NULL CHECK (position >= 0),
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
    permitted_micro {int} NOT NULL,
    -- Box 14: what left, millionths; NULL before endorsement.
    endorsed_micro {int},
    -- What the importing Party says it received, millionths; NULL before it said so. May differ: that is a case, not an error.
    received_micro {int},
    -- When the permit was issued, for the report's year.
    issued_at {int} NOT NULL,
    -- When it was endorsed, for the report's year; NULL before.
    endorsed_at {int},
    PRIMARY KEY (tenant, permit, block),
    CONSTRAINT permit_line_permit FOREIGN KEY (tenant, permit) REFERENCES permit (tenant, id),
    CONSTRAINT permit_line_permitted_not_negative CHECK (permitted_micro >= 0),
    CONSTRAINT permit_line_within_permitted CHECK (endorsed_micro IS NULL OR (endorsed_micro >= 0 AND endorsed_micro <= permitted_micro)),
    CONSTRAINT permit_line_received_not_negative CHECK (received_micro IS NULL OR received_micro >= 0)
) {strict};
CREATE INDEX permit_line_endorsed ON permit_line (tenant, endorsed_at, permit, position);
CREATE INDEX permit_line_issued ON permit_line (tenant, issued_at, permit, position);
{wall permit_line}

CREATE TABLE issued_document (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- The permit.
    permit {bytes} NOT NULL,
    -- Which form of it: xml (signed), qr (signed text), pdf, or xml-final (with the endorsement).
    kind TEXT NOT NULL,
    -- SHA-256 of the bytes.
    digest {bytes} NOT NULL,
    -- The bytes exactly as signed and served.
    bytes {bytes} NOT NULL,
    -- When they were made.
    created_at {int} NOT NULL,
    PRIMARY KEY (tenant, permit, kind),
    CONSTRAINT issued_document_permit FOREIGN KEY (tenant, permit) REFERENCES permit (tenant, id)
) {strict};
{append_only issued_document}
{wall issued_document}

CREATE TABLE public_permit (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Number as printed.
    number TEXT NOT NULL,
    -- SHA-256 (domain manis-token) of the security code: without it the row says nothing.
    token_hash {bytes} NOT NULL,
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
    issued_at {int} NOT NULL,
    -- When it was endorsed at export; NULL before.
    endorsed_at {int},
    -- Where it was endorsed, the port's name; NULL before.
    port TEXT,
    -- Number of the permit that replaced it; NULL unless replaced.
    replaced_by TEXT,
    -- Lines without any person's name, JSON (store::PublicLine list).
    lines TEXT NOT NULL,
    -- SHA-256 of the document as signed.
    document_digest {bytes} NOT NULL,
    -- When this face was last rewritten.
    changed_at {int} NOT NULL,
    PRIMARY KEY (number, tenant)
) {strict};
{open_read public_permit tenant}

CREATE TABLE foreign_permit (
    -- The tenant that received it.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id {bytes} NOT NULL,
    -- The issuing Party.
    issuer TEXT NOT NULL,
    -- Number as printed, capitals.
    number TEXT NOT NULL,
    -- 1: with endorsement (EPIX final). 0: without.
    final {int} NOT NULL CHECK (final IN (0, 1)),
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
    raw {bytes} NOT NULL,
    -- SHA-256 of them.
    raw_digest {bytes} NOT NULL,
    -- SHA-256 of the certificate that signed them; NULL: not signed or not verified.
    sender_fingerprint {bytes},
    -- When we got it.
    retrieved_at {int} NOT NULL,
    -- When our customs let the goods in; NULL before.
    received_at {int},
    -- Last change; order of the list.
    changed_at {int} NOT NULL,
    -- Document as read, checks, receipt, JSON.
    body TEXT NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version {int} NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT foreign_permit_number UNIQUE (tenant, issuer, number)
) {strict};
CREATE INDEX foreign_permit_changed ON foreign_permit (tenant, changed_at, id);
CREATE INDEX foreign_permit_by_status ON foreign_permit (tenant, status, changed_at, id);
{wall foreign_permit}

CREATE TABLE foreign_line (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- The foreign permit.
    permit {bytes} NOT NULL,
    -- Block id as the foreign document writes it.
    block TEXT NOT NULL,
    -- Place of the block, from 0.
    position {int} NOT NULL CHECK (position >= 0),
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
    permitted_micro {int} NOT NULL CHECK (permitted_micro >= 0),
    -- Box 14, millionths; NULL before endorsement.
    endorsed_micro {int} CHECK (endorsed_micro IS NULL OR endorsed_micro >= 0),
    -- What our customs counted, millionths; NULL before.
    received_micro {int} CHECK (received_micro IS NULL OR received_micro >= 0),
    -- When it was received, for the report's year; NULL before.
    received_at {int},
    PRIMARY KEY (tenant, permit, block),
    CONSTRAINT foreign_line_permit FOREIGN KEY (tenant, permit) REFERENCES foreign_permit (tenant, id)
) {strict};
CREATE INDEX foreign_line_received ON foreign_line (tenant, received_at, permit, position);
{wall foreign_line}

CREATE TABLE attachment (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id {bytes} NOT NULL,
    -- The application it belongs to.
    application {bytes} NOT NULL,
    -- Name the file had at the sender's, cleaned.
    name TEXT NOT NULL,
    -- What it is by its content, for example application/pdf.
    media_type TEXT NOT NULL,
    -- What it is for, for example legal-acquisition or other.
    purpose TEXT NOT NULL,
    -- Bytes.
    size {int} NOT NULL CHECK (size >= 0),
    -- SHA-256 of the bytes; also the name of the file in the object folder.
    digest {bytes} NOT NULL,
    -- Who brought it.
    uploaded_by {bytes} NOT NULL,
    -- When it happened.
    uploaded_at {int} NOT NULL,
    -- When it was taken out of the case again; NULL: in the case.
    removed_at {int},
    PRIMARY KEY (tenant, id),
    CONSTRAINT attachment_application FOREIGN KEY (tenant, application) REFERENCES application (tenant, id)
) {strict};
CREATE INDEX attachment_of_application ON attachment (tenant, application, uploaded_at, id);
{wall attachment}

CREATE TABLE partner (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- The partner Party.
    country TEXT NOT NULL,
    -- Address of its EPIX service; NULL: it only calls us.
    endpoint TEXT,
    -- Version of the service we speak with it: 1 or 2.
    protocol {int} NOT NULL CHECK (protocol IN (1, 2)),
    -- SHA-256 of the public key (SPKI) of its client certificate, by which it is known; NULL: it may not call us.
    client_spki {bytes},
    -- 1: may ask for our final permits.
    may_get_final {int} NOT NULL CHECK (may_get_final IN (0, 1)),
    -- 1: may ask for permits before endorsement.
    may_get_non_final {int} NOT NULL CHECK (may_get_non_final IN (0, 1)),
    -- 1: may confirm quantities.
    may_confirm {int} NOT NULL CHECK (may_confirm IN (0, 1)),
    -- 1: we exchange with it now.
    active {int} NOT NULL CHECK (active IN (0, 1)),
    -- Trusted signing certificates, deadlines and further settings, JSON.
    settings TEXT NOT NULL,
    -- When it was last changed.
    changed_at {int} NOT NULL,
    -- Counts the changes; a writer names the version it read.
    version {int} NOT NULL,
    PRIMARY KEY (tenant, country)
) {strict};
CREATE UNIQUE INDEX partner_by_key ON partner (tenant, client_spki) WHERE client_spki IS NOT NULL;
{wall partner}

CREATE TABLE message (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id {bytes} NOT NULL,
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
    request_digest {bytes} NOT NULL,
    -- The request as sent or received, without the security code; NULL when not kept.
    request {bytes},
    -- The answer; NULL when none came or not kept.
    response {bytes},
    -- When the call began.
    at {int} NOT NULL,
    -- how long it took, milliseconds; NULL when no answer came.
    took_ms {int},
    PRIMARY KEY (tenant, id)
) {strict};
CREATE INDEX message_at ON message (tenant, at, id);
CREATE INDEX message_of_partner ON message (tenant, partner, at, id);
CREATE INDEX message_of_number ON message (tenant, number, at, id);
{append_only message}
{wall message}

CREATE TABLE inbox (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- What makes the message the same one again, for example partner, permit, line and digest; chosen by office.
    key TEXT NOT NULL,
    -- SHA-256 of the raw message.
    digest {bytes} NOT NULL,
    -- The answer that was given and is given again.
    answer TEXT NOT NULL,
    -- When it came first.
    received_at {int} NOT NULL,
    PRIMARY KEY (tenant, key)
) {strict};
{append_only inbox}
{wall inbox}

CREATE TABLE outbox (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id; ids sort by age, jobs of one lane run in this order.
    id {bytes} NOT NULL,
    -- What to do, for example epix-confirm or mail.
    kind TEXT NOT NULL,
    -- Jobs of one lane wait for each other, for example QN/26QM000371.
    lane TEXT NOT NULL,
    -- Everything the worker needs, JSON.
    payload TEXT NOT NULL,
    -- WAITING, DONE or DEAD.
    state TEXT NOT NULL CHECK (state IN ('WAITING', 'DONE', 'DEAD')),
    -- How often a worker took it.
    attempts {int} NOT NULL CHECK (attempts >= 0),
    -- Not before this moment.
    next_at {int} NOT NULL,
    -- Held by a worker until then; NULL: free.
    locked_until_at {int},
    -- What went wrong last; NULL: nothing.
    last_error TEXT,
    -- When it was put in.
    created_at {int} NOT NULL,
    -- When it was done or given up; NULL while waiting.
    finished_at {int},
    PRIMARY KEY (tenant, id)
) {strict};
CREATE INDEX outbox_waiting ON outbox (tenant, next_at, id) WHERE state = 'WAITING';
CREATE INDEX outbox_lane ON outbox (tenant, lane, id) WHERE state = 'WAITING';
{wall outbox}

CREATE TABLE idempotency (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Key that the caller made.
    key TEXT NOT NULL,
    -- Who used it: person:…, partner:… or system.
    actor TEXT NOT NULL,
    -- Act it was used for.
    act TEXT NOT NULL,
    -- SHA-256 of the request.
    request_digest {bytes} NOT NULL,
    -- The answer, JSON; empty text while the act is still inside its transaction.
    answer TEXT NOT NULL,
    -- When it happened.
    created_at {int} NOT NULL,
    PRIMARY KEY (tenant, actor, key)
) {strict};
CREATE INDEX idempotency_age ON idempotency (tenant, created_at);
{wall idempotency}

CREATE TABLE report (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Id. Immutable.
    id {bytes} NOT NULL,
    -- Calendar year reported.
    year {int} NOT NULL,
    -- Which report, for example annual.
    kind TEXT NOT NULL,
    -- Counts the versions of one year and kind from 1.
    revision {int} NOT NULL CHECK (revision > 0),
    -- DRAFT or SUBMITTED.
    state TEXT NOT NULL CHECK (state IN ('DRAFT', 'SUBMITTED')),
    -- SHA-256 of the rule pack it was checked with.
    pack_digest {bytes} NOT NULL,
    -- Figures, findings and names of the files, JSON.
    summary TEXT NOT NULL,
    -- The file as built (CSV).
    content {bytes} NOT NULL,
    -- SHA-256 of the file.
    digest {bytes} NOT NULL,
    -- Who built it: person:… or system.
    built_by TEXT NOT NULL,
    -- When it happened.
    built_at {int} NOT NULL,
    PRIMARY KEY (tenant, id),
    CONSTRAINT report_revision UNIQUE (tenant, year, kind, revision)
) {strict};
{wall report}

CREATE TABLE status_count (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- What is counted: application, permit or foreign.
    entity TEXT NOT NULL,
    -- Status code.
    status TEXT NOT NULL,
    -- How many are in it now.
    count {int} NOT NULL,
    PRIMARY KEY (tenant, entity, status)
) {strict};
{wall status_count}

CREATE TABLE month_summary (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Month in UTC, like 2026-11.
    month TEXT NOT NULL CHECK (length(month) = 7),
    -- Applications submitted for the first time.
    submitted {int} NOT NULL,
    -- Permits issued.
    issued {int} NOT NULL,
    -- Applications refused.
    refused {int} NOT NULL,
    -- Permits endorsed at export.
    endorsed {int} NOT NULL,
    -- Foreign permits received at import.
    received {int} NOT NULL,
    -- Applications decided in this month that count for the processing time.
    processed {int} NOT NULL,
    -- Sum of their processing times, milliseconds from submission to decision.
    processing_ms {int} NOT NULL,
    PRIMARY KEY (tenant, month)
) {strict};
{wall month_summary}

CREATE TABLE audit_head (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Number of the last event; 0 before the first.
    seq {int} NOT NULL CHECK (seq >= 0),
    -- Hash of the last event; 32 zero bytes before the first.
    hash {bytes} NOT NULL,
    PRIMARY KEY (tenant)
) {strict};
{wall audit_head}

CREATE TABLE audit_event (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- Counts the events of a tenant from 1 without gaps.
    seq {int} NOT NULL CHECK (seq > 0),
    -- When, by the clock of the act.
    at {int} NOT NULL,
    -- Who: person:…, partner:… or system; never a name.
    actor TEXT NOT NULL,
    -- What was done, for example approve.
    act TEXT NOT NULL,
    -- Kind of the object, for example application.
    object_kind TEXT NOT NULL,
    -- Id or number of the object.
    object_id TEXT NOT NULL,
    -- SHA-256 of the object before; NULL when it is new or was only read.
    before_digest {bytes},
    -- SHA-256 of the object after; NULL when it was only read.
    after_digest {bytes},
    -- SHA-256 (domain manis-audit-payload) of the words beside the event; NULL: none.
    payload_hash {bytes},
    -- Hash of the event before; 32 zero bytes for the first.
    prev_hash {bytes} NOT NULL,
    -- Hash of this event (store::audit says over what).
    hash {bytes} NOT NULL,
    PRIMARY KEY (tenant, seq)
) {strict};
CREATE INDEX audit_event_of_object ON audit_event (tenant, object_kind, object_id, seq);
{append_only audit_event}
{wall audit_event}

CREATE TABLE audit_payload (
    -- The tenant.
    tenant {int} NOT NULL REFERENCES tenant (id),
    -- The event.
    seq {int} NOT NULL,
    -- Words and figures of the event, JSON; may be erased lawfully without breaking the chain.
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, seq),
    CONSTRAINT audit_payload_event FOREIGN KEY (tenant, seq) REFERENCES audit_event (tenant, seq)
) {strict};
{wall audit_payload}
