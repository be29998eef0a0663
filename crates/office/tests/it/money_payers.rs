//! What a payer owes of the declared value, and who of a company may pay.

use crate::money::{fees, handed_in, in_force, invoices, status, usd};
use crate::world::{On, World, person_id, skins};
use cites::country::DEMO_EXPORTER as QM;
use cites::{Amount, ApplicationStatus as S, Currency};
use office::epermit::{draft, submit};
use office::money::{account, cash, schedule};
use permits::money::{FeeItem, FeeRow, FeeShare, PayPoint};
use store::{AuditEntry, ColleagueRow};

both! {
    by_value => a_percentage_of_the_declared_value_on_sqlite, a_percentage_of_the_declared_value_on_postgresql;
    colleague => a_colleague_without_the_right_pays_nothing_on_sqlite, a_colleague_without_the_right_pays_nothing_on_postgresql;
}

async fn by_value(on: On) {
    let world = World::new(on).await;
    let office = &world.office;
    let mut with = fees(PayPoint::Submission);
    let percent = Amount::parse("1.5").unwrap();
    let share = Some(FeeShare { percent, least_minor: 1000, most_minor: Some(50_000) });
    with.rows.push(FeeRow { share, ..FeeRow::of(FeeItem::Value, 0) });
    let entered = schedule::propose(office, &world.qm(32), with).await.unwrap();
    schedule::decide(office, &world.qm(34), entered.id, true).await.unwrap();
    let hand_in = async |value: &str| {
        let mut form = skins();
        assert!(form.set("declared_value", value));
        let made = draft::create(office, &world.qm(1), form, draft::OnBehalf::default()).await.unwrap();
        let id = made.application.id();
        submit::submit(office, &world.qm(1), id).await.map(|_| id)
    };
    assert_eq!(hand_in("").await.unwrap_err().code(), "declared-value-missing");
    assert_eq!(hand_in("1000 EUR").await.unwrap_err().code(), "declared-value-currency");
    for (value, fee) in [("1000.33 USD", 1500), ("1000.34 usd", 1501), ("USD 5", 1000), ("900000 USD", 50_000)] {
        let id = hand_in(value).await.unwrap();
        let invoice = &invoices(&world, id).await[0];
        let line = invoice.lines.last().unwrap();
        assert_eq!((line.item, line.minor), (FeeItem::Value, fee), "{value}");
        assert_eq!(line.share.map(|s| s.percent), Some(percent));
        assert_eq!(invoice.balance.total, 5000 + fee);
    }
}

async fn colleague(on: On) {
    let world = World::new(on).await;
    let (office, ada) = (&world.office, world.qm(1));
    in_force(&world, PayPoint::Submission).await;
    let usd_code = Currency::parse("USD").unwrap();
    let holder = account::Holder::Organisation(world.company);
    let made = account::open(office, &world.qm(32), holder, usd_code).await.unwrap();
    let (id, open) = handed_in(&world).await;
    cash::open(office, &world.qm(31), usd(0)).await.unwrap();
    account::deposit_cash(office, &world.qm(31), made.id, usd(5000)).await.unwrap();
    let narrow = async |pay: bool| {
        let scope = world.qm(34).scope(office.clock.now());
        let row =
            ColleagueRow { person: person_id(QM, 1), organisation: world.company, prepare: true, submit: true, pay };
        let done: Result<(), store::Error> = store::act!(&office.store, &scope, "rights", |tx| {
            tx.colleague_put(&row, person_id(QM, 34)).await?;
            tx.audit(AuditEntry::new("rights", "person", person_id(QM, 1)));
            Ok(())
        });
        done.unwrap();
    };
    narrow(false).await;
    let no = account::draw(office, &ada, open[0].id).await.unwrap_err();
    assert_eq!(no.code(), "right-missing");
    assert_eq!(invoices(&world, id).await[0].balance.open(), 5000);
    // The accountant draws on the company's word; the colleague draws once the owner lets her.
    narrow(true).await;
    account::draw(office, &ada, open[0].id).await.unwrap();
    assert_eq!(status(&world, id).await, S::Submitted);
}
