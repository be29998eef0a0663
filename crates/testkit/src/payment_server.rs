//! The awkward payment service as a real HTTP server: it answers late, drop by drop, with nonsense, with 500, with a
//! redirect, or breaks the line; it checks that we sign what we ask, and calls back as often as one likes.
//!
//! It follows `docs/payments.md` with code of its own, so that a reading of the contract is checked by another.

use crate::payments::{AwkwardProvider, Said};
use aws_lc_rs::hmac;
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How one request is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// As the contract says.
    Right,
    /// 500.
    Fails,
    /// 503, come again later.
    Busy,
    /// Takes the request, does it, and says nothing for so long.
    Late(Duration),
    /// One byte a time with a pause between them.
    Slow,
    /// Breaks the line before the answer; what was asked is done.
    CutBefore,
    /// Breaks the line in the middle of the answer.
    CutInside,
    /// Sends us elsewhere.
    Redirects,
    /// Answers something that is no JSON.
    Nonsense,
    /// Answers a megabyte.
    Huge,
}

#[derive(Default)]
struct Room {
    moods: Vec<Mood>,
    asked: Vec<String>,
    keys: BTreeMap<String, usize>,
    badly_signed: usize,
}

/// The server; it ends with the test's process.
#[derive(Clone)]
pub struct PaymentServer {
    /// Where it listens.
    pub at: SocketAddr,
    /// What it knows.
    pub provider: Arc<AwkwardProvider>,
    room: Arc<Mutex<Room>>,
}

fn lock(room: &Mutex<Room>) -> MutexGuard<'_, Room> {
    room.lock().unwrap_or_else(PoisonError::into_inner)
}

impl PaymentServer {
    /// Starts it on a free port of this machine; `decimals` of the currency in its amounts is 2.
    ///
    /// # Panics
    /// When no port is free.
    pub fn start(secret: &[u8]) -> PaymentServer {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let at = listener.local_addr().expect("the port that was taken");
        let server = PaymentServer { at, provider: Arc::new(AwkwardProvider::new(secret)), room: Arc::default() };
        let inside = server.clone();
        std::thread::spawn(move || {
            for caller in listener.incoming().flatten() {
                let server = inside.clone();
                std::thread::spawn(move || {
                    // A caller that goes away in the middle is what the tests are about.
                    drop(server.talk(caller));
                });
            }
        });
        server
    }

    /// Its address as one sets it.
    pub fn address(&self) -> String {
        format!("http://{}/v1", self.at)
    }

    /// The next requests go by these moods, then it is right again.
    pub fn next(&self, moods: &[Mood]) {
        lock(&self.room).moods = moods.iter().rev().copied().collect();
    }

    /// Requests as they came: method and path.
    pub fn asked(&self) -> Vec<String> {
        lock(&self.room).asked.clone()
    }

    /// How many payments were begun under each idempotency key; more than one is a payment made twice.
    pub fn begun(&self) -> BTreeMap<String, usize> {
        lock(&self.room).keys.clone()
    }

    /// Requests whose signature was not right.
    pub fn badly_signed(&self) -> usize {
        lock(&self.room).badly_signed
    }

    fn talk(&self, caller: TcpStream) -> std::io::Result<()> {
        caller.set_read_timeout(Some(Duration::from_secs(30)))?;
        let mut out = caller.try_clone()?;
        let mut lines = BufReader::new(caller);
        let Some(request) = read_request(&mut lines)? else { return Ok(()) };
        let mood = {
            let mut room = lock(&self.room);
            room.asked.push(format!("{} {}", request.method, request.path));
            room.moods.pop().unwrap_or(Mood::Right)
        };
        let answer = match mood {
            Mood::Fails => (500, r#"{"error":"something broke"}"#.to_owned()),
            Mood::Busy => (503, "{}".to_owned()),
            Mood::Redirects => {
                let text = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/elsewhere\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
                return out.write_all(text.as_bytes());
            }
            Mood::Nonsense => (200, "<html>Welcome to our bank</html>".to_owned()),
            Mood::Huge => (200, format!("{{\"x\":\"{}\"}}", "a".repeat(1_000_000))),
            Mood::Right | Mood::Late(_) | Mood::Slow | Mood::CutBefore | Mood::CutInside => self.answer(&request),
        };
        if let Mood::Late(time) = mood {
            std::thread::sleep(time);
        }
        if mood == Mood::CutBefore {
            return Ok(());
        }
        let (status, body) = answer;
        let text = format!(
            "HTTP/1.1 {status} Answer\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        match mood {
            Mood::CutInside => out.write_all(&text.as_bytes()[..text.len() - body.len() / 2 - 1]),
            Mood::Slow => text.bytes().try_for_each(|byte| {
                std::thread::sleep(Duration::from_millis(250));
                out.write_all(&[byte])
            }),
            _ => out.write_all(text.as_bytes()),
        }
    }

    fn answer(&self, request: &Request) -> (u16, String) {
        if !self.is_signed(request) {
            lock(&self.room).badly_signed += 1;
            return (401, r#"{"error":"signature"}"#.to_owned());
        }
        let said = |s: &Said| {
            serde_json::json!({
                "reference": s.reference, "state": s.state,
                "amount": format!("{}.{:02}", s.minor / 100, s.minor % 100), "currency": s.currency,
            })
            .to_string()
        };
        match (request.method.as_str(), request.path.strip_prefix("/v1/payments")) {
            ("POST", Some("")) => {
                let Ok(order) = serde_json::from_slice::<serde_json::Value>(&request.body) else {
                    return (400, "{}".into());
                };
                let text = |key: &str| order[key].as_str().unwrap_or("").to_owned();
                let (reference, amount) = (text("reference"), text("amount"));
                let key = request.header("idempotency-key");
                let minor: Option<i64> = amount.replace('.', "").parse().ok();
                let (Some(minor), true) = (minor, key == reference && !key.is_empty()) else {
                    return (400, "{}".into());
                };
                // The same key again is the same payment.
                if !self.provider.references().contains(&reference) {
                    self.provider.begin(&reference, minor, &text("currency"));
                    *lock(&self.room).keys.entry(key).or_default() += 1;
                }
                let place = format!("http://{}/pay/{reference}", self.at);
                (201, serde_json::json!({ "reference": reference, "checkout_url": place }).to_string())
            }
            ("GET", Some(path)) => match self.provider.read(path.trim_start_matches('/')) {
                Ok(Some(s)) => (200, said(&s)),
                Ok(None) => (404, r#"{"error":"unknown"}"#.into()),
                Err(_) => (503, "{}".into()),
            },
            _ => (404, "{}".into()),
        }
    }

    fn is_signed(&self, request: &Request) -> bool {
        let header = request.header("manis-signature");
        let part = |name: &str| header.split(',').find_map(|p| p.strip_prefix(name)).unwrap_or("").to_owned();
        let mut text = format!("{}.{}.{}.", part("t="), request.method, request.path).into_bytes();
        text.extend_from_slice(&request.body);
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.provider.secret());
        let mark: String = hmac::sign(&key, &text).as_ref().iter().map(|b| format!("{b:02x}")).collect();
        !part("k=").is_empty() && mark == part("v1=")
    }
}

struct Request {
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Request {
    fn header(&self, name: &str) -> String {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone()).unwrap_or_default()
    }
}

fn read_request(lines: &mut BufReader<TcpStream>) -> std::io::Result<Option<Request>> {
    let mut first = String::new();
    if lines.read_line(&mut first)? == 0 {
        return Ok(None);
    }
    let mut words = first.split_whitespace();
    let (method, path) = (words.next().unwrap_or("").to_owned(), words.next().unwrap_or("").to_owned());
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':') {
            headers.push((name.trim().to_lowercase(), value.trim().to_owned()));
        }
    }
    let length = headers.iter().find(|(n, _)| n == "content-length").and_then(|(_, v)| v.parse().ok()).unwrap_or(0);
    let mut body = vec![0_u8; length];
    lines.read_exact(&mut body)?;
    Ok(Some(Request { method, path, headers, body }))
}
