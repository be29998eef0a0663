//! A PDF file of numbered objects, the small ones packed together into object streams (ISO 32000-1, 7.5.7).

use super::fonts::deflate;
use pdf_writer::{Chunk, Ref, Settings};
use sha2::{Digest, Sha256};

/// Where an object stands.
#[derive(Debug, Clone, Copy)]
enum Entry {
    Free,
    At(usize),
    /// The n-th object of an object stream.
    Packed(i32, usize),
}

/// A file being written.
pub(crate) struct Pack {
    out: Vec<u8>,
    entries: Vec<Entry>,
    packed: Vec<(i32, Vec<u8>)>,
}

impl Pack {
    pub fn new() -> Pack {
        // The second line holds four bytes above 127: the file is binary.
        Pack { out: b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec(), entries: vec![Entry::Free], packed: Vec::new() }
    }

    /// A number for an object.
    pub fn alloc(&mut self) -> Ref {
        self.entries.push(Entry::Free);
        Ref::new(self.entries.len() as i32 - 1)
    }

    /// Writes a stream object. `write` gets the chunk in which it makes exactly that object.
    pub fn stream(&mut self, id: Ref, write: impl FnOnce(&mut Chunk)) {
        let mut chunk = Chunk::with_settings(Settings { pretty: false });
        write(&mut chunk);
        self.entries[id.get() as usize] = Entry::At(self.out.len());
        self.out.extend_from_slice(chunk.as_bytes());
    }

    /// Writes an object that is no stream.
    pub fn object(&mut self, id: Ref, write: impl FnOnce(&mut Chunk)) {
        let mut chunk = Chunk::with_settings(Settings { pretty: false });
        write(&mut chunk);
        let bytes = chunk.as_bytes();
        // "7 0 obj\n" before and "\nendobj\n" behind belong to objects outside a stream.
        let start = bytes.windows(3).position(|w| w == b"obj").map_or(0, |p| p + 3);
        let end = bytes.windows(6).rposition(|w| w == b"endobj").unwrap_or(bytes.len());
        self.packed.push((id.get(), bytes[start..end].trim_ascii().to_vec()));
    }

    /// The file. Its identifier is made from its own bytes.
    pub fn finish(mut self, root: Ref, info: Ref) -> Vec<u8> {
        // In the order of their numbers: then each row of the table below differs from the one above it by one.
        let mut packed = std::mem::take(&mut self.packed);
        packed.sort_by_key(|(number, _)| *number);
        for group in packed.chunks(2_000) {
            let id = self.alloc();
            let (mut head, mut body) = (String::new(), Vec::new());
            for (n, (number, bytes)) in group.iter().enumerate() {
                head.push_str(&format!("{number} {} ", body.len()));
                body.extend_from_slice(bytes);
                body.push(b'\n');
                self.entries[*number as usize] = Entry::Packed(id.get(), n);
            }
            let first = head.len();
            let data = deflate(&[head.as_bytes(), &body].concat());
            self.stream(id, |chunk| {
                let mut stream = chunk.stream(id, &data);
                stream.filter(pdf_writer::Filter::FlateDecode);
                stream.pair(pdf_writer::Name(b"Type"), pdf_writer::Name(b"ObjStm"));
                stream.pair(pdf_writer::Name(b"N"), group.len() as i32);
                stream.pair(pdf_writer::Name(b"First"), first as i32);
            });
        }
        let xref = self.alloc();
        let start = self.out.len();
        self.entries[xref.get() as usize] = Entry::At(start);
        // Rows as differences from the row above (ISO 32000-1, 7.4.4.4, predictor "Up"), each led by the number of the way.
        let mut table = Vec::with_capacity(self.entries.len() * 8);
        let mut above = [0_u8; 7];
        for entry in &self.entries {
            let (kind, a, b) = match *entry {
                Entry::Free => (0_u8, 0, 65_535_u16),
                Entry::At(offset) => (1, offset, 0),
                Entry::Packed(stream, n) => (2, stream as usize, u16::try_from(n).unwrap_or(0)),
            };
            let mut row = [kind, 0, 0, 0, 0, 0, 0];
            row[1..5].copy_from_slice(&(a as u32).to_be_bytes());
            row[5..].copy_from_slice(&b.to_be_bytes());
            table.push(2);
            table.extend(row.iter().zip(above).map(|(byte, before)| byte.wrapping_sub(before)));
            above = row;
        }
        let digest = Sha256::digest(&self.out);
        let id: String = digest[..16].iter().map(|b| format!("{b:02X}")).collect();
        let table = deflate(&table);
        let dict = format!(
            "{} 0 obj\n<</Type/XRef/Size {}/W[1 4 2]/Root {} 0 R/Info {} 0 R/ID[<{id}><{id}>]/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 7>>/Length {}>>\nstream\n",
            xref.get(),
            self.entries.len(),
            root.get(),
            info.get(),
            table.len()
        );
        self.out.extend_from_slice(dict.as_bytes());
        self.out.extend_from_slice(&table);
        self.out.extend_from_slice(format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n").as_bytes());
        self.out
    }
}
