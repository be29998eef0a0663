//! Which permit shall be replaced? Those that may be, each with the way to its replacement.

use crate::frame::page;
use crate::html::Html;
use crate::parts::Tag;
use crate::{Shell, Words, links};
use cites::{Date, DocumentType, PermitStatus, Role};

/// A permit that may be replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplaceableRow {
    /// Id.
    pub id: String,
    /// Number.
    pub number: String,
    /// Kind of document.
    pub kind: DocumentType,
    /// Who holds it.
    pub holder: String,
    /// First taxon.
    pub taxon: String,
    /// Last day; the replacement does not reach beyond it.
    pub until: Date,
    /// Lost, stolen or destroyed.
    pub status: PermitStatus,
}

/// The question which permit. Each row posts to the permit's own way to a replacement.
#[derive(Debug, Clone)]
pub struct ReplaceablePage {
    /// The frame.
    pub shell: Shell,
    /// Those reported last first.
    pub rows: Vec<ReplaceableRow>,
}

impl ReplaceablePage {
    fn head(&self, r: &ReplaceableRow, w: &Words) -> Html {
        Html::join(&[Html::link(links::permit(&r.id), &Html::code(&r.number)), Tag::permit(&r.status, w).html()], " ")
    }

    fn what(&self, r: &ReplaceableRow, w: &Words) -> Html {
        let until = w.rich1("replaceable-until", "date", w.date_html(&r.until));
        let all = [Html::text(w.document_type(&r.kind)), Html::taxon(&r.taxon), Html::data(&r.holder), until];
        Html::join(&all, " · ")
    }

    fn ask(&self, r: &ReplaceableRow, w: &Words) -> Html {
        w.rich1("replaceable-ask", "number", Html::code(&r.number))
    }

    /// A sample.
    pub fn sample() -> ReplaceablePage {
        let row = |id: &str, number: &str, status| ReplaceableRow {
            id: id.into(),
            number: number.into(),
            kind: DocumentType::Export,
            holder: "River Bend Farm Ltd".into(),
            taxon: "Crocodylus niloticus".into(),
            until: jiff::civil::date(2027, 5, 20),
            status,
        };
        ReplaceablePage {
            shell: crate::samples::shell(Some(Role::Applicant), links::REPLACEABLE),
            rows: vec![row("p3", "26QM000371", PermitStatus::Lost), row("p2", "26QM000201", PermitStatus::Destroyed)],
        }
    }

    /// Nothing was reported.
    pub fn empty() -> ReplaceablePage {
        ReplaceablePage { rows: Vec::new(), ..ReplaceablePage::sample() }
    }
}

page! {
    ReplaceablePage in "epermit/replaceable.html";
    layout Wide; area Some(Permits);
    title |_c, w| w.html("replaceable-title");
    trail |_c, w| vec![(w.html("ui-permits"), links::PERMITS.into())];
}
