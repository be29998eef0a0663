//! The writer of both versions. Order of elements: section 2.3; one of each: section 4.2; the nodes without which the
//! hub fails are always there: section 2.4.

use super::{COMPONENTS, Version, kind};
use crate::xml::Writer;
use cites::document::{Address, Authority, Party, Provenance, SpecimenLine};
use cites::{CountryCode, Date, DocumentType, Lang, PermitDocument, PermitNumber, PermitStatus, Timestamp, Unit};

/// State of a withdrawn permit, for the line before box 5 (`spec/exchange.md` 6.5: version 2 has no status element).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusNote {
    /// The state.
    pub status: PermitStatus,
    /// Since when.
    pub since: Date,
    /// Why, one sentence.
    pub reason: Option<String>,
    /// The permit that stands in its place.
    pub replaced_by: Option<PermitNumber>,
}

impl StatusNote {
    /// Beginning of the line, by which readers know it.
    pub(super) const MARK: &'static str = "STATUS ";

    /// `STATUS CANCELLED 2026-11-25: Cancelled before use. Reason. Replaced by 26QM000400.`
    pub fn line(&self, lang: Lang) -> String {
        let mut line = format!("{}{} {}: {}.", Self::MARK, self.status.code(), self.since, self.status.name(lang));
        if let Some(reason) = &self.reason {
            line.push(' ');
            line.push_str(&one_line(reason));
        }
        if let Some(number) = &self.replaced_by {
            line.push_str(&format!(" -> {number}"));
        }
        line
    }

    /// Is this line such a line?
    pub(super) fn is_line(line: &str) -> bool {
        line.strip_prefix(Self::MARK)
            .and_then(|rest| rest.split(' ').next())
            .is_some_and(|code| PermitStatus::from_code(code).is_some())
    }
}

/// Words that carry in box 9 what the message has no element for.
pub(super) struct Marker;

impl Marker {
    /// Age and sex of live animals.
    pub(super) const AGE: [&'static str; 3] = ["Age and sex: ", "Âge et sexe : ", "Edad y sexo: "];
    /// Date of acquisition that is only about known and so no date.
    pub(super) const ACQUIRED: [&'static str; 3] =
        ["Date of acquisition: ", "Date d'acquisition : ", "Fecha de adquisición: "];
    /// Marks, in version 1 only.
    pub(super) const MARK: [&'static str; 3] = ["Marks: ", "Marques : ", "Marcas: "];

    fn of(words: [&'static str; 3], lang: Lang) -> &'static str {
        match lang {
            Lang::Fr => words[1],
            Lang::Es => words[2],
            Lang::En | Lang::Ar | Lang::Ru | Lang::Zh | Lang::Pt => words[0],
        }
    }
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Rec. 20 code of a unit; units without one keep the code of the trade database.
pub(super) fn unit_code(unit: Unit) -> &'static str {
    match unit.rec20() {
        "" => unit.code(),
        code => code,
    }
}

/// Moment as `xs:dateTime` with offset.
pub(super) fn moment(at: Timestamp) -> String {
    let text = at.to_string();
    format!("{}+00:00", text.trim_end_matches('Z'))
}

fn first_moment(day: Date) -> String {
    format!("{day}T00:00:00+00:00")
}

fn last_moment(day: Date) -> String {
    format!("{day}T23:59:59+00:00")
}

/// Where the message will stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A file: qualified root, canonical by exclusive C14N.
    Standalone,
    /// Inside a SOAP answer: root in no namespace, namespaces declared on its three children.
    Embedded,
}

struct Out<'p> {
    w: Writer,
    version: Version,
    place: Place,
    lang: Lang,
    language: String,
    permit: &'p PermitDocument,
    /// Elements open below the root.
    level: usize,
}

/// The message as text.
pub(super) fn write(version: Version, place: Place, permit: &PermitDocument, note: Option<&StatusNote>) -> String {
    let mut out = Out {
        w: Writer::new(),
        version,
        place,
        lang: permit.language,
        language: permit.language.code().to_uppercase(),
        permit,
        level: 0,
    };
    let root = match place {
        Place::Standalone => format!("rsm:{}", version.root()),
        Place::Embedded => version.root().to_owned(),
    };
    match place {
        Place::Standalone => out.w.start(&root, &[("xmlns:rsm", version.message_namespace())]),
        Place::Embedded => out.w.start(&root, &[]),
    }
    out.context();
    out.header(note);
    out.consignment();
    out.w.finish()
}

impl Out<'_> {
    /// One of the three children of the root.
    fn section(&mut self, name: &str) {
        let name = format!("rsm:{name}");
        match self.place {
            Place::Standalone => self.w.start(&name, &[]),
            Place::Embedded => {
                let message = self.version.message_namespace();
                self.w.start(&name, &[("xmlns", COMPONENTS), ("xmlns:rsm", message)]);
            }
        }
        self.level = 0;
    }

    /// Canonical form declares the default namespace where it is first used: on each element right below a section.
    fn declares(&self) -> bool {
        self.level == 0 && self.place == Place::Standalone
    }

    fn open(&mut self, name: &str) {
        let attributes: &[(&str, &str)] = if self.declares() { &[("xmlns", COMPONENTS)] } else { &[] };
        self.w.start(name, attributes);
        self.level += 1;
    }

    fn close(&mut self) {
        self.w.end();
        self.level = self.level.saturating_sub(1);
    }

    fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        if self.declares() {
            let mut all = vec![("xmlns", COMPONENTS)];
            all.extend_from_slice(attributes);
            self.w.leaf(name, &all, text);
        } else {
            self.w.leaf(name, attributes, text);
        }
    }

    fn text(&mut self, name: &str, text: &str) {
        match self.version {
            Version::V1 => self.leaf(name, &[], text),
            Version::V2 => {
                let language = std::mem::take(&mut self.language);
                self.leaf(name, &[("languageID", &language)], text);
                self.language = language;
            }
        }
    }

    fn text_if(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    /// Codes and identifiers without a list.
    fn plain(&mut self, name: &str, text: &str) {
        self.leaf(name, &[], text);
    }

    /// `ISO 3166-1`, kept by agency 5 (ISO).
    fn country_id(&mut self, name: &str, country: CountryCode) {
        match self.version {
            Version::V1 => self.leaf(name, &[], country.code()),
            Version::V2 => self.leaf(name, &[("schemeAgencyID", "5"), ("schemeID", "3166-1")], country.code()),
        }
    }

    fn quantity(&mut self, name: &str, amount: cites::Amount, unit: Unit) {
        self.leaf(name, &[("unitCode", unit_code(unit))], &amount.to_string());
    }

    fn context(&mut self) {
        self.section("SpecifiedExchangedDocumentContext");
        self.open("BusinessProcessSpecifiedDocumentContextParameter");
        self.text("Value", super::read::CONTEXT);
        self.open("SpecifiedDocumentVersion");
        self.plain("ID", "1");
        self.close();
        self.close();
        self.w.end();
    }

    fn header(&mut self, note: Option<&StatusNote>) {
        let permit = self.permit;
        self.section("HeaderExchangedDocument");
        self.plain("ID", permit.number.as_str());
        self.text("Name", permit.kind.name(self.lang));
        self.plain("TypeCode", kind::letter(permit));
        self.plain("IssueDateTime", &moment(permit.issue.at));
        self.plain("CopyIndicator", if permit.copy { "true" } else { "false" });
        self.text("Purpose", permit.purpose.name(self.lang));
        self.plain("PurposeCode", permit.purpose.code());
        let mut information: Vec<String> = note.map(|n| n.line(self.lang)).into_iter().collect();
        information.extend(permit.special_conditions.iter().map(|c| one_line(c)).filter(|c| !c.is_empty()));
        if !information.is_empty() {
            // One element: the hub shows the first only.
            self.text("Information", &information.join("\n"));
        }
        self.open("EffectiveSpecifiedPeriod");
        self.plain("StartDateTime", &first_moment(permit.valid_from));
        self.plain("EndDateTime", &last_moment(permit.valid_until));
        self.close();
        self.open("IssueLogisticsLocation");
        self.text("Name", &permit.issue.place);
        self.close();
        self.authentications();
        self.w.end();
    }

    fn authentications(&mut self) {
        let permit = self.permit;
        let issued = moment(permit.issue.at);
        self.authentication("First", "A", Some(&issued), permit.security_stamp.as_deref());
        self.authority(&permit.authority, permit.authority.representative.as_deref(), None);
        self.close();
        // Box 4: the applicant, who is the importer on an import permit.
        let applicant = match (permit.kind, &permit.importer) {
            (DocumentType::Import, Some(importer)) => importer,
            _ => &permit.exporter,
        };
        self.authentication("Second", "B", None, None);
        self.open("ProviderTradeParty");
        self.text("Name", &applicant.name);
        self.close();
        self.close();
        self.authentication("Third", "C", Some(&issued), None);
        self.authority(&permit.authority, None, Some(&permit.issue.officer));
        self.close();
        if let Some(endorsement) = &permit.endorsement {
            self.authentication("Fourth", "D", Some(&moment(endorsement.at)), None);
            self.open("ProviderTradeParty");
            self.text("Name", &endorsement.officer);
            self.close();
            self.close();
        }
    }

    fn authentication(&mut self, ordinal: &str, code: &str, at: Option<&str>, id: Option<&str>) {
        self.open(&format!("{ordinal}SignatoryDocumentAuthentication"));
        self.plain("TypeCode", code);
        if let (Version::V2, Some(at)) = (self.version, at) {
            self.plain("ActualDateTime", at);
        }
        if let Some(id) = id {
            self.plain("ID", id);
        }
    }

    fn authority(&mut self, authority: &Authority, representative: Option<&str>, signatory: Option<&str>) {
        self.open("ProviderTradeParty");
        self.text("Name", &authority.name);
        self.address(&authority.address, authority.address.country);
        self.person("SpecifiedRepresentativePerson", representative);
        self.person("SpecifiedAuthoritativeSignatoryPerson", signatory.filter(|s| !s.is_empty()));
        self.close();
    }

    fn person(&mut self, name: &str, person: Option<&str>) {
        if let Some(person) = person {
            self.open(name);
            self.text("Name", person);
            self.close();
        }
    }

    /// `country` is what the country element says; it differs from the seat's in box 3a of version 2 only.
    fn address(&mut self, address: &Address, country: CountryCode) {
        self.open("PostalTradeAddress");
        if let Some(postcode) = &address.postcode {
            self.plain("PostcodeCode", postcode);
        }
        self.text_if("PostOfficeBox", address.post_box.as_deref());
        self.text("StreetName", &address.street);
        if country == address.country {
            self.text("CityName", &address.city);
        } else {
            self.text("CityName", &format!("{}, {}", address.city, address.country.name(self.lang)));
        }
        self.country_of_address(country, address.subdivision.as_deref());
        self.close();
    }

    fn country_of_address(&mut self, country: CountryCode, subdivision: Option<&str>) {
        match self.version {
            Version::V1 => {
                self.open("CountryIdentificationTradeCountry");
                self.country_id("ID", country);
                self.text("Name", &country.name(self.lang));
                if let Some(subdivision) = subdivision {
                    self.open("SubordinateTradeCountrySubDivision");
                    self.text("Name", subdivision);
                    self.close();
                }
                self.close();
            }
            Version::V2 => {
                self.country_id("CountryID", country);
                self.text("CountryName", &country.name(self.lang));
                self.text_if("CountrySubDivisionName", subdivision);
            }
        }
    }

    fn consignment(&mut self) {
        let permit = self.permit;
        self.section("SpecifiedSupplyChainConsignment");
        self.open("ConsignorTradeParty");
        self.text("Name", &permit.exporter.name);
        self.address(&permit.exporter.address, permit.exporter.address.country);
        self.close();
        self.importer(permit.importer.as_ref(), permit.country_of_import);
        if let Some(document) = &permit.transport_document {
            self.open("TransportContractReferencedDocument");
            self.plain("ID", document);
            self.close();
        }
        if let Some(endorsement) = &permit.endorsement {
            self.open("ExaminationTransportEvent");
            self.plain("ActualOccurrenceDateTime", &moment(endorsement.at));
            self.open("OccurrenceLogisticsLocation");
            self.plain("ID", &endorsement.port);
            self.text("Name", &endorsement.port_name);
            self.close();
            self.open("CertifyingTradeParty");
            self.text("Name", &endorsement.officer);
            self.close();
            self.close();
        }
        for line in &permit.lines {
            self.item(line);
        }
        if let (Version::V1, Some(country)) = (self.version, permit.country_of_import) {
            self.open("ImportTradeCountry");
            self.country_id("ID", country);
            self.text("Name", &country.name(self.lang));
            self.close();
        }
        self.w.end();
    }

    /// Boxes 3 and 3a; the element stands even when they are empty, because the hub fails without it.
    fn importer(&mut self, importer: Option<&Party>, country: Option<CountryCode>) {
        self.open("ConsigneeTradeParty");
        match importer {
            Some(party) => {
                self.text("Name", &party.name);
                let shown = match self.version {
                    Version::V1 => party.address.country,
                    Version::V2 => country.unwrap_or(party.address.country),
                };
                self.address(&party.address, shown);
            }
            None => {
                self.text("Name", "");
                self.open("PostalTradeAddress");
                if let Some(country) = country {
                    self.country_of_address(country, None);
                }
                self.close();
            }
        }
        self.close();
    }

    fn item(&mut self, line: &SpecimenLine) {
        self.open("IncludedSupplyChainConsignmentItem");
        self.plain("ID", line.block.as_str());
        if self.version == Version::V2 && !line.marks.is_empty() {
            self.open("PhysicalLogisticsShippingMarks");
            let marks: Vec<String> = line.marks.iter().map(|m| one_line(m)).collect();
            self.text("Marking", &marks.join("\n"));
            self.close();
        }
        let origin = line.origin.as_ref().map_or_else(|| self.permit.home(), |o| o.country);
        self.country("OriginTradeCountry", origin);
        if let Some(last) = &line.last_reexport {
            self.country("ExportTradeCountry", last.country);
        }
        self.provenance("861", line.origin.as_ref());
        self.provenance("811", line.last_reexport.as_ref());
        self.open("TransportLogisticsPackage");
        self.quantity("ItemQuantity", line.quantity.amount(), line.quantity.unit());
        self.close();
        self.product(line);
        if let Some(endorsement) = &self.permit.endorsement
            && let Some(endorsed) = endorsement.quantities.iter().find(|q| q.block == line.block)
        {
            self.open("ExaminationTransportEvent");
            self.plain("ActualOccurrenceDateTime", &moment(endorsement.at));
            let name = match self.version {
                Version::V1 => "InspectedUnitQuantity",
                Version::V2 => "UnitQuantity",
            };
            self.quantity(name, endorsed.actual, line.quantity.unit());
            self.close();
        }
        self.procedure(line);
        self.close();
    }

    fn country(&mut self, name: &str, country: CountryCode) {
        self.open(name);
        self.country_id("ID", country);
        self.text("Name", &country.name(self.lang));
        self.close();
    }

    fn provenance(&mut self, code: &str, provenance: Option<&Provenance>) {
        let Some(provenance) = provenance.filter(|p| p.permit.is_some() || p.date.is_some()) else { return };
        self.open("AssociatedReferencedDocument");
        if let Some(date) = provenance.date {
            self.plain("IssueDateTime", &first_moment(date));
        }
        match self.version {
            Version::V1 => self.plain("TypeCode", code),
            Version::V2 => self.leaf("TypeCode", &[("listAgencyID", "6"), ("listID", "1001")], code),
        }
        if let Some(number) = &provenance.permit {
            self.plain("ID", number.as_str());
        }
        self.close();
    }

    fn product(&mut self, line: &SpecimenLine) {
        let mut description = line.description.clone();
        let mut add = |words: [&'static str; 3], text: &str| {
            description.push('\n');
            description.push_str(Marker::of(words, self.lang));
            description.push_str(&one_line(text));
        };
        if let Some(age) = &line.age_sex {
            add(Marker::AGE, age);
        }
        if let Some(text) = line.acquired.as_ref().filter(|a| a.parse::<Date>().is_err()) {
            add(Marker::ACQUIRED, text);
        }
        if self.version == Version::V1 {
            line.marks.iter().for_each(|mark| add(Marker::MARK, mark));
        }
        self.open("IncludedSupplyChainTradeLineItem");
        self.plain("TypeCode", line.appendix.code());
        match line.second_source {
            None => self.plain("TypeExtensionCode", line.source.code()),
            Some(second) => self.plain("TypeExtensionCode", &format!("{}/{second}", line.source)),
        }
        self.open("SpecifiedTradeProduct");
        self.text("Description", &description);
        self.plain("TypeCode", line.term.code());
        self.text("CommonName", line.common_name.as_deref().unwrap_or(""));
        match self.version {
            Version::V1 => self.leaf("ScientificName", &[], line.taxon.as_str()),
            Version::V2 => self.leaf("ScientificName", &[("languageID", "LA")], line.taxon.as_str()),
        }
        self.close();
        self.close();
    }

    fn procedure(&mut self, line: &SpecimenLine) {
        let acquired = line.acquired.as_deref().and_then(|a| a.parse::<Date>().ok());
        if line.quota.is_none() && acquired.is_none() && line.operation.is_none() {
            return;
        }
        self.open(match self.version {
            Version::V1 => "ApplicableCrossBorderGovernmentProcedure",
            Version::V2 => "ApplicableCrossBorderRegulatoryProcedure",
        });
        if let Some(quota) = line.quota {
            self.quantity("UsedToDateQuotaQuantity", quota.exported, quota.unit);
            self.quantity("AnnualQuotaQuantity", quota.quota, quota.unit);
        }
        if let Some(date) = acquired {
            self.plain("AcquisitionDateTime", &first_moment(date));
        }
        if let Some(operation) = &line.operation {
            self.open("PreviousReferencedDocument");
            self.plain("ID", operation);
            // The hub fails when only one of number and name is there.
            self.text(
                "Name",
                match self.lang {
                    Lang::Fr => "Établissement d'élevage enregistré",
                    Lang::Es => "Establecimiento de cría registrado",
                    Lang::En | Lang::Ar | Lang::Ru | Lang::Zh | Lang::Pt => "Registered breeding operation",
                },
            );
            self.close();
        }
        self.close();
    }
}
