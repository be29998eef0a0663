//! Base 32: five bits a letter, for codes that people read aloud and mail systems may change the case of.

/// Digits and capitals without `I`, `L`, `O` and `U` (Crockford).
pub const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Small letters, and the digits that look like none of them (RFC 4648, in small letters).
pub const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// Letters that `bytes` bytes take, and the bits before the first of theirs.
const fn size(bytes: usize) -> (usize, usize) {
    let letters = (bytes * 8).div_ceil(5);
    (letters, letters * 5 - bytes * 8)
}

/// The bytes as one number, the first byte the highest. A number of bits that five does not divide begins with zeros.
pub fn write(alphabet: &[u8; 32], bytes: &[u8]) -> String {
    let (letters, lead) = size(bytes.len());
    let bit = |n: usize| match n.checked_sub(lead) {
        Some(at) => usize::from(bytes[at / 8] >> (7 - at % 8) & 1),
        None => 0,
    };
    let letter = |n: usize| (0..5).fold(0, |value, b| value << 1 | bit(n * 5 + b));
    (0..letters).map(|n| char::from(alphabet[letter(n)])).collect()
}

/// Reads back what [`write`] wrote; `None` for another length or a letter that is not of the alphabet. Bits above the
/// bytes, which [`write`] never sets, are left out.
pub fn read<const N: usize>(alphabet: &[u8; 32], text: &str) -> Option<[u8; N]> {
    let (letters, lead) = size(N);
    let mut bytes = [0_u8; N];
    if text.len() != letters {
        return None;
    }
    for (n, letter) in text.bytes().enumerate() {
        let value = alphabet.iter().position(|l| *l == letter)?;
        for b in (0..5).filter(|b| value >> (4 - b) & 1 == 1) {
            if let Some(at) = (n * 5 + b).checked_sub(lead) {
                bytes[at / 8] |= 0x80 >> (at % 8);
            }
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_security_code_is_written_as_it_always_was() {
        let known = [
            (std::array::from_fn(|n| u8::try_from(n).unwrap()), "00041061050R3GG28A1C60T3GF"),
            ([0xff; 16], "7ZZZZZZZZZZZZZZZZZZZZZZZZZ"),
            ([0; 16], "00000000000000000000000000"),
        ];
        for (bytes, text) in known {
            assert_eq!(write(CROCKFORD, &bytes), text);
            assert_eq!(crate::Token::from_bytes(bytes).as_str(), text);
            assert_eq!(read::<16>(CROCKFORD, text), Some(bytes));
        }
        assert_eq!(read::<16>(CROCKFORD, "ZZZZZZZZZZZZZZZZZZZZZZZZZZ"), Some([0xff; 16]), "two bits too many");
    }

    #[test]
    fn an_address_is_written_as_rfc_4648_does() {
        let text = "gaytemzugu3doobzmfrggzdfmztwq2lk";
        assert_eq!(write(LETTERS, b"0123456789abcdefghij"), text);
        assert_eq!(read(LETTERS, text), Some(*b"0123456789abcdefghij"));
        for wrong in ["", "gaytemzugu3doobzmfrggzdfmztwq2l", "gaytemzugu3doobzmfrggzdfmztwq2l1", "é"] {
            assert_eq!(read::<20>(LETTERS, wrong), None, "{wrong}");
        }
        assert_eq!((write(LETTERS, b""), read(LETTERS, "")), (String::new(), Some([])));
    }
}
