//! Help, glossary, privacy, accessibility; the account; registration.

use super::call::Call;
use super::failure::Failure;
use super::limits::{Counted, neighbourhood};
use super::password;
use super::respond::{form_status, go_and_say, page, page_with};
use super::route::Answer;
use super::shell::shell;
use cites::Lang;
use cites::document::Address;
use office::epermit::register::{self, NewAccount, NewOrganisation};
use pages::notices::Wishes;
use pages::shared::{AccountPage, GlossaryPage, HelpPage, HelpTopic, RegisterPage, TextPage, TextPageKind};
use pages::{FieldError, links};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::AuditEntry;

/// Help of the reader's role, or of the one that is asked for.
pub async fn help(call: Arc<Call>) -> Answer {
    let own = call.seat.as_ref().and_then(|s| s.person.roles.first().copied());
    let topic = call.asked("for").and_then(HelpPage::topic);
    let topic = topic.or(own.map(HelpTopic::of)).unwrap_or(HelpTopic::Public);
    page(&call, &HelpPage { shell: shell(&call).await, topic })
}

/// The Convention's words.
pub async fn glossary(call: Arc<Call>) -> Answer {
    page(&call, &GlossaryPage { shell: shell(&call).await })
}

async fn text(call: &Call, kind: TextPageKind) -> Answer {
    // The day on which these texts were last changed.
    let date = jiff::civil::date(2026, 11, 21);
    page(call, &TextPage { shell: shell(call).await, kind, date })
}

/// What we keep and why.
pub async fn privacy(call: Arc<Call>) -> Answer {
    text(&call, TextPageKind::Privacy).await
}

/// How far everybody can use this.
pub async fn accessibility(call: Arc<Call>) -> Answer {
    text(&call, TextPageKind::Accessibility).await
}

async fn draw_account(call: &Call, errors: Vec<FieldError>) -> Answer {
    let seat = call.seat()?;
    let wish = office::notices::read::wish(&call.app.office, &call.reader()?).await?;
    let wishes = Wishes::of(seat.person.language, wish.optional_mail, wish.sms_to.as_deref().unwrap_or(""));
    draw_account_with(call, errors, wishes).await
}

/// The account page with the wishes as typed; their errors stand in the summary too.
pub(crate) async fn draw_account_with(call: &Call, mut errors: Vec<FieldError>, wishes: Wishes) -> Answer {
    let seat = call.seat()?;
    errors.extend(wishes.errors.iter().cloned());
    let status = form_status(&errors);
    let before = call.read().await?.sign_ins(&[seat.person.id]).await?.pop().and_then(|(_, _, before)| before);
    let shown = AccountPage {
        shell: shell(call).await,
        email: seat.person.email.clone(),
        last_seen: before,
        second_factor: seat.person.second_factor.is_some(),
        wishes,
        errors,
    };
    page_with(call, &shown, status)
}

/// My account.
pub async fn account(call: Arc<Call>) -> Answer {
    draw_account(&call, Vec::new()).await
}

/// Changes the password; every session ends, this one begins anew.
pub async fn change_password(call: Arc<Call>) -> Answer {
    let seat = call.seat()?;
    call.app.limits.take(Counted::SignIn, &seat.person.email).map_err(Failure::TooMany)?;
    let (current, new) = (call.typed("current").to_owned(), call.typed("new").to_owned());
    let context = [seat.person.name.as_str(), seat.person.email.as_str(), seat.house.tenant.code.as_str()];
    let mut errors = Vec::new();
    if let Err(e) = password::fit(&new, &context) {
        errors.push(FieldError::parse("new", &e));
    }
    if !password::matches(current, seat.person.password_hash.clone()).await {
        errors.push(FieldError::new("current", "password-wrong").help("This is not your password."));
    }
    if !errors.is_empty() {
        return draw_account(&call, errors).await;
    }
    let mut person = seat.person.clone();
    person.password_hash = Some(password::hash(new).await.map_err(Failure::Internal)?);
    let scope = seat.who().scope(call.app.office.clock.now());
    store::act!(&call.app.office.store, &scope, "change_password", |tx| {
        tx.person_update(&person).await?;
        tx.sessions_end(person.id).await?;
        tx.audit(AuditEntry::new("change_password", "person", person.id));
        Ok::<(), store::Error>(())
    })?;
    let cookie = super::session::begin(&call.app, &seat.house, &person).await?;
    let mut response = go_and_say(&call, links::ACCOUNT, "flash-saved", None);
    response.headers_mut().append(axum::http::header::SET_COOKIE, cookie);
    Ok(response)
}

async fn draw_register(call: &Call, typed: BTreeMap<String, String>, errors: Vec<FieldError>) -> Answer {
    let status = form_status(&errors);
    page_with(call, &RegisterPage { shell: shell(call).await, typed, errors }, status)
}

/// The form of registration.
pub async fn register_form(call: Arc<Call>) -> Answer {
    let typed = BTreeMap::from([
        ("kind".to_owned(), "person".to_owned()),
        ("language".to_owned(), call.lang.code().to_owned()),
    ]);
    draw_register(&call, typed, Vec::new()).await
}

/// Opens an account. Says the same for an address that has one already.
pub async fn register(call: Arc<Call>) -> Answer {
    call.app.limits.take(Counted::SignInFrom, &neighbourhood(call.address)).map_err(Failure::TooMany)?;
    let house = call.app.house_by_host(&call.host).or_else(|| call.app.office.houses().next());
    let house = house.cloned().ok_or(Failure::NotFound)?;
    let mut typed = call.typed_again();
    typed.remove("password");
    let text = |name: &str| call.typed(name).trim().to_owned();
    let some = |name: &str| Some(text(name)).filter(|t| !t.is_empty());
    let mut errors = Vec::new();
    let mut need = |field: &str, code: &str, help: &str| {
        if call.typed(field).trim().is_empty() {
            errors.push(FieldError::new(field, code).help(help));
        }
    };
    need("name", "enter-name", "Enter your name.");
    need("street", "party-street-empty", "Enter the street address.");
    need("city", "party-city-empty", "Enter the town or city.");
    need("terms", "terms-open", "Read the terms and tick the box.");
    let company = call.typed("kind") == "company";
    if company {
        need("organisation", "enter-name", "Enter the name of the company.");
    }
    if let Err(e) = register::email(call.typed("email")) {
        let failure = Failure::from(e);
        errors.extend(failure.on_form()?);
    }
    let context = [call.typed("name"), call.typed("email"), house.tenant.code.as_str()];
    if let Err(e) = password::fit(call.typed("password"), &context) {
        errors.push(FieldError::parse("password", &e));
    }
    if !errors.is_empty() {
        return draw_register(&call, typed, errors).await;
    }
    let new = NewAccount {
        email: text("email"),
        name: text("name"),
        organisation: company
            .then(|| NewOrganisation { name: text("organisation"), register_number: some("company_number") }),
        address: Address {
            street: text("street"),
            post_box: None,
            city: text("city"),
            postcode: some("postcode"),
            subdivision: None,
            country: house.party(),
        },
        language: Lang::from_code(call.typed("language")).unwrap_or(call.lang),
        // Hashed before anybody looks whether the address is taken, so that both take as long.
        password_hash: password::hash(call.typed("password").to_owned()).await.map_err(Failure::Internal)?,
    };
    match register::register(&call.app.office, &house, new).await.map_err(Failure::from) {
        Ok(_) => Ok(go_and_say(&call, links::SIGN_IN, "flash-done", None)),
        Err(failure) => draw_register(&call, typed, failure.on_form()?).await,
    }
}
