//! An awkward mail server: speaks enough SMTP to be sent to, and misbehaves as told, one conversation after another.

use std::collections::VecDeque;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How one conversation goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// Takes the mail.
    Takes,
    /// Says 451 to the address: come again later.
    Greylists,
    /// Says 550 to the address: never.
    Refuses,
    /// Lets the caller connect and says nothing.
    Hangs,
    /// Takes the mail and breaks the line before it says so.
    LosesItsAnswer,
    /// Takes the mail and says nothing until the caller has gone.
    Ponders,
}

#[derive(Debug, Default)]
struct Room {
    moods: VecDeque<Mood>,
    taken: Vec<String>,
    calls: usize,
    pondering: usize,
    had: Vec<Mood>,
}

/// The server; it ends with the test's process.
#[derive(Debug, Clone)]
pub struct AwkwardSmtp {
    /// Where it listens.
    pub at: SocketAddr,
    room: Arc<Mutex<Room>>,
}

impl AwkwardSmtp {
    /// Starts it on a free port of this machine. Conversations go by `moods` in order, then it takes everything.
    ///
    /// # Panics
    /// When no port is free.
    pub fn start(moods: &[Mood]) -> AwkwardSmtp {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let at = listener.local_addr().expect("the port that was taken");
        let room = Arc::new(Mutex::new(Room { moods: moods.to_vec().into(), ..Room::default() }));
        let inside = room.clone();
        std::thread::spawn(move || {
            for caller in listener.incoming().flatten() {
                let room = inside.clone();
                std::thread::spawn(move || {
                    let mood = {
                        let mut room = lock(&room);
                        room.calls += 1;
                        let mood = room.moods.pop_front().unwrap_or(Mood::Takes);
                        room.had.push(mood);
                        mood
                    };
                    // A caller that goes away in the middle is what the tests are about.
                    drop(talk(caller, mood, &room));
                });
            }
        });
        AwkwardSmtp { at, room }
    }

    /// Mails that it took, as they came, answer told or not.
    pub fn taken(&self) -> Vec<String> {
        lock(&self.room).taken.clone()
    }

    /// Further conversations go by these moods, after those it was told before.
    pub fn then(&self, moods: &[Mood]) {
        lock(&self.room).moods.extend(moods);
    }

    /// How often it was in a mood.
    pub fn had(&self, mood: Mood) -> usize {
        lock(&self.room).had.iter().filter(|m| **m == mood).count()
    }

    /// Conversations in which it has taken a mail and says nothing.
    pub fn pondering(&self) -> usize {
        lock(&self.room).pondering
    }

    /// How often it was called.
    pub fn calls(&self) -> usize {
        lock(&self.room).calls
    }
}

fn lock(room: &Mutex<Room>) -> MutexGuard<'_, Room> {
    room.lock().unwrap_or_else(PoisonError::into_inner)
}

fn talk(caller: TcpStream, mood: Mood, room: &Mutex<Room>) -> std::io::Result<()> {
    if mood == Mood::Hangs {
        std::thread::sleep(Duration::from_secs(30));
        return Ok(());
    }
    caller.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut out = caller.try_clone()?;
    let mut lines = BufReader::new(caller);
    let mut say = |text: &str| out.write_all(format!("{text}\r\n").as_bytes());
    say("220 awkward.example")?;
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let word = line.trim().to_uppercase();
        match word.split([' ', ':']).next().unwrap_or("") {
            "EHLO" | "HELO" => say("250 awkward.example")?,
            "MAIL" => say("250 ok")?,
            "RCPT" => match mood {
                Mood::Greylists => say("451 greylisted, try again later")?,
                Mood::Refuses => say("550 no such mailbox")?,
                _ => say("250 ok")?,
            },
            "DATA" => {
                say("354 go on")?;
                let mut mail = String::new();
                loop {
                    let mut line = String::new();
                    if lines.read_line(&mut line)? == 0 {
                        return Ok(());
                    }
                    if line == ".\r\n" {
                        break;
                    }
                    mail.push_str(&line);
                }
                lock(room).taken.push(mail);
                if mood == Mood::LosesItsAnswer {
                    return Ok(());
                }
                if mood == Mood::Ponders {
                    lock(room).pondering += 1;
                    let gone = lines.read(&mut [0]);
                    lock(room).pondering -= 1;
                    return gone.map(drop);
                }
                say("250 taken")?;
            }
            "QUIT" => return say("221 bye"),
            _ => say("250 ok")?,
        }
    }
}
