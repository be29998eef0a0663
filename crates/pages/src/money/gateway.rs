//! The payment service: where it answers, what it calls us, which key is in use; never the secret.

use super::usd;
use crate::frame::page;
use crate::html::Html;
use crate::parts::{Control, Field, FieldError, Fields, Opt, Row, Summary, Tag, Tone};
use crate::{Shell, Words, links};
use cites::{Money, Role, Timestamp};
use std::collections::BTreeMap;

/// The service as it is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceSet {
    /// Short name.
    pub provider: String,
    /// Where it answers.
    pub address: String,
    /// What it calls us.
    pub merchant: String,
    /// Name of the key in use.
    pub key_id: String,
    /// The key before it, and until when it is accepted.
    pub previous: Option<(String, Timestamp)>,
    /// Reference of a payment that it knows.
    pub known: String,
    /// May payers use it?
    pub active: bool,
}

/// What the service said of the known payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestSaid {
    /// Its reference.
    pub reference: String,
    /// `paid`, `refused` or `open`.
    pub state: String,
    /// How much.
    pub amount: Money,
}

/// The settings.
#[derive(Debug, Clone)]
pub struct GatewayPage {
    /// The frame.
    pub shell: Shell,
    /// As it is set; `None`: nobody set one.
    pub service: Option<ServiceSet>,
    /// May this reader set it?
    pub can_set: bool,
    /// May this reader try it?
    pub can_try: bool,
    /// Where it calls us, to be told to the service.
    pub callback: String,
    /// What it said to the test.
    pub said: Option<TestSaid>,
    /// What was typed: `provider`, `address`, `merchant`, `key_id`, `known`, `active`; never a secret.
    pub typed: BTreeMap<String, String>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
}

impl GatewayPage {
    fn tag(&self, w: &Words) -> Html {
        match &self.service {
            None => Tag::new(Tone::Rest, w.say("gateway-unset")),
            Some(s) if s.active => Tag::new(Tone::Go, w.say("gateway-active")),
            Some(_) => Tag::new(Tone::Wait, w.say("gateway-off")),
        }
        .html()
    }

    fn summary(&self, w: &Words) -> Summary {
        let Some(s) = &self.service else { return Summary::new(Vec::new(), w) };
        let mut rows = vec![
            Row::new(w.say("gateway-provider"), Html::data(&s.provider)),
            Row::new(w.say("gateway-address"), Html::code(&s.address)),
            Row::new(w.say("gateway-merchant"), Html::code(&s.merchant)),
            Row::new(w.say("gateway-key"), Html::code(&s.key_id)),
        ];
        if let Some((id, until)) = &s.previous {
            let until = w.rich1("gateway-key-until", "when", w.when_html(until));
            rows.push(Row::new(w.say("gateway-key-before"), Html::two_lines(&Html::code(id), &until)));
        }
        rows.push(Row::new(w.say("gateway-callback"), Html::code(&self.callback)));
        Summary::new(rows, w)
    }

    fn fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let active = vec![Opt::new("yes", w.html("gateway-active-ask"))];
        let fields = vec![
            Field::line("provider", w.html("gateway-provider")),
            Field::line("address", w.html("gateway-address")).kind("url", "url").hint(w.html("gateway-address-hint")),
            Field::short("merchant", w.html("gateway-merchant"), "w20").optional(),
            Field::short("key_id", w.html("gateway-key"), "w10").hint(w.html("gateway-key-hint")),
            Field::line("secret", w.html("gateway-secret"))
                .kind("password", "text")
                .complete("off")
                .hint(w.html("gateway-secret-hint"))
                .optional(),
            Field::short("known", w.html("gateway-known"), "w20").hint(w.html("gateway-known-hint")).optional(),
            Field::new("active", w.html("gateway-use"), Control::Checks(active)).optional(),
        ];
        Fields::new(fields, &self.typed, &self.errors, w)
    }

    fn test_fields<'a>(&self, w: &'a Words) -> Fields<'a> {
        let name = if self.can_set { "test" } else { "known" };
        let field = Field::short(name, w.html("gateway-known"), "w20").hint(w.html("gateway-test-hint"));
        Fields::new(vec![field], &self.typed, &self.errors, w)
    }

    fn answer(&self, w: &Words) -> Html {
        let Some(said) = &self.said else { return Html::default() };
        let state = Html::text(w.code("gateway-said", &said.state));
        let amount = Html::data(w.money(&said.amount));
        w.rich(
            "gateway-test-said",
            &[("reference", Html::code(&said.reference).into()), ("state", state.into()), ("amount", amount.into())],
        )
    }

    /// The administrator's sample with an answer of the test.
    pub fn sample() -> GatewayPage {
        let typed = [
            ("provider", "Quenpay"),
            ("address", "https://pay.example/v1"),
            ("merchant", "QM-MA"),
            ("key_id", "2026-11"),
            ("known", "TEST-PAID-1"),
            ("active", "yes"),
        ];
        GatewayPage {
            shell: crate::samples::shell(Some(Role::TenantAdmin), links::GATEWAY),
            service: Some(ServiceSet {
                provider: "Quenpay".into(),
                address: "https://pay.example/v1".into(),
                merchant: "QM-MA".into(),
                key_id: "2026-11".into(),
                previous: Some(("2025-11".into(), crate::samples::at("2026-11-24T09:00:00Z"))),
                known: "TEST-PAID-1".into(),
                active: true,
            }),
            can_set: true,
            can_try: true,
            callback: "https://permits.example/api/pay/QM/callback".into(),
            said: Some(TestSaid { reference: "TEST-PAID-1".into(), state: "paid".into(), amount: usd(100) }),
            typed: typed.map(|(k, v)| (k.to_owned(), v.to_owned())).into(),
            errors: vec![FieldError::new("secret", "gateway-secret")],
        }
    }

    /// The accountant's sample where nobody set a service.
    pub fn unset() -> GatewayPage {
        GatewayPage {
            shell: crate::samples::shell(Some(Role::Accountant), links::GATEWAY),
            service: None,
            can_set: false,
            said: None,
            typed: BTreeMap::new(),
            errors: vec![],
            ..GatewayPage::sample()
        }
    }
}

page! {
    GatewayPage in "money/gateway.html";
    layout Wide; area Some(Finance);
    title |_c, w| w.html("finance-gateway");
    trail |_c, _w| vec![];
    errors errors;
}
