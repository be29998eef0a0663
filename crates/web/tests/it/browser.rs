//! A browser and a program, without a network: they keep cookies and marks and send what a person would.

use crate::world::{On, PEOPLE, World, person_id};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use cites::{CountryCode, country};
use document::pdf::Fonts;
use document::qr::KeyList;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use store::{AuditEntry, NewSession, Scope};
use tower::ServiceExt as _;
use web::{App, DemoAccount, Facts};

/// A world with its window.
pub struct Window {
    pub world: World,
    pub router: Router,
}

fn fonts() -> Arc<Fonts> {
    static FONTS: OnceLock<Arc<Fonts>> = OnceLock::new();
    FONTS.get_or_init(|| Arc::new(Fonts::shipped().expect("the typefaces of the house"))).clone()
}

pub fn token_of(party: CountryCode, n: u8) -> String {
    format!("{party}_token{n}")
}

impl Window {
    pub async fn open() -> Window {
        Window::with(false).await
    }

    /// A window with or without the buttons of a demonstration.
    pub async fn with(demo: bool) -> Window {
        let world = World::new(On::Sqlite).await;
        for party in [country::DEMO_EXPORTER, country::DEMO_IMPORTER] {
            let house = world.office.house_of(party).unwrap();
            let now = world.office.clock.now();
            let scope = Scope::system(house.tenant.id, now);
            let made: Result<(), store::Error> = store::act!(&world.office.store, &scope, "keys", |tx| {
                for (n, _, _) in PEOPLE {
                    let person = person_id(party, *n);
                    tx.api_token_insert(&web::token_hash(&token_of(party, *n)), person, "test", None).await?;
                    tx.session_insert(&NewSession {
                        token_hash: web::session_hash(&format!("secret{n}")),
                        person,
                        csrf: format!("mark{n}"),
                        expires_at: now + jiff::SignedDuration::from_hours(12),
                        // Every look at the test's clock moves it by a second: half an hour would be over at once.
                        idle_until_at: now + jiff::SignedDuration::from_hours(12),
                    })
                    .await?;
                }
                tx.audit(AuditEntry::new("keys", "tenant", party));
                Ok(())
            });
            made.unwrap();
        }
        let facts = Facts {
            public_url: "http://window.example".into(),
            secure_cookies: false,
            demo,
            version: "0.0.0".into(),
            hosts: vec!["window.example".into()],
            taxa: "shipped".into(),
        };
        let accounts = PEOPLE.iter().map(|(n, name, role)| DemoAccount {
            tenant: country::DEMO_EXPORTER,
            role: *role,
            name: (*name).into(),
            email: format!("p{n}@qm.example"),
        });
        let app = App::new(world.office.clone(), facts, fonts(), keys(&world)).with_demo(accounts.collect(), None);
        Window { router: web::router(Arc::new(app)), world }
    }

    /// Sends one request as it is.
    pub async fn send(&self, request: Request<Body>) -> Seen {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 64 * 1024 * 1024).await.unwrap();
        Seen { status: parts.status, headers: parts.headers, bytes: bytes.to_vec() }
    }

    /// A request of nobody.
    pub async fn get(&self, path: &str) -> Seen {
        self.send(plain(Method::GET, path).body(Body::empty()).unwrap()).await
    }

    pub fn person(&self, party: CountryCode, n: u8) -> Browser<'_> {
        Browser { window: self, cookie: format!("manis={party}.secret{n}"), mark: format!("mark{n}") }
    }

    pub fn qm(&self, n: u8) -> Browser<'_> {
        self.person(country::DEMO_EXPORTER, n)
    }

    /// Somebody of QM who signs in anew, after the session of the beginning is over.
    pub async fn qm_again(&self, n: u8) -> Browser<'_> {
        let party = country::DEMO_EXPORTER;
        let house = self.world.office.house_of(party).unwrap();
        let now = self.world.office.clock.now();
        let until = now + jiff::SignedDuration::from_hours(12);
        let made: Result<(), store::Error> =
            store::act!(&self.world.office.store, &Scope::system(house.tenant.id, now), "keys", |tx| {
                tx.session_insert(&NewSession {
                    token_hash: web::session_hash(&format!("again{n}")),
                    person: person_id(party, n),
                    csrf: format!("mark{n}"),
                    expires_at: until,
                    idle_until_at: until,
                })
                .await?;
                tx.audit(AuditEntry::new("keys", "tenant", party));
                Ok(())
            });
        made.unwrap();
        Browser { window: self, cookie: format!("manis={party}.again{n}"), mark: format!("mark{n}") }
    }

    pub fn program(&self, party: CountryCode, n: u8) -> Program<'_> {
        Program { window: self, token: token_of(party, n) }
    }
}

fn keys(world: &World) -> KeyList {
    let mut keys = Vec::new();
    for (party, signer) in &world.signers {
        use permits::Signer as _;
        let (_, certificate) = x509(signer.certificate_der());
        let span = (jiff::civil::date(2020, 1, 1), jiff::civil::date(2040, 1, 1));
        let status = document::qr::KeyStatus::Active;
        let key = document::qr::Key::new(signer.key_id(), *party, &certificate, span.0, span.1, status);
        keys.extend(key.ok());
    }
    KeyList { keys }
}

/// The uncompressed point in a P-256 certificate: 65 bytes that begin with 04 behind the curve's name.
fn x509(der: &[u8]) -> (usize, Vec<u8>) {
    let curve = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04];
    let at = der.windows(curve.len()).position(|w| w == curve).expect("a P-256 key") + curve.len() - 1;
    (at, der[at..at + 65].to_vec())
}

pub fn plain(method: Method, path: &str) -> axum::http::request::Builder {
    Request::builder().method(method).uri(path).header(header::HOST, "window.example")
}

/// What came back.
#[derive(Debug)]
pub struct Seen {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Seen {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }

    /// The cookies that were set, as a browser sends them back.
    pub fn cookies(&self) -> String {
        let set = self.headers.get_all(header::SET_COOKIE).iter().filter_map(|v| v.to_str().ok());
        set.filter_map(|v| v.split(';').next()).filter(|v| !v.ends_with('=')).collect::<Vec<_>>().join("; ")
    }

    /// The mark that the forms of this page carry.
    pub fn mark(&self) -> String {
        let text = self.text();
        let at = text.find("name=\"csrf\" value=\"").expect("a form") + 19;
        text[at..].split('"').next().unwrap().to_owned()
    }

    pub fn goes_to(&self) -> String {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text());
        self.headers[header::LOCATION].to_str().unwrap().to_owned()
    }

    #[track_caller]
    pub fn is(self, status: u16) -> Seen {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        self
    }
}

/// A person at a browser.
pub struct Browser<'w> {
    pub window: &'w Window,
    pub cookie: String,
    pub mark: String,
}

impl Browser<'_> {
    pub async fn get(&self, path: &str) -> Seen {
        let request = plain(Method::GET, path).header(header::COOKIE, &self.cookie).body(Body::empty()).unwrap();
        self.window.send(request).await
    }

    /// Sends a form with the guards that its page carried.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let mut fields: Vec<(&str, &str)> = fields.to_vec();
        fields.push(("csrf", &self.mark));
        self.post_bare(path, &fields, &[("sec-fetch-site", "same-origin")]).await
    }

    /// Sends a form that may carry files, as a browser does: in parts.
    pub async fn post_parts(&self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let mut body = String::new();
        for (name, value) in fields.iter().chain(&[("csrf", self.mark.as_str())]) {
            body.push_str(&format!("--part\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
        }
        body.push_str("--part--\r\n");
        let request = plain(Method::POST, path)
            .header(header::COOKIE, &self.cookie)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=part");
        self.window.send(request.body(Body::from(body)).unwrap()).await
    }

    pub async fn post_bare(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Seen {
        let body = fields
            .iter()
            .map(|(n, v)| format!("{}={}", pages::links::encode(n), pages::links::encode(v)))
            .collect::<Vec<_>>()
            .join("&");
        let mut request = plain(Method::POST, path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.window.send(request.body(Body::from(body)).unwrap()).await
    }
}

/// A program with its token.
pub struct Program<'w> {
    window: &'w Window,
    token: String,
}

impl Program<'_> {
    pub async fn get(&self, path: &str) -> Seen {
        let bearer = format!("Bearer {}", self.token);
        self.window.send(plain(Method::GET, path).header("authorization", bearer).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Seen {
        self.send(Method::POST, path, body, &BTreeMap::new()).await
    }

    pub async fn send(&self, method: Method, path: &str, body: Value, headers: &BTreeMap<&str, &str>) -> Seen {
        let mut request = plain(method, path)
            .header("authorization", format!("Bearer {}", self.token))
            .header(header::CONTENT_TYPE, "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.window.send(request.body(Body::from(body.to_string())).unwrap()).await
    }
}
