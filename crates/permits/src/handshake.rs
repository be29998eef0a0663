//! The import permit first, consignment by consignment.
//!
//! An export permit or re-export certificate for a specimen of Appendix I is granted after the import permit of the
//! destination (Art. III, paragraphs 2 (d) and 4 (c)); both are for one consignment (Art. VI.5). Of several consignments
//! each names its own import permit; one that is for more than one of them covers them in their order, as far as the
//! quantities on it go. Bred and propagated specimens need none (Art. VII, paragraphs 4 and 5).

use crate::application::state::ImportPermit;
use crate::draft::{Draft, DraftLine};
use cites::document::Block;
use cites::{Amount, Appendix, Date, DocumentType, Source};

/// A consignment that must not leave before its import permit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handshake<'a> {
    /// Which consignment, from 1.
    pub nth: u16,
    /// The import permit that covers it; `None` while none does.
    pub permit: Option<&'a ImportPermit>,
}

/// Does this line need an import permit before it leaves?
pub fn needed(line: &DraftLine) -> bool {
    line.appendix == Appendix::I && !matches!(line.source, Source::A | Source::C | Source::D)
}

/// The lines, from 0, that need an import permit and of which nothing is said: neither its number nor that it comes later.
/// A replacement goes with what stands behind the document it replaces.
pub fn unsaid(draft: &Draft) -> Vec<usize> {
    let outward = matches!(draft.base(), DocumentType::Export | DocumentType::Reexport);
    if !outward || draft.document_type == DocumentType::Replace {
        return Vec::new();
    }
    let silent = |l: &DraftLine| needed(l) && l.import_permit.is_none() && !l.import_later;
    draft.lines.iter().enumerate().filter(|(_, l)| silent(l)).map(|(n, _)| n).collect()
}

/// The lines of a consignment that need one, with how much of each goes with it.
fn wanted(draft: &Draft, nth: u16) -> Vec<(Block, Amount)> {
    let lines = draft.lines.iter().enumerate().filter(|(_, l)| needed(l));
    lines.map(|(n, l)| (Block::nth(n), l.share(nth))).filter(|(_, share)| !share.is_zero()).collect()
}

/// Takes what a consignment wants from what an import permit has left; nothing when it has too little of one block.
/// A block of which nothing was told is let in whole only where the permit names one consignment.
fn take(left: &mut [(Block, Amount)], wanted: &[(Block, Amount)], names_one: bool) -> bool {
    let enough = wanted.iter().all(|(block, share)| match left.iter().find(|(b, _)| b == block) {
        Some((_, rest)) => share <= rest,
        None => names_one,
    });
    for (block, rest) in left.iter_mut().filter(|_| enough) {
        let share = wanted.iter().find(|(b, _)| b == block).map_or(Amount::ZERO, |(_, share)| *share);
        *rest = rest.minus(share).unwrap_or(Amount::ZERO);
    }
    enough
}

/// Which import permit stands behind each consignment that needs one, in order. A permit that names one consignment goes
/// before one that names several. One whose last day is before `on` covers nothing that is not signed yet; the first
/// `signed` consignments have their permits already, and what they took stays taken.
pub fn of<'a>(draft: &Draft, permits: &[&'a ImportPermit], signed: usize, on: Date) -> Vec<Handshake<'a>> {
    if !matches!(draft.base(), DocumentType::Export | DocumentType::Reexport) {
        return Vec::new();
    }
    let of = draft.consignments.max(1);
    let named = |p: &ImportPermit| match p.details.consignments.len() {
        0 => usize::from(of),
        n => n,
    };
    let mut order: Vec<(&'a ImportPermit, Vec<(Block, Amount)>)> = permits
        .iter()
        .map(|p| (*p, p.details.quantities.iter().map(|q| (q.block.clone(), q.actual)).collect()))
        .collect();
    order.sort_by_key(|(p, _)| named(p));
    let mut out = Vec::new();
    for nth in 1..=of {
        let wanted = wanted(draft, nth);
        if wanted.is_empty() {
            continue;
        }
        let found = order.iter_mut().find_map(|(p, left)| {
            let for_it = p.details.consignments.is_empty() || p.details.consignments.contains(&nth);
            let valid = usize::from(nth) <= signed || on <= p.valid_until;
            (for_it && valid && take(left, &wanted, named(p) == 1)).then_some(*p)
        });
        out.push(Handshake { nth, permit: found });
    }
    out
}

/// After consignments with nothing left were dropped: the others keep their import permits under their new numbers.
pub(crate) fn renumber(permits: &mut Vec<ImportPermit>, kept: &[u16]) {
    permits.retain_mut(|permit| {
        let named = &mut permit.details.consignments;
        let all = named.is_empty();
        *named = named
            .iter()
            .filter_map(|nth| kept.iter().position(|k| k == nth))
            .filter_map(|at| u16::try_from(at + 1).ok())
            .collect();
        all || !named.is_empty()
    });
}
