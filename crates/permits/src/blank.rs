//! Partially completed documents (Res. Conf. 12.3, section XII): what an order of blanks says, which boxes the holder may
//! complete, and how the completed form is made of the ordered one.

use crate::conditions::{Sentence, say};
use crate::draft::FieldError;
use crate::form::FormInput;
use crate::particulars::ParticularsInput;
use cites::{Amount, DocumentType, Lang};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Most blanks of one order.
pub const MOST: u32 = 100;

/// Where the rules of this file come from, as told to people.
pub const BASIS: &str = "Res. Conf. 12.3, section XII";

/// Kinds that may be issued partially completed.
pub const BASES: &[DocumentType] = &[
    DocumentType::Export,
    DocumentType::Reexport,
    DocumentType::Preconv,
    DocumentType::Captive,
    DocumentType::Artprop,
];

/// A box that the holder may complete. There is no other: whatever the authority has to find out stays closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum OpenBox {
    /// Boxes 3 and 3a: importer and country of import. Always open: with a known importer an ordinary permit is issued.
    #[serde(rename = "3")]
    Importer,
    /// Box 7: which of the approved species of the face are in the consignment.
    #[serde(rename = "7")]
    Species,
    /// Box 9: description and marks; the term stays closed.
    #[serde(rename = "9")]
    Description,
    /// Box 11: how much, up to what the face says.
    #[serde(rename = "11")]
    Quantity,
}

impl OpenBox {
    /// Every box that may be open.
    pub const ALL: &'static [OpenBox] = &[OpenBox::Importer, OpenBox::Species, OpenBox::Description, OpenBox::Quantity];

    /// Its code in forms and storage: the number on the form.
    pub const fn code(self) -> &'static str {
        match self {
            OpenBox::Importer => "3",
            OpenBox::Species => "7",
            OpenBox::Description => "9",
            OpenBox::Quantity => "11",
        }
    }

    /// As printed in the list of opened boxes.
    pub const fn printed(self) -> &'static str {
        match self {
            OpenBox::Importer => "3, 3a",
            OpenBox::Species => "7",
            OpenBox::Description => "9",
            OpenBox::Quantity => "11",
        }
    }

    /// The box of a code.
    pub fn from_code(code: &str) -> Option<OpenBox> {
        OpenBox::ALL.iter().copied().find(|b| b.code() == code.trim())
    }

    /// Every box that may be open at all: the widest that a registration can say.
    pub fn all() -> BTreeSet<OpenBox> {
        OpenBox::ALL.iter().copied().collect()
    }

    /// Reads codes divided by commas, blanks or lines. Box 3 is always among them. `None` where one of them is a box that
    /// may never stay open.
    pub fn read(codes: &str) -> Option<BTreeSet<OpenBox>> {
        let codes = codes.split([',', ' ', '\n', '\r']).map(str::trim).filter(|c| !c.is_empty());
        codes.map(OpenBox::from_code).chain([Some(OpenBox::Importer)]).collect()
    }

    /// Boxes as printed: `3, 3a, 9, 11`.
    pub fn list<'a>(boxes: impl IntoIterator<Item = &'a OpenBox>) -> String {
        boxes.into_iter().map(|b| b.printed()).collect::<Vec<_>>().join(", ")
    }
}

/// The error at a field that names a box which may never stay open.
pub fn never_open(field: &str) -> FieldError {
    let help = format!("Choose among boxes 3, 7, 9 and 11: no other may stay open ({BASIS}).");
    wrong(field, "open-boxes-closed", help)
}

/// What an order of blanks, or a completed one, says beside the boxes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Simplified {
    /// The kind that stands in box 1.
    pub base: DocumentType,
    /// Number of the holder's registration for the simplified procedure.
    pub registration: String,
    /// How many blanks are ordered.
    pub blanks: u32,
    /// Boxes that the holder completes.
    pub open: BTreeSet<OpenBox>,
    /// Number of the blank that this completes; `None` on the order itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blank: Option<String>,
}

impl Simplified {
    /// The open boxes as printed: `3, 3a, 9, 11`.
    pub fn printed_boxes(&self) -> String {
        OpenBox::list(&self.open)
    }

    /// The boxes that it opens and its registration does not let stay open.
    pub fn beyond(&self, registered: &BTreeSet<OpenBox>) -> BTreeSet<OpenBox> {
        self.open.difference(registered).copied().collect()
    }

    /// The same with what the registration lets stay open today and no more.
    pub fn within(&self, registered: &BTreeSet<OpenBox>) -> Simplified {
        Simplified { open: self.open.intersection(registered).copied().collect(), ..self.clone() }
    }

    /// May the holder fill this box of the form? What is not printed on the document (lot, means and day of transport,
    /// own reference) is his to tell at any time.
    pub fn opens(&self, path: &str) -> bool {
        let of_line = path.strip_prefix("lines.").and_then(|rest| rest.split_once('.')).map(|(_, field)| field);
        match of_line {
            Some("description" | "marks" | "age_sex") => self.open.contains(&OpenBox::Description),
            Some("quantity") => self.open.contains(&OpenBox::Quantity) || self.open.contains(&OpenBox::Species),
            Some("lot") => true,
            Some(_) => false,
            None if path.starts_with("importer.") || path == "partner_country" => {
                self.open.contains(&OpenBox::Importer)
            }
            None => {
                matches!(
                    path,
                    "transport_mode" | "shipment_date" | "port_of_exit" | "port_of_entry" | "transit" | "own_reference"
                )
            }
        }
    }
}

fn wrong(field: &str, code: &str, help: impl Into<String>) -> FieldError {
    FieldError { field: field.to_owned(), code: code.to_owned(), help: help.into() }
}

/// Reads what an order says of the simplified procedure.
pub(crate) fn read(
    typed: &ParticularsInput,
    base: Option<DocumentType>,
    errors: &mut Vec<FieldError>,
) -> Option<Simplified> {
    let before = errors.len();
    if base.is_none() {
        errors.push(wrong("particulars.base_type", "base-type-empty", "Choose which document it stands for."));
    }
    let registration = typed.registration.trim();
    if registration.is_empty() || registration.chars().count() > 70 || registration.chars().any(char::is_control) {
        let help = "Give the number of your registration for the simplified procedure.";
        errors.push(wrong("particulars.registration", "simplified-registration-empty", help));
    }
    let blanks = typed.blanks.trim().parse::<u32>().ok().filter(|n| (1..=MOST).contains(n));
    if blanks.is_none() {
        errors.push(wrong("particulars.blanks", "blanks-number", format!("Give a number from 1 to {MOST}.")));
    }
    let open = OpenBox::read(&typed.open_boxes);
    if open.is_none() {
        errors.push(never_open("particulars.open_boxes"));
    }
    if errors.len() > before {
        return None;
    }
    Some(Simplified {
        base: base?,
        registration: registration.to_owned(),
        blanks: blanks?,
        open: open?,
        blank: Some(typed.blank.clone()).filter(|n| !n.is_empty()),
    })
}

/// The error at the boxes of an order that its registration does not let stay open.
pub fn not_registered(beyond: &BTreeSet<OpenBox>) -> FieldError {
    let boxes = OpenBox::list(beyond);
    let help = format!("Leave boxes {boxes} out: your registration does not let them stay open ({BASIS}).");
    wrong("particulars.open_boxes", "open-boxes-registration", help)
}

/// The completed form of a blank, with the place of each of its lines in the order.
#[derive(Debug, Clone)]
pub struct Completed {
    /// What is handed in.
    pub form: FormInput,
    /// For each of its lines the line of the order, from 0.
    pub lines: Vec<usize>,
}

impl Completed {
    /// A box of the completed form under the name it has on the page of the blank.
    pub fn on_page(&self, field: &str) -> String {
        let moved = field.strip_prefix("lines.").and_then(|rest| {
            let (n, box_) = rest.split_once('.')?;
            let line = self.lines.get(n.parse::<usize>().ok()?)?;
            Some(format!("lines.{line}.{box_}"))
        });
        moved.unwrap_or_else(|| field.to_owned())
    }
}

/// Completes a blank: what was typed goes into the open boxes of the ordered form, nothing else is changed.
///
/// `number`: of the blank. `typed`: texts by the path of their box; lines as on the order.
///
/// # Errors
/// `blank-closed` for a box that was not opened, `blank-over` for more than the face allows, `blank-nothing` when no line
/// is left.
pub fn complete(
    order: &FormInput,
    facts: &Simplified,
    number: &str,
    typed: &BTreeMap<String, String>,
) -> Result<Completed, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut form = order.clone();
    form.partner_country.clear();
    number.clone_into(&mut form.particulars.blank);
    let one_of_the_order = |path: &str| {
        let line = path.strip_prefix("lines.").and_then(|rest| rest.split('.').next()?.parse::<usize>().ok());
        line.is_none_or(|n| n < order.lines.len())
    };
    for (path, text) in typed {
        if !facts.opens(path) || !one_of_the_order(path) || !form.set(path, text) {
            let help = format!("Leave this box as it is: the Authority did not open it ({BASIS}).");
            errors.push(wrong(path, "blank-closed", help));
        }
    }
    if form.partner_country.is_empty() {
        form.partner_country = form.importer.country.clone();
    }
    let mut lines = Vec::new();
    for (n, asked) in order.lines.iter().enumerate() {
        let path = format!("lines.{n}.quantity");
        let Some(line) = form.lines.get_mut(n) else { continue };
        let told = typed.get(&path).map(|t| t.trim());
        let left_out = told.is_some_and(|t| t.is_empty() || Amount::parse(t).is_ok_and(Amount::is_zero));
        if left_out && facts.open.contains(&OpenBox::Species) {
            continue;
        }
        if told.is_none() && facts.open.contains(&OpenBox::Quantity) {
            line.quantity.clear();
        }
        if let (Ok(most), Ok(now)) = (Amount::parse(asked.quantity.trim()), Amount::parse(line.quantity.trim())) {
            if now > most {
                let help = format!("Give at most {most}: the face of the blank allows no more ({BASIS}).");
                errors.push(wrong(&path, "blank-over", help));
            } else if now != most && !facts.open.contains(&OpenBox::Quantity) {
                let help = format!("Leave this box as it is: the Authority did not open it ({BASIS}).");
                errors.push(wrong(&path, "blank-closed", help));
            }
        }
        lines.push(n);
    }
    if lines.is_empty() {
        errors.push(wrong("lines.0.quantity", "blank-nothing", "Say how much of at least one line leaves."));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut all = std::mem::take(&mut form.lines).into_iter().map(Some).collect::<Vec<_>>();
    form.lines = lines.iter().filter_map(|n| all.get_mut(*n)?.take()).collect();
    Ok(Completed { form, lines })
}

/// On the face of a blank: the list of opened boxes and the place for the signature (section XII asks for both).
const BLANK: Sentence = [
    "PARTIALLY COMPLETED (Res. Conf. 12.3, section XII), registration {0}. The registered holder completes boxes {1} and no other, from the approved species on this face, for one consignment; box 11 shows the most that may leave. Valid only once completed on line and sealed by the Management Authority. Completed by (name, date, signature): ______________________",
    "PARTIELLEMENT REMPLI (Rés. Conf. 12.3, section XII), enregistrement {0}. Le titulaire enregistré remplit les cases {1} et aucune autre, parmi les espèces approuvées figurant sur ce document, pour un seul envoi ; la case 11 indique le maximum autorisé. Valable uniquement une fois rempli en ligne et scellé par l'organe de gestion. Rempli par (nom, date, signature) : ______________________",
    "PARCIALMENTE COMPLETADO (Res. Conf. 12.3, sección XII), registro {0}. El titular registrado completa las casillas {1} y ninguna otra, de entre las especies aprobadas en este documento, para un solo envío; la casilla 11 indica el máximo permitido. Válido solo una vez completado en línea y sellado por la Autoridad Administrativa. Completado por (nombre, fecha, firma): ______________________",
];
/// On the completed document.
const COMPLETED: Sentence = [
    "COMPLETED by the holder registered under {0} (Res. Conf. 12.3, section XII): boxes {1} of blank No. {2}, checked and sealed by the Management Authority on the day of issue.",
    "REMPLI par le titulaire enregistré sous {0} (Rés. Conf. 12.3, section XII) : cases {1} du document n° {2}, vérifiées et scellées par l'organe de gestion le jour de la délivrance.",
    "COMPLETADO por el titular registrado con {0} (Res. Conf. 12.3, sección XII): casillas {1} del documento n.º {2}, comprobadas y selladas por la Autoridad Administrativa el día de expedición.",
];

/// The sentences of box 5.
pub(crate) fn sentences(facts: &Simplified, lang: Lang) -> Vec<String> {
    let boxes = facts.printed_boxes();
    vec![match &facts.blank {
        None => say(&BLANK, lang, &[&facts.registration, &boxes]),
        Some(number) => say(&COMPLETED, lang, &[&facts.registration, &boxes, number]),
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(open: &str) -> (FormInput, Simplified) {
        let mut form = FormInput { document_type: "PARTIAL".into(), ..FormInput::default() };
        for (path, text) in [
            ("purpose", "T"),
            ("lines.0.taxon", "Crocodylus niloticus"),
            ("lines.0.quantity", "50"),
            ("lines.1.taxon", "Python bivittatus"),
            ("lines.1.quantity", "20"),
            ("particulars.base_type", "EXPORT"),
            ("particulars.registration", "QM-SP-0001"),
            ("particulars.blanks", "5"),
            ("particulars.open_boxes", open),
        ] {
            assert!(form.set(path, text), "{path}");
        }
        let mut errors = Vec::new();
        let facts = read(&form.particulars, Some(DocumentType::Export), &mut errors);
        assert_eq!(errors, vec![]);
        (form, facts.unwrap())
    }

    fn fill(open: &str, typed: &[(&str, &str)]) -> Result<Completed, Vec<String>> {
        let (form, facts) = order(open);
        let typed = typed.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        complete(&form, &facts, "26QM000007", &typed)
            .map_err(|errors| errors.into_iter().map(|e| format!("{} {}", e.field, e.code)).collect())
    }

    #[test]
    fn only_boxes_of_the_resolution_can_be_opened() {
        let (mut form, _) = order("9,11");
        form.set("particulars.open_boxes", "9,5a");
        let mut errors = Vec::new();
        assert!(read(&form.particulars, Some(DocumentType::Export), &mut errors).is_none());
        assert_eq!(errors[0].code, "open-boxes-closed");
        assert!(!form.set("particulars.blank", "26QM000001"), "nobody types the number of a blank");
    }

    #[test]
    fn the_holder_fills_what_was_opened_and_nothing_else() {
        let done = fill(
            "7,9,11",
            &[
                ("importer.country", "QN"),
                ("lines.0.quantity", "12"),
                ("lines.0.description", "Handbags"),
                ("lines.1.quantity", ""),
            ],
        )
        .unwrap();
        assert_eq!((done.form.lines.len(), done.lines.as_slice()), (1, [0].as_slice()));
        assert_eq!((done.form.partner_country.as_str(), done.form.particulars.blank.as_str()), ("QN", "26QM000007"));
        for closed in ["purpose", "exporter.name", "lines.0.source", "lines.0.taxon", "lines.2.quantity", "remarks"] {
            let refused = fill("7,9,11", &[(closed, "x"), ("lines.0.quantity", "1"), ("lines.1.quantity", "1")]);
            assert_eq!(refused.unwrap_err(), [format!("{closed} blank-closed")]);
        }
        assert_eq!(
            fill("11", &[("lines.0.description", "x"), ("lines.0.quantity", "1"), ("lines.1.quantity", "1")])
                .unwrap_err(),
            ["lines.0.description blank-closed"]
        );
    }

    #[test]
    fn no_more_leaves_than_the_face_says() {
        let over = fill("7,11", &[("lines.0.quantity", "51"), ("lines.1.quantity", "")]).unwrap_err();
        assert_eq!(over, ["lines.0.quantity blank-over"]);
        let less = fill("7,9", &[("lines.0.quantity", "49"), ("lines.1.quantity", "0")]).unwrap_err();
        assert_eq!(less, ["lines.0.quantity blank-closed"], "box 11 was not opened");
        let none = fill("7,11", &[("lines.0.quantity", "0"), ("lines.1.quantity", "")]).unwrap_err();
        assert_eq!(none, ["lines.0.quantity blank-nothing"]);
        let whole = fill("9", &[]).unwrap();
        assert_eq!(whole.form.lines[1].quantity, "20", "what stays closed stays as it was sealed");
    }
}
