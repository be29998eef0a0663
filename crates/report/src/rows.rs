//! Rows of somebody's CSV file, one at a time, in bounded memory: UTF-8, or Latin-1 where it is not UTF-8.

use std::io::{self, Read};

/// Longest row, in bytes of its cells together. A row beyond it has a lost quotation mark, or is no row.
pub const LONGEST_ROW: usize = 64 * 1024;
/// Most cells of a row.
pub const MOST_CELLS: usize = 64;

/// Reads rows.
pub(crate) struct Rows<R> {
    input: R,
    parser: csv_core::Reader,
    buffer: Vec<u8>,
    at: usize,
    end: usize,
    over: bool,
    cells: Vec<u8>,
    ends: [usize; MOST_CELLS],
    count: usize,
    recoded: String,
    recoded_ends: [usize; MOST_CELLS],
    latin1: bool,
    bytes: u64,
    started: bool,
}

/// What was found at a place of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    /// A row; the line on which it begins, counted from 1.
    Row(u64),
    /// A row longer than [`LONGEST_ROW`] or wider than [`MOST_CELLS`]; it was passed over.
    TooLong(u64),
    /// No more rows.
    End,
}

impl<R: Read> Rows<R> {
    pub(crate) fn new(input: R) -> Rows<R> {
        Rows {
            input,
            parser: csv_core::Reader::new(),
            buffer: vec![0; 256 * 1024],
            at: 0,
            end: 0,
            over: false,
            cells: vec![0; LONGEST_ROW],
            ends: [0; MOST_CELLS],
            count: 0,
            recoded: String::new(),
            recoded_ends: [0; MOST_CELLS],
            latin1: false,
            bytes: 0,
            started: false,
        }
    }

    /// Bytes read so far.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The bytes at the beginning of the file, before the first row is read.
    pub(crate) fn peek(&mut self) -> io::Result<&[u8]> {
        if self.at == self.end && !self.over {
            self.fill()?;
        }
        Ok(&self.buffer[self.at..self.end])
    }

    fn fill(&mut self) -> io::Result<()> {
        self.at = 0;
        self.end = loop {
            match self.input.read(&mut self.buffer) {
                Ok(n) => break n,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(e),
            }
        };
        self.bytes += self.end as u64;
        self.over = self.end == 0;
        Ok(())
    }

    /// Goes to the next row. Blank lines are passed over.
    pub(crate) fn next(&mut self) -> io::Result<Found> {
        let (mut written, mut ended, mut too_long) = (0, 0, false);
        let mut line = self.parser.line();
        loop {
            if self.at == self.end && !self.over {
                self.fill()?;
            }
            if written == 0 && ended == 0 && !too_long && self.started {
                // Line ends left over from the row before, and blank lines, belong to no row.
                while self.at < self.end && matches!(self.buffer[self.at], b'\n' | b'\r') {
                    let one = &self.buffer[self.at..=self.at];
                    let (_, read, _, _) = self.parser.read_record(one, &mut self.cells, &mut self.ends);
                    self.at += read;
                }
                line = self.parser.line();
                if self.at == self.end && !self.over {
                    continue;
                }
            }
            self.started = true;
            let input = &self.buffer[self.at..self.end];
            let (result, read, wrote, ends) =
                self.parser.read_record(input, &mut self.cells[written..], &mut self.ends[ended..]);
            self.at += read;
            written += wrote;
            ended += ends;
            match result {
                csv_core::ReadRecordResult::InputEmpty => {}
                csv_core::ReadRecordResult::OutputFull | csv_core::ReadRecordResult::OutputEndsFull => {
                    too_long = true;
                    written = 0;
                    ended = 0;
                }
                csv_core::ReadRecordResult::Record if too_long => return Ok(Found::TooLong(line)),
                csv_core::ReadRecordResult::Record => {
                    self.count = ended;
                    self.recode(written);
                    return Ok(Found::Row(line));
                }
                csv_core::ReadRecordResult::End => return Ok(Found::End),
            }
        }
    }

    /// Sees whether the row is UTF-8, and reads it as Latin-1 where it is not.
    fn recode(&mut self, written: usize) {
        let bytes = &self.cells[..written];
        self.latin1 = std::str::from_utf8(bytes).is_err();
        if self.latin1 {
            self.recoded.clear();
            let mut from = 0;
            for i in 0..self.count {
                self.recoded.extend(bytes[from..self.ends[i]].iter().map(|b| char::from(*b)));
                from = self.ends[i];
                self.recoded_ends[i] = self.recoded.len();
            }
        }
    }

    /// How many cells the row has.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// Was the row read as Latin-1?
    pub(crate) fn is_latin1(&self) -> bool {
        self.latin1
    }

    /// A cell of the row; blank where there is none.
    pub(crate) fn cell(&self, i: usize) -> &str {
        if i >= self.count {
            return "";
        }
        let ends = if self.latin1 { &self.recoded_ends } else { &self.ends };
        let (from, to) = (if i == 0 { 0 } else { ends[i - 1] }, ends[i]);
        if self.latin1 {
            self.recoded.get(from..to).unwrap_or("")
        } else {
            // The row is UTF-8 as a whole; a cell could only break a letter if a separator stood inside it, which no
            // byte of a longer UTF-8 letter equals.
            std::str::from_utf8(&self.cells[from..to]).unwrap_or("")
        }
    }
}

/// A cell as the Trade Database cleans it: no blanks around, single blanks inside.
pub(crate) fn clean<'a>(cell: &'a str, scratch: &'a mut String) -> &'a str {
    let bytes = cell.as_bytes();
    let tidy = bytes.iter().all(|b| b.is_ascii_graphic() || *b == b' ')
        && bytes.first() != Some(&b' ')
        && bytes.last() != Some(&b' ')
        && !bytes.windows(2).any(|two| two == b"  ");
    if tidy {
        return cell;
    }
    scratch.clear();
    for word in cell.split_whitespace() {
        if !scratch.is_empty() {
            scratch.push(' ');
        }
        scratch.push_str(word);
    }
    scratch
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives the bytes in pieces of `size`, as a slow connection would.
    struct Pieces<'a>(&'a [u8], usize);
    impl Read for Pieces<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let n = self.0.len().min(self.1).min(into.len());
            into[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            Ok(n)
        }
    }

    fn read(bytes: &[u8], size: usize) -> Vec<(u64, Vec<String>)> {
        let mut rows = Rows::new(Pieces(bytes, size));
        let mut out = Vec::new();
        loop {
            match rows.next().unwrap() {
                Found::End => return out,
                Found::TooLong(line) => out.push((line, vec!["too long".into()])),
                Found::Row(line) => out.push((line, (0..rows.count()).map(|i| rows.cell(i).to_owned()).collect())),
            }
        }
    }

    #[test]
    fn rows_keep_their_line_numbers_through_blank_lines_and_line_breaks_in_cells() {
        let file = b"a,b\r\n\r\n\n1,\"x\ny\"\n2,z\n\n3,last";
        for size in [1, 2, 7, 1000] {
            let rows = read(file, size);
            let lines: Vec<u64> = rows.iter().map(|r| r.0).collect();
            assert_eq!(lines, [1, 4, 6, 8], "pieces of {size}");
            assert_eq!(rows[1].1, ["1", "x\ny"]);
            assert_eq!(rows[3].1, ["3", "last"]);
        }
    }

    #[test]
    fn a_row_that_is_not_utf8_is_latin1() {
        let rows = read(b"name\nM\xfcller,Stra\xdfe\nM\xc3\xbcller,x\n", 5);
        assert_eq!(rows[1].1, ["Müller", "Straße"]);
        assert_eq!(rows[2].1, ["Müller", "x"]);
    }

    #[test]
    fn a_lost_quotation_mark_does_not_eat_the_memory() {
        let mut file = b"a,b\n1,\"lost".to_vec();
        file.extend(std::iter::repeat_n(b'x', 3 * LONGEST_ROW));
        let rows = read(&file, 4096);
        assert_eq!(rows[1], (2, vec!["too long".to_owned()]));
        assert_eq!(rows.len(), 2);
        let wide = format!("a\n{}\n1\n", ",".repeat(200));
        assert_eq!(read(wide.as_bytes(), 4096)[1..], [(2, vec!["too long".to_owned()]), (3, vec!["1".to_owned()])]);
    }

    #[test]
    fn blanks_are_squeezed_as_the_trade_database_does() {
        let mut scratch = String::new();
        assert_eq!(clean("  26QM 1 \t /A ", &mut scratch), "26QM 1 /A");
        assert_eq!(clean("Acipenser baerii", &mut scratch), "Acipenser baerii");
        assert_eq!(clean("\u{a0}Ära\u{a0}", &mut scratch), "Ära");
    }
}
