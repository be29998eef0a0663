//! What outside programs are told of permits, in the form of the known-file.

use cites::PermitStatus;
use demo::KnownPermit;
use serde_json::{Value, json};

/// One permit. `state`: as it stands now; `public`: address of the pages, without which there is no link.
pub fn permit(permit: &KnownPermit, state: PermitStatus, public: Option<&str>) -> Value {
    let blocks: Vec<Value> = permit
        .blocks
        .iter()
        .map(|b| json!({ "id": b.id.to_string(), "quantity": b.quantity.to_string(), "unit": b.unit.code() }))
        .collect();
    let path = pages::links::verify(permit.issuer.code(), permit.number.as_str(), permit.token.as_str());
    json!({
        "issuer": permit.issuer,
        "importer": permit.importer,
        "number": permit.number,
        "token": permit.token.as_str(),
        "verify_url": public.map_or_else(|| path.clone(), |base| format!("{base}{path}")),
        "qr": permit.qr,
        "state": state.code(),
        "blocks": blocks,
        "note": permit.note,
    })
}
