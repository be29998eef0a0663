//! A change of the Appendices that comes is told to those whose case or permit it touches: every line counts, and so does
//! an entry that ends with none after it. Where nothing changes, which is most of the time, the archive is not asked.

use super::table::Event;
use super::tell::{Told, details};
use super::watch::{Owned, case_owner, open, permit_owner, tell};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{House, Office};
use cites::taxa::{Listing, Taxonomy};
use cites::{Appendix, ApplicationStatus, Date, PermitStatus};
use jiff::ToSpan as _;
use permits::{Application, Permit};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Cursor, PermitFilter, Read};

/// A change of the Appendices is told so many days ahead.
const AHEAD: i64 = 120;
/// Cases or permits that are asked for at once.
const PIECE: i64 = 200;

/// The days that are told of.
#[derive(Debug, Clone, Copy)]
struct Ahead {
    today: Date,
    until: Date,
}

impl Ahead {
    fn of(today: Date) -> Ahead {
        Ahead { today, until: today.checked_add(AHEAD.days()).unwrap_or(today) }
    }

    fn holds(&self, day: Date) -> bool {
        day > self.today && day <= self.until
    }

    /// The first day of an entry, and the first day without it.
    fn days(&self, entry: &Listing) -> (Option<Date>, Option<Date>) {
        let next = entry.until.and_then(|d| d.tomorrow().ok());
        (entry.from.filter(|d| self.holds(*d)), next.filter(|d| self.holds(*d)))
    }

    /// Does any entry change?
    fn any(&self, taxa: &Taxonomy) -> bool {
        taxa.listings().iter().any(|l| self.days(l) != (None, None))
    }

    /// What changes for a name: the Appendix from a day on, [`Appendix::N`] where it stands in none from then on.
    fn coming(&self, taxa: &Taxonomy, taxon: &str) -> Vec<(Appendix, Date)> {
        let Some(found) = taxa.resolve(taxon) else { return Vec::new() };
        let rows = found.listings();
        let mut all = Vec::new();
        for row in &rows {
            let (begins, ends) = self.days(row);
            all.extend(begins.map(|from| (row.appendix, from)));
            all.extend(ends.filter(|d| !rows.iter().any(|r| r.in_force(*d))).map(|d| (Appendix::N, d)));
        }
        all.sort_unstable_by_key(|(appendix, from)| (*from, appendix.code()));
        all.dedup();
        all
    }
}

/// Tells what comes; answers how many were told.
///
/// # Errors
/// What the archive says.
pub(super) async fn listings(office: &Office, house: &Arc<House>) -> Result<u64, Error> {
    let ahead = Ahead::of(day(office.clock.now()));
    if !ahead.any(&office.taxa) {
        return Ok(0);
    }
    let mut found = Found { ahead, taxa: &office.taxa, known: BTreeMap::new(), all: Vec::new() };
    let mut read = open(office, house).await?;
    cases(&mut read, &mut found).await?;
    permits(&mut read, &mut found).await?;
    drop(read);
    tell(office, house, found.all).await
}

/// What was found to be told.
struct Found<'t> {
    ahead: Ahead,
    taxa: &'t Taxonomy,
    /// By name: the same few species come again and again.
    known: BTreeMap<String, Vec<(Appendix, Date)>>,
    all: Vec<(Told, Option<Owned>)>,
}

impl Found<'_> {
    fn coming(&mut self, taxon: &str) -> Vec<(Appendix, Date)> {
        let (ahead, taxa) = (self.ahead, self.taxa);
        self.known.entry(taxon.to_owned()).or_insert_with(|| ahead.coming(taxa, taxon)).clone()
    }

    /// A thing with a line of this name; a permit with its last day: one that ends before has nothing to fear.
    fn touch(&mut self, owned: &Owned, taxon: &str, last: Option<Date>) {
        for (appendix, from) in self.coming(taxon) {
            if last.is_some_and(|last| last < from) {
                continue;
            }
            let once = format!("{}/{}/{from}/{}/{taxon}", Event::ListingChange.code(), owned.id, appendix.code());
            let told = Told {
                event: Event::ListingChange,
                once,
                object_kind: owned.kind,
                object_id: owned.id.clone(),
                details: details([
                    ("number", owned.name.clone()),
                    ("taxon", taxon.to_owned()),
                    ("appendix", appendix.code().to_owned()),
                    ("until", from.to_string()),
                ]),
                by: None,
            };
            self.all.push((told, Some(owned.clone())));
        }
    }
}

/// Names without repetition, in their order.
fn names<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for name in lines.map(str::trim).filter(|n| !n.is_empty()) {
        if !all.iter().any(|n| n == name) {
            all.push(name.to_owned());
        }
    }
    all
}

/// Open cases.
async fn cases(read: &mut Read, found: &mut Found<'_>) -> Result<(), Error> {
    let open = |s: &&ApplicationStatus| !s.terminal() && **s != ApplicationStatus::Draft;
    let states: Vec<ApplicationStatus> = ApplicationStatus::ALL.iter().filter(open).copied().collect();
    let mut after = Cursor::OLDEST;
    loop {
        let page = read.worklist(&states, after, PIECE).await?;
        for row in &page.rows {
            let Some(case) = read.application::<Application>(row.id).await? else { continue };
            let taxa = names(case.value.form().lines.iter().map(|l| l.taxon.as_str()));
            let owned = case_owner(row.id, &row.reference, &case.value);
            taxa.iter().for_each(|taxon| found.touch(&owned, taxon, None));
        }
        match page.next {
            Some(next) => after = next,
            None => return Ok(()),
        }
    }
}

/// Permits that may still be used.
async fn permits(read: &mut Read, found: &mut Found<'_>) -> Result<(), Error> {
    let today = found.ahead.today;
    for status in [PermitStatus::Issued, PermitStatus::Delivered, PermitStatus::PartlyUsed] {
        let mut before = Cursor::NEWEST;
        loop {
            let page = read.permits(PermitFilter::Status(status), before, PIECE).await?;
            for row in page.rows.iter().filter(|r| r.valid_until >= today) {
                let lines = read.permit_lines(row.id).await?;
                let taxa = names(lines.iter().map(|l| l.taxon.as_str()));
                if taxa.iter().all(|taxon| found.coming(taxon).is_empty()) {
                    continue;
                }
                // A private person's permit names its holder inside; it is opened only where there is something to tell.
                let Some(permit) = read.permit::<Permit>(row.id).await? else { continue };
                let owned = permit_owner(&permit.value);
                taxa.iter().for_each(|taxon| found.touch(&owned, taxon, Some(row.valid_until)));
            }
            match page.next {
                Some(next) => before = next,
                None => break,
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use cites::taxa::CsvSet;
    use jiff::civil::date;

    /// The Appendices as shipped, one entry with a first or a last day.
    fn dated(from: &str, to: &str) -> Taxonomy {
        let shipped = CsvSet::shipped();
        let mut lines = shipped.listings.lines();
        let head = format!("{},valid_from,valid_to", lines.next().unwrap_or_default());
        let rows = lines.map(|row| match row.contains("Antilocapra americana") {
            true => format!("{row},{from},{to}"),
            false => format!("{row},,"),
        });
        let listings = std::iter::once(head).chain(rows).collect::<Vec<_>>().join("\n");
        Taxonomy::from_csv(&CsvSet { listings: &listings, ..shipped }).unwrap()
    }

    #[test]
    fn a_change_of_the_appendices_is_told_before_it_comes_and_not_after() {
        let taxa = dated("2027-03-01", "");
        let seen = |today, taxon: &str| Ahead::of(today).coming(&taxa, taxon);
        let pronghorn = "Antilocapra americana";
        assert_eq!(seen(date(2026, 6, 1), pronghorn), [], "too early to say");
        assert!(!Ahead::of(date(2026, 6, 1)).any(&taxa));
        assert_eq!(seen(date(2026, 12, 1), pronghorn), [(Appendix::I, date(2027, 3, 1))]);
        assert_eq!(seen(date(2027, 3, 1), pronghorn), [], "it is there");
        assert_eq!(seen(date(2026, 12, 1), "Crocodylus niloticus"), [], "nothing changes for others");
    }

    #[test]
    fn a_name_that_leaves_the_appendices_is_told_too() {
        let taxa = dated("", "2027-02-28");
        let seen = Ahead::of(date(2026, 12, 1)).coming(&taxa, "Antilocapra americana");
        assert_eq!(seen, [(Appendix::N, date(2027, 3, 1))]);
    }
}
