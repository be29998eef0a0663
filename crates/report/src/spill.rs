//! Sorting more than fits into memory: sorted runs go to the [`Spill`] of the caller and are merged while reading.

use std::cmp::Ordering;
use std::io::{self, Read, Seek, SeekFrom, Write};

/// Something that is written once and read back from its start: a temporary file, or memory.
pub trait RunFile: Read + Write + Seek + Send {}
impl<T: Read + Write + Seek + Send> RunFile for T {}

/// Where sorted runs go. The caller makes the files and removes them afterwards.
pub trait Spill {
    /// A new, empty run.
    ///
    /// # Errors
    /// When there is no room for one.
    fn run(&mut self) -> io::Result<Box<dyn RunFile>>;
}

/// Keeps runs in memory: for tests and for inputs known to be small.
#[derive(Debug, Default)]
pub struct MemorySpill {
    /// How many runs were asked for.
    pub runs: usize,
}

impl Spill for MemorySpill {
    fn run(&mut self) -> io::Result<Box<dyn RunFile>> {
        self.runs += 1;
        Ok(Box::new(io::Cursor::new(Vec::new())))
    }
}

/// Longest key or payload of a record.
const LONGEST: usize = 1 << 20;

/// One record in the arena: its first bytes for quick comparison, and where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Slot {
    prefix: [u64; 2],
    offset: u32,
}

/// Takes records in any order. Records with equal keys stay in the order in which they came.
pub(crate) struct Sorter<'s> {
    arena: Vec<u8>,
    index: Vec<Slot>,
    budget: usize,
    runs: Vec<Box<dyn RunFile>>,
    spill: &'s mut dyn Spill,
}

/// First sixteen bytes of a key as two numbers that compare like the bytes (shorter keys padded with zeros).
fn prefix(key: &[u8]) -> [u64; 2] {
    let mut first = [0_u8; 16];
    let n = key.len().min(16);
    first[..n].copy_from_slice(&key[..n]);
    let half = |i: usize| {
        let mut eight = [0_u8; 8];
        eight.copy_from_slice(&first[i..i + 8]);
        u64::from_be_bytes(eight)
    };
    [half(0), half(8)]
}

/// Splits the record at the start of `bytes` into key, payload and its length; `None` when it is not all there.
fn record(bytes: &[u8]) -> Option<(&[u8], &[u8], usize)> {
    let number = |at: usize| -> Option<usize> {
        let four: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(four)).ok()
    };
    let (key, payload) = (number(0)?, number(4)?);
    let end = 8 + key + payload;
    Some((bytes.get(8..8 + key)?, bytes.get(8 + key..end)?, end))
}

impl<'s> Sorter<'s> {
    /// A sorter that holds about `budget` bytes before it spills a run.
    pub(crate) fn new(spill: &'s mut dyn Spill, budget: usize) -> Sorter<'s> {
        let budget = budget.clamp(64 * 1024, u32::MAX as usize / 2);
        Sorter { arena: Vec::new(), index: Vec::new(), budget, runs: Vec::new(), spill }
    }

    /// Adds a record.
    pub(crate) fn push(&mut self, key: &[u8], payload: &[u8]) -> io::Result<()> {
        let size = 8 + key.len() + payload.len();
        if key.len() > LONGEST || payload.len() > LONGEST {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "a record is too long to be sorted"));
        }
        let used = self.arena.len() + self.index.len() * size_of::<Slot>();
        if !self.index.is_empty() && used + size + size_of::<Slot>() > self.budget {
            self.spill_run()?;
        }
        if self.arena.capacity() - self.arena.len() < size {
            let wanted = (self.arena.capacity() * 2).clamp(64 * 1024, self.budget.max(size));
            self.arena.reserve_exact(wanted.saturating_sub(self.arena.len()).max(size));
        }
        // `budget` keeps the arena below 2 GiB plus one record, so offsets and lengths fit into 32 bits.
        self.index.push(Slot { prefix: prefix(key), offset: self.arena.len() as u32 });
        self.arena.extend_from_slice(&(key.len() as u32).to_le_bytes());
        self.arena.extend_from_slice(&(payload.len() as u32).to_le_bytes());
        self.arena.extend_from_slice(key);
        self.arena.extend_from_slice(payload);
        Ok(())
    }

    fn sort(&mut self) {
        let arena = &self.arena;
        let key = |slot: &Slot| record(&arena[slot.offset as usize..]).map_or(&[][..], |(key, _, _)| key);
        self.index.sort_unstable_by(|a, b| {
            a.prefix.cmp(&b.prefix).then_with(|| key(a).cmp(key(b))).then(a.offset.cmp(&b.offset))
        });
    }

    fn spill_run(&mut self) -> io::Result<()> {
        self.sort();
        let mut run = self.spill.run()?;
        let mut buffer: Vec<u8> = Vec::with_capacity(256 * 1024);
        for slot in &self.index {
            let rest = &self.arena[slot.offset as usize..];
            let (_, _, length) = record(rest).ok_or_else(damaged)?;
            if buffer.len() + length > buffer.capacity() && !buffer.is_empty() {
                run.write_all(&buffer)?;
                buffer.clear();
            }
            buffer.extend_from_slice(&rest[..length]);
        }
        run.write_all(&buffer)?;
        run.flush()?;
        self.runs.push(run);
        self.arena.clear();
        self.index.clear();
        Ok(())
    }

    /// Ends the taking and begins the giving, in order.
    pub(crate) fn finish(mut self) -> io::Result<Sorted> {
        if self.runs.is_empty() {
            self.sort();
            return Ok(Sorted::Memory { arena: self.arena, index: self.index, at: 0 });
        }
        if !self.index.is_empty() {
            self.spill_run()?;
        }
        self.arena = Vec::new();
        self.index = Vec::new();
        let size = (16 * 1024 * 1024 / self.runs.len()).clamp(32 * 1024, 512 * 1024);
        let mut cursors = Vec::with_capacity(self.runs.len());
        for mut run in self.runs {
            run.seek(SeekFrom::Start(0))?;
            let mut cursor = Cursor { run, buffer: vec![0; size], start: 0, end: 0, length: 0, over: false };
            cursor.advance()?;
            cursors.push(cursor);
        }
        let mut order: Vec<usize> = (0..cursors.len()).filter(|i| !cursors[*i].over).collect();
        order.sort_by(|a, b| compare(&cursors, *a, *b).reverse());
        Ok(Sorted::Merge { cursors, order, given: false })
    }
}

fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a temporary file of the sort is damaged")
}

/// One run being read: the current record stands at `start..start + length` of the buffer.
pub(crate) struct Cursor {
    run: Box<dyn RunFile>,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    length: usize,
    over: bool,
}

impl Cursor {
    fn current(&self) -> (&[u8], &[u8]) {
        record(&self.buffer[self.start..self.end]).map_or((&[], &[]), |(key, payload, _)| (key, payload))
    }

    /// Goes to the next record.
    fn advance(&mut self) -> io::Result<()> {
        self.start += self.length;
        self.length = 0;
        loop {
            if let Some((_, _, length)) = record(&self.buffer[self.start..self.end]) {
                self.length = length;
                return Ok(());
            }
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
            if self.end == self.buffer.len() {
                self.buffer.resize(self.buffer.len() * 2, 0);
            }
            let read = self.run.read(&mut self.buffer[self.end..])?;
            if read == 0 {
                self.over = true;
                return if self.end == 0 { Ok(()) } else { Err(damaged()) };
            }
            self.end += read;
        }
    }
}

fn compare(cursors: &[Cursor], a: usize, b: usize) -> Ordering {
    cursors[a].current().0.cmp(cursors[b].current().0).then(a.cmp(&b))
}

/// Records in order.
pub(crate) enum Sorted {
    /// Everything fitted into memory.
    Memory {
        /// The records.
        arena: Vec<u8>,
        /// Their order.
        index: Vec<Slot>,
        /// The next one.
        at: usize,
    },
    /// Several runs.
    Merge {
        /// The runs.
        cursors: Vec<Cursor>,
        /// Runs by their current record, the smallest last.
        order: Vec<usize>,
        /// Was the current record of the last run given away already?
        given: bool,
    },
}

impl Sorted {
    /// The next record: key and payload.
    pub(crate) fn next(&mut self) -> io::Result<Option<(&[u8], &[u8])>> {
        match self {
            Sorted::Memory { arena, index, at } => {
                let Some(slot) = index.get(*at) else { return Ok(None) };
                *at += 1;
                let (key, payload, _) = record(&arena[slot.offset as usize..]).ok_or_else(damaged)?;
                Ok(Some((key, payload)))
            }
            Sorted::Merge { cursors, order, given } => {
                if *given && let Some(last) = order.pop() {
                    cursors[last].advance()?;
                    if !cursors[last].over {
                        let place = order.partition_point(|other| compare(cursors, *other, last).is_gt());
                        order.insert(place, last);
                    }
                }
                *given = true;
                Ok(order.last().map(|run| cursors[*run].current()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sorted(records: &[(String, u32)], budget: usize) -> (Vec<(String, u32)>, usize) {
        let mut spill = MemorySpill::default();
        let mut sorter = Sorter::new(&mut spill, budget);
        for (key, value) in records {
            sorter.push(key.as_bytes(), &value.to_le_bytes()).unwrap();
        }
        let mut sorted = sorter.finish().unwrap();
        let mut out = Vec::new();
        while let Some((key, payload)) = sorted.next().unwrap() {
            let value = u32::from_le_bytes(payload.try_into().unwrap());
            out.push((String::from_utf8(key.to_vec()).unwrap(), value));
        }
        (out, spill.runs)
    }

    proptest! {
        #[test]
        fn permits_come_out_sorted_and_equal_ones_in_the_order_they_came(
            keys in proptest::collection::vec("[AB]{0,20}", 0..300),
        ) {
            let records: Vec<(String, u32)> = keys.into_iter().zip(0..).collect();
            let mut expected = records.clone();
            expected.sort();
            prop_assert_eq!(sorted(&records, 1 << 20).0, expected);
        }
    }

    #[test]
    fn a_year_larger_than_memory_is_merged_from_its_runs() {
        let records: Vec<(String, u32)> =
            (0..40_000_u32).map(|n| (format!("26QM{:06}", n.wrapping_mul(2_654_435_761) % 9_999), n)).collect();
        let mut expected = records.clone();
        expected.sort();
        let (out, runs) = sorted(&records, 128 * 1024);
        assert!(runs > 5, "the budget forces runs, got {runs}");
        assert_eq!(out, expected);
    }
}
