//! The form's own boxes as a summary: the number in the corner, the caption small, the content plain.

use super::part;
use crate::Words;
use crate::html::Html;
use askama::Template;
use cites::document::{PermitDocument, Provenance, SpecimenLine};

/// One box.
#[derive(Debug, Clone)]
pub struct FormBox {
    /// `5a`, `A 7–8`.
    pub number: String,
    /// Caption.
    pub caption: String,
    /// Content.
    pub content: Html,
    /// Columns of twelve: `b12`, `b6`, `b4`, `b3`.
    pub width: &'static str,
}

/// A form.
#[derive(Debug, Clone, Template)]
#[template(
    source = "<dl class=\"boxes\">{% for b in boxes %}<div class=\"{{ b.width }}\"><dt><b>{{ b.number }}</b> {{ b.caption }}</dt><dd>{{ b.content }}</dd></div>{% endfor %}</dl>",
    ext = "html"
)]
pub struct Boxes {
    /// In the order of the form.
    pub boxes: Vec<FormBox>,
}
part!(Boxes);

/// One piece of somebody's text: its commas stand in the direction of its words, also on a page from right to left.
fn lines(texts: &[&str]) -> Html {
    let texts: Vec<&str> = texts.iter().filter(|t| !t.trim().is_empty()).copied().collect();
    if texts.is_empty() { Html::default() } else { Html::data(texts.join(", ")) }
}

fn party(party: &cites::document::Party, w: &Words) -> Html {
    let a = &party.address;
    let city = [a.postcode.as_deref().unwrap_or(""), &a.city].join(" ");
    let street =
        lines(&[&a.street, a.post_box.as_deref().unwrap_or(""), city.trim(), a.subdivision.as_deref().unwrap_or("")]);
    Html::two_lines(&Html::data(&party.name), &Html::join(&[street, w.country_html(&a.country)], w.comma()))
}

fn provenance(p: &Provenance, w: &Words) -> Html {
    let number = p.permit.as_ref().map(|n| Html::code(n.as_str())).unwrap_or_default();
    let date = p.date.as_ref().map(|d| w.date_html(d)).unwrap_or_default();
    Html::join(&[w.country_html(&p.country), number, date], " · ")
}

impl Boxes {
    /// The document as it will be, or is, printed. `signed` says whether box 1 already holds the real number.
    pub fn of(doc: &PermitDocument, signed: bool, w: &Words) -> Boxes {
        let mut boxes = Vec::new();
        let mut add = |number: &str, key: &str, content: Html, width: &'static str| {
            let content = if content.is_empty() { Html::text("—") } else { content };
            boxes.push(FormBox { number: number.into(), caption: w.say(key), content, width });
        };
        let number =
            if signed { Html::code(doc.number.as_str()) } else { Html::soft(&w.html("boxes-number-at-signing")) };
        add("1", "form-box1-number", Html::join(&[number, Html::text(w.document_type(&doc.kind))], " · "), "b6");
        add("2", "form-box2-valid-until", w.date_html(&doc.valid_until), "b3");
        add("5a", "boxes-purpose", w.purpose_html(&doc.purpose), "b3");
        let importer = doc.importer.as_ref().map(|p| party(p, w)).unwrap_or_default();
        add("3", "form-box3-importer", importer, "b6");
        add("4", "boxes-exporter", party(&doc.exporter, w), "b6");
        let to = doc.country_of_import.as_ref().map(|c| w.country_html(c)).unwrap_or_default();
        add("3a", "form-box3a-country-import", to, "b3");
        let conditions: Vec<Html> = doc.special_conditions.iter().map(Html::data).collect();
        add("5", "form-box5-special-conditions", Html::join(&conditions, " "), "b6");
        add("5b", "form-box5b-security-stamp", lines(&[doc.security_stamp.as_deref().unwrap_or("")]), "b3");
        add("6", "word-management-authority", lines(&[&doc.authority.name, &doc.authority.address.city]), "b12");
        for line in &doc.lines {
            Boxes::line(line, w, &mut add);
        }
        if signed {
            let issued = Html::join(
                &[lines(&[&doc.issue.place]), w.when_html(&doc.issue.at), lines(&[&doc.issue.officer])],
                " · ",
            );
            add("13", "form-box13-issued-by", issued, "b12");
        }
        if let Some(e) = &doc.endorsement {
            let quantities: Vec<Html> = e
                .quantities
                .iter()
                .map(|q| Html::data(format!("{} {}", q.block.as_str(), w.amount(&q.actual))))
                .collect();
            let what = Html::join(&quantities, w.comma());
            let place = Html::join(&[lines(&[&e.port_name]), Html::code(&e.port), w.when_html(&e.at)], " · ");
            add("14", "form-box14-endorsement", Html::two_lines(&what, &place), "b6");
            add("15", "form-box15-waybill", lines(&[doc.transport_document.as_deref().unwrap_or("")]), "b6");
        }
        Boxes { boxes }
    }

    fn line(line: &SpecimenLine, w: &Words, add: &mut impl FnMut(&str, &str, Html, &'static str)) {
        let block = line.block.as_str();
        let no = |n: &str| format!("{block} {n}");
        let common = line.common_name.as_deref().map(Html::data).unwrap_or_default();
        let name = Html::join(&[Html::taxon(line.taxon.as_str()), common], w.comma());
        add(&no("7–8"), "boxes-name", name, "b12");
        let marks: Vec<Html> = line.marks.iter().map(Html::code).collect();
        let small =
            Html::join(&[Html::join(&marks, w.comma()), lines(&[line.age_sex.as_deref().unwrap_or("")])], " · ");
        let what = Html::join(&[Html::data(&line.description), Html::code(line.term.code())], " ");
        add(&no("9"), "boxes-description", Html::two_lines(&what, &small), "b6");
        let second = line.second_source.as_ref().map(|s| w.source_html(s)).unwrap_or_default();
        let source =
            Html::join(&[Html::text(w.appendix(&line.appendix)), w.source_html(&line.source), second], w.comma());
        add(&no("10"), "boxes-appendix-source", source, "b3");
        add(&no("11"), "ui-quantity", w.quantity_html(&line.quantity), "b3");
        if let Some(q) = &line.quota {
            let both = format!("{} / {}", w.amount_of(&q.exported, &q.unit), w.amount_of(&q.quota, &q.unit));
            add(&no("11a"), "form-box11a-total-quota", Html::data(both), "b4");
        }
        if let Some(origin) = &line.origin {
            add(&no("12"), "boxes-origin", provenance(origin, w), "b4");
        }
        if let Some(last) = &line.last_reexport {
            add(&no("12a"), "form-box12a-last-reexport", provenance(last, w), "b4");
        }
        if line.operation.is_some() || line.acquired.is_some() {
            let both = lines(&[line.operation.as_deref().unwrap_or(""), line.acquired.as_deref().unwrap_or("")]);
            add(&no("12b"), "boxes-operation", both, "b4");
        }
    }
}
