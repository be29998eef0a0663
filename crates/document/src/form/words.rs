//! Dates, numbers and the few words of the paper that the table of terms does not have.

use cites::{Amount, Date, Lang, Timestamp};

/// A date that cannot be read two ways: `5 March 2026`, `5 mars 2026`, `5 de marzo de 2026`. A narrow box may break it
/// between its words.
pub fn date(date: Date, lang: Lang) -> String {
    cites::written::day(date, lang).replace('\u{A0}', " ")
}

/// A moment as date and time of day in UTC.
pub fn time(at: Timestamp, lang: Lang) -> String {
    let at = at.to_zoned(jiff::tz::TimeZone::UTC);
    format!("{}, {:02}:{:02} UTC", date(at.date(), lang), at.hour(), at.minute())
}

/// An amount with the decimal mark of the language and no mark between thousands.
pub fn amount(amount: Amount, lang: Lang) -> String {
    let text = amount.to_string();
    match lang {
        Lang::En | Lang::Zh | Lang::Ar => text,
        Lang::Fr | Lang::Es | Lang::Ru | Lang::Pt => text.replace('.', ","),
    }
}

/// A phrase of the paper in the working languages of the Convention.
pub type Word = [&'static str; 3];

/// The phrase in a language; English for languages that have none.
pub fn word(word: &Word, lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => word[1],
        Lang::Es => word[2],
        _ => word[0],
    }
}

pub(crate) mod says {
    use super::Word;
    pub const SIGNED_CODE: Word = [
        "Signed code: proves the permit without a network",
        "Code signé : prouve le permis sans réseau",
        "Código firmado: prueba el permiso sin red",
    ];
    pub const LINK_CODE: Word = ["Phone camera", "Appareil photo", "Cámara del teléfono"];
    pub const TOKEN: Word = ["Security code", "Code de sécurité", "Código de seguridad"];
    pub const SEE_ANNEX: Word =
        ["… in full on the annex page", "… texte complet sur la page annexe", "… texto completo en la página anexa"];
    pub const MORE_BLOCKS: Word = [
        "Blocks {from} to {to}: see annex page",
        "Blocs {from} à {to} : voir page annexe",
        "Secciones {from} a {to}: véase la página anexa",
    ];
    pub const PURPOSES: Word = [
        "Purpose of the transaction (box 5a)",
        "But de la transaction (case 5a)",
        "Propósito de la transacción (casilla 5a)",
    ];
    pub const SOURCES: Word = ["Source (box 10)", "Source (case 10)", "Código de origen (casilla 10)"];
    pub const REVERSE: Word = ["Codes and notes", "Codes et notes", "Códigos y notas"];
    pub const NOTES: Word = ["Notes", "Notes", "Notas"];
    pub const APPENDICES: Word = ["Appendix (box 10)", "Annexe (case 10)", "Apéndice (casilla 10)"];
    pub const NOTE_VALID: Word = [
        "The goods must leave before the end of the last day of validity, and the document is presented with them. It covers one consignment, unless its type says otherwise.",
        "Les marchandises doivent partir avant la fin du dernier jour de validité, accompagnées du document. Il couvre un seul envoi, sauf si son type en dispose autrement.",
        "Las mercancías deben salir antes de que termine el último día de validez, acompañadas del documento. Ampara un solo envío, salvo que su tipo disponga otra cosa.",
    ];
    pub const NOTE_RETURN: Word = [
        "After use the document is kept by the Management Authority of import. An unused or expired document goes back to the Authority that issued it.",
        "Après usage, le document est conservé par l'organe de gestion d'importation. Un document inutilisé ou périmé est rendu à l'organe qui l'a délivré.",
        "Después de su uso, la Autoridad Administrativa de importación conserva el documento. Un documento no utilizado o vencido se devuelve a la Autoridad que lo expidió.",
    ];
    pub const NOTE_CHANGE: Word = [
        "Any erasure or change makes the document invalid, unless the issuing Authority confirmed it with stamp and signature. Blocks not used are struck through.",
        "Toute rature ou modification rend le document non valable, sauf si l'organe qui l'a délivré l'a certifiée par cachet et signature. Les blocs inutilisés sont barrés.",
        "Toda tachadura o modificación invalida el documento, salvo que la Autoridad que lo expidió la haya certificado con sello y firma. Las secciones no utilizadas se tachan.",
    ];
    pub const NOTE_CODE: Word = [
        "Compare the figures on the paper with those in the signed code: the code and the data inside this file are what the Authority signed. A code that checks does not say that the permit is still unused: look at the public page.",
        "Comparez les chiffres du papier avec ceux du code signé : le code et les données contenues dans ce fichier sont ce que l'organe a signé. Un code valable ne dit pas que le permis n'a pas encore servi : consultez la page publique.",
        "Compare las cifras del papel con las del código firmado: el código y los datos contenidos en este archivo son lo que firmó la Autoridad. Un código correcto no dice que el permiso siga sin usar: consulte la página pública.",
    ];
    pub const CROSS_FROM: Word = ["From", "De", "Desde"];
    pub const CROSS_TO: Word = ["To", "À", "Hasta"];
    pub const CROSS_OFFICE: Word = ["Office", "Bureau", "Oficina"];
    pub const CROSS_STAMP: Word = ["Signature and stamp", "Signature et cachet", "Firma y sello"];
    pub const ALT_SIGNED: Word = [
        "QR code with the signed extract of this permit",
        "Code QR avec l'extrait signé de ce permis",
        "Código QR con el extracto firmado de este permiso",
    ];
    pub const ALT_LINK: Word = [
        "QR code with the address of the public page of this permit",
        "Code QR avec l'adresse de la page publique de ce permis",
        "Código QR con la dirección de la página pública de este permiso",
    ];
    pub const VALID_FROM: Word = ["from", "à partir du", "a partir del"];
    pub const DEMO: Word = ["DEMO", "DÉMO", "DEMO"];
    pub const BLOCK: Word = ["block", "bloc", "sección"];
    pub const SUBJECT: Word =
        ["Permit or certificate under CITES", "Permis ou certificat CITES", "Permiso o certificado CITES"];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_one_way_in_every_language() {
        let d = jiff::civil::date(2026, 3, 4);
        let all: Vec<String> = Lang::ALL.iter().map(|l| date(d, *l)).collect();
        assert_eq!(
            all,
            [
                "4 March 2026",
                "4 mars 2026",
                "4 de marzo de 2026",
                "4 مارس 2026",
                "4 марта 2026 г.",
                "2026年3月4日",
                "4 de março de 2026"
            ]
        );
        assert_eq!(date(jiff::civil::date(2026, 5, 1), Lang::Fr), "1er mai 2026");
    }

    #[test]
    fn amounts_carry_the_decimal_mark_of_the_language() {
        let half = Amount::parse("1250.5").unwrap();
        assert_eq!((amount(half, Lang::En).as_str(), amount(half, Lang::Es).as_str()), ("1250.5", "1250,5"));
    }
}
