//! What citations of the Convention's own texts say in FR, ES and AR. A national law is cited in its own words.

use crate::citation::Citation;
use cites::Lang;

/// A part of a citation as rules and rows write it, in French, Spanish and Arabic.
type Part = (&'static str, [&'static str; 3]);

/// Whole parts; none is taken apart, so that nothing is half translated.
const PARTS: &[Part] = &[
    ("CITES Appendices", ["Annexes CITES", "Apéndices CITES", "ملاحق سايتس"]),
    ("the whole text", ["ensemble du texte", "todo el texto", "النص كله"]),
    ("acceptance of documents", ["acceptation des documents", "aceptación de documentos", "قبول الوثائق"]),
    ("inspection and endorsement", ["inspection et visa", "inspección y aval", "المعاينة والتأشير"]),
    (
        "transport of live specimens",
        ["transport de spécimens vivants", "transporte de especímenes vivos", "نقل العينات الحية"],
    ),
    (
        "States not party to the Convention",
        [
            "États non Parties à la Convention",
            "Estados que no son Partes en la Convención",
            "الدول غير الأطراف في الاتفاقية",
        ],
    ),
    ("retrospective issue", ["délivrance rétroactive", "expedición retroactiva", "الإصدار بأثر رجعي"]),
    (
        "hybrids of Appendix I plants without annotation",
        [
            "hybrides de plantes de l'Annexe I sans annotation",
            "híbridos de plantas del Apéndice I sin anotación",
            "هجائن نباتات الملحق الأول التي لا حاشية لها",
        ],
    ),
    (
        "section on sample collections",
        [
            "section sur les collections d'échantillons",
            "sección sobre colecciones de muestras",
            "القسم الخاص بمجموعات عينات العرض",
        ],
    ),
    ("section on timber", ["section sur le bois", "sección sobre la madera", "القسم الخاص بالأخشاب"]),
    ("section XII", ["section XII", "sección XII", "القسم الثاني عشر"]),
    ("Annex", ["Annexe", "Anexo", "المرفق"]),
    (
        "Art. VI.2; Res. Conf. 12.3, Annex 1",
        [
            "Art. VI.2 ; Res. Conf. 12.3, Annexe 1",
            "Art. VI.2; Res. Conf. 12.3, Anexo 1",
            "Art. VI.2؛ Res. Conf. 12.3، المرفق 1",
        ],
    ),
    ("Annex 1", ["Annexe 1", "Anexo 1", "المرفق 1"]),
    ("Annex 3", ["Annexe 3", "Anexo 3", "المرفق 3"]),
    ("Annex 2, box 10", ["Annexe 2, case 10", "Anexo 2, casilla 10", "المرفق 2، الخانة 10"]),
    ("Annex 2, box 11", ["Annexe 2, case 11", "Anexo 2, casilla 11", "المرفق 2، الخانة 11"]),
    ("paragraph on quantities", ["paragraphe sur les quantités", "párrafo sobre cantidades", "الفقرة الخاصة بالكميات"]),
    ("Art. VII.4 and VII.5", ["Art. VII.4 et VII.5", "Art. VII.4 y VII.5", "Art. VII.4، VII.5"]),
    ("Gaborone amendment 1983", ["amendement de Gaborone, 1983", "enmienda de Gaborone de 1983", "تعديل غابورون 1983"]),
    (
        "Guidelines for annual reports",
        [
            "Lignes directrices pour les rapports annuels",
            "Directrices para los informes anuales",
            "إرشادات التقارير السنوية",
        ],
    ),
    ("terms and units", ["termes et unités", "términos y unidades", "المصطلحات والوحدات"]),
    (
        "UNEP-WCMC annual report upload",
        [
            "Chargement du rapport annuel, UNEP-WCMC",
            "Carga del informe anual, UNEP-WCMC",
            "تحميل التقرير السنوي، UNEP-WCMC",
        ],
    ),
    ("validation rules", ["règles de validation", "reglas de validación", "قواعد التحقق"]),
    ("list of August 2026", ["liste d'août 2026", "lista de agosto de 2026", "قائمة أغسطس 2026"]),
    (
        "user-assigned code elements",
        ["codes laissés à l'usager", "códigos asignados por el usuario", "رموز متروكة للمستعمل"],
    ),
];

/// The words of a part; what is no part of ours, and what reads alike everywhere (`Art. III.2`, `Rev. CoP19`), stays.
fn part(text: &str, lang: Lang) -> String {
    let at = match lang {
        Lang::Fr => 0,
        Lang::Es => 1,
        Lang::Ar => 2,
        Lang::En | Lang::Ru | Lang::Zh | Lang::Pt => return text.to_owned(),
    };
    // A letter of a list stands behind its paragraph: `paragraph on quantities (a)`.
    let (stem, letter) = match text.strip_suffix(')').and_then(|t| t.rsplit_once(" (")) {
        Some((stem, letter)) if letter.len() == 1 => (stem, format!(" ({letter})")),
        _ => (text, String::new()),
    };
    let words = PARTS.iter().find(|(english, _)| *english == stem).map(|(_, all)| all[at]);
    words.map_or_else(|| text.to_owned(), |w| format!("{w}{letter}"))
}

impl Citation {
    /// The citation as a reader of that language reads it: `Res. Conf. 12.3 (Rev. CoP19), ensemble du texte`. In a
    /// line from right to left each part keeps its own order.
    pub fn words(&self, lang: Lang) -> String {
        let [instrument, revision, provision] =
            [self.instrument(), self.revision(), self.provision()].map(|text| part(text, lang));
        // The Appendices have no number of a meeting: the day on which they came into force tells which they are.
        let revision = revision.parse().map_or(revision, |day| cites::written::day(day, lang));
        if lang.is_rtl() {
            return format!("\u{2068}{instrument}\u{2069} (\u{2068}{revision}\u{2069})، \u{2068}{provision}\u{2069}");
        }
        format!("{instrument} ({revision}), {provision}")
    }
}
