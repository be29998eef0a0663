//! Where the pages of people and registers live; the map of the rest is [`crate::links`].

use crate::links::encode;

/// Administration: a new officer (GET form, POST).
pub const OFFICER_NEW: &str = "/admin/people/new";
/// The colleagues of a company (GET; POST invites).
pub const COMPANY: &str = "/company";
/// Mandates, as agent and as client (GET; POST asks).
pub const MANDATES: &str = "/mandates";

/// Administration: one account.
pub fn person(id: &str) -> String {
    format!("/admin/people/{}", encode(id))
}

/// Administration: one act on an account (POST): `roles`, `lock`, `unlock` or `reset`.
pub fn person_act(id: &str, act: &str) -> String {
    format!("/admin/people/{}/{}", encode(id), encode(act))
}

/// One colleague (GET; POST changes).
pub fn colleague(id: &str) -> String {
    format!("{COMPANY}/{}", encode(id))
}

/// One act on a colleague (POST): `remove` or `link`.
pub fn colleague_act(id: &str, act: &str) -> String {
    format!("{COMPANY}/{}/{}", encode(id), encode(act))
}

/// One act on a mandate (POST): `accept`, `decline` or `revoke`.
pub fn mandate_act(id: &str, act: &str) -> String {
    format!("{MANDATES}/{}/{}", encode(id), encode(act))
}

/// A one-time link: the tenant's short name, a dot and the secret (GET form, POST sets the password).
pub fn door(key: &str) -> String {
    format!("/door/{}", encode(key))
}

/// A trader's stock; for the authorities every trader's (GET).
pub const STOCK: &str = "/stock";
/// Declares a lot (GET form, POST).
pub const STOCK_NEW: &str = "/stock/new";

/// One lot.
pub fn lot(id: &str) -> String {
    format!("{STOCK}/{}", encode(id))
}

/// One act on a lot (POST): `take`, `confirm` or `decline`.
pub fn lot_act(id: &str, act: &str) -> String {
    format!("{STOCK}/{}/{}", encode(id), encode(act))
}

/// Registers of operations and institutions (GET `kind`, `after`).
pub const REGISTERS: &str = "/registers";
/// Applies for an entry (GET form, POST).
pub const REGISTER_APPLY: &str = "/registers/apply";

/// One entry.
pub fn entry(id: &str) -> String {
    format!("{REGISTERS}/{}", encode(id))
}

/// One act on an entry (POST): `propose`, `approve`, `include` or `close`.
pub fn entry_act(id: &str, act: &str) -> String {
    format!("{REGISTERS}/{}/{}", encode(id), encode(act))
}

/// The national register of marks (GET `mark`, `kind`).
pub const MARKS: &str = "/marks";
/// At the border: is this a mark of the permit at hand? (GET `number`, `mark`.)
pub const MARK_ASK: &str = "/marks/permit";
/// The tags of a holder (GET; POST reports).
pub const TAGS: &str = "/tags";

/// The marks of a case beside every other paper that names them.
pub fn case_marks(id: &str) -> String {
    format!("{MARKS}/case/{}", encode(id))
}

/// The books of `tag`, `stamp` or `paper` (GET `on`).
pub fn numbers(kind: &str) -> String {
    format!("/numbers/{}", encode(kind))
}

/// One act on them (POST): `receive`, `hand`, `move` or `bind`.
pub fn numbers_act(kind: &str, act: &str) -> String {
    format!("/numbers/{}/{}", encode(kind), encode(act))
}

/// Enters an entry of a register for its holder (GET form, `for`: id of the company or record; POST).
pub const REGISTER_COUNTER: &str = "/registers/counter";
/// Enters a lot for its trader (GET form, `for`: id of the company or record; POST).
pub const STOCK_COUNTER: &str = "/stock/counter";
/// Companies and persons (GET `q`, `after`).
pub const HOLDERS: &str = "/holders";
/// Opens a record of a company or person without an account (GET form, POST).
pub const HOLDER_NEW: &str = "/holders/new";

/// One company or person, by `company` or `person` and its id.
pub fn holder(kind: &str, id: &str) -> String {
    format!("{HOLDERS}/{}/{}", encode(kind), encode(id))
}

/// One act on it: `edit` (GET form, POST); `paper`, `close`, `reopen` (POST).
pub fn holder_act(kind: &str, id: &str, act: &str) -> String {
    format!("{}/{}", holder(kind, id), encode(act))
}
