//! The administrator says which documents the Party offers.

use crate::frame::page;
use crate::parts::{Tag, Tone};
use crate::{Shell, Words, links};
use cites::{DocumentType, Role};

/// Kinds in groups, each on or off. Posts `kind` and `offered` (`1` or `0`).
#[derive(Debug, Clone)]
pub struct KindsPage {
    /// The frame.
    pub shell: Shell,
    /// Message key `kind-group-<name>`, then each kind and whether it is offered.
    pub groups: Vec<(String, Vec<(DocumentType, bool)>)>,
}

impl KindsPage {
    fn tag(&self, on: &bool, w: &Words) -> Tag {
        if *on { Tag::new(Tone::Go, w.say("kind-on")) } else { Tag::new(Tone::Rest, w.say("kind-off")) }
    }

    /// A sample.
    pub fn sample() -> KindsPage {
        KindsPage {
            shell: crate::samples::shell(Some(Role::TenantAdmin), links::ADMIN_KINDS),
            groups: vec![
                ("once".into(), vec![(DocumentType::Export, true), (DocumentType::Ifs, false)]),
                ("often".into(), vec![(DocumentType::Mic, true)]),
            ],
        }
    }
}

page! {
    KindsPage in "shared/admin_kinds.html";
    layout Wide; area Some(Admin);
    title |_c, w| w.html("kind-title");
    trail |_c, _w| vec![];
}
