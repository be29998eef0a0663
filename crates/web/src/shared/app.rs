//! What every handler has at hand: the office, what is known of the installation, the buckets, the typefaces.

use super::limits::Limits;
use cites::ids::ApplicationId;
use cites::{CountryCode, Role};
use document::pdf::Fonts;
use futures::future::BoxFuture;
use office::{House, Office};
use std::sync::Arc;

/// Facts of the installation that pages and headers show.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Address of the pages as people type it, without a slash at the end.
    pub public_url: String,
    /// Are cookies sent over TLS only? Then they carry the `__Host-` prefix.
    pub secure_cookies: bool,
    /// A demonstration: role buttons, the guide, the reset.
    pub demo: bool,
    /// Version of the program.
    pub version: String,
    /// Host names that are answered, without port; empty: every one (behind a proxy that checks).
    pub hosts: Vec<String>,
    /// Which set of species, `shipped` or `imported`, for the settings page.
    pub taxa: String,
}

/// An invented person with a button on the sign-in page.
#[derive(Debug, Clone)]
pub struct DemoAccount {
    /// Which Party's house.
    pub tenant: CountryCode,
    /// The role that the button names.
    pub role: Role,
    /// The person's name.
    pub name: String,
    /// Address of the account.
    pub email: String,
}

/// The demonstration's story: which case is told. Where it stands is read from the archive.
#[derive(Debug, Clone)]
pub struct Story {
    /// The exporting Party.
    pub exporter: CountryCode,
    /// The importing Party.
    pub importer: CountryCode,
    /// The case.
    pub application: ApplicationId,
}

/// Puts the demonstration back to its first day; answers when that is done, or why it is not.
pub type Reset = Arc<dyn Fn() -> BoxFuture<'static, Result<(), String>> + Send + Sync>;

/// Handed into every handler.
pub struct App {
    /// The desk.
    pub office: Arc<Office>,
    /// Facts of the installation.
    pub facts: Facts,
    /// Token buckets.
    pub limits: Limits,
    /// Typefaces of the permit form, prepared once.
    pub fonts: Arc<Fonts>,
    /// Keys whose codes verify here.
    pub keys: document::qr::KeyList,
    /// Accounts with a button; empty outside demonstrations.
    pub accounts: Vec<DemoAccount>,
    /// The story; `None` when none is told.
    pub story: Option<Story>,
    /// Begins the demonstration anew; `None` where that is done by the command line only.
    pub reset: Option<Reset>,
    /// The test mailbox; `None` outside demonstrations.
    pub sink: Option<Arc<crate::notices::sink::Sink>>,
    /// Is there a mail server, or a test mailbox, that takes e-mails?
    pub posts: bool,
    /// Makes the marks of forms of visitors who are not signed in; random at each start.
    secret: [u8; 32],
}

impl App {
    /// An app without demonstration.
    pub fn new(office: Arc<Office>, facts: Facts, fonts: Arc<Fonts>, keys: document::qr::KeyList) -> App {
        let mut secret = [0_u8; 32];
        office.chance.fill(&mut secret);
        App {
            office,
            facts,
            limits: Limits::default(),
            fonts,
            keys,
            accounts: Vec::new(),
            story: None,
            reset: None,
            sink: None,
            posts: false,
            secret,
        }
    }

    /// With the accounts and the story of a demonstration.
    #[must_use]
    pub fn with_demo(mut self, accounts: Vec<DemoAccount>, story: Option<Story>) -> App {
        self.accounts = accounts;
        self.story = story;
        self
    }

    /// With a test mailbox that takes every e-mail.
    #[must_use]
    pub fn with_sink(mut self, sink: Arc<crate::notices::sink::Sink>) -> App {
        self.sink = Some(sink);
        self.posts = true;
        self
    }

    /// With a way to begin the demonstration anew.
    #[must_use]
    pub fn with_reset(mut self, reset: Reset) -> App {
        self.reset = Some(reset);
        self
    }

    /// The house that belongs to this host name.
    pub(crate) fn house_by_host(&self, host: &str) -> Option<&Arc<House>> {
        self.office.houses().find(|h| h.tenant.host.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(host)))
    }

    /// The house of a tenant's short name.
    pub(crate) fn house_by_code(&self, code: &str) -> Option<&Arc<House>> {
        self.office.houses().find(|h| h.tenant.code == code)
    }

    /// The mark that forms of this visitor carry.
    pub(crate) fn visitor_mark(&self, visit: &str) -> String {
        let mut text = self.secret.to_vec();
        text.extend_from_slice(visit.as_bytes());
        cites::Digest::of("manis-visitor", &text).to_string()
    }

    /// Fresh random text: 32 letters and digits, 160 bits.
    pub(crate) fn random(&self) -> String {
        let mut bytes = [0_u8; 32];
        self.office.chance.fill(&mut bytes);
        bytes.iter().map(|b| char::from(ALPHABET[usize::from(b & 31)])).collect()
    }
}

/// Thirty-two signs that are told apart at a glance.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
