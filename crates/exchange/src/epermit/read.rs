//! The reader of both versions and of the look-alike of cites-on-blocks: from the tree to the view, leniently.
//!
//! Prefixes and namespaces are not looked at, empty elements and `?` count as absent, and of a repeated single value the
//! first that says something is taken (`spec/exchange.md` 2.1, 2.3, 2.4).

use super::view::{AmountView, LineView, PartyView, ProvenanceView, View};
use super::{Level, StatusNote, Version, Warning, shape, typed};
use crate::xml::{Element, Limits, XmlError};
use cites::{Appendix, PermitDocument};

/// The value the toolkit fixes for the business process, compared without regard to case.
pub(super) const CONTEXT: &str = "CITES PERMITTING";

/// More findings than a person reads, and no more than that, whatever a document does.
const MOST_FINDINGS: usize = 500;

/// A message as read.
#[derive(Debug, Clone)]
pub struct Received {
    /// The permit, where the message says everything a permit needs; a severe finding says why where it does not.
    pub permit: Option<PermitDocument>,
    /// What it says, box by box, verbatim.
    pub view: View,
    /// Everything that was mended, assumed, missing or not understood.
    pub warnings: Vec<Warning>,
}

impl Received {
    /// The worst level among the findings.
    pub fn worst(&self) -> Option<Level> {
        self.warnings.iter().map(|w| w.level).max()
    }
}

/// Collects findings up to a limit.
pub(super) struct Findings {
    pub list: Vec<Warning>,
}

impl Findings {
    pub fn add(&mut self, element: Element<'_, '_>, level: Level, code: &str, text: &str) {
        if self.list.len() < MOST_FINDINGS {
            self.push(element.path(), level, code, text.to_owned());
        }
    }

    pub fn push(&mut self, path: String, level: Level, code: &str, text: String) {
        if self.list.len() < MOST_FINDINGS {
            self.list.push(Warning { path, level, code: code.to_owned(), text });
        }
    }
}

/// Reads a permit message of either version: a file of its own, the element cut out of a SOAP answer, or the whole answer.
///
/// # Errors
/// When it is not well-formed, passes a limit (2 MiB, `design/security.md` section 8) or holds no permit message.
pub fn read(bytes: &[u8]) -> Result<Received, XmlError> {
    read_version(bytes, Limits::DOCUMENT, None)
}

/// The same for a tree that was read already; `element` is the message or an envelope around it.
///
/// # Errors
/// When it is no permit message.
pub fn read_tree(element: Element<'_, '_>) -> Result<Received, XmlError> {
    read_message(element, None)
}

pub(super) fn read_version(bytes: &[u8], limits: Limits, version: Option<Version>) -> Result<Received, XmlError> {
    let document = crate::xml::read(bytes, limits)?;
    read_message(document.root(), version)
}

pub(super) fn findings(result: Result<Received, XmlError>) -> Vec<Warning> {
    match result {
        Ok(received) => received.warnings,
        Err(e) => vec![Warning {
            path: if e.element.is_empty() { "/".to_owned() } else { e.element.clone() },
            level: Level::Severe,
            code: e.code.to_owned(),
            text: e.to_string(),
        }],
    }
}

enum Dialect {
    Toolkit(Version),
    OnBlocks,
}

fn dialect(name: &str) -> Option<Dialect> {
    match name {
        "CBFShip" => Some(Dialect::Toolkit(Version::V1)),
        "CITESEPermit" => Some(Dialect::Toolkit(Version::V2)),
        "CITESPermit" => Some(Dialect::OnBlocks),
        _ => None,
    }
}

/// The message itself, or the one in Envelope/Body/…Response.
fn find_message<'d, 'a>(root: Element<'d, 'a>) -> Option<(Element<'d, 'a>, Dialect)> {
    if let Some(dialect) = dialect(root.local()) {
        return Some((root, dialect));
    }
    let body = if root.local() == "Envelope" { root.child("Body")? } else { return None };
    body.children().next()?.children().find_map(|c| dialect(c.local()).map(|d| (c, d)))
}

fn read_message(root: Element<'_, '_>, wanted: Option<Version>) -> Result<Received, XmlError> {
    let other = |help: &str| Err(XmlError::new("permit-root", help, root.local(), 0));
    let Some((message, dialect)) = find_message(root) else {
        return other("Send a CITES permit message: CITESEPermit (version 2) or CBFShip (version 1).");
    };
    let mut findings = Findings { list: Vec::new() };
    let version = match dialect {
        Dialect::Toolkit(version) => {
            if wanted.is_some_and(|w| w != version) {
                return other("The permit message is of the other toolkit version.");
            }
            shape::check(message, version, &mut findings);
            version
        }
        Dialect::OnBlocks => {
            findings.add(
                message,
                Level::Severe,
                "dialect-cites-on-blocks",
                "This is the look-alike that cites-on-blocks writes, not a CITES permit message; ask for the toolkit's.",
            );
            Version::V2
        }
    };
    let mut view = view(message, version, &mut findings);
    if let Dialect::OnBlocks = dialect {
        // Its numbers stand for kinds in an order nobody published.
        view.kind = None;
    }
    let permit = typed::permit(&view, &mut findings);
    let permit = permit.filter(|_| matches!(dialect, Dialect::Toolkit(_)));
    Ok(Received { permit, view, warnings: findings.list })
}

fn clean(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty() && text != "?").then(|| text.to_owned())
}

fn said(element: Element<'_, '_>) -> Option<String> {
    clean(&element.text())
}

/// The first of that name that says something.
fn first(parent: Option<Element<'_, '_>>, name: &str) -> Option<String> {
    parent?.children().filter(|c| c.local() == name).find_map(said)
}

/// All of that name that say something.
fn all(parent: Option<Element<'_, '_>>, name: &str, separator: &str) -> Option<String> {
    let parts: Vec<String> = parent?.children().filter(|c| c.local() == name).filter_map(said).collect();
    (!parts.is_empty()).then(|| parts.join(separator))
}

fn inside<'d, 'a>(parent: Option<Element<'d, 'a>>, name: &str) -> Option<Element<'d, 'a>> {
    parent?.child(name)
}

fn amount(parent: Option<Element<'_, '_>>, names: &[&str]) -> Option<AmountView> {
    let element = parent?.children().filter(|c| names.contains(&c.local())).find(|c| said(*c).is_some())?;
    Some(AmountView { amount: said(element)?, unit: element.attribute("unitCode").and_then(clean) })
}

fn view(message: Element<'_, '_>, version: Version, findings: &mut Findings) -> View {
    let context = inside(inside(Some(message), "SpecifiedExchangedDocumentContext"), PROCESS);
    check_context(message, context, findings);
    let header = message.child("HeaderExchangedDocument");
    let consignment = message.child("SpecifiedSupplyChainConsignment");
    let signed = |ordinal: &str| inside(header, &format!("{ordinal}SignatoryDocumentAuthentication"));
    let provider = |e: Option<Element<'_, '_>>| party(inside(e, "ProviderTradeParty"));
    let third = provider(signed("Third"));
    let fourth = provider(signed("Fourth"));
    let event = event(consignment);
    let certifying = party(inside(event, "CertifyingTradeParty"));
    let period = inside(header, "EffectiveSpecifiedPeriod");
    let place = inside(header, "IssueLogisticsLocation");
    let port = inside(event, "OccurrenceLogisticsLocation");
    let (status_line, special_conditions) = information(all(header, "Information", "\n"));
    let mut importer = party(inside(consignment, "ConsigneeTradeParty"));
    let import_country = inside(consignment, "ImportTradeCountry");
    if importer.country.is_none() {
        importer.country = first(import_country, "ID");
        importer.country_name = first(import_country, "Name");
    }
    View {
        version,
        language: language(message, header),
        kind: first(header, "TypeCode"),
        kind_name: first(header, "Name"),
        number: first(header, "ID"),
        copy: first(header, "CopyIndicator"),
        valid_from: first(period, "StartDateTime"),
        valid_until: first(period, "EndDateTime"),
        country_of_import: first(import_country, "ID").or_else(|| importer.country.clone()),
        importer,
        exporter: party(inside(consignment, "ConsignorTradeParty")),
        special_conditions,
        status_line,
        purpose: first(header, "PurposeCode"),
        purpose_name: first(header, "Purpose"),
        security_stamp: first(signed("First"), "ID"),
        authority: provider(signed("First")),
        issued_by: third.name.clone(),
        officer: third.signatory.or(third.representative).or(third.name),
        place: first(place, "Name").or_else(|| first(place, "ID")),
        issued_at: first(header, "IssueDateTime"),
        endorsed_at: first(event, "ActualOccurrenceDateTime"),
        port: first(port, "ID"),
        port_name: first(port, "Name"),
        endorsing_officer: certifying.signatory.or(certifying.representative).or(certifying.name).or(fourth.name),
        transport_document: first(inside(consignment, "TransportContractReferencedDocument"), "ID"),
        lines: lines(consignment),
    }
}

const PROCESS: &str = "BusinessProcessSpecifiedDocumentContextParameter";

fn check_context(message: Element<'_, '_>, process: Option<Element<'_, '_>>, findings: &mut Findings) {
    let value = first(process, "Value");
    let version = first(inside(process, "SpecifiedDocumentVersion"), "ID");
    if value.is_none_or(|v| !v.eq_ignore_ascii_case(CONTEXT)) || version.as_deref() != Some("1") {
        let place = process.unwrap_or(message);
        findings.add(place, Level::Info, "context-value", "The context should say CITES PERMITTING, version 1.");
    }
}

/// The event that says when or where; blocks have events of their own.
fn event<'d, 'a>(consignment: Option<Element<'d, 'a>>) -> Option<Element<'d, 'a>> {
    consignment?.children().filter(|c| c.local() == "ExaminationTransportEvent").find(|e| {
        first(Some(*e), "ActualOccurrenceDateTime").is_some()
            || e.child("OccurrenceLogisticsLocation").is_some_and(|l| l.children().any(|c| said(c).is_some()))
    })
}

/// The state line stands first; the rest is box 5.
fn information(text: Option<String>) -> (Option<String>, Option<String>) {
    let Some(text) = text else { return (None, None) };
    let (status, rest): (Vec<&str>, Vec<&str>) = text.lines().partition(|l| StatusNote::is_line(l));
    let joined = |lines: &[&str]| clean(&lines.join("\n"));
    (joined(&status), joined(&rest))
}

fn language(message: Element<'_, '_>, header: Option<Element<'_, '_>>) -> Option<String> {
    let known = |e: Element<'_, '_>| e.attribute("languageID").and_then(clean);
    let named = header.and_then(|h| h.children().find_map(known));
    named.or_else(|| message.document_elements().take(64).find_map(known))
}

fn party(element: Option<Element<'_, '_>>) -> PartyView {
    let address = inside(element, "PostalTradeAddress");
    let country = inside(address, "CountryIdentificationTradeCountry");
    PartyView {
        name: first(element, "Name"),
        street: all(address, "StreetName", ", "),
        post_box: first(address, "PostOfficeBox"),
        city: first(address, "CityName"),
        postcode: first(address, "PostcodeCode"),
        subdivision: first(address, "CountrySubDivisionName")
            .or_else(|| first(inside(country, "SubordinateTradeCountrySubDivision"), "Name")),
        country: first(address, "CountryID").or_else(|| first(country, "ID")),
        country_name: first(address, "CountryName").or_else(|| first(country, "Name")),
        representative: first(inside(element, "SpecifiedRepresentativePerson"), "Name"),
        signatory: first(inside(element, "SpecifiedAuthoritativeSignatoryPerson"), "Name"),
    }
}

fn lines(consignment: Option<Element<'_, '_>>) -> Vec<LineView> {
    let Some(consignment) = consignment else { return Vec::new() };
    let mut out = Vec::new();
    for child in consignment.children() {
        match child.local() {
            "IncludedSupplyChainConsignmentItem" => out.push(line(child)),
            // The look-alike wraps them.
            "IncludedSupplyChainConsignmentItems" => out.extend(child.children().map(line)),
            _ => {}
        }
    }
    out
}

fn line(item: Element<'_, '_>) -> LineView {
    let item = Some(item);
    let traded =
        inside(item, "IncludedSupplyChainTradeLineItem").or_else(|| inside(item, "IncludedSupplyChainTradleLineItem"));
    let product = inside(traded, "SpecifiedTradeProduct");
    let procedure = inside(item, "ApplicableCrossBorderRegulatoryProcedure")
        .or_else(|| inside(item, "ApplicableCrossBorderGovernmentProcedure"));
    let operation = inside(procedure, "PreviousReferencedDocument");
    let category = first(procedure, "CategoryCode");
    let (origin, last_reexport) = provenances(item);
    LineView {
        block: first(item, "ID"),
        taxon: first(product, "ScientificName"),
        common_name: first(product, "CommonName"),
        description: all(product, "Description", "\n"),
        term: first(product, "TypeCode"),
        marks: all(inside(item, "PhysicalLogisticsShippingMarks"), "Marking", "\n"),
        // D22A explains the category with the Appendices as its example (section 4.2).
        appendix: first(traded, "TypeCode").or_else(|| category.clone().filter(|c| Appendix::from_code(c).is_some())),
        source: first(traded, "TypeExtensionCode"),
        quantity: amount(inside(item, "TransportLogisticsPackage"), &["ItemQuantity"]),
        exported: amount(procedure, &["UsedToDateQuotaQuantity"]),
        quota: amount(procedure, &["AnnualQuotaQuantity"]),
        origin,
        last_reexport,
        operation: first(operation, "ID"),
        operation_name: first(operation, "Name"),
        acquired: first(procedure, "AcquisitionDateTime"),
        category,
        endorsed: amount(inside(item, "ExaminationTransportEvent"), &["UnitQuantity", "InspectedUnitQuantity"]),
    }
}

/// Boxes 12 and 12a: 861 and `E` are the country of origin's, 811 and `R` the last re-exporter's; others by their order.
fn provenances(item: Option<Element<'_, '_>>) -> (ProvenanceView, ProvenanceView) {
    let country = |name: &str| {
        let element = inside(item, name);
        ProvenanceView { country: first(element, "ID"), country_name: first(element, "Name"), permit: None, date: None }
    };
    let mut both = (country("OriginTradeCountry"), country("ExportTradeCountry"));
    let mut unnamed = Vec::new();
    for document in item.iter().flat_map(|i| i.children()).filter(|c| c.local() == "AssociatedReferencedDocument") {
        let document = Some(document);
        let (permit, date) = (first(document, "ID"), first(document, "IssueDateTime"));
        if permit.is_none() && date.is_none() {
            continue;
        }
        let slot = match first(document, "TypeCode").as_deref() {
            Some("861" | "E") => &mut both.0,
            Some("811" | "R") => &mut both.1,
            _ => {
                unnamed.push((permit, date));
                continue;
            }
        };
        if slot.permit.is_none() && slot.date.is_none() {
            (slot.permit, slot.date) = (permit, date);
        }
    }
    for (permit, date) in unnamed {
        let free = |p: &ProvenanceView| p.permit.is_none() && p.date.is_none();
        if free(&both.0) {
            (both.0.permit, both.0.date) = (permit, date);
        } else if free(&both.1) {
            (both.1.permit, both.1.date) = (permit, date);
        }
    }
    both
}
