//! The annual report: lines from the records, checked, kept as a version.

use crate::shared::act::{self, Ran};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::document::Block;
use cites::ids::{ReportId, ReportKind};
use cites::{Appendix, DocumentType, Lang, PermitNumber, PermitStatus, Purpose, Source, TaxonName, Term, Unit};
use jiff::tz::TimeZone;
use permits::DeskAct;
use report::{
    Basis, Checked, Collected, Context, Cover, Finding, Flow, Law, LineSettings, Movement, MovementLine, Profile,
    Readiness, Sheet,
};
use serde::{Deserialize, Serialize};
use store::{AuditEntry, LineCursor, ReportSource, TradeLine};

/// A version of a report as kept: typed lines and what the checks said of them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Content {
    /// The year.
    pub year: i16,
    /// Lines of both sheets, what is to do, what was left out and why.
    pub collected: Collected,
    /// Findings, line by line.
    pub findings: Vec<Finding>,
    /// How far the report is from being ready.
    pub readiness: Readiness,
}

/// A built version.
#[derive(Debug, Clone)]
pub struct Built {
    /// Its id.
    pub id: ReportId,
    /// Counts the versions of the year from 1.
    pub revision: i64,
    /// What is in it.
    pub content: Content,
}

/// Rows asked for at once.
const PIECE: i64 = 5_000;
/// Kind under which the archive keeps annual reports.
pub const KIND: &str = "annual";

/// Builds, checks and keeps a version of a year's report. Building again gives a new version; none is overwritten.
///
/// # Errors
/// [`Error::NotPermitted`], or what the archive says.
pub async fn build(office: &Office, who: &Who, year: i16) -> Result<Built, Error> {
    who.must_be(DeskAct::ReportBuild.roles())?;
    let now = office.clock.now();
    let content = collect(office, who, year).await?;
    let bytes = serde_json::to_vec(&content).map_err(Error::internal)?;
    let summary = serde_json::json!({
        "exports": content.collected.sheet(Sheet::Exports).count(),
        "imports": content.collected.sheet(Sheet::Imports).count(),
        "readiness": content.readiness,
        "todo": content.collected.todo.len(),
    });
    let id: ReportId = office.id::<ReportKind>(now);
    let pack = office.law(&who.house).digest();
    let ran = act::run!(office, who, now, "report_build", |tx| {
        let revision = tx.report_insert(id, year, KIND, &pack, &summary, &bytes).await?;
        tx.audit(AuditEntry::new("report_build", "report", id).payload(&summary)?);
        Ok((revision, id.to_string()))
    });
    match ran? {
        Ran::Now(revision) => Ok(Built { id, revision, content }),
        Ran::Before(id) => get(office, who, ReportId::parse(&id).map_err(Error::internal)?).await,
    }
}

/// A version as it was built.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NotPermitted`], or what the archive says.
pub async fn get(office: &Office, who: &Who, id: ReportId) -> Result<Built, Error> {
    who.must_be(DeskAct::ReportBuild.roles())?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let (row, bytes) = read.report(id).await?.ok_or(Error::NotFound("report"))?;
    let content: Content = serde_json::from_slice(&bytes).map_err(Error::internal)?;
    Ok(Built { id: row.id, revision: row.revision, content })
}

/// The lines and findings of a year as the records stand now; nothing is kept. What the readiness page shows.
///
/// # Errors
/// What the archive says.
pub async fn collect(office: &Office, who: &Who, year: i16) -> Result<Content, Error> {
    let settings = office.settings(&who.house);
    let zone = TimeZone::get(&settings.time_zone).unwrap_or(TimeZone::UTC);
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    let mut movements = Vec::new();
    let uses = arrived_under(&mut read, year).await?;
    for source in [ReportSource::Exports, ReportSource::Imports] {
        let mut after = LineCursor::start();
        let mut open: Option<Movement> = None;
        loop {
            let (rows, next) = read.report_lines(source, year, &zone, &after, PIECE).await?;
            for row in &rows {
                // Introductions from the sea are counted landing by landing, below.
                let own_import = source == ReportSource::Exports && row.kind == DocumentType::Import.code();
                let counted_there = own_import && uses.iter().any(|u| u.permit_number.as_str() == row.number);
                if counted_there || (source == ReportSource::Exports && row.kind == DocumentType::Ifs.code()) {
                    continue;
                }
                let Some(mut line) = movement_line(office, row) else { continue };
                if own_import {
                    // Customs wrote off our import permit without a permit from abroad: what they counted came in.
                    line.received = line.endorsed;
                }
                let number = row.number.as_str();
                if open.as_ref().is_none_or(|m| m.number.as_str() != number) {
                    movements.extend(open.take());
                    open = movement(source, row);
                    if let Some(movement) = &mut open {
                        under_import_permit(movement, &uses, own_import, row);
                    }
                }
                if let Some(movement) = &mut open {
                    movement.lines.push(line);
                }
            }
            match next {
                Some(cursor) => after = cursor,
                None => break,
            }
        }
        movements.extend(open);
    }
    movements.extend(on_paper(office, &mut read, year, &zone).await?);
    movements.extend(landings(office, &mut read, year).await?);
    let certificates = plant_exports(office, &mut read, year).await?;
    drop(read);
    let reporter = who.house.party();
    // Who wrote such certificates down uses them: the law of their day was asked then.
    let phytosanitary = !certificates.is_empty();
    movements.extend(certificates);
    let settings = LineSettings { phytosanitary, ..LineSettings::usual(reporter, year) };
    let collected = report::lines(&movements, &settings);
    let pack = office.law(&who.house);
    let context = Context {
        law: Law { taxa: &office.taxa, pack: &pack, names_complete: false },
        reporter: Some(reporter),
        year: Some(year),
    };
    let Checked { findings, readiness, .. } = report::check(&collected.lines, &context);
    Ok(Content { year, collected, findings, readiness })
}

/// What import permits were written off for, around a year: receipts are dated in UTC, years in the Party's own zone.
async fn arrived_under(read: &mut store::Read, year: i16) -> Result<Vec<store::ArrivedUnder>, Error> {
    let edge = |year: i16, month: i8, day: i8| {
        let day = cites::Date::new(year, month, day).map_err(Error::internal)?;
        Ok::<_, Error>(day.to_zoned(TimeZone::UTC).map_err(Error::internal)?.timestamp())
    };
    let (from, to) = (edge(year.saturating_sub(1), 12, 30)?, edge(year.saturating_add(1), 1, 3)?);
    Ok(read.arrived_under((from, to)).await?)
}

/// One line of the report for one import: the permit from abroad with our import permit beside it (`spec/reports.md`).
fn under_import_permit(movement: &mut Movement, uses: &[store::ArrivedUnder], own_import: bool, row: &TradeLine) {
    if own_import {
        movement.flow = Flow::Import;
        movement.status = PermitStatus::Confirmed;
        movement.partner = Some(row.exporter);
        movement.import_permit = Some(movement.number.clone());
    } else if movement.flow == Flow::Import {
        let used = uses.iter().find(|u| !u.on_paper && u.foreign_number == movement.number);
        movement.import_permit = used.map(|u| u.permit_number.clone());
    }
}

/// What came in during the year under papers from abroad that are not in our archive: one movement a consignment, each with
/// both numbers.
async fn on_paper(office: &Office, read: &mut store::Read, year: i16, zone: &TimeZone) -> Result<Vec<Movement>, Error> {
    let start = |year: i16| {
        let first = cites::Date::new(year, 1, 1).map_err(Error::internal)?;
        Ok::<_, Error>(first.to_zoned(zone.clone()).map_err(Error::internal)?.timestamp())
    };
    let mut out: Vec<Movement> = Vec::new();
    for (ours, row) in read.paper_lines((start(year)?, start(year.saturating_add(1))?)).await? {
        let Some(line) = movement_line(office, &row) else { continue };
        let same = |m: &Movement| m.number.as_str() == row.number && m.partner == Some(row.exporter);
        if !out.last().is_some_and(same) {
            let Some(movement) = movement(ReportSource::Imports, &row) else { continue };
            out.push(Movement { import_permit: Some(ours), ..movement });
        }
        if let Some(movement) = out.last_mut() {
            movement.lines.push(line);
        }
    }
    Ok(out)
}

/// What was landed in the year under introduction-from-the-sea certificates: one movement a certificate, partner ZZ.
async fn landings(office: &Office, read: &mut store::Read, year: i16) -> Result<Vec<Movement>, Error> {
    let first = cites::Date::new(year, 1, 1).map_err(Error::internal)?;
    let last = cites::Date::new(year, 12, 31).map_err(Error::internal)?;
    let mut out: Vec<Movement> = Vec::new();
    for row in read.landed_lines(first, last).await? {
        let Some(line) = movement_line(office, &row) else { continue };
        if out.last().is_none_or(|m| m.number.as_str() != row.number) {
            let Some(movement) = movement(ReportSource::Imports, &row) else { continue };
            out.push(Movement {
                flow: Flow::FromSea,
                partner: None,
                export_permits: Vec::new(),
                ifs_permit: Some(movement.number.clone()),
                // Landings are counted in the year of their day, however late they were written off.
                moved: Some(last.min(movement.moved.unwrap_or(last))),
                ..movement
            });
        }
        if let Some(movement) = out.last_mut() {
            movement.lines.push(line);
        }
    }
    Ok(out)
}

/// What left in the year under phytosanitary certificates of our own service, named with their numbers
/// (`spec/reports.md` 1.2).
async fn plant_exports(office: &Office, read: &mut store::Read, year: i16) -> Result<Vec<Movement>, Error> {
    let edge = |month, day| cites::Date::new(year, month, day).map_err(Error::internal);
    let mut out: Vec<Movement> = Vec::new();
    for row in read.plant_export_trade(edge(1, 1)?, edge(12, 31)?).await? {
        let Ok(taxon) = TaxonName::parse(&row.line.taxon) else { continue };
        if out.last().is_none_or(|m| m.number != row.number) {
            out.push(Movement {
                document: DocumentType::Phyto,
                number: row.number.clone(),
                status: PermitStatus::Endorsed,
                flow: Flow::Export,
                partner: Some(row.destination),
                issued: row.issued_on,
                moved: Some(row.left_on),
                transit: false,
                seized: false,
                exclude_from_report: false,
                purpose: Some(row.purpose),
                import_permit: None,
                export_permits: Vec::new(),
                ifs_permit: None,
                lines: Vec::new(),
            });
        }
        if let Some(movement) = out.last_mut() {
            movement.lines.push(MovementLine {
                block: Block::nth(row.line.position),
                accepted: accepted(office, &taxon),
                taxon,
                appendix: row.line.appendix,
                term: row.line.term,
                unit: row.line.unit,
                permitted: row.line.quantity,
                endorsed: row.line.left,
                received: None,
                quota: None,
                source: Some(Source::A),
                second_source: None,
                origin: None,
                origin_permits: Vec::new(),
            });
        }
    }
    Ok(out)
}

fn movement(source: ReportSource, row: &TradeLine) -> Option<Movement> {
    let document = DocumentType::from_code(&row.kind)?;
    let import = source == ReportSource::Imports;
    let number = PermitNumber::parse(&row.number).ok()?;
    let moved = day(row.at);
    Some(Movement {
        document,
        number: number.clone(),
        status: if import { PermitStatus::Confirmed } else { PermitStatus::Endorsed },
        flow: match (import, document) {
            (true, _) => Flow::Import,
            (false, DocumentType::Reexport) => Flow::Reexport,
            (false, _) => Flow::Export,
        },
        partner: if import { Some(row.exporter) } else { row.importer },
        issued: day(row.issued_at),
        moved: Some(moved),
        transit: false,
        seized: false,
        exclude_from_report: false,
        purpose: Purpose::from_code(&row.purpose),
        import_permit: None,
        export_permits: if import { vec![number] } else { Vec::new() },
        ifs_permit: None,
        lines: Vec::new(),
    })
}

/// The accepted name, where the one on the document is another.
fn accepted(office: &Office, taxon: &TaxonName) -> Option<TaxonName> {
    let found = office.taxa.resolve(taxon.as_str())?;
    let other = !found.via.is_higher() && found.taxon.full_name != taxon.stem();
    TaxonName::parse(&found.taxon.printed_name()).ok().filter(|_| other)
}

/// A block as the report counts it; `None` for a foreign block whose codes we do not know, which the receipt's page
/// shows to the officer.
fn movement_line(office: &Office, row: &TradeLine) -> Option<MovementLine> {
    let taxon = TaxonName::parse(&row.taxon).ok()?;
    Some(MovementLine {
        block: Block::parse(&row.block).ok()?,
        accepted: accepted(office, &taxon),
        taxon,
        appendix: Appendix::from_code(&row.appendix)?,
        term: Term::from_code(&row.term)?,
        unit: Unit::from_any(&row.unit)?,
        permitted: row.permitted,
        endorsed: row.endorsed,
        received: row.received,
        quota: None,
        source: Source::from_code(&row.source),
        second_source: None,
        origin: row.origin,
        origin_permits: Vec::new(),
    })
}

/// One sheet as the Trade Database loads it.
///
/// # Errors
/// When writing into memory fails, which does not happen.
pub fn csv(content: &Content, sheet: Sheet, profile: Profile) -> Result<Vec<u8>, Error> {
    let mut out = Vec::new();
    report::write::csv(&content.collected.lines, sheet, profile, DECIMALS, &mut out).map_err(Error::internal)?;
    Ok(out)
}

/// Decimals of quantities in the files (`spec/reports.md` 1.4: three proposed).
const DECIMALS: u8 = 3;

/// The workbook for reading: cover, exports, imports.
///
/// # Errors
/// When a sheet holds more lines than the format allows.
pub fn workbook(office: &Office, who: &Who, built: &Built, profile: Profile, lang: Lang) -> Result<Vec<u8>, Error> {
    let settings = office.settings(&who.house);
    let cover = Cover {
        party: who.house.party(),
        year: built.content.year,
        exports_basis: Basis::Actual,
        imports_basis: Basis::Actual,
        nomenclature: "CITES Appendices as of 2025-03-06".into(),
        authority: settings.authority.name.clone(),
        contact: settings.authority.representative.clone().unwrap_or_default(),
        made_on: day(office.clock.now()),
        version: u32::try_from(built.revision).unwrap_or(u32::MAX),
        remarks: Vec::new(),
    };
    report::workbook(&built.content.collected.lines, profile, DECIMALS, &cover, lang).map_err(Error::internal)
}

/// Lines with their findings, for pages: the place among the lines, counted from 0.
pub fn findings_of(content: &Content, place: usize) -> impl Iterator<Item = &Finding> {
    let number = place as u64 + 1;
    content.findings.iter().filter(move |f| f.line == number)
}
