//! The aggregated table: nine keys, exact sums, lines, distinct permits.
//!
//! Never across units, and never with permit numbers (`spec/reports.md` 1.6). A permit counts once in a group however
//! many lines it has there; lines without a number count no permit.

use crate::cell;
use crate::columns::AGGREGATION_KEYS;
use crate::decimal;
use crate::key::{Key, Names};
use crate::spill::{Sorter, Spill};
use std::collections::HashMap;
use std::io::{self, Write};

/// Groups held in memory before they are written out as sorted partial sums.
const MOST_GROUPS: usize = 900_000;

#[derive(Debug, Clone, Copy, Default)]
struct Group {
    sum: i128,
    lines: u32,
    permits: u32,
    last_permit: u32,
}

/// Adds lines up. Lines must come sorted by permit.
pub(crate) struct Aggregator<'s> {
    groups: HashMap<Key, Group>,
    most: usize,
    sorter: Sorter<'s>,
    permit: Vec<u8>,
    ordinal: u32,
    permits: u64,
}

impl<'s> Aggregator<'s> {
    pub(crate) fn new(spill: &'s mut dyn Spill, budget: usize) -> Aggregator<'s> {
        Aggregator {
            groups: HashMap::new(),
            most: MOST_GROUPS,
            sorter: Sorter::new(spill, budget),
            permit: Vec::new(),
            ordinal: 0,
            permits: 0,
        }
    }

    #[cfg(test)]
    fn with_most(mut self, most: usize) -> Self {
        self.most = most;
        self
    }

    /// Adds a line of the permit with that number (blank: none).
    pub(crate) fn add(&mut self, permit: &[u8], key: Key, micro: i64, names: &Names) -> io::Result<()> {
        if permit != self.permit.as_slice() {
            self.permit.clear();
            self.permit.extend_from_slice(permit);
            self.permits += 1;
            // Partial sums are written between two permits, so that none is counted twice in a group.
            if self.groups.len() >= self.most {
                self.flush(names)?;
            }
            self.ordinal += 1;
        } else if permit.is_empty() && self.groups.len() >= self.most {
            self.flush(names)?;
        }
        let group = self.groups.entry(key).or_default();
        group.sum += i128::from(micro);
        group.lines += 1;
        if !permit.is_empty() && group.last_permit != self.ordinal {
            group.last_permit = self.ordinal;
            group.permits += 1;
        }
        Ok(())
    }

    fn flush(&mut self, names: &Names) -> io::Result<()> {
        let mut text = Vec::new();
        for (key, group) in self.groups.drain() {
            text.clear();
            for i in 0..AGGREGATION_KEYS.len() {
                if i > 0 {
                    // Below every letter, so that texts sort column by column.
                    text.push(1);
                }
                if i == 1 {
                    text.extend_from_slice(names.name(key.taxon()).as_bytes());
                } else {
                    key.write_part(i, &mut text);
                }
            }
            let mut payload = [0_u8; 40];
            payload[..16].copy_from_slice(&group.sum.to_le_bytes());
            payload[16..20].copy_from_slice(&group.lines.to_le_bytes());
            payload[20..24].copy_from_slice(&group.permits.to_le_bytes());
            payload[24..].copy_from_slice(&key.to_bytes());
            self.sorter.push(&text, &payload)?;
        }
        self.ordinal = 0;
        Ok(())
    }

    /// Distinct permits so far, over all groups.
    pub(crate) fn permits(&self) -> u64 {
        self.permits
    }

    /// Writes the table, sorted by its keys, and answers how many rows it has.
    pub(crate) fn finish(mut self, names: &Names, out: &mut dyn Write) -> io::Result<u64> {
        self.flush(names)?;
        self.groups = HashMap::new();
        let mut buffer = Vec::with_capacity(72 * 1024);
        cell::row(&mut buffer, headers());
        let mut sorted = self.sorter.finish()?;
        let mut current: Option<(Key, Total)> = None;
        let mut rows = 0;
        while let Some((_, payload)) = sorted.next()? {
            let (key, part) = unpack(payload)?;
            match &mut current {
                Some((same, total)) if *same == key => total.plus(&part),
                other => {
                    if let Some((key, total)) = other.replace((key, part)) {
                        rows += 1;
                        write_row(&mut buffer, key, &total, names);
                        if buffer.len() > 64 * 1024 {
                            out.write_all(&buffer)?;
                            buffer.clear();
                        }
                    }
                }
            }
        }
        if let Some((key, total)) = current {
            rows += 1;
            write_row(&mut buffer, key, &total, names);
        }
        out.write_all(&buffer)?;
        out.flush()?;
        Ok(rows)
    }
}

/// Header row of the aggregated table.
pub fn headers() -> impl Iterator<Item = &'static str> {
    AGGREGATION_KEYS.iter().map(|c| c.header()).chain(["Quantity", "Lines", "Permits"])
}

struct Total {
    sum: i128,
    lines: u64,
    permits: u64,
}

impl Total {
    fn plus(&mut self, part: &Total) {
        self.sum += part.sum;
        self.lines += part.lines;
        self.permits += part.permits;
    }
}

fn unpack(payload: &[u8]) -> io::Result<(Key, Total)> {
    let bad = || io::Error::new(io::ErrorKind::InvalidData, "a temporary file of the sums is damaged");
    let sum: [u8; 16] = payload.get(..16).and_then(|b| b.try_into().ok()).ok_or_else(bad)?;
    let lines: [u8; 4] = payload.get(16..20).and_then(|b| b.try_into().ok()).ok_or_else(bad)?;
    let permits: [u8; 4] = payload.get(20..24).and_then(|b| b.try_into().ok()).ok_or_else(bad)?;
    let key: [u8; 16] = payload.get(24..40).and_then(|b| b.try_into().ok()).ok_or_else(bad)?;
    let total = Total {
        sum: i128::from_le_bytes(sum),
        lines: u64::from(u32::from_le_bytes(lines)),
        permits: u64::from(u32::from_le_bytes(permits)),
    };
    Ok((Key::from_bytes(key), total))
}

fn write_row(out: &mut Vec<u8>, key: Key, total: &Total, names: &Names) {
    for i in 0..AGGREGATION_KEYS.len() {
        if i == 1 {
            out.extend_from_slice(names.cell(key.taxon()));
        } else {
            key.write_part(i, out);
        }
        out.push(b',');
    }
    decimal::write(out, total.sum);
    out.push(b',');
    out.extend_from_slice(total.lines.to_string().as_bytes());
    out.push(b',');
    out.extend_from_slice(total.permits.to_string().as_bytes());
    out.push(b'\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spill::MemorySpill;
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    fn aggregated(lines: &[(String, u8, i64)], most: usize) -> String {
        let mut names = Names::default();
        let number = names.keep("Crocodylus porosus").unwrap();
        let mut lines = lines.to_vec();
        lines.sort_by(|a, b| a.0.cmp(&b.0));
        let mut spill = MemorySpill::default();
        let mut aggregator = Aggregator::new(&mut spill, 0).with_most(most);
        for (permit, purpose, micro) in &lines {
            let purpose = char::from(b'A' + purpose).to_string();
            let key = Key::pack(&["II", "", "SKI", "", "QN", "", &purpose, "W", "2026"], number).unwrap();
            aggregator.add(permit.as_bytes(), key, *micro, &names).unwrap();
        }
        let mut out = Vec::new();
        aggregator.finish(&names, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    proptest! {
        #[test]
        fn sums_lines_and_permits_equal_a_plain_count_however_often_the_memory_was_full(
            lines in proptest::collection::vec(("[AB]{0,2}", 0_u8..5, 0..i64::MAX), 0..60),
            most in 1_usize..6,
        ) {
            let mut model: BTreeMap<u8, (i128, u64, BTreeSet<&str>)> = BTreeMap::new();
            for (permit, purpose, micro) in &lines {
                let group = model.entry(*purpose).or_default();
                group.0 += i128::from(*micro);
                group.1 += 1;
                if !permit.is_empty() {
                    group.2.insert(permit);
                }
            }
            let mut expected = headers().collect::<Vec<_>>().join(",") + "\n";
            for (purpose, (sum, count, permits)) in model {
                let mut quantity = Vec::new();
                decimal::write(&mut quantity, sum);
                expected += &format!(
                    "II,Crocodylus porosus,SKI,,QN,,{},W,2026,{},{count},{}\n",
                    char::from(b'A' + purpose), String::from_utf8(quantity).unwrap(), permits.len()
                );
            }
            prop_assert_eq!(aggregated(&lines, most), expected);
        }
    }
}
