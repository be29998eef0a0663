//! What is done without being asked: telling partners, ending what has run out, sweeping.

use crate::shared::postman::Posts;
use cites::Timestamp;
use jiff::SignedDuration;
use office::{House, Office, Who};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Time between two looks into an empty outbox.
const POLL: Duration = Duration::from_secs(2);
/// A stop waits so long for the e-mail under way.
const UNDER_WAY: Duration = Duration::from_secs(3);
/// Time between two rounds of expiry and sweeping.
const ROUND: Duration = Duration::from_secs(3600);
/// Permits taken at once in a round of expiry; a stop waits for one such piece at most.
const PIECE: i64 = 100;
/// Time between two looks for files that could not be scanned when they came.
const SCANS: Duration = Duration::from_secs(60);
/// Time between two looks for payments without callback.
const PAYMENTS: Duration = Duration::from_secs(60);
/// A row of law that another program confirmed is law here after this long at the latest.
const LAWS: Duration = Duration::from_secs(10);
/// Uploads that nobody went on with are forgotten after this long (`design/ux.md` section 10: answers are kept 7 days).
const UPLOADS: SignedDuration = SignedDuration::from_hours(24 * 7);
/// Idempotency keys are remembered this long (`design/reliability.md` section 3: at least 30 days).
const KEYS: SignedDuration = SignedDuration::from_hours(24 * 35);
/// Jobs that were done are kept this long for the desk to look at.
const DONE_JOBS: SignedDuration = SignedDuration::from_hours(24 * 30);

/// The workers, one set for each house.
pub struct Jobs(JoinSet<()>);

impl Jobs {
    /// Waits until all have ended; they were told before.
    pub async fn end(mut self) {
        while self.0.join_next().await.is_some() {}
    }
}

/// Starts the workers of every house. A job that fails is logged and tried again; none ends the process.
pub fn start(app: &Arc<web::App>, posts: Option<&Arc<Posts>>, stop: &watch::Receiver<bool>) -> Jobs {
    let mut all = JoinSet::new();
    for house in app.office.houses() {
        all.spawn(outbox(app.office.clone(), house.clone(), stop.clone()));
        all.spawn(laws(app.office.clone(), house.clone(), stop.clone()));
        all.spawn(scans(app.office.clone(), house.clone(), stop.clone()));
        all.spawn(rounds(app.clone(), house.clone(), stop.clone()));
        all.spawn(payments(app.office.clone(), house.clone(), stop.clone()));
        if let Some(posts) = posts.filter(|p| p.may_carry(house)) {
            all.spawn(mails(app.clone(), house.clone(), posts.clone(), stop.clone()));
        }
    }
    Jobs(all)
}

/// Waits; answers whether to go on.
async fn pause(time: Duration, stop: &mut watch::Receiver<bool>) -> bool {
    let told = tokio::time::timeout(time, stop.wait_for(|s| *s)).await;
    told.is_err()
}

async fn outbox(office: Arc<Office>, house: Arc<House>, mut stop: watch::Receiver<bool>) {
    loop {
        let worked = tokio::select! {
            worked = office::eexchange::outbox::work(&office, &house) => worked,
            // What was begun is leased and taken up again at the next start.
            _ = stop.wait_for(|s| *s) => return,
        };
        let busy = match worked {
            Ok(taken) => taken > 0,
            Err(cause) => {
                tracing::warn!(%cause, party = %house.party(), "the outbox could not be worked");
                false
            }
        };
        if !busy && !pause(POLL, &mut stop).await {
            return;
        }
    }
}

/// Another program on the same archive may have confirmed a row of law: read anew, one statement a time.
async fn laws(office: Arc<Office>, house: Arc<House>, mut stop: watch::Receiver<bool>) {
    let who = office::Who::system(house.clone());
    while pause(LAWS, &mut stop).await {
        if let Err(cause) = office::epermit::law_rows::refresh(&office, &who).await {
            tracing::warn!(%cause, party = %house.party(), "the rows of law could not be read anew");
        }
        if let Err(cause) = office::settings::refresh(&office, &who).await {
            tracing::warn!(%cause, party = %house.party(), "the settings could not be read anew");
        }
    }
}

async fn mails(app: Arc<web::App>, house: Arc<House>, posts: Arc<Posts>, mut stop: watch::Receiver<bool>) {
    // News of last month would only confuse; it stands in the portal.
    if let Err(cause) = office::notices::send::give_up_old(&app.office, &house).await {
        tracing::warn!(%cause, party = %house.party(), "old e-mails could not be given up");
    }
    loop {
        let mut work = std::pin::pin!(super::mail::work(&app, &house, &posts));
        let worked = tokio::select! {
            worked = &mut work => Some(worked),
            _ = stop.wait_for(|s| *s) => None,
        };
        let Some(worked) = worked else {
            // The mail under way is ended, so that it does not go twice; one that takes longer is held for a while and
            // taken up again, under the same Message-ID.
            drop(tokio::time::timeout(UNDER_WAY, work).await);
            return;
        };
        let busy = match worked {
            Ok(taken) => taken > 0,
            Err(cause) => {
                tracing::warn!(%cause, party = %house.party(), "e-mails could not be worked");
                false
            }
        };
        if !busy && !pause(POLL, &mut stop).await {
            return;
        }
    }
}

async fn scans(office: Arc<Office>, house: Arc<House>, mut stop: watch::Receiver<bool>) {
    while pause(SCANS, &mut stop).await {
        if let Err(cause) = office::epermit::intake::scan::again(&office, &house).await {
            tracing::warn!(%cause, party = %house.party(), "files could not be scanned");
        }
    }
}

/// Asks for payments without callback: the payer waits for the permit, not for our next hour.
async fn payments(office: Arc<Office>, house: Arc<House>, mut stop: watch::Receiver<bool>) {
    while pause(PAYMENTS, &mut stop).await {
        if let Err(cause) = office::money::gateway::poll(&office, &Who::system(house.clone())).await {
            tracing::warn!(%cause, party = %house.party(), "the payment service could not be asked");
        }
    }
}

async fn rounds(app: Arc<web::App>, house: Arc<House>, mut stop: watch::Receiver<bool>) {
    loop {
        if let Err(cause) = expire(&app.office, &house, &stop).await {
            tracing::warn!(%cause, party = %house.party(), "permits could not be expired");
        }
        match office::notices::remind::remind(&app.office, &house).await {
            Ok(0) => {}
            Ok(told) => tracing::info!(party = %house.party(), told, "reminded"),
            Err(cause) => tracing::warn!(%cause, party = %house.party(), "nobody could be reminded"),
        }
        if let Err(cause) = office::notices::send::give_up_old(&app.office, &house).await {
            tracing::warn!(%cause, party = %house.party(), "old e-mails could not be given up");
        }
        match office::epermit::no_reply::round(&app.office, &house).await {
            Ok(done) if done == office::epermit::no_reply::Round::default() => {}
            Ok(done) => tracing::info!(party = %house.party(), done.reminded, done.closed, "answers looked after"),
            Err(cause) => tracing::warn!(%cause, party = %house.party(), "answers could not be looked after"),
        }
        match office::blanks::keep::expire(&app.office, &house, PIECE).await {
            Ok(0) => {}
            Ok(ended) => tracing::info!(party = %house.party(), ended, "blanks ended unused"),
            Err(cause) => tracing::warn!(%cause, party = %house.party(), "blanks could not be ended"),
        }
        if let Err(cause) = sweep(&app.office, &house).await {
            tracing::warn!(%cause, party = %house.party(), "sweeping failed");
        }
        if let Err(cause) = money(&app.office, &house).await {
            tracing::warn!(%cause, party = %house.party(), "payments could not be looked after");
        }
        app.limits.tidy();
        if !pause(ROUND, &mut stop).await {
            return;
        }
    }
}

/// Ends delivered permits whose last day and days of grace have passed.
async fn expire(office: &Office, house: &Arc<House>, stop: &watch::Receiver<bool>) -> Result<(), office::Error> {
    loop {
        let (due, done) = office::notices::remind::expire(office, house, PIECE).await?;
        if done > 0 {
            tracing::info!(party = %house.party(), permits = done, "expired");
        }
        if *stop.borrow() || done == 0 || due < usize::try_from(PIECE).unwrap_or(usize::MAX) {
            return Ok(());
        }
    }
}

/// Asks the payment service about payments without callback, then withdraws what was not paid in time: in this order,
/// so that nobody is withdrawn who has paid.
async fn money(office: &Office, house: &Arc<House>) -> Result<(), office::Error> {
    let who = Who::system(house.clone());
    let settled = office::money::gateway::poll(office, &who).await?;
    let withdrawn = office::money::charge::time_out(office, &who).await?;
    let billed = office::money::monthly::bill_all(office, &who).await?;
    let registered = office::money::beside::charge_registers(office, &who).await?;
    if settled + withdrawn + billed + registered > 0 {
        tracing::info!(party = %house.party(), settled, withdrawn, billed, registered, "payments looked after");
    }
    Ok(())
}

/// Forgets sessions, keys and jobs that are long over.
async fn sweep(office: &Office, house: &Arc<House>) -> Result<(), store::Error> {
    let now = office.clock.now();
    let scope = Who::system(house.clone()).scope(now);
    let before = |age: SignedDuration| now.checked_sub(age).unwrap_or(Timestamp::UNIX_EPOCH);
    store::chore!(&office.store, &scope, "sweep", |chore| {
        chore.sessions_sweep().await?;
        chore.keys_sweep(before(KEYS)).await?;
        chore.jobs_sweep(before(DONE_JOBS)).await?;
        chore.uploads_sweep(before(UPLOADS)).await?;
        Ok::<_, store::Error>(())
    })
}
