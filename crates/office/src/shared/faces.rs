//! The faces of the world that are handed in from outside: time, chance, the roads to partners and to payment services,
//! the scanner of files. Another, [`permits::Signer`], is defined where its order is made.

use async_trait::async_trait;
use cites::ids::Id;
use cites::{CountryCode, Timestamp, Token};

/// What time it is. The server hands in the real clock, tests a tame one.
pub trait Clock: Send + Sync {
    /// Now, UTC.
    fn now(&self) -> Timestamp;
}

/// Random bytes from the operating system; in tests and the seeded year from a seed.
pub trait Chance: Send + Sync {
    /// Fills the slice with random bytes.
    fn fill(&self, bytes: &mut [u8]);
}

/// A new identity, sorted by time.
pub fn new_id<K>(chance: &dyn Chance, now: Timestamp) -> Id<K> {
    let mut random = [0_u8; 10];
    chance.fill(&mut random);
    Id::new(now.as_millisecond(), random)
}

/// A new security code of 128 random bits.
pub fn new_token(chance: &dyn Chance) -> Token {
    let mut random = [0_u8; 16];
    chance.fill(&mut random);
    Token::from_bytes(random)
}

/// Where a partner's exchange service answers, and which certificates we accept there.
#[derive(Debug, Clone)]
pub struct Destination {
    /// Our own Party: decides the client certificate we show.
    pub from: CountryCode,
    /// The called Party.
    pub to: CountryCode,
    /// Address of its service, `https` only.
    pub endpoint: String,
    /// SOAPAction header, without quotes.
    pub action: String,
    /// SHA-256 of the server certificates (DER) that are registered for this partner; empty = any that the trusted
    /// authorities of the installation vouch for.
    pub pinned: Vec<[u8; 32]>,
}

/// What came back from a partner, whatever its HTTP status: a fault may hide under 200.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// HTTP status.
    pub status: u16,
    /// Body as received, at most the exchange's limit.
    pub body: Vec<u8>,
    /// SHA-256 of the certificate the partner's server showed (DER), when known.
    pub certificate: Option<[u8; 32]>,
}

/// Why a partner could not be asked.
#[derive(Debug, Clone, thiserror::Error)]
pub enum CourierError {
    /// No connection, or it broke.
    #[error("the partner's system cannot be reached: {0}")]
    Unreachable(String),
    /// No answer in time.
    #[error("the partner's system did not answer in time")]
    TimedOut,
    /// The certificate is not the registered one, or not trusted.
    #[error("the partner's certificate is not the registered one: {0}")]
    NotTrusted(String),
    /// More bytes than the exchange allows.
    #[error("the partner's answer is larger than the exchange allows")]
    TooLarge,
}

/// Carries a message to a partner over mutual TLS and brings the answer back.
#[async_trait]
pub trait Courier: Send + Sync {
    /// Sends one SOAP envelope.
    ///
    /// # Errors
    /// [`CourierError`] when no answer came back at all.
    async fn deliver(&self, to: &Destination, envelope: Vec<u8>) -> Result<Delivery, CourierError>;
}

/// What a payer is sent to the payment service with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentOrder {
    /// Our reference, unique in the installation.
    pub reference: String,
    /// What shall be paid.
    pub amount: cites::Money,
    /// Words on the service's page: number of the invoice.
    pub words: String,
    /// Where the payer's browser comes back to; what it says then is never believed.
    pub back: String,
    /// Where the service calls us when something has happened.
    pub callback: String,
}

/// What the payment service says of a reference when it is asked from server to server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentSaid {
    /// Which of our references.
    pub reference: String,
    /// Paid, refused or open.
    pub state: PaymentState,
    /// What was paid.
    pub amount: cites::Money,
}

/// Where a payment stands at the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentState {
    /// Not finished.
    Open,
    /// Paid.
    Paid,
    /// Refused or expired.
    Refused,
}

/// Carries questions to a Party's payment service. We keep no card data and ask for none.
#[async_trait]
pub trait PaymentService: Send + Sync {
    /// Begins a payment and answers where the payer's browser goes.
    ///
    /// # Errors
    /// [`CourierError`] when the service does not answer.
    async fn begin(&self, at: &store::GatewayRow, order: &PaymentOrder) -> Result<String, CourierError>;

    /// Asks the service from server to server; `None`: it knows no such reference.
    ///
    /// # Errors
    /// [`CourierError`] when the service does not answer.
    async fn read(&self, at: &store::GatewayRow, reference: &str) -> Result<Option<PaymentSaid>, CourierError>;
}

/// What a scanner said of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scanned {
    /// This installation has none.
    NoScanner,
    /// Nothing bad in it.
    Clean,
    /// Something bad, by the scanner's name for it.
    Infected(String),
    /// No answer in time, or none that can be understood.
    Silent(String),
}

/// Looks into files for what harms those who open them.
#[async_trait]
pub trait Scanner: Send + Sync {
    /// Looks into one file. Never fails: what goes wrong is [`Scanned::Silent`].
    async fn scan(&self, bytes: &[u8]) -> Scanned;
}

/// An installation without a scanner.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoScanner;

#[async_trait]
impl Scanner for NoScanner {
    async fn scan(&self, _bytes: &[u8]) -> Scanned {
        Scanned::NoScanner
    }
}
