//! What authorities abroad and the Secretariat must be told (`spec/workflow.md` section 10, `spec/permits.md` 2.17 and
//! 2.18): written by the act's own transaction to whom the directory names, carried like every other notice. The detail
//! `abroad` of the desk's own notice says to whom, and whose address is missing.

use super::table::Event;
use super::tell::{Told, details};
use crate::shared::error::Error;
use crate::shared::facts::day;
use cites::ids::ForeignPermitId;
use cites::{CountryCode, PermitNumber};
use permits::Application;
use permits::application::state::Reasoned;
use permits::permit::Permit;
use store::{Addressee, NewNotice, NoticeTo, Tx, Wish};

/// The Party on the other side of one of our permits: the destination, of an import permit the country it comes from.
fn other_side(permit: &Permit) -> Option<CountryCode> {
    let document = permit.signed_document();
    let home = document.issuer();
    let sides = [document.country_of_import, Some(document.exporter.address.country)];
    sides.into_iter().flatten().find(|c| *c != home)
}

/// Who is told that one of our permits may not be used: the other side at once and, of commercial trade, the Secretariat
/// (50 CFR 23.52(b); `spec/permits.md` 2.17).
fn of_stopped(permit: &Permit) -> Vec<Addressee> {
    let commercial = permit.signed_document().purpose == cites::Purpose::T;
    let other = other_side(permit).map(Addressee::Management);
    other.into_iter().chain(commercial.then_some(Addressee::Secretariat)).collect()
}

/// Writes to everybody whom the directory names and answers the detail for the desk: one line an addressee,
/// `sent|KIND|COUNTRY|name|e-mail` or `none|KIND|COUNTRY`.
async fn write(tx: &mut Tx, told: &Told, to: &[Addressee]) -> Result<String, Error> {
    let today = day(tx.at());
    let mut lines = Vec::new();
    for addressee in to {
        let country = addressee.country().map_or_else(String::new, |c| c.code().to_owned());
        let known = tx.authorities_told(*addressee, today).await?;
        if known.is_empty() {
            lines.push(format!("none|{}|{country}", addressee.kind()));
        }
        for authority in known {
            let new = NewNotice {
                once: told.once.clone(),
                event: told.event.code(),
                object_kind: told.object_kind,
                object_id: told.object_id.clone(),
                details: told.details.clone(),
                mail: Wish::Always,
                except: None,
            };
            tx.notice_put(&NoticeTo::Authority(authority.id), &new).await?;
            // A name has no line breaks; a bar in it would end the field.
            let name = authority.name.replace('|', "/");
            lines.push(format!("sent|{}|{country}|{name}|{}", addressee.kind(), authority.email));
        }
    }
    Ok(lines.join("\n"))
}

/// A permit of ours may not be used any more.
///
/// # Errors
/// What the archive says.
pub(super) async fn stopped(tx: &mut Tx, permit: &Permit, at: cites::Timestamp) -> Result<String, Error> {
    let told = about(
        permit,
        Event::AuthorityStopped,
        at,
        [("status", permit.status().code().to_owned()), ("since", day(at).to_string())],
    );
    write(tx, &told, &of_stopped(permit)).await
}

/// Quantities of one of our permits differ: the other side hears of it too.
///
/// # Errors
/// What the archive says.
pub(super) async fn differs(
    tx: &mut Tx,
    permit: &Permit,
    at: cites::Timestamp,
    quantities: &str,
) -> Result<String, Error> {
    let told = about(
        permit,
        Event::AuthorityDiffers,
        at,
        [("quantities", quantities.to_owned()), ("since", day(at).to_string())],
    );
    let to: Vec<Addressee> = other_side(permit).map(Addressee::Management).into_iter().collect();
    write(tx, &told, &to).await
}

/// A document was issued after the specimens had left: copy to the Secretariat (`spec/permits.md` 2.18).
///
/// # Errors
/// What the archive says.
pub(super) async fn retrospective(tx: &mut Tx, permit: &Permit, at: cites::Timestamp) -> Result<String, Error> {
    let told = about(permit, Event::AuthorityRetrospective, at, [("since", day(at).to_string())]);
    write(tx, &told, &[Addressee::Secretariat]).await
}

/// Less arrived here than another Party's permit says: its Management Authority hears of it.
///
/// # Errors
/// What the archive says.
pub(super) async fn arrival(
    tx: &mut Tx,
    (id, number, issuer): (ForeignPermitId, &PermitNumber, CountryCode),
    quantities: &str,
) -> Result<String, Error> {
    let told = Told {
        event: Event::AuthorityDiffers,
        once: format!("{}/{id}", Event::AuthorityDiffers.code()),
        object_kind: "foreign",
        object_id: id.to_string(),
        details: details([
            ("number", number.to_string()),
            ("quantities", quantities.to_owned()),
            ("since", day(tx.at()).to_string()),
        ]),
        by: None,
    };
    write(tx, &told, &[Addressee::Management(issuer)]).await
}

/// An authority abroad is asked about a case (`spec/workflow.md` section 2): reference, question and what it is about; no
/// name of a person stands in it. Its answer comes back into the case.
///
/// # Errors
/// What the archive says.
pub(super) async fn asked(
    tx: &mut Tx,
    reference: &str,
    application: &Application,
    country: CountryCode,
    inquiry: &Reasoned,
) -> Result<String, Error> {
    let mut goods: Vec<String> = Vec::new();
    for line in application.draft().map(|d| d.lines.as_slice()).unwrap_or_default() {
        let name = line.taxon.to_string();
        if !goods.contains(&name) {
            goods.push(name);
        }
    }
    let at = inquiry.stamp.at;
    let told = Told {
        event: Event::AuthorityAsked,
        once: format!("{}/{}/{country}/{}", Event::AuthorityAsked.code(), application.id(), at.as_millisecond()),
        object_kind: "application",
        object_id: application.id().to_string(),
        details: details([
            ("reference", reference.to_owned()),
            ("question", inquiry.reason.clone()),
            ("goods", goods.join(", ")),
            ("since", day(at).to_string()),
        ]),
        by: None,
    };
    write(tx, &told, &[Addressee::Management(country)]).await
}

fn about<const N: usize>(permit: &Permit, event: Event, at: cites::Timestamp, more: [(&str, String); N]) -> Told {
    let mut facts = details([("number", permit.number().to_string()), ("permit", permit.id().to_string())]);
    facts.extend(details(more));
    Told {
        event,
        once: format!("{}/{}/{}", event.code(), permit.id(), at.as_millisecond()),
        object_kind: "permit",
        object_id: permit.id().to_string(),
        details: facts,
        by: None,
    }
}
