//! An awkward gateway for text messages: takes them by HTTP, and misbehaves as told, one request after another.

use std::collections::VecDeque;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How one request ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// Taken: 202.
    Takes,
    /// 503: in trouble.
    Busy,
    /// 422: no such number.
    Refuses,
    /// 302 to another address: whoever follows it gives the token away.
    SendsAway,
    /// Hears the request and says nothing.
    Hangs,
}

/// A request as it came: head and body as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Request line and headers.
    pub head: String,
    /// Body.
    pub body: String,
}

#[derive(Debug, Default)]
struct Room {
    moods: VecDeque<Mood>,
    asked: Vec<Asked>,
}

/// The gateway; it ends with the test's process.
#[derive(Debug, Clone)]
pub struct AwkwardTexts {
    /// Where it listens.
    pub at: SocketAddr,
    room: Arc<Mutex<Room>>,
}

impl AwkwardTexts {
    /// Starts it on a free port of this machine. Requests go by `moods` in order, then it takes everything.
    ///
    /// # Panics
    /// When no port is free.
    pub fn start(moods: &[Mood]) -> AwkwardTexts {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let at = listener.local_addr().expect("the port that was taken");
        let room = Arc::new(Mutex::new(Room { moods: moods.to_vec().into(), ..Room::default() }));
        let inside = room.clone();
        std::thread::spawn(move || {
            for caller in listener.incoming().flatten() {
                let room = inside.clone();
                std::thread::spawn(move || {
                    // A caller that goes away in the middle is what the tests are about.
                    drop(talk(&room, &caller));
                });
            }
        });
        AwkwardTexts { at, room }
    }

    /// Its address as one sets it.
    pub fn address(&self) -> String {
        format!("http://{}/sms", self.at)
    }

    /// Requests as they came.
    pub fn asked(&self) -> Vec<Asked> {
        lock(&self.room).asked.clone()
    }
}

fn lock(room: &Mutex<Room>) -> MutexGuard<'_, Room> {
    room.lock().unwrap_or_else(PoisonError::into_inner)
}

fn talk(room: &Mutex<Room>, caller: &TcpStream) -> std::io::Result<()> {
    caller.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut lines = BufReader::new(caller);
    let mut head = String::new();
    let mut length = 0;
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line)? == 0 || line == "\r\n" {
            break;
        }
        if let Some(text) = line.to_lowercase().strip_prefix("content-length:") {
            length = text.trim().parse().unwrap_or(0);
        }
        head.push_str(&line);
    }
    let mut body = vec![0; length];
    lines.read_exact(&mut body)?;
    let mood = {
        let mut room = lock(room);
        room.asked.push(Asked { head, body: String::from_utf8_lossy(&body).into_owned() });
        room.moods.pop_front().unwrap_or(Mood::Takes)
    };
    let first = match mood {
        Mood::Takes => "202 Accepted",
        Mood::Busy => "503 Service Unavailable",
        Mood::Refuses => "422 Unprocessable Content",
        Mood::SendsAway => "302 Found\r\nLocation: http://127.0.0.1:9/other",
        Mood::Hangs => {
            std::thread::sleep(Duration::from_secs(30));
            return Ok(());
        }
    };
    let mut out = caller;
    write!(out, "HTTP/1.1 {first}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")?;
    out.flush()
}
