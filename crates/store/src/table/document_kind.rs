//! Which kinds of documents a Party offers.

use crate::sql::{args, queries};
use crate::{Error, Read, Tx};
use cites::DocumentType;
use cites::ids::PersonId;

queries! {
    /// The kinds that a Party switched off.
    KINDS_OFF = "SELECT kind FROM document_kind WHERE tenant = $1 AND offered = 0 ORDER BY kind";
    /// Switches one on or off.
    SET_KIND = "INSERT INTO document_kind (tenant, kind, offered, changed_by, changed_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (tenant, kind) DO UPDATE SET offered = excluded.offered, changed_by = excluded.changed_by, changed_at = excluded.changed_at";
}

impl Read {
    /// The kinds that this Party does not offer.
    pub async fn kinds_off(&mut self) -> Result<Vec<DocumentType>, Error> {
        self.all(KINDS_OFF, args![]).await?.iter().map(|row| row.code("kind", DocumentType::from_code)).collect()
    }
}

impl Tx {
    /// Switches a kind on or off.
    pub async fn kind_set(&mut self, kind: DocumentType, offered: bool, by: PersonId) -> Result<(), Error> {
        let at = self.at();
        self.change(SET_KIND, args![kind.code(), offered, by, at]).await?;
        Ok(())
    }
}
