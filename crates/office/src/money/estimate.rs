//! What a case will cost, told before there is an invoice: in the applicant's form, in the API, and to who only asks.
//! The same schedule and the same rows as the invoice; the invoice is issued by the schedule of the day of submission.

use super::{charge, schedule};
use crate::shared::error::Error;
use crate::shared::facts::day;
use crate::shared::office::{Office, Who};
use cites::{Amount, Currency, Date, Money};
use permits::application::ApplicantSide;
use permits::money::{FeeFacts, FeeItem, FeeSchedule, InvoiceLine, PayPoint};
use permits::{Draft, FormInput};
use store::{Read, Scope};

/// What a case will cost by the schedule in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Estimate {
    /// First day of the schedule.
    pub from: Date,
    /// Its last day; `None`: until another begins.
    pub until: Option<Date>,
    /// Of all amounts.
    pub currency: Currency,
    /// When it is to be paid.
    pub pay_point: PayPoint,
    /// Lines for all permits of the consignments, the tax last; without the percentage of a value that is not said.
    pub lines: Vec<InvoiceLine>,
    /// Their sum; `None` while a percentage of a value is asked that is not said.
    pub total: Option<Money>,
    /// What urgent handling would cost, without tax; `None` where it is not offered for this case.
    pub urgent: Option<Money>,
}

impl Estimate {
    /// By this schedule; `None` where it takes no fees.
    ///
    /// # Errors
    /// `money-large`, `declared-value-currency`.
    pub fn by(schedule: &FeeSchedule, facts: &FeeFacts) -> Result<Option<Estimate>, Error> {
        if schedule.pay_point == PayPoint::None {
            return Ok(None);
        }
        let open = facts.value.is_none() && schedule.asks_value(facts);
        let known = if open {
            let rows = schedule.rows.iter().filter(|r| r.item != FeeItem::Value).cloned().collect();
            FeeSchedule { rows, ..schedule.clone() }
        } else {
            schedule.clone()
        };
        let mut lines = known.fees(facts)?;
        // Rows are cited by their place in the whole schedule.
        for cited in lines.iter_mut().filter_map(|l| l.cited.as_mut()).filter(|_| open) {
            let before = schedule.rows.iter().enumerate().filter(|(_, r)| r.item != FeeItem::Value);
            let at = before.map(|(n, _)| n).nth(usize::from(cited.row) - 1);
            cited.row = at.and_then(|n| u16::try_from(n + 1).ok()).unwrap_or(cited.row);
        }
        Ok(Some(Estimate {
            from: schedule.valid_from,
            until: schedule.valid_until,
            currency: schedule.currency,
            pay_point: schedule.pay_point,
            total: if open { None } else { Some(schedule.total(&lines)?) },
            lines,
            urgent: schedule.urgent(facts),
        }))
    }
}

/// What an application with this form will cost; as far as the form can be read. `None` where the Party has no schedule
/// in force, takes no fees, or the kind of document is not chosen.
///
/// # Errors
/// `money-large`, `declared-value-currency`, or what the archive says.
pub async fn of_form(
    office: &Office,
    who: &Who,
    form: &FormInput,
    side: &ApplicantSide,
) -> Result<Option<Estimate>, Error> {
    let now = office.clock.now();
    let mut read = office.store.read(&who.scope(now)).await?;
    let Some(schedule) = schedule::in_force(&mut read, day(now)).await? else { return Ok(None) };
    drop(read);
    let class = charge::class_of(side);
    let declared = FormInput { declaration: true, ..form.clone() };
    let facts = match Draft::parse(&declared) {
        Ok(draft) => Some(FeeFacts::of(&draft, class, &office.taxa)),
        Err(_) => FeeFacts::typed(form, class, &office.taxa),
    };
    facts.map_or(Ok(None), |facts| Estimate::by(&schedule, &facts))
}

/// Does the Party offer urgent handling for this form, and what for? Asked before the question is asked.
///
/// # Errors
/// What the archive says.
pub async fn urgent(
    read: &mut Read,
    office: &Office,
    application: &permits::Application,
) -> Result<Option<Money>, Error> {
    let Some(schedule) = schedule::in_force(read, day(office.clock.now())).await? else { return Ok(None) };
    let class = charge::class_of(application.side());
    let facts = FeeFacts::typed(application.form(), class, &office.taxa);
    Ok(facts.filter(|_| schedule.pay_point != PayPoint::None).and_then(|facts| schedule.urgent(&facts)))
}

/// A fee that may come on top: its item, and what one of it costs or which percentage of the value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnTop {
    /// What for.
    pub item: FeeItem,
    /// What one costs, without tax.
    pub each: Option<Money>,
    /// A percentage of the declared value.
    pub percent: Option<Amount>,
}

/// What a document of this Party costs somebody who asks without signing in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicPrice {
    /// What is certain.
    pub estimate: Estimate,
    /// What may come on top, in the order of the table of fee items.
    pub on_top: Vec<OnTop>,
}

/// The prices of a Party for each of these cases, told to anybody. `None` where no schedule is in force or no fees are
/// taken. Fees are public: they stand in a gazette.
///
/// # Errors
/// What the archive says.
pub async fn public(
    office: &Office,
    house: &crate::House,
    cases: &[(FeeFacts, Vec<FeeItem>)],
) -> Result<Vec<Option<PublicPrice>>, Error> {
    let now = office.clock.now();
    let mut read = office.store.read(&Scope::system(house.tenant.id, now)).await?;
    let schedule = schedule::in_force(&mut read, day(now)).await?;
    drop(read);
    let price = |(facts, may): &(FeeFacts, Vec<FeeItem>)| -> Result<Option<PublicPrice>, Error> {
        let Some(schedule) = &schedule else { return Ok(None) };
        let Some(estimate) = Estimate::by(schedule, facts)? else { return Ok(None) };
        let certain = |item: FeeItem| estimate.lines.iter().any(|l| l.item == item);
        let on_top = FeeItem::fees().filter(|item| may.contains(item) && !certain(*item)).filter_map(|item| {
            let percent = schedule.percent(facts).filter(|_| item == FeeItem::Value);
            let each = schedule.one(item, facts).filter(|money| money.minor > 0);
            (percent.is_some() || each.is_some()).then_some(OnTop { item, each, percent })
        });
        Ok(Some(PublicPrice { on_top: on_top.collect(), estimate: estimate.clone() }))
    };
    cases.iter().map(price).collect()
}
