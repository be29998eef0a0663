//! Box 5: the sentences that a kind of document always carries, in the language of the document. Our own words; the law
//! behind each stands beside it.

use crate::application::state::Agreement;
use crate::draft::Draft;
use crate::particulars::{Occasion, Particulars};
use cites::{Appendix, CountryCode, Date, DocumentType, Lang, PermitNumber, Purpose, Source, Term};

/// One sentence in English, French and Spanish; `{0}`, `{1}` stand for facts.
pub(crate) type Sentence = [&'static str; 3];

/// Live specimens (Art. III to VI; Res. Conf. 12.3).
const LIVE: Sentence = [
    "Live specimens: valid only if they travel in conformity with the CITES guidelines for transport or, by air, with the IATA regulations for live animals and perishable goods.",
    "Spécimens vivants : valable uniquement si le transport est conforme aux lignes directrices CITES ou, par avion, aux règlements de l'IATA pour les animaux vivants et les denrées périssables.",
    "Especímenes vivos: válido solo si el transporte se ajusta a las directrices CITES o, por vía aérea, a la reglamentación de la IATA para animales vivos y mercancías perecederas.",
];
/// Import permit for Appendix I (Art. III.3).
const IMPORT: Sentence = [
    "Valid only together with the export permit or re-export certificate of the country from which the specimens come.",
    "Valable uniquement avec le permis d'exportation ou le certificat de réexportation du pays de provenance des spécimens.",
    "Válido solo junto con el permiso de exportación o el certificado de reexportación del país de procedencia de los especímenes.",
];
/// Import permit for Appendix I: Art. III.3 (c).
const NOT_COMMERCIAL: Sentence = [
    "Appendix I: the specimens are not to be used for primarily commercial purposes.",
    "Annexe I : les spécimens ne doivent pas être utilisés à des fins principalement commerciales.",
    "Apéndice I: los especímenes no se utilizarán con fines primordialmente comerciales.",
];
/// Certificate of ownership (Res. Conf. 10.20).
const POC: Sentence = [
    "Personally owned live animal, valid for several border crossings. Valid only while the animal travels with its owner; the original is shown at every crossing and the continuation sheet is endorsed. Not transferable; no sale abroad. Tell the issuing Authority at once if the animal dies, escapes or is given away.",
    "Animal vivant faisant l'objet d'une propriété privée ; valable pour plusieurs passages de frontière. Valable uniquement si l'animal voyage avec son propriétaire ; l'original est présenté à chaque passage et la feuille complémentaire est visée. Non cessible ; vente à l'étranger exclue. Informez aussitôt l'organe de gestion si l'animal meurt, s'échappe ou est cédé.",
    "Animal vivo de propiedad privada; válido para varios cruces de frontera. Válido solo si el animal viaja con su propietario; el original se presenta en cada cruce y se refrenda la hoja de continuación. Intransferible; sin venta en el extranjero. Informe enseguida a la Autoridad Administrativa si el animal muere, escapa o se cede.",
];
/// Travelling exhibition (Art. VII.7; Res. Conf. 12.3).
const TEC: Sentence = [
    "Travelling exhibition {0}, registered under {1}. Valid for several border crossings with an endorsed continuation sheet. The specimens are not for sale or transfer outside the State where the exhibition is based and return there before the last day. Not transferable; report loss or theft at once.",
    "Exposition itinérante {0}, enregistrée sous {1}. Valable pour plusieurs passages de frontière avec feuille complémentaire visée. Les spécimens ne peuvent être ni vendus ni cédés hors de l'État où l'exposition est basée et y reviennent avant le dernier jour. Non cessible ; signalez aussitôt la perte ou le vol.",
    "Exhibición itinerante {0}, registrada con {1}. Válida para varios cruces de frontera con hoja de continuación refrendada. Los especímenes no se venden ni se ceden fuera del Estado donde tiene su base la exhibición y regresan a él antes del último día. Intransferible; comunique enseguida la pérdida o el robo.",
];
/// Musical instrument (Res. Conf. 16.8).
const MIC: Sentence = [
    "Musical instrument for non-commercial movement: performance, competition, teaching, display or personal use. Valid for several border crossings with an endorsed continuation sheet. No sale or transfer outside the State of usual residence; the instrument returns there before the last day.",
    "Instrument de musique en mouvement non commercial : représentation, concours, enseignement, exposition ou usage personnel. Valable pour plusieurs passages de frontière avec feuille complémentaire visée. Ni vente ni cession hors de l'État de résidence habituelle ; l'instrument y revient avant le dernier jour.",
    "Instrumento musical en movimiento no comercial: interpretación, concurso, enseñanza, exhibición o uso personal. Válido para varios cruces de frontera con hoja de continuación refrendada. Sin venta ni cesión fuera del Estado de residencia habitual; el instrumento regresa a él antes del último día.",
];
/// Sample collection (Res. Conf. 12.3).
const SAMPLE: Sentence = [
    "Sample collection. Valid only with the {0} carnet No. {1}, which ends on {2}. Not transferable; the samples are not for sale outside the State that issued this document and return there before the last day. Report loss, theft or destruction at once.",
    "Collection d'échantillons. Valable uniquement avec le carnet {0} n° {1}, qui expire le {2}. Non cessible ; les échantillons ne peuvent être vendus hors de l'État qui a délivré ce document et y reviennent avant le dernier jour. Signalez aussitôt la perte, le vol ou la destruction.",
    "Colección de muestras. Válida solo con el cuaderno {0} n.º {1}, que expira el {2}. Intransferible; las muestras no se venden fuera del Estado que expidió este documento y regresan a él antes del último día. Comunique enseguida la pérdida, el robo o la destrucción.",
];
/// Pre-Convention (Art. VII.2).
const PRECONV: Sentence = [
    "Pre-Convention: the specimens were acquired before the Convention applied to them, on the date in box 12b.",
    "Pré-Convention : les spécimens ont été acquis avant que la Convention ne s'y applique, à la date indiquée en case 12b.",
    "Preconvención: los especímenes se adquirieron antes de que se les aplicara la Convención, en la fecha de la casilla 12b.",
];
/// Bred in captivity (Art. VII.5; Res. Conf. 10.16).
const CAPTIVE: Sentence = [
    "The specimens were bred in captivity as Res. Conf. 10.16 defines it; this certificate stands in place of the permits of Articles III to V.",
    "Les spécimens ont été élevés en captivité au sens de la Rés. Conf. 10.16 ; ce certificat tient lieu des permis prévus aux articles III à V.",
    "Los especímenes se criaron en cautividad según la Res. Conf. 10.16; este certificado sustituye a los permisos de los artículos III a V.",
];
/// Artificially propagated (Art. VII.5; Res. Conf. 11.11).
const ARTPROP: Sentence = [
    "The specimens were artificially propagated as Res. Conf. 11.11 defines it; this certificate stands in place of the permits of Articles III to V.",
    "Les spécimens ont été reproduits artificiellement au sens de la Rés. Conf. 11.11 ; ce certificat tient lieu des permis prévus aux articles III à V.",
    "Los especímenes se reprodujeron artificialmente según la Res. Conf. 11.11; este certificado sustituye a los permisos de los artículos III a V.",
];
/// Certificate of origin (Art. V.3).
const ORIGIN: Sentence = [
    "Appendix III: the specimens originate in {0}, which did not ask for the listing of this population.",
    "Annexe III : les spécimens sont originaires de {0}, qui n'a pas demandé l'inscription de cette population.",
    "Apéndice III: los especímenes son originarios de {0}, que no solicitó la inclusión de esta población.",
];
/// One landing (Art. III.5, IV.6).
const LANDING: Sentence = [
    "Taken by the ship {0} in the marine environment not under the jurisdiction of any State: {1}.",
    "Prises du navire {0} dans l'environnement marin n'étant pas sous la juridiction d'un État : {1}.",
    "Capturado por el buque {0} en el medio marino fuera de la jurisdicción de cualquier Estado: {1}.",
];
/// Total for a period (Art. IV.7).
const TOTAL: Sentence = [
    "Valid for several landings until the last day; every landing is written off, and the total of box 11 is not exceeded.",
    "Valable pour plusieurs débarquements jusqu'au dernier jour ; chacun est décompté et le total de la case 11 n'est pas dépassé.",
    "Válido para varios desembarques hasta el último día; cada uno se descuenta y no se supera el total de la casilla 11.",
];
/// Replacement (Res. Conf. 12.3).
const REPLACEMENT: Sentence = [
    "REPLACEMENT: replaces No. {0} of {1}, which is no longer valid. Reason: {2}",
    "REMPLACEMENT : remplace le n° {0} du {1}, qui n'est plus valable. Motif : {2}",
    "REEMPLAZO: sustituye al n.º {0} de {1}, que ya no es válido. Motivo: {2}",
];
/// Amendment (Res. Conf. 12.3; `spec/permits.md` 2.17).
const AMENDMENT: Sentence = [
    "AMENDED DOCUMENT: stands in place of No. {0} of {1}, which is no longer valid. Boxes amended: {2}. Reason: {3}",
    "DOCUMENT MODIFIÉ : tient lieu du n° {0} du {1}, qui n'est plus valable. Cases modifiées : {2}. Motif : {3}",
    "DOCUMENTO MODIFICADO: sustituye al n.º {0} de {1}, que ya no es válido. Casillas modificadas: {2}. Motivo: {3}",
];
/// Retrospective issue (Res. Conf. 12.3).
const RETROSPECTIVE: Sentence = [
    "ISSUED RETROSPECTIVELY. Reason: {0}",
    "DÉLIVRÉ RÉTROACTIVEMENT. Motif : {0}",
    "EXPEDIDO CON CARÁCTER RETROACTIVO. Motivo: {0}",
];
/// Both authorities are satisfied (Res. Conf. 12.3; `spec/permits.md` 2.18).
const SATISFIED: Sentence = [
    "The Management Authorities of {0} and {1} are satisfied that the irregularities are not attributable to the exporter or the importer: {2}",
    "Les organes de gestion des pays suivants sont convaincus que les irrégularités ne sont pas imputables à l'exportateur ni à l'importateur : {0}, {1}. {2}",
    "Las Autoridades Administrativas de {0} y {1} están convencidas de que las irregularidades no son imputables al exportador ni al importador: {2}",
];
/// Personal effects and pets under a retrospective document (Res. Conf. 12.3).
const NOT_SOLD: Sentence = [
    "Personal specimens: not to be sold within six months of the date of this document.",
    "Spécimens personnels : ne pas les vendre dans les six mois suivant la date de ce document.",
    "Especímenes personales: no se venderán en los seis meses siguientes a la fecha de este documento.",
];
/// Shared stocks of sturgeons (Res. Conf. 12.7).
const SHARED: Sentence = [
    "Caviar of a shared stock under quota.",
    "Caviar d'un stock partagé soumis à quota.",
    "Caviar de una población compartida sujeta a cupo.",
];
/// What is missing or unknown is explained (Res. Conf. 12.3, Annex 1).
const UNKNOWN: Sentence =
    ["Origin or source unknown: {0}", "Origine ou source inconnue : {0}", "Origen o procedencia desconocidos: {0}"];

/// The document that a replacement replaces.
#[derive(Debug, Clone)]
pub struct Old {
    /// Its number.
    pub number: PermitNumber,
    /// When it was issued.
    pub issued: Date,
}

/// The sentences that stand in box 5 whatever the officers add, in order.
///
/// `country`: ours. `old`: the document replaced, on a replacement.
pub fn fixed(draft: &Draft, country: CountryCode, old: Option<&Old>) -> Vec<String> {
    let lang = draft.language;
    let say = |s: &Sentence, facts: &[&str]| say(s, lang, facts);
    let mut out = Vec::new();
    if let Some(instead) = &draft.instead {
        out.push(match (instead.occasion, old) {
            (Occasion::Replacement, Some(old)) => {
                say(&REPLACEMENT, &[old.number.as_str(), &day(old.issued, lang), &instead.reason])
            }
            (Occasion::Replacement, None) => {
                let number = draft.replaces.as_ref().map(ToString::to_string).unwrap_or_default();
                say(&REPLACEMENT, &[&number, "—", &instead.reason])
            }
            (Occasion::Amendment, old) => {
                let number = draft.replaces.as_ref().map(ToString::to_string).unwrap_or_default();
                let day = old.map_or_else(|| "—".to_owned(), |old| old.issued.to_string());
                say(&AMENDMENT, &[&number, &day, &instead.amended, &instead.reason])
            }
            (Occasion::Retrospective, _) => say(&RETROSPECTIVE, &[&instead.reason]),
        });
    }
    let appendix_i = draft.lines.iter().any(|l| l.appendix == Appendix::I);
    match draft.base() {
        DocumentType::Import if appendix_i => out.extend([say(&IMPORT, &[]), say(&NOT_COMMERCIAL, &[])]),
        DocumentType::Import => out.push(say(&IMPORT, &[])),
        DocumentType::Poc => out.push(say(&POC, &[])),
        DocumentType::Mic => out.push(say(&MIC, &[])),
        DocumentType::Preconv => out.push(say(&PRECONV, &[])),
        DocumentType::Captive => out.push(say(&CAPTIVE, &[])),
        DocumentType::Artprop => out.push(say(&ARTPROP, &[])),
        DocumentType::Origin => out.push(say(&ORIGIN, &[&country.name(lang)])),
        _ => {}
    }
    match &draft.particulars {
        Particulars::Exhibition { name, registration } => out.push(say(&TEC, &[name, registration])),
        Particulars::Collection { carnet, number, until } => {
            out.push(say(&SAMPLE, &[carnet.code(), number, &day(*until, lang)]));
        }
        Particulars::FromSea { vessel, area, total, .. } => {
            out.push(say(&LANDING, &[vessel, area]));
            if *total {
                out.push(say(&TOTAL, &[]));
            }
        }
        Particulars::Simplified(facts) => out.extend(crate::blank::sentences(facts, lang)),
        Particulars::None | Particulars::Instrument { .. } => {}
    }
    if draft.shared_stock {
        out.push(say(&SHARED, &[]));
    }
    let unknown = draft
        .lines
        .iter()
        .any(|l| l.source == Source::U || l.origin.as_ref().is_some_and(|o| o.country == CountryCode::UNKNOWN));
    if let (true, Some(why)) = (unknown, &draft.remarks) {
        out.push(say(&UNKNOWN, &[why]));
    }
    if draft.lines.iter().any(|l| matches!(l.term, Term::Liv | Term::Egl)) {
        out.push(say(&LIVE, &[]));
    }
    out
}

/// What box 5 of a document after the movement says of the two authorities, and of what is personal.
pub fn agreed(draft: &Draft, country: CountryCode, agreement: &Agreement) -> Vec<String> {
    if !draft.is_retrospective() || !agreement.satisfied {
        return Vec::new();
    }
    let lang = draft.language;
    let names = [country.name(lang), draft.partner_country.name(lang)];
    let mut out = vec![say(&SATISFIED, lang, &[&names[0], &names[1], &agreement.reason])];
    if draft.purpose == Purpose::P {
        out.push(say(&NOT_SOLD, lang, &[]));
    }
    out
}

/// A day in the language of the sentence around it, with ordinary spaces: box 5 goes into messages too.
fn day(date: Date, lang: Lang) -> String {
    let spoken = if matches!(lang, Lang::Fr | Lang::Es) { lang } else { Lang::En };
    cites::written::day(date, spoken).replace('\u{A0}', " ")
}

pub(crate) fn say(sentence: &Sentence, lang: Lang, facts: &[&str]) -> String {
    let text = match lang {
        Lang::Fr => sentence[1],
        Lang::Es => sentence[2],
        _ => sentence[0],
    };
    facts.iter().enumerate().fold(text.to_owned(), |text, (n, fact)| text.replace(&format!("{{{n}}}"), fact))
}
