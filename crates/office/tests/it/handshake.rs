//! Appendix I in several consignments: each waits for its import permit, at the proposal and on the day of its signature.
//! Told on both engines.

use crate::acts::{examined, form, proposed, quota, sums};
use crate::spine::presented;
use crate::world::{On, World};
use cites::document::{Block, Endorsed};
use cites::ids::ApplicationId;
use cites::{Amount, ApplicationStatus, Date, DocumentType, PermitNumber, Term, Unit, country};
use jiff::civil::date;
use office::econtrol::endorse;
use office::epermit::consult_sa::Answer;
use office::epermit::propose::{Proposal, propose};
use office::epermit::{approve, counterpart, examine, permit_acts, sign};
use office::{Error, Who};
use permits::FormInput;
use permits::application::ImportPermitFacts;
use permits::application::state::ImportPermitDetails;

both! {
    an_import_permit_covers_one_of_two_consignments => leopards,
    one_import_permit_covers_both_until_it_ends => one_for_both,
}

/// Three trophies in two consignments: two, then one.
fn trophies() -> FormInput {
    form(&[
        ("purpose", "H"),
        ("consignments", "2"),
        ("lines.0.taxon", "Panthera pardus"),
        ("lines.0.common_name", "Leopard"),
        ("lines.0.description", "Hunting trophies, skin and skull"),
        ("lines.0.term", "TRO"),
        ("lines.0.marks", "QM 0007/2026\nQM 0008/2026\nQM 0009/2026"),
        ("lines.0.appendix", "I"),
        ("lines.0.source", "W"),
        ("lines.0.import_permit", "26QN000044"),
        ("lines.0.quantity", "3"),
        ("lines.0.shares.0", "2"),
        ("lines.0.shares.1", "1"),
    ])
}

/// What is told of an import permit of QN: its number, its last day, how many it lets in, for which consignments.
async fn told(
    world: &World,
    who: &Who,
    id: ApplicationId,
    (number, until): (&str, Date),
    animals: Option<u32>,
    consignments: &[u16],
) -> Result<ApplicationStatus, Error> {
    let facts = ImportPermitFacts {
        issuer: country::DEMO_IMPORTER,
        number: PermitNumber::parse(number).unwrap(),
        valid_until: until,
    };
    let quantities = animals.map(|n| Endorsed { block: Block::nth(0), actual: Amount::whole(n) }).into_iter().collect();
    let details = ImportPermitDetails {
        issued_on: Some(date(2026, 11, 1)),
        quantities,
        evidence: vec![],
        consignments: consignments.to_vec(),
    };
    let done = counterpart::received_with(&world.office, who, id, facts, details, Vec::new()).await?;
    Ok(done.application.status())
}

/// Is the import permit there, as the rules see the case today?
async fn there(world: &World, id: ApplicationId) -> bool {
    let (_, trace) = examine::examine(&world.office, &world.qm(3), id).await.unwrap();
    let asked: Vec<bool> = trace
        .required_documents()
        .iter()
        .filter(|d| d.any_of.contains(&DocumentType::Import))
        .map(|d| d.present)
        .collect();
    assert!(!asked.is_empty(), "the rules ask for it");
    asked.into_iter().all(|there| there)
}

async fn leopards(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let (ada, officer) = (world.qm(1), world.qm(3));
    let cats = quota(&world, "Panthera pardus", Term::Tro, Unit::Nar, 3).await;
    let id = examined(&world, trophies()).await;
    assert_eq!(sums(&world, cats).await, ["3", "0", "0"]);
    counterpart::wait(office, &officer, id).await.unwrap();

    // It names a consignment that there is not; it tells no quantity and is for both; it lets in too few for either.
    let next_year = date(2027, 10, 31);
    let first = ("26QN000044", next_year);
    assert_eq!(told(&world, &ada, id, first, Some(2), &[3]).await.unwrap_err().code(), "import-permit-consignment");
    assert_eq!(told(&world, &ada, id, first, None, &[]).await.unwrap_err().code(), "import-permit-parts");
    assert_eq!(told(&world, &ada, id, first, Some(0), &[]).await.unwrap_err().code(), "import-permit-parts");
    // Two of three: the first consignment has its import permit, the second waits.
    assert_eq!(told(&world, &ada, id, first, Some(2), &[]).await.unwrap(), ApplicationStatus::UnderExamination);
    assert!(!there(&world, id).await, "one consignment is not covered");
    let grant = Proposal::grant(Vec::new(), "", Vec::new());
    assert!(propose(office, &officer, id, grant).await.is_err(), "nothing is proposed before both are");

    // The second names an import permit of its own, which ends early.
    counterpart::wait(office, &officer, id).await.unwrap();
    told(&world, &officer, id, ("26QN000051", date(2027, 1, 10)), None, &[2]).await.unwrap();
    assert!(there(&world, id).await);
    proposed(&world, id, Answer::Positive).await;
    crate::facts::looked_into(&world, id).await;
    approve::approve(office, &world.qm(4), id, true).await.unwrap();
    let one = sign::sign(office, &world.qm(5), id).await.unwrap();
    let line = &one.permit.signed_document().lines[0];
    assert_eq!((line.quantity.amount(), line.marks.len()), (Amount::whole(2), 2));
    assert_eq!(sums(&world, cats).await, ["0", "3", "0"]);

    // On the day of the second signature its import permit has ended, whatever the first one's says.
    world.clock.forward(24 * 75);
    let late = sign::sign(office, &world.qm(5), id).await.unwrap_err();
    assert!(matches!(late, Error::Rules(_)), "{late}");
    endorse::endorse(office, &world.qm(7), one.permit.id(), presented(2)).await.unwrap();
    assert_eq!(sums(&world, cats).await, ["0", "1", "2"], "the second still holds its one");
}

async fn one_for_both(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let cats = quota(&world, "Panthera pardus", Term::Tro, Unit::Nar, 3).await;
    let id = examined(&world, trophies()).await;
    counterpart::wait(office, &world.qm(3), id).await.unwrap();
    let permit = ("26QN000044", date(2027, 10, 31));
    // Told again with what its paper really says, it takes the place of what was told before.
    told(&world, &world.qm(1), id, permit, Some(2), &[]).await.unwrap();
    counterpart::wait(office, &world.qm(3), id).await.unwrap();
    told(&world, &world.qm(3), id, permit, Some(3), &[]).await.unwrap();
    assert!(there(&world, id).await);
    proposed(&world, id, Answer::Positive).await;
    crate::facts::looked_into(&world, id).await;
    approve::approve(office, &world.qm(4), id, true).await.unwrap();
    let one = sign::sign(office, &world.qm(5), id).await.unwrap();
    // What the first consignment took stays taken, also when its permit is cancelled.
    permit_acts::cancel(office, &world.qm(4), one.permit.id(), "Wrong port".into()).await.unwrap();
    let two = sign::sign(office, &world.qm(5), id).await.unwrap();
    assert_eq!(two.permit.signed_document().lines[0].marks, ["QM 0009/2026"]);
    endorse::endorse(office, &world.qm(7), two.permit.id(), presented(1)).await.unwrap();
    assert_eq!(sums(&world, cats).await, ["0", "0", "1"]);
}
