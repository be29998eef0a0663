//! The kinds of documents that the year's traffic has none of: a circus, a carnet, a certificate of origin, animals bred in
//! captivity, a document after the movement; and goods that were seized.

use crate::Error;
use crate::consignments::party;
use crate::people::{Firm, Staff};
use crate::straight::{self, Words};
use cites::ids::PermitId;
use cites::{Role, country};
use jiff::ToSpan as _;
use office::Office;
use office::econtrol::endorse::{hold, seize};
use office::epermit::draft::{OnBehalf, create};
use office::epermit::{abroad, accept, permit_acts, sign, submit};
use office::shared::facts::day;
use permits::FormInput;
use permits::form::LineInput;
use permits::particulars::ParticularsInput;

/// One line of goods: species, what it is, term, Appendix, source, how many.
type Goods<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str, &'a str);

/// A form of one line in the name of a firm; who travels with the goods has no receiver.
fn form(kind: &str, firm: &Firm, buyer: Option<&Firm>, purpose: &str, goods: Goods<'_>) -> FormInput {
    let of = |f: &Firm| party(f.name, &f.address.street, &f.address.city, f.address.country);
    let (taxon, description, term, appendix, source, quantity) = goods;
    FormInput {
        document_type: kind.into(),
        partner_country: country::DEMO_IMPORTER.code().to_owned(),
        exporter: of(firm),
        importer: buyer.map(of).unwrap_or_default(),
        purpose: purpose.into(),
        lines: vec![LineInput {
            taxon: taxon.into(),
            description: description.into(),
            term: term.into(),
            appendix: appendix.into(),
            source: source.into(),
            quantity: quantity.into(),
            unit: "NAR".into(),
            ..LineInput::default()
        }],
        transport_mode: "air".into(),
        language: "en".into(),
        declaration: true,
        ..FormInput::default()
    }
}

fn of_trade<'a>(staff: &'a Staff, trade: &str) -> Result<&'a Firm, Error> {
    staff.firms.iter().find(|f| f.trade == trade).ok_or(Error::Plan("nobody deals in this"))
}

/// Approved, signed and handed over.
async fn issued(office: &Office, staff: &Staff, firm: &Firm, form: FormInput) -> Result<PermitId, Error> {
    let words = Words {
        asked: "Bred in the country; as in earlier years.",
        grounds: "The breeding records and the marks were seen.",
        note: "Everything is on file.",
    };
    let id = straight::approved(office, staff, &firm.applicant, form, words).await?;
    let permit = sign::sign(office, staff.nth(Role::MaApprover, 1)?, id).await?.permit.id();
    permit_acts::deliver(office, staff.the(Role::MaClerk)?, permit).await?;
    Ok(permit)
}

/// Adds them to the exporting Party, by the acts that everybody uses.
///
/// # Errors
/// What an act says.
pub(crate) async fn show(office: &Office, staff: &[Staff]) -> Result<(), Error> {
    let of = |c| staff.iter().find(move |s| s.house.party() == c).ok_or(Error::Plan("a house is missing"));
    let (qm, qn) = (of(country::DEMO_EXPORTER)?, of(country::DEMO_IMPORTER)?);
    let today = day(office.clock.now());
    let (reptiles, farm, buyer) = (of_trade(qm, "reptile")?, of_trade(qm, "crocodile")?, of_trade(qn, "leather")?);

    let snakes: Goods<'_> = ("Python regius", "Living snakes, bred in the second generation", "LIV", "II", "C", "24");
    let mut bred = form("CAPTIVE", reptiles, Some(buyer), "T", snakes);
    bred.own_reference = "Snakes of this year's clutch".into();
    bred.lines[0].marks = "985 141 000 204 101".into();
    issued(office, qm, reptiles, bred).await?;

    let show: Goods<'_> = ("Python regius", "Living snake of the evening show", "LIV", "II", "C", "1");
    let mut circus = form("TEC", reptiles, None, "Q", show);
    circus.lines[0].marks = "985 141 000 123 456".into();
    circus.own_reference = "Tour of the circus".into();
    circus.particulars = ParticularsInput {
        exhibition: "Circus Luna".into(),
        registration: "QM-EX-7".into(),
        ..ParticularsInput::default()
    };
    issued(office, qm, reptiles, circus).await?;

    // Waits for the Scientific Authority and the signer like every other.
    let bags: Goods<'_> = ("Crocodylus niloticus", "Handbags, collection of spring", "LPS", "II", "R", "12");
    let mut samples = form("SAMPLE", farm, None, "Q", bags);
    samples.own_reference = "Samples for the fair".into();
    samples.particulars = ParticularsInput {
        carnet_kind: "ATA".into(),
        carnet_number: "QM-ATA-99".into(),
        carnet_date: today.saturating_add(100.days()).to_string(),
        ..ParticularsInput::default()
    };
    let walrus: Goods<'_> = ("Odobenus rosmarus", "Carvings of walrus ivory", "IVC", "III", "W", "3");
    let mut origin = form("ORIGIN", reptiles, Some(buyer), "T", walrus);
    origin.own_reference = "Three carvings".into();
    for (firm, form) in [(farm, samples), (reptiles, origin)] {
        let id = create(office, &firm.applicant, form, OnBehalf::default()).await?.row.id;
        submit::submit(office, &firm.applicant, id).await?;
        accept::accept(office, qm.the(Role::MaClerk)?, id).await?;
    }

    // After the movement: the other authority is asked first.
    let belts: Goods<'_> = ("Crocodylus niloticus", "Belts of crocodile leather", "LPS", "II", "R", "6");
    let mut late = form("RETRO", farm, Some(buyer), "P", belts);
    late.own_reference = "Belts that went with the luggage".into();
    late.particulars = ParticularsInput {
        base_type: "EXPORT".into(),
        reason: "The courier took them before the permit was there.".into(),
        ..ParticularsInput::default()
    };
    let id = create(office, &farm.applicant, late, OnBehalf::default()).await?.row.id;
    submit::submit(office, &farm.applicant, id).await?;
    accept::accept(office, qm.the(Role::MaClerk)?, id).await?;
    let asked = "Are you satisfied that the buyer is not at fault?".to_owned();
    abroad::consult(office, qm.the(Role::MaOfficer)?, id, country::DEMO_IMPORTER, asked).await?;

    // Held at the pier, and seized.
    let wallets: Goods<'_> = ("Crocodylus niloticus", "Wallets", "LPS", "II", "R", "40");
    let permit = issued(office, qm, farm, form("EXPORT", farm, Some(buyer), "T", wallets)).await?;
    hold(office, qm.the(Role::Customs)?, permit, "Some wallets are of another species.".into()).await?;
    let record = "Seizure 12 of the Wildlife Crime Unit; kept in store 3.".to_owned();
    seize(office, qm.the(Role::Enforcement)?, permit, record).await?;
    Ok(())
}
