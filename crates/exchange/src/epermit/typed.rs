//! From the view to the permit: every value becomes its type or a finding. Nothing is guessed.

use super::read::Findings;
use super::view::{AmountView, LineView, PartyView, ProvenanceView, View};
use super::write::Marker;
use super::{Level, date_of, kind};
use cites::document::{
    Address, Authority, Block, Endorsed, Endorsement, Issue, Party, Provenance, QuotaPosition, SpecimenLine,
};
use cites::{
    Amount, Appendix, CountryCode, Date, Lang, ParseError, PermitDocument, PermitNumber, Purpose, Quantity, Source,
    TaxonName, Term, Timestamp, Unit,
};

const H: &str = "HeaderExchangedDocument";
const S: &str = "SpecifiedSupplyChainConsignment";

/// A moment as sent: `xs:dateTime`, a date alone, with or without offset (UTC is assumed). The flag says that it had none.
pub(super) fn moment(text: &str) -> Option<(Timestamp, bool)> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some((at, false));
    }
    let local: jiff::civil::DateTime = text.parse().ok()?;
    Some((local.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp(), true))
}

struct Typist<'f> {
    findings: &'f mut Findings,
}

impl Typist<'_> {
    fn say(&mut self, path: &str, level: Level, code: &str, text: impl Into<String>) {
        self.findings.push(path.to_owned(), level, code, text.into());
    }

    /// A value without which there is no permit.
    fn must<T>(
        &mut self,
        path: &str,
        text: Option<&str>,
        parse: impl FnOnce(&str) -> Result<T, ParseError>,
    ) -> Option<T> {
        let Some(text) = text else {
            self.say(path, Level::Severe, "value-missing", "A permit needs this value; ask the sender for it.");
            return None;
        };
        match parse(text) {
            Ok(value) => Some(value),
            Err(e) => {
                self.say(path, Level::Severe, e.code, format!("{:?} was not understood. {}", shorten(text), e.help));
                None
            }
        }
    }

    /// A value that may be absent but not wrong; wrong ones are left out and said.
    fn may<T>(
        &mut self,
        path: &str,
        text: Option<&str>,
        parse: impl FnOnce(&str) -> Result<T, ParseError>,
    ) -> Option<T> {
        match parse(text?) {
            Ok(value) => Some(value),
            Err(e) => {
                let text = shorten(text.unwrap_or(""));
                self.say(
                    path,
                    Level::Warning,
                    e.code,
                    format!("{text:?} was not understood and is left out. {}", e.help),
                );
                None
            }
        }
    }

    /// Words that a permit should have and can be shown without.
    fn words(&mut self, path: &str, text: Option<&str>) -> String {
        if text.is_none() {
            self.say(path, Level::Warning, "value-missing", "The message says nothing here.");
        }
        text.unwrap_or("").to_owned()
    }

    fn day(&mut self, path: &str, text: Option<&str>) -> Option<Date> {
        self.must(path, text, |t| date_of(t).ok_or_else(bad_date))
    }

    fn address(&mut self, path: &str, view: &PartyView) -> Option<Address> {
        let at = |name: &str| format!("{path}/PostalTradeAddress/{name}");
        let country = self.must(&at("CountryID"), view.country.as_deref(), CountryCode::parse)?;
        if country.entry().is_none() {
            self.say(
                &at("CountryID"),
                Level::Warning,
                "country-unknown",
                "The country is not in the list of countries.",
            );
        }
        let street = match (&view.street, &view.post_box) {
            (None, Some(_)) => String::new(),
            (street, _) => self.words(&at("StreetName"), street.as_deref()),
        };
        Some(Address {
            street,
            post_box: view.post_box.clone(),
            city: self.words(&at("CityName"), view.city.as_deref()),
            postcode: view.postcode.clone(),
            subdivision: view.subdivision.clone(),
            country,
        })
    }

    fn party(&mut self, path: &str, view: &PartyView) -> Option<Party> {
        let name = self.must(&format!("{path}/Name"), view.name.as_deref(), |t| Ok(t.to_owned()));
        let address = self.address(path, view);
        Some(Party { name: name?, address: address? })
    }

    fn unit(&mut self, path: &str, view: &AmountView) -> Option<Unit> {
        match &view.unit {
            None => {
                self.say(
                    path,
                    Level::Warning,
                    "unit-missing",
                    "No unit is given; it was read as a number of specimens.",
                );
                Some(Unit::Nar)
            }
            Some(code) => self.must(path, Some(code), |code| {
                Unit::from_any(code).ok_or_else(|| {
                    ParseError::new("unit-unknown", "The unit is kept as sent; ask the sender what it means.")
                })
            }),
        }
    }

    fn provenance(&mut self, path: &str, view: &ProvenanceView) -> Option<Provenance> {
        let country = self.may(path, view.country.as_deref(), CountryCode::parse);
        let permit = self.may(path, view.permit.as_deref(), PermitNumber::parse);
        let date = self.may(path, view.date.as_deref(), |t| date_of(t).ok_or_else(bad_date));
        if country.is_none() && (permit.is_some() || date.is_some() || view.country_name.is_some()) {
            self.say(path, Level::Warning, "country-missing", "The country has no code; it was read as unknown.");
            return Some(Provenance { country: CountryCode::UNKNOWN, permit, date });
        }
        Some(Provenance { country: country?, permit, date })
    }

    fn line(&mut self, n: usize, view: &LineView) -> Option<SpecimenLine> {
        let at = |name: &str| format!("{S}/IncludedSupplyChainConsignmentItem[{}]/{name}", n + 1);
        let product = |name: &str| at(&format!("IncludedSupplyChainTradeLineItem/SpecifiedTradeProduct/{name}"));
        let block = self.must(&at("ID"), view.block.as_deref(), Block::parse);
        let taxon = self.must(&product("ScientificName"), view.taxon.as_deref(), TaxonName::parse);
        let term = self.must(&product("TypeCode"), view.term.as_deref(), str::parse::<Term>);
        let line_type = at("IncludedSupplyChainTradeLineItem/TypeCode");
        let appendix = self.must(&line_type, view.appendix.as_deref(), str::parse::<Appendix>);
        let extension = at("IncludedSupplyChainTradeLineItem/TypeExtensionCode");
        let sources = self.must(&extension, view.source.as_deref(), sources);
        let quantity = self.quantity(&at("TransportLogisticsPackage/ItemQuantity"), view.quantity.as_ref());
        let parts = describe(view.description.as_deref());
        if view.common_name.is_none() {
            self.say(&product("CommonName"), Level::Info, "value-missing", "The message says nothing here.");
        }
        let description = self.words(&product("Description"), parts.words.as_deref());
        let mut marks: Vec<String> = lines_of(view.marks.as_deref());
        marks.extend(parts.marks);
        let quota = self.quota(&at("ApplicableCrossBorderRegulatoryProcedure"), view);
        let origin = self.provenance(&at("OriginTradeCountry"), &view.origin);
        let last_reexport = self.provenance(&at("ExportTradeCountry"), &view.last_reexport);
        let acquired = match view.acquired.as_deref() {
            Some(text) => Some(date_of(text).map_or_else(|| text.to_owned(), |d| d.to_string())),
            None => parts.acquired,
        };
        let (source, second_source) = sources?;
        Some(SpecimenLine {
            block: block?,
            taxon: taxon?,
            common_name: view.common_name.clone(),
            description,
            term: term?,
            marks,
            age_sex: parts.age_sex,
            appendix: appendix?,
            source,
            second_source,
            quantity: quantity?,
            quota,
            origin,
            last_reexport,
            operation: view.operation.clone(),
            acquired,
        })
    }

    fn quantity(&mut self, path: &str, view: Option<&AmountView>) -> Option<Quantity> {
        let amount = self.must(path, view.map(|v| v.amount.as_str()), Amount::parse);
        let unit = self.unit(path, view?)?;
        let amount = amount?;
        self.must(path, Some(&amount.to_string()), |_| Quantity::new(amount, unit))
    }

    fn quota(&mut self, path: &str, view: &LineView) -> Option<QuotaPosition> {
        let (exported, quota) = (view.exported.as_ref(), view.quota.as_ref());
        let one = exported.or(quota)?;
        let (Some(exported), Some(quota)) = (exported, quota) else {
            self.say(path, Level::Warning, "quota-half", "Box 11a gives only one of its two figures and is left out.");
            return None;
        };
        let unit = self.unit(path, one)?;
        if self.unit(path, quota)? != unit {
            self.say(path, Level::Warning, "quota-units", "The two figures of box 11a have different units; left out.");
            return None;
        }
        Some(QuotaPosition {
            exported: self.may(path, Some(&exported.amount), Amount::parse)?,
            quota: self.may(path, Some(&quota.amount), Amount::parse)?,
            unit,
        })
    }

    fn endorsement(&mut self, view: &View, lines: &[SpecimenLine]) -> Option<Endorsement> {
        let said = view.endorsed_at.is_some() || view.lines.iter().any(|l| l.endorsed.is_some());
        if !said {
            return None;
        }
        let path = format!("{S}/ExaminationTransportEvent");
        let time = format!("{path}/ActualOccurrenceDateTime");
        let at = self.may(&time, view.endorsed_at.as_deref(), |t| moment(t).ok_or_else(bad_date));
        let mut quantities = Vec::new();
        for (line, view) in lines.iter().zip(&view.lines) {
            let Some(endorsed) = &view.endorsed else { continue };
            let path = format!("{S}/IncludedSupplyChainConsignmentItem/ExaminationTransportEvent");
            let amount = self.may(&path, Some(&endorsed.amount), Amount::parse);
            let unit = endorsed.unit.as_deref().map_or(Some(line.quantity.unit()), Unit::from_any);
            let Some(amount) = amount.filter(|_| unit == Some(line.quantity.unit())) else {
                let text =
                    format!("Block {}: the endorsed quantity is not in the unit of box 11; left out.", line.block);
                self.say(&path, Level::Severe, "endorsed-unit", text);
                continue;
            };
            if amount > line.quantity.amount() {
                let text = format!("Block {}: box 14 says more than box 11 permits.", line.block);
                self.say(&path, Level::Severe, "endorsed-exceeds", text);
            }
            quantities.push(Endorsed { block: line.block.clone(), actual: amount });
        }
        let Some((at, no_zone)) = at else {
            self.say(&path, Level::Severe, "endorsed-half", "Box 14 has no date; the permit is read as not endorsed.");
            return None;
        };
        if no_zone {
            self.say(&time, Level::Info, "time-zone", "The time has no offset; it was read as UTC.");
        }
        let port = self.words(&path, view.port.as_deref().or(view.port_name.as_deref()));
        Some(Endorsement {
            quantities,
            port,
            port_name: view.port_name.clone().unwrap_or_default(),
            at,
            officer: self.words(&path, view.endorsing_officer.as_deref()),
        })
    }
}

fn bad_date() -> ParseError {
    ParseError::new("value-datetime", "Send dates as 2026-11-21T09:00:00+00:00.")
}

/// Texts of strangers are cut before they go into sentences.
fn shorten(text: &str) -> String {
    text.chars().take(40).collect()
}

fn lines_of(text: Option<&str>) -> Vec<String> {
    text.into_iter().flat_map(str::lines).map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect()
}

/// One or two codes: `W`, `O/W`, `I W`.
fn sources(text: &str) -> Result<(Source, Option<Source>), ParseError> {
    let mut codes = text.split(['/', ',', ';', ' ', '+']).filter(|c| !c.is_empty()).map(str::parse::<Source>);
    let first = codes.next().unwrap_or_else(|| text.parse::<Source>())?;
    let second = codes.next().transpose()?;
    match codes.next() {
        None => Ok((first, second)),
        Some(_) => Err(ParseError::new("source-many", "Give one source code, or two where the first is I or O.")),
    }
}

#[derive(Default)]
struct Parts {
    words: Option<String>,
    age_sex: Option<String>,
    acquired: Option<String>,
    marks: Vec<String>,
}

/// Takes out of box 9 the lines our own writer put there for want of an element.
fn describe(text: Option<&str>) -> Parts {
    let mut parts = Parts::default();
    let Some(text) = text else { return parts };
    let after = |line: &str, words: [&str; 3]| words.iter().find_map(|w| line.strip_prefix(w).map(str::to_owned));
    let mut words = Vec::new();
    for line in text.lines() {
        if let Some(age) = after(line, Marker::AGE) {
            parts.age_sex = Some(age);
        } else if let Some(acquired) = after(line, Marker::ACQUIRED) {
            parts.acquired = Some(acquired);
        } else if let Some(mark) = after(line, Marker::MARK) {
            parts.marks.push(mark);
        } else {
            words.push(line);
        }
    }
    let words = words.join("\n").trim().to_owned();
    parts.words = (!words.is_empty()).then_some(words);
    parts
}

/// The permit, where everything it needs is there.
pub(super) fn permit(view: &View, findings: &mut Findings) -> Option<PermitDocument> {
    let mut t = Typist { findings };
    let at = |name: &str| format!("{H}/{name}");
    let kind = t.must(&at("TypeCode"), view.kind.as_deref(), |letter| {
        kind::parse(Some(letter), view.kind_name.as_deref()).ok_or_else(|| {
            ParseError::new("kind-unknown", "The kind of document is E, R or I, or O with a name we know in Name.")
        })
    });
    let number = t.must(&at("ID"), view.number.as_deref(), PermitNumber::parse);
    let valid_from = t.day(&at("EffectiveSpecifiedPeriod/StartDateTime"), view.valid_from.as_deref());
    let valid_until = t.day(&at("EffectiveSpecifiedPeriod/EndDateTime"), view.valid_until.as_deref());
    if let (Some(from), Some(until)) = (valid_from, valid_until)
        && until < from
    {
        t.say(&at("EffectiveSpecifiedPeriod"), Level::Severe, "period-order", "The permit ends before it begins.");
    }
    let purpose = t.must(&at("PurposeCode"), view.purpose.as_deref(), str::parse::<Purpose>);
    let copy = match view.copy.as_deref() {
        Some("true" | "1") => true,
        Some("false" | "0") => false,
        _ => {
            t.say(
                &at("CopyIndicator"),
                Level::Info,
                "copy-missing",
                "Nothing says that this is a copy; read as original.",
            );
            false
        }
    };
    let first = at("FirstSignatoryDocumentAuthentication/ProviderTradeParty");
    let authority = t.party(&first, &view.authority).map(|party| Authority {
        name: party.name,
        address: party.address,
        representative: view.authority.representative.clone(),
    });
    let importer = importer(view, &mut t);
    let import = format!("{S}/ConsigneeTradeParty/PostalTradeAddress/CountryID");
    let country_of_import = t.may(&import, view.country_of_import.as_deref(), CountryCode::parse);
    let exporter = t.party(&format!("{S}/ConsignorTradeParty"), &view.exporter);
    let issued_at = t.must(&at("IssueDateTime"), view.issued_at.as_deref(), |x| moment(x).ok_or_else(bad_date));
    if issued_at.is_some_and(|(_, no_zone)| no_zone) {
        t.say(&at("IssueDateTime"), Level::Info, "time-zone", "The time has no offset; it was read as UTC.");
    }
    let place = t.words(&at("IssueLogisticsLocation/Name"), view.place.as_deref());
    let officer = t.words(&at("ThirdSignatoryDocumentAuthentication"), view.officer.as_deref());
    let typed: Vec<Option<SpecimenLine>> = view.lines.iter().enumerate().map(|(n, l)| t.line(n, l)).collect();
    let lines: Option<Vec<SpecimenLine>> = typed.into_iter().collect();
    let item = format!("{S}/IncludedSupplyChainConsignmentItem");
    if view.lines.is_empty() {
        t.say(&item, Level::Severe, "value-missing", "A permit needs at least one block of specimens.");
    }
    let lines = lines.filter(|l| !l.is_empty())?;
    for (i, line) in lines.iter().enumerate() {
        if lines[..i].iter().any(|l| l.block == line.block) {
            t.say(&item, Level::Severe, "block-twice", format!("Block {} stands twice.", line.block));
            return None;
        }
    }
    let endorsement = t.endorsement(view, &lines);
    let permit = PermitDocument {
        kind: kind?,
        number: number?,
        copy,
        valid_from: valid_from?,
        valid_until: valid_until?,
        importer,
        country_of_import,
        exporter: exporter?,
        special_conditions: lines_of(view.special_conditions.as_deref()),
        purpose: purpose?,
        security_stamp: view.security_stamp.clone(),
        authority: authority?,
        lines,
        issue: Issue { place, at: issued_at?.0, officer },
        endorsement,
        transport_document: view.transport_document.clone(),
        language: view.language.as_deref().and_then(Lang::from_code).unwrap_or(Lang::En),
    };
    Some(permit.with_plain_origins())
}

/// Box 3 may be empty on certificates of ownership and for musical instruments.
fn importer(view: &View, t: &mut Typist<'_>) -> Option<Party> {
    let path = format!("{S}/ConsigneeTradeParty");
    if view.importer.name.is_none() {
        t.say(&path, Level::Warning, "importer-missing", "Box 3 names no importer.");
        return None;
    }
    t.party(&path, &view.importer)
}

/// Description without the marks that version 1 appends to it, and those marks.
pub(super) fn split_marks(text: Option<&str>) -> (Option<String>, Vec<String>) {
    let is_mark = |line: &&str| Marker::MARK.iter().any(|w| line.starts_with(w));
    let (marks, words): (Vec<&str>, Vec<&str>) = text.unwrap_or("").lines().partition(is_mark);
    let bare = |line: &&str| Marker::MARK.iter().find_map(|w| line.strip_prefix(w)).unwrap_or(line).to_owned();
    let words = words.join("\n");
    ((!words.is_empty()).then_some(words), marks.iter().map(bare).collect())
}
