//! A case while it is examined: the facts, and what the taxonomy makes of each line.

use crate::facts::{Facts, LineFacts, Movement};
use crate::pack::{RulePack, listings};
use crate::trace::LineReading;
use cites::taxa::{Certainty, Kingdom, Position, Resolution, Taxonomy};
use cites::{Appendix, CountryCode, Date, Source};

/// Everything a rule may look at.
pub(crate) struct Case<'a> {
    pub facts: &'a Facts,
    pub pack: &'a RulePack,
    pub taxonomy: &'a Taxonomy,
    pub on: Date,
    pub lines: Vec<LineCase<'a>>,
}

/// One line of it.
pub(crate) struct LineCase<'a> {
    pub facts: &'a LineFacts,
    /// `None`: the name is not known at all.
    pub resolution: Option<Resolution<'a>>,
    /// Every Appendix it may stand in, strictest first; empty when the name is not known.
    pub positions: Vec<Position<'a>>,
    /// The Appendix the rules use; `N` = not listed, `None` = name not known.
    pub appendix: Option<Appendix>,
    /// What a reservation makes of it: Appendix I is read as II where our own Party or the importing one holds one
    /// (Art. XXIII.3; Res. Conf. 4.25).
    pub read_as: Option<Appendix>,
    /// The position it comes from.
    pub position: Option<Position<'a>>,
    /// Only one reading is possible.
    pub certain: bool,
    pub kingdom: Kingdom,
    /// Names of the taxon and of everything above it, in small letters, the taxon first.
    pub lineage: Vec<String>,
    /// Where the population is: the stated origin, else the exporting country. `None` = unknown.
    pub origin: Option<CountryCode>,
}

impl<'a> Case<'a> {
    /// Reads every line's name once.
    pub fn new(facts: &'a Facts, pack: &'a RulePack, taxonomy: &'a Taxonomy, on: Date) -> Case<'a> {
        let mut lines: Vec<_> = facts.lines.iter().map(|line| LineCase::new(facts, line, pack, taxonomy, on)).collect();
        for line in lines.iter_mut().filter(|l| l.appendix == Some(Appendix::I)) {
            line.read_as = reserved(facts, pack, line, on).then_some(Appendix::II);
        }
        Case { facts, pack, taxonomy, on, lines }
    }
}

impl<'a> LineCase<'a> {
    fn new(
        facts: &'a Facts,
        line: &'a LineFacts,
        pack: &'a RulePack,
        taxonomy: &'a Taxonomy,
        on: Date,
    ) -> LineCase<'a> {
        let origin = origin_of(facts, line);
        let resolution = taxonomy.resolve(line.taxon.stem());
        let mut positions = positions_of(line.taxon.stem(), origin, pack, taxonomy, on);
        // A hybrid is as strict as the stricter of its parents.
        for parent in parents_of(line) {
            positions.extend(positions_of(&parent, origin, pack, taxonomy, on));
        }
        positions.sort_by_key(|p| p.appendix);
        let sure = positions.iter().any(|p| p.certainty == Certainty::Sure);
        // A subspecies elsewhere in the Appendices does not decide for the species as long as an entry does.
        let position = positions.iter().find(|p| !sure || p.certainty != Certainty::Taxon).copied();
        let certain = position.is_some_and(|p| p.certainty == Certainty::Sure)
            && positions.iter().all(|p| p.certainty == Certainty::Sure);
        let lineage = resolution.map(|r| lineage_of(&r, taxonomy)).unwrap_or_default();
        LineCase {
            facts: line,
            resolution,
            appendix: position.map(|p| p.appendix),
            read_as: None,
            certain,
            kingdom: resolution.map_or(Kingdom::Unknown, |r| r.taxon.kingdom),
            lineage,
            origin,
            positions,
            position,
        }
    }

    /// Source as the rules of documents read it: with I or O beside another, the other decides about I, O about itself.
    pub fn source(&self) -> Option<Source> {
        match (self.facts.source, self.facts.second_source) {
            (Some(Source::O), _) | (_, Some(Source::O)) => Some(Source::O),
            (Some(Source::I), Some(second)) => Some(second),
            (first, _) => first,
        }
    }

    /// Does the line carry that source, first or second?
    pub fn has_source(&self, source: Source) -> bool {
        self.facts.source == Some(source) || self.facts.second_source == Some(source)
    }

    pub fn is_animal(&self) -> bool {
        self.kingdom == Kingdom::Animalia
    }

    pub fn is_plant(&self) -> bool {
        self.kingdom == Kingdom::Plantae
    }

    /// In Appendix I, II or III (or possibly so)?
    pub fn is_listed(&self) -> bool {
        self.appendix.is_some_and(|a| a != Appendix::N)
    }

    /// The Appendix whose conditions apply: the listing's own, or what a reservation makes of it.
    pub fn conditions(&self) -> Option<Appendix> {
        self.read_as.or(self.appendix)
    }

    /// The name people should read: the accepted one where known.
    pub fn name(&self) -> String {
        match self.resolution {
            Some(r) if !r.via.is_higher() => r.taxon.printed_name(),
            _ => self.facts.taxon.to_string(),
        }
    }

    /// What goes into the trace.
    pub fn reading(&self) -> LineReading {
        let listings: Vec<_> = self.positions.iter().filter_map(|p| p.listing).collect();
        let mut annotations: Vec<String> =
            self.position.and_then(|p| p.listing).map(|l| l.annotation_codes.clone()).unwrap_or_default();
        annotations.dedup();
        let mut ids: Vec<String> = listings.iter().map(|l| l.id.clone()).collect();
        ids.dedup();
        LineReading {
            accepted: self.name(),
            through: self.resolution.filter(|r| r.via.is_higher()).map(|r| r.taxon.printed_name()),
            appendix: self.appendix.filter(|a| *a != Appendix::N),
            certain: self.certain,
            listings: ids,
            annotations,
            exempt: false,
        }
    }
}

/// Every Appendix that a name may stand in: by the data, and by the rows that the Party entered over them.
fn positions_of<'a>(
    name: &str,
    origin: Option<CountryCode>,
    pack: &'a RulePack,
    taxonomy: &'a Taxonomy,
    on: Date,
) -> Vec<Position<'a>> {
    let resolution = taxonomy.resolve(name);
    let base = resolution.map(|r| r.positions(origin, on)).unwrap_or_default();
    let Some(table) = &pack.listings else { return base };
    let lineage = match resolution {
        // A name that stands for one below it: a row at the name itself is nearer than what is known.
        Some(r) if r.via.is_higher() => [vec![name.to_lowercase()], lineage_of(&r, taxonomy)].concat(),
        Some(r) => lineage_of(&r, taxonomy),
        None => {
            let whole = name.to_lowercase();
            let genus = whole.split(' ').next().unwrap_or_default().to_owned();
            vec![whole, genus]
        }
    };
    listings::over(table, &lineage, origin, on, base)
}

/// The Appendix of a name for specimens of a country, on a day, under a Party's law: the strictest of those that may
/// apply. `None`: the name is not known and no row names it.
pub fn appendix_of(
    name: &str,
    origin: Option<CountryCode>,
    pack: &RulePack,
    taxonomy: &Taxonomy,
    on: Date,
) -> Option<Appendix> {
    let strictness = |a: &Appendix| match a {
        Appendix::I => 0,
        Appendix::II => 1,
        Appendix::III => 2,
        _ => 3,
    };
    positions_of(name, origin, pack, taxonomy, on).into_iter().map(|p| p.appendix).min_by_key(strictness)
}

/// Does our own Party or the importing one hold a reservation for this species today? Who holds one treats the species as
/// Appendix II for all purposes (Res. Conf. 4.25), and gives no import permit that an export could wait for. Of a
/// reservation that only the exporting Party holds nothing gets easier for us.
fn reserved(facts: &Facts, pack: &RulePack, line: &LineCase<'_>, on: Date) -> bool {
    let who: Vec<CountryCode> = [Some(facts.country), facts.importer()].into_iter().flatten().collect();
    held(pack, &line.lineage, &who, on)
}

fn held(pack: &RulePack, lineage: &[String], who: &[CountryCode], on: Date) -> bool {
    let rows = pack.reservations.iter().flat_map(|table| table.about(lineage));
    rows.into_iter().any(|row| row.period.contains(on) && who.contains(&row.country))
}

/// Does one of these Parties hold a reservation for a species in Appendix I on that day, so that the two read it as
/// Appendix II (Res. Conf. 4.25)? A name that is not known is read as it stands.
pub fn read_as_second(pack: &RulePack, taxonomy: &Taxonomy, who: &[CountryCode], name: &str, on: Date) -> bool {
    taxonomy.resolve(name).is_some_and(|found| held(pack, &lineage_of(&found, taxonomy), who, on))
}

/// Country of origin: stated, else the exporting country. A re-export without origin has none.
fn origin_of(facts: &Facts, line: &LineFacts) -> Option<CountryCode> {
    let origin = match (line.origin, facts.movement) {
        (Some(origin), _) => Some(origin),
        (None, Movement::Export | Movement::Import | Movement::Transit) => facts.exporter(),
        (None, Movement::FromSea) => Some(CountryCode::SEA),
        (None, Movement::Reexport) => None,
    };
    origin.filter(|c| *c != CountryCode::UNKNOWN && *c != CountryCode::VARIOUS)
}

/// Is it a hybrid's name?
pub(crate) fn is_hybrid(line: &LineFacts) -> bool {
    line.taxon.as_str().contains('×') || !line.parents.is_empty()
}

/// The parents of a hybrid, as far as the name or the facts say.
fn parents_of(line: &LineFacts) -> Vec<String> {
    let mut parents: Vec<String> = line.parents.iter().map(|p| p.stem().to_owned()).collect();
    if let Some((left, right)) = line.taxon.as_str().split_once('×') {
        let (left, right) = (left.trim(), right.trim());
        // `A b × C d` and `A b × A c` name both parents; `A × b` is the hybrid's own name.
        if left.contains(' ') && right.starts_with(char::is_uppercase) {
            parents.push(left.to_owned());
            parents.push(right.to_owned());
        }
    }
    parents
}

fn lineage_of(resolution: &Resolution<'_>, taxonomy: &Taxonomy) -> Vec<String> {
    let taxon = resolution.taxon;
    let mut names = vec![taxon.full_name.to_lowercase()];
    let above = taxonomy.ancestors(taxon);
    names.extend(above.iter().map(|t| t.full_name.to_lowercase()));
    for name in [&taxon.genus, &taxon.family, &taxon.order, &taxon.class, &taxon.phylum] {
        let name = name.to_lowercase();
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names.push(taxon.kingdom.as_str().to_lowercase());
    names
}
