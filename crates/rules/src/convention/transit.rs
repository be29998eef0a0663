//! Transit and trans-shipment (`spec/permits.md` 2.16): a movement to write down, not a permit.

use super::TEXT;
use crate::Citation;
use crate::case::Case;
use crate::facts::Movement;
use crate::pack::Period;
use crate::rule::{Rule, Steps};
use crate::sentence::{Arg, Message, messages};
use crate::trace::Severity;

messages! {
    X1 = "rule-x1", "Transit without a permit of ours", "Transit sans permis de notre part", "Tránsito sin permiso nuestro",
        "عبور بلا تصريح منا";
    X1_NONE = "x1-none",
        "Write the transit down as a movement instead: no document ({0}) is issued for specimens that stay under customs control.",
        "Enregistrez plutôt le transit comme mouvement : aucun document ({0}) n'est délivré pour des spécimens qui restent sous contrôle douanier.",
        "Registre más bien el tránsito como movimiento: no se expide ningún documento ({0}) para especímenes que permanecen bajo control aduanero.",
        "سجّل العبور بوصفه حركة: لا تصدر وثيقة ({0}) لعينات تبقى تحت الرقابة الجمركية.";
    X2 = "rule-x2", "Final destination", "Destination finale", "Destino final", "الوجهة النهائية";
    X2_NONE = "x2-none",
        "Ask for the documents that show the country of final destination; without them the goods are held.",
        "Demandez les documents qui indiquent le pays de destination finale ; sans eux, l'envoi est retenu.",
        "Pida los documentos que indican el país de destino final; sin ellos, el envío se retiene.",
        "اطلب الوثائق التي تبين بلد الوجهة النهائية؛ فبدونها تُحجز البضائع.";
    X2_HERE = "x2-here",
        "Treat it as an import: the documents name {0} as the final destination.",
        "Traitez-le comme une importation : les documents indiquent {0} comme destination finale.",
        "Trátelo como una importación: los documentos indican {0} como destino final.",
        "عاملها معاملة الاستيراد: تذكر الوثائق {0} وجهةً نهائية.";
}

fn transit(case: &Case<'_>) -> bool {
    case.facts.movement == Movement::Transit
}

const fn rule(id: &'static str, title: Message, citation: Citation, severity: Severity, steps: Steps) -> Rule {
    Rule { id, title, citation, in_force: Period::ALWAYS, severity, steps }
}

pub(crate) static RULES: &[Rule] = &[
    rule(
        "X1",
        X1,
        Citation::new("CITES", "Art. VII.1", TEXT),
        Severity::Block,
        Steps::Whole {
            applies: transit,
            holds: |case, answer| {
                if let Some(asked) = case.facts.document {
                    answer.fails(X1_NONE.with([Arg::Document(asked)]));
                }
            },
        },
    ),
    rule(
        "X2",
        X2,
        Citation::new("Res. Conf. 9.7", "the whole text", "Rev. CoP15"),
        Severity::Route,
        Steps::Whole {
            applies: transit,
            holds: |case, answer| match case.facts.destination {
                None => answer.fails(X2_NONE.plain()),
                Some(here) if here == case.facts.country => answer.fails(X2_HERE.with([Arg::Country(here)])),
                Some(_) => {}
            },
        },
    ),
];
