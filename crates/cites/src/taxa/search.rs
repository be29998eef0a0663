//! The search box: prefix of any word, blind to case and accents, with one typing error from five letters on.
//!
//! All words of all names stand once in a sorted table; each has the list of the names it occurs in. A prefix is then
//! a range of the table, found by binary search over the first eight bytes of the words as one number. Each entry of
//! the lists carries its rank in its value, so that the best ten are the ten smallest numbers. For prefixes with very
//! many names the answer is computed when the table is built.

use super::{Rank, Taxon, Taxonomy, fold};
use crate::Lang;
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::ops::Range;

/// Which sort of name was found. The order is the order of the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchKind {
    /// The accepted name.
    Accepted,
    /// A synonym: show "accepted name is …".
    Synonym,
    /// A common name.
    Common,
}

impl MatchKind {
    /// `accepted`, `synonym` or `common`.
    pub const fn code(self) -> &'static str {
        match self {
            MatchKind::Accepted => "accepted",
            MatchKind::Synonym => "synonym",
            MatchKind::Common => "common",
        }
    }
}

/// One answer of the search box; each taxon comes once, with its best name.
///
/// Serializes to one small object: `id`, `name` (accepted, as printed), `matched`, `kind`, `lang`, `rank`, `appendix`,
/// `corrected`.
#[derive(Debug, Clone, Copy)]
pub struct Hit<'t> {
    /// The accepted taxon.
    pub taxon: &'t Taxon,
    /// The name that was found, as written in the data.
    pub matched: &'t str,
    /// What sort of name it is.
    pub kind: MatchKind,
    /// Language of a common name, ISO 639-1 in small letters; blank for scientific names.
    pub lang: &'t str,
    /// Found only after allowing for one typing error.
    pub corrected: bool,
}

impl Hit<'_> {
    /// The accepted name as it stands on a permit.
    pub fn accepted_name(&self) -> String {
        self.taxon.printed_name()
    }

    /// The tag beside the name, for example `I/II`; blank where the data do not know.
    pub fn appendix_text(&self) -> String {
        self.taxon.appendices.to_string()
    }

    /// Rank of the accepted taxon.
    pub fn rank(&self) -> Rank {
        self.taxon.rank
    }
}

impl Serialize for Hit<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut s = serializer.serialize_struct("Hit", 8)?;
        s.serialize_field("id", &self.taxon.id)?;
        s.serialize_field("name", &self.accepted_name())?;
        s.serialize_field("matched", self.matched)?;
        s.serialize_field("kind", self.kind.code())?;
        s.serialize_field("lang", self.lang)?;
        s.serialize_field("rank", self.taxon.rank.as_str())?;
        s.serialize_field("appendix", &self.appendix_text())?;
        s.serialize_field("corrected", &self.corrected)?;
        s.end()
    }
}

/// From this many letters on a word of the query may hold one typing error.
const TYPO_FROM: usize = 5;
/// Prefixes with more names than this get their answer when the table is built. Scanning so many takes a few µs.
const CACHED_FROM: usize = 1500;
/// How many answers such a prepared answer holds.
const CACHED: usize = 10;
/// Words of a query beyond these do not narrow it further.
const WORDS_MAX: usize = 8;
/// Letters of a query beyond these are not read.
const QUERY_MAX: usize = 120;

/// In a posting: the kind stands above these bits.
const KIND_SHIFT: u32 = 30;
/// In a posting: set when the name does not begin with the word.
const INSIDE: u32 = 1 << 29;
/// In a posting: the number of the name.
const NAME: u32 = INSIDE - 1;

/// One name: where its texts stand in the arenas, and whose it is.
#[derive(Debug, Clone, Copy)]
struct Name {
    taxon: u32,
    text: u32,
    words: u32,
    text_len: u16,
    words_len: u16,
    /// Characters of the text: shorter names come first.
    chars: u16,
    /// How many of its words begin the name.
    firsts: u8,
    kind: MatchKind,
    lang: [u8; 2],
}

/// Collects names before the table is built.
#[derive(Debug)]
pub(super) struct Builder {
    texts: String,
    names: Vec<Name>,
}

/// The sorted table of words.
#[derive(Debug)]
pub(super) struct Index {
    /// Names as written.
    texts: String,
    /// Comparable words of each name, with a blank between them.
    words: String,
    /// In order of rank: shorter first.
    names: Vec<Name>,
    /// First eight bytes of each different word, as a number; ascending.
    heads: Vec<u64>,
    /// Where each word stands in [`Index::words`].
    spans: Vec<(u32, u16)>,
    /// Where each word's postings begin; one more at the end.
    starts: Vec<u32>,
    postings: Vec<u32>,
    /// Accepted names and synonyms by the hash of their key.
    keys: Vec<(u64, u32)>,
    /// Prepared answers by prefix.
    prepared: Vec<(u64, [u32; CACHED])>,
}

/// A position in an arena. A set has some 20 MB of text; four thousand million bytes do not occur.
fn at(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn short(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

/// The first eight bytes as a number that sorts like the text.
fn head(word: &[u8]) -> u64 {
    let mut bytes = [0_u8; 8];
    let n = word.len().min(8);
    bytes[..n].copy_from_slice(&word[..n]);
    u64::from_be_bytes(bytes)
}

/// The largest head that a word with this prefix can have.
fn head_end(prefix: &[u8]) -> u64 {
    let n = prefix.len().min(8);
    head(prefix) | u64::MAX.checked_shr(8 * u32::try_from(n).unwrap_or(8)).unwrap_or(0)
}

/// FNV-1a, only to find the place in a table; the text itself is compared afterwards.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

impl Builder {
    pub(super) fn with_capacity(bytes: usize, names: usize) -> Builder {
        Builder { texts: String::with_capacity(bytes), names: Vec::with_capacity(names) }
    }

    /// Adds a name; blank ones and such above 500 bytes are left away.
    pub(super) fn add(&mut self, taxon: u32, kind: MatchKind, lang: &str, text: &str) {
        let text = text.trim();
        if text.is_empty() || text.len() > 500 {
            return;
        }
        let mut code = [b' '; 2];
        for (place, b) in code.iter_mut().zip(lang.bytes()) {
            *place = b.to_ascii_lowercase();
        }
        self.names.push(Name {
            taxon,
            text: at(self.texts.len()),
            words: 0,
            text_len: short(text.len()),
            words_len: 0,
            chars: short(if text.is_ascii() { text.len() } else { text.chars().count() }),
            firsts: 0,
            kind,
            lang: code,
        });
        self.texts.push_str(text);
    }

    /// Sorts everything into the table.
    pub(super) fn build(self) -> Index {
        let Builder { texts, mut names } = self;
        let text = |n: &Name| &texts[n.text as usize..n.text as usize + n.text_len as usize];
        names.sort_by_cached_key(|n| (n.chars, head(text(n).as_bytes())));
        // Names of equal length and beginning: by the whole text, so that the order does not hang on the file's.
        let mut from = 0;
        while from < names.len() {
            let key = |n: &Name| (n.chars, head(text(n).as_bytes()));
            let first = key(&names[from]);
            let run = names[from..].iter().take_while(|n| key(n) == first).count();
            if run > 1 {
                names[from..from + run].sort_by(|a, b| (text(a), a.kind, a.taxon).cmp(&(text(b), b.kind, b.taxon)));
            }
            from += run;
        }
        let mut words = String::with_capacity(texts.len() + texts.len() / 8);
        let mut entries: Vec<(u64, u32, u16, u32)> = Vec::with_capacity(names.len() * 5 / 2);
        let mut keys = Vec::with_capacity(names.len());
        let mut scratch = String::new();
        for (name, id) in names.iter_mut().zip(0_u32..) {
            name.words = at(words.len());
            let mut key = 0xcbf2_9ce4_8422_2325_u64;
            let mut firsts = 0_u8;
            let kind = name.kind as u32;
            fold::words(&texts[name.text as usize..][..name.text_len as usize], &mut scratch, |word, place| {
                if words.len() > name.words as usize {
                    words.push(' ');
                }
                if !place.joined {
                    if key != 0xcbf2_9ce4_8422_2325 {
                        key = (key ^ u64::from(b' ')).wrapping_mul(0x0100_0000_01b3);
                    }
                    key = word.bytes().fold(key, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
                }
                firsts = firsts.saturating_add(u8::from(place.first));
                let inside = if place.first { 0 } else { INSIDE };
                entries.push((
                    head(word.as_bytes()),
                    at(words.len()),
                    short(word.len()),
                    kind << KIND_SHIFT | inside | id,
                ));
                words.push_str(word);
            });
            name.words_len = short(words.len() - name.words as usize);
            name.firsts = firsts;
            if name.kind != MatchKind::Common {
                keys.push((key, id));
            }
        }
        keys.sort_unstable();
        let word = |offset: u32, len: u16| &words.as_bytes()[offset as usize..offset as usize + len as usize];
        entries.sort_unstable_by(|a, b| {
            a.0.cmp(&b.0)
                .then_with(|| if a.2 <= 8 && b.2 <= 8 { a.2.cmp(&b.2) } else { word(a.1, a.2).cmp(word(b.1, b.2)) })
                .then_with(|| a.3.cmp(&b.3))
        });
        let (mut heads, mut spans, mut starts) = (Vec::new(), Vec::<(u32, u16)>::new(), Vec::new());
        let mut postings = Vec::with_capacity(entries.len());
        for (head, offset, len, posting) in entries {
            let known = spans.last().is_some_and(|s| s.1 == len && word(s.0, s.1) == word(offset, len));
            if !known {
                heads.push(head);
                spans.push((offset, len));
                starts.push(at(postings.len()));
            }
            postings.push(posting);
        }
        starts.push(at(postings.len()));
        let mut index = Index { texts, words, names, heads, spans, starts, postings, keys, prepared: Vec::new() };
        index.prepare();
        index
    }
}

/// The best answers so far: rank and taxon, best first, each taxon once.
struct Best {
    list: Vec<(u32, u32)>,
    limit: usize,
}

impl Best {
    fn new(limit: usize) -> Best {
        Best { list: Vec::with_capacity(limit.min(63) + 1), limit }
    }

    /// Could this rank still get in?
    fn wants(&self, rank: u32) -> bool {
        self.list.len() < self.limit || self.list.last().is_some_and(|last| rank < last.0)
    }

    fn offer(&mut self, rank: u32, taxon: u32) {
        if !self.wants(rank) {
            return;
        }
        if let Some(known) = self.list.iter().position(|e| e.1 == taxon) {
            if self.list[known].0 <= rank {
                return;
            }
            self.list.remove(known);
        }
        let place = self.list.partition_point(|e| e.0 < rank);
        self.list.insert(place, (rank, taxon));
        self.list.truncate(self.limit);
    }
}

impl Index {
    fn text(&self, name: &Name) -> &str {
        &self.texts[name.text as usize..name.text as usize + name.text_len as usize]
    }

    fn words_of(&self, name: &Name) -> &str {
        &self.words[name.words as usize..name.words as usize + name.words_len as usize]
    }

    fn word(&self, n: usize) -> &[u8] {
        let (offset, len) = self.spans[n];
        &self.words.as_bytes()[offset as usize..offset as usize + len as usize]
    }

    /// The words within `within` that begin with `prefix`.
    fn range(&self, prefix: &[u8], within: Range<usize>) -> Range<usize> {
        let heads = &self.heads[within.clone()];
        let (low, high) = (head(prefix), head_end(prefix));
        let from = within.start + heads.partition_point(|h| *h < low);
        let to = within.start + heads.partition_point(|h| *h <= high);
        if prefix.len() <= 8 {
            return from..to;
        }
        // Same first eight bytes: compare the words themselves.
        let (mut a, mut b) = (from, to);
        while a < b {
            let mid = a + (b - a) / 2;
            if self.word(mid) < prefix { a = mid + 1 } else { b = mid }
        }
        let start = a;
        b = to;
        while a < b {
            let mid = a + (b - a) / 2;
            if self.word(mid).starts_with(prefix) { a = mid + 1 } else { b = mid }
        }
        start..a
    }

    fn all(&self) -> Range<usize> {
        0..self.heads.len()
    }

    /// Postings of a range of words; the lists of neighbouring words stand side by side.
    fn postings(&self, words: &Range<usize>) -> &[u32] {
        &self.postings[self.starts[words.start] as usize..self.starts[words.end] as usize]
    }

    /// Rank of a posting for a reader of `lang`: a common name in another language comes after all others.
    fn rank(&self, posting: u32, lang: [u8; 2]) -> u32 {
        let common = posting >> KIND_SHIFT == MatchKind::Common as u32;
        if common && self.names[(posting & NAME) as usize].lang != lang { posting | 3 << KIND_SHIFT } else { posting }
    }

    fn scan(&self, postings: &[u32], lang: [u8; 2], best: &mut Best) {
        for posting in postings {
            if best.wants(*posting) {
                let rank = self.rank(*posting, lang);
                best.offer(rank, self.names[(posting & NAME) as usize].taxon);
            }
        }
    }

    /// As [`Index::scan`], for several words: `others` must begin words of the name too. `query_first` is the word
    /// the query begins with; a name that begins with it comes before one that holds it inside.
    fn scan_checked(&self, postings: &[u32], query: &Checked<'_>, lang: [u8; 2], best: &mut Best) {
        for posting in postings {
            let lowest = posting & !INSIDE;
            if !best.wants(lowest) {
                continue;
            }
            let name = &self.names[(posting & NAME) as usize];
            let words = self.words_of(name);
            if !query.others.iter().all(|other| words.split(' ').any(|w| w.starts_with(other))) {
                continue;
            }
            let begins = match query.first {
                Some(first) => words.split(' ').take(name.firsts as usize).any(|w| w.starts_with(first)),
                None => posting & INSIDE == 0,
            };
            let rank = self.rank(if begins { lowest } else { lowest | INSIDE }, lang);
            best.offer(rank, name.taxon);
        }
    }

    /// Answers for the prefixes with very many names, best accepted names and synonyms only: a common name never
    /// comes before them, so ten of them are the whole answer in every language.
    fn prepare(&mut self) {
        let mut prepared = Vec::new();
        let mut open = vec![(0_usize, self.all())];
        while let Some((depth, range)) = open.pop() {
            if depth == 8 || self.postings(&range).len() <= CACHED_FROM {
                continue;
            }
            if depth > 0 && std::str::from_utf8(&self.word(range.start)[..depth]).is_ok() {
                let mut best = Best::new(CACHED);
                for posting in self.postings(&range).iter().filter(|p| **p >> KIND_SHIFT < MatchKind::Common as u32) {
                    best.offer(*posting, self.names[(posting & NAME) as usize].taxon);
                }
                if best.list.len() == CACHED {
                    let mut answer = [0; CACHED];
                    answer.iter_mut().zip(&best.list).for_each(|(a, b)| *a = b.0);
                    prepared.push((head(&self.word(range.start)[..depth]), answer));
                }
            }
            let mut from = range.start;
            while from < range.end {
                let word = self.word(from);
                if word.len() <= depth {
                    from += 1;
                    continue;
                }
                let child = self.range(&word[..=depth], from..range.end);
                from = child.end;
                open.push((depth + 1, child));
            }
        }
        prepared.sort_unstable();
        self.prepared = prepared;
    }

    fn find(&self, query: &[String], lang: [u8; 2], limit: usize) -> (Best, bool) {
        let mut best = Best::new(limit);
        let [only] = query else {
            let ranges: Vec<Range<usize>> = query.iter().map(|w| self.range(w.as_bytes(), self.all())).collect();
            let rarest = (0..query.len()).min_by_key(|n| self.postings(&ranges[*n]).len()).unwrap_or(0);
            self.scan_checked(self.postings(&ranges[rarest]), &Checked::without(query, rarest), lang, &mut best);
            if best.list.is_empty() {
                self.find_corrected(query, lang, &mut best);
                return (best, true);
            }
            return (best, false);
        };
        if limit <= CACHED && only.len() <= 8 {
            let key = head(only.as_bytes());
            if let Ok(n) = self.prepared.binary_search_by_key(&key, |p| p.0) {
                best.list.extend(self.prepared[n].1.iter().take(limit).map(|r| (*r, 0)));
                return (best, false);
            }
        }
        let range = self.range(only.as_bytes(), self.all());
        if range.is_empty() {
            self.find_corrected(query, lang, &mut best);
            return (best, true);
        }
        self.scan(self.postings(&range), lang, &mut best);
        (best, false)
    }

    /// One typing error in one of the words: a letter too many, too few, another, or two exchanged.
    fn find_corrected(&self, query: &[String], lang: [u8; 2], best: &mut Best) {
        for (n, word) in query.iter().enumerate() {
            if word.chars().count() < TYPO_FROM {
                continue;
            }
            let mut checked = Checked::without(query, n);
            if n == 0 {
                checked.first = None;
            }
            self.near(word, |range| {
                if query.len() == 1 {
                    self.scan(self.postings(&range), lang, best);
                } else {
                    self.scan_checked(self.postings(&range), &checked, lang, best);
                }
            });
        }
    }

    /// Calls `found` with ranges of words of which a beginning is one typing error away from `word`. Ranges may overlap.
    fn near(&self, word: &str, mut found: impl FnMut(Range<usize>)) {
        let letters: Vec<char> = word.chars().collect();
        let ascii = word.is_ascii();
        let mut prefix = String::with_capacity(word.len() + 4);
        let mut before = self.all();
        let mut try_one = |prefix: &str, within: Range<usize>| {
            let range = self.range(prefix.as_bytes(), within);
            if !range.is_empty() {
                found(range);
            }
        };
        for i in 0..letters.len() {
            // `before`: words that begin with the letters before the i-th.
            if before.is_empty() {
                return;
            }
            let kept = prefix.len();
            prefix.extend(&letters[i + 1..]);
            try_one(&prefix, before.clone());
            prefix.truncate(kept);
            if i + 1 < letters.len() && letters[i] != letters[i + 1] {
                prefix.extend([letters[i + 1], letters[i]]);
                prefix.extend(&letters[i + 2..]);
                try_one(&prefix, before.clone());
                prefix.truncate(kept);
            }
            // Every letter that stands here in some word: instead of ours, or before ours.
            let mut from = before.start;
            while from < before.end {
                let rest = std::str::from_utf8(&self.word(from)[kept..]).unwrap_or("");
                let Some(letter) = rest.chars().next() else {
                    from += 1;
                    continue;
                };
                if ascii && !letter.is_ascii() {
                    break;
                }
                prefix.push(letter);
                let child = self.range(prefix.as_bytes(), from..before.end);
                from = child.end;
                if letter != letters[i] && (ascii || !letter.is_ascii()) {
                    let kept = prefix.len();
                    prefix.extend(&letters[i + 1..]);
                    try_one(&prefix, child.clone());
                    prefix.truncate(kept);
                    prefix.extend(&letters[i..]);
                    try_one(&prefix, child);
                }
                prefix.truncate(kept);
            }
            prefix.push(letters[i]);
            before = self.range(prefix.as_bytes(), before);
        }
    }

    /// Accepted names and synonyms with exactly this key: taxon, kind, the name as written.
    pub(super) fn exact<'s>(&'s self, key: &str) -> impl Iterator<Item = (u32, MatchKind, &'s str)> + use<'s> {
        let hash = hash(key);
        let key = key.to_owned();
        let from = self.keys.partition_point(|k| k.0 < hash);
        self.keys[from..].iter().take_while(move |k| k.0 == hash).filter_map(move |(_, id)| {
            let name = &self.names[*id as usize];
            let text = self.text(name);
            (fold::key(text) == key).then_some((name.taxon, name.kind, text))
        })
    }

    /// Taxa with an accepted name or synonym that begins with this very word.
    pub(super) fn with_first_word<'s>(&'s self, word: &str) -> impl Iterator<Item = u32> + use<'s> {
        let range = self.range(word.as_bytes(), self.all());
        let exact = if range.is_empty() || self.word(range.start) != word.as_bytes() {
            range.start..range.start
        } else {
            range.start..range.start + 1
        };
        self.postings(&exact)
            .iter()
            .filter(|p| **p & INSIDE == 0 && **p >> KIND_SHIFT < MatchKind::Common as u32)
            .map(|p| self.names[(p & NAME) as usize].taxon)
    }

    /// Bytes of memory that the table takes.
    fn bytes(&self) -> usize {
        self.texts.capacity()
            + self.words.capacity()
            + self.names.capacity() * size_of::<Name>()
            + self.heads.capacity() * size_of::<u64>()
            + self.spans.capacity() * size_of::<(u32, u16)>()
            + (self.starts.capacity() + self.postings.capacity()) * size_of::<u32>()
            + self.keys.capacity() * size_of::<(u64, u32)>()
            + self.prepared.capacity() * size_of::<(u64, [u32; CACHED])>()
    }
}

/// What else a name must hold besides the word whose postings are scanned.
struct Checked<'q> {
    others: Vec<&'q str>,
    first: Option<&'q str>,
}

impl<'q> Checked<'q> {
    fn without(query: &'q [String], n: usize) -> Checked<'q> {
        let others = query.iter().enumerate().filter(|(i, _)| *i != n).map(|(_, w)| w.as_str()).collect();
        Checked { others, first: query.first().map(String::as_str) }
    }
}

impl Taxonomy {
    /// Taxa of which a name holds every word of the query as the beginning of one of its words; best first.
    ///
    /// Accepted names come before synonyms, these before common names (those in `lang` first), names that begin with
    /// the query before others, shorter before longer. When nothing is found, one typing error is allowed in a word of
    /// five letters or more. `limit` is usually 10; a query without letters finds nothing.
    pub fn search(&self, query: &str, limit: usize, lang: Lang) -> Vec<Hit<'_>> {
        let words = query_words(query);
        if words.is_empty() || limit == 0 {
            return Vec::new();
        }
        let mut code = [b' '; 2];
        code.copy_from_slice(&lang.code().as_bytes()[..2]);
        let (best, corrected) = self.names.find(&words, code, limit);
        let hit = |(rank, _): &(u32, u32)| {
            let name = &self.names.names[(rank & NAME) as usize];
            Hit {
                taxon: &self.taxa[name.taxon as usize],
                matched: self.names.text(name),
                kind: name.kind,
                lang: std::str::from_utf8(&name.lang).unwrap_or("").trim_end(),
                corrected,
            }
        };
        best.list.iter().map(hit).collect()
    }

    /// Common names of a taxon in a language, by the alphabet; where there is none, those in English.
    pub fn common_names(&self, taxon: &Taxon, lang: Lang) -> Vec<&str> {
        let Some(index) = self.by_id.get(&taxon.id) else { return Vec::new() };
        let own = |n: &&Name| n.taxon == *index && n.kind == MatchKind::Common;
        let all: Vec<&Name> = self.names.names.iter().filter(own).collect();
        let of = |lang: Lang| -> Vec<&str> {
            let found = all.iter().filter(|n| n.lang == lang.code().as_bytes()[..2]);
            let mut texts: Vec<&str> = found.map(|n| self.names.text(n)).collect();
            texts.sort_unstable();
            texts.dedup();
            texts
        };
        Some(of(lang)).filter(|found| !found.is_empty()).unwrap_or_else(|| of(Lang::En))
    }

    /// How many names of all kinds can be found.
    pub fn name_count(&self) -> usize {
        self.names.names.len()
    }

    /// Memory of the search table in bytes, without the taxa themselves.
    pub fn index_bytes(&self) -> usize {
        self.names.bytes()
    }
}

/// The comparable words of a query, cut at a sensible length.
fn query_words(query: &str) -> Vec<String> {
    let end = query.char_indices().nth(QUERY_MAX).map_or(query.len(), |(at, _)| at);
    let mut words = fold::word_list(&query[..end]);
    words.truncate(WORDS_MAX);
    words
}
