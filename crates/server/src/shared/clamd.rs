//! A scanner of files that speaks the protocol of clamd: one connection a file, the bytes in pieces (INSTREAM).

use anyhow::{Result, bail};
use async_trait::async_trait;
use office::shared::faces::{Scanned, Scanner};
use std::path::PathBuf;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

/// Longest time for one file.
const TIME: Duration = Duration::from_secs(10);
/// Bytes of a piece.
const PIECE: usize = 64 * 1024;
/// Longest answer that is read.
const ANSWER: u64 = 4 * 1024;

/// Where the scanner listens.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Tcp(String),
    Unix(PathBuf),
}

/// The scanner of an installation.
#[derive(Debug, Clone)]
pub struct Clamd {
    place: Place,
    time: Duration,
}

impl Clamd {
    /// Reads the setting: `tcp:HOST:PORT` or `unix:PATH`.
    ///
    /// # Errors
    /// One sentence that names the setting.
    pub fn parse(text: &str) -> Result<Clamd> {
        let place = match text.split_once(':') {
            Some(("tcp", address)) if address.contains(':') => Place::Tcp(address.to_owned()),
            Some(("unix", path)) if path.starts_with('/') => Place::Unix(PathBuf::from(path)),
            _ => bail!("scanner {text:?} is no address; give tcp:HOST:PORT or unix:/PATH of clamd"),
        };
        Ok(Clamd { place, time: TIME })
    }

    /// The same with another patience.
    #[must_use]
    pub fn within(mut self, time: Duration) -> Clamd {
        self.time = time;
        self
    }

    async fn ask(&self, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
        match &self.place {
            Place::Tcp(address) => speak(tokio::net::TcpStream::connect(address).await?, bytes).await,
            #[cfg(unix)]
            Place::Unix(path) => speak(tokio::net::UnixStream::connect(path).await?, bytes).await,
            #[cfg(not(unix))]
            Place::Unix(_) => Err(std::io::Error::other("this machine has no such sockets")),
        }
    }
}

async fn speak(mut line: impl AsyncRead + AsyncWrite + Unpin, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    line.write_all(b"zINSTREAM\0").await?;
    for piece in bytes.chunks(PIECE) {
        line.write_u32(u32::try_from(piece.len()).unwrap_or(0)).await?;
        line.write_all(piece).await?;
    }
    line.write_u32(0).await?;
    line.flush().await?;
    let mut answer = Vec::new();
    line.take(ANSWER).read_to_end(&mut answer).await?;
    Ok(answer)
}

/// What an answer means.
fn understood(answer: &[u8]) -> Scanned {
    let text = String::from_utf8_lossy(answer);
    let text = text.trim_end_matches('\0').trim();
    match text.strip_prefix("stream: ") {
        Some("OK") => Scanned::Clean,
        Some(found) if found.ends_with(" FOUND") => Scanned::Infected(found.trim_end_matches(" FOUND").to_owned()),
        _ => Scanned::Silent(format!("the scanner answered {:?}", text.chars().take(80).collect::<String>())),
    }
}

#[async_trait]
impl Scanner for Clamd {
    async fn scan(&self, bytes: &[u8]) -> Scanned {
        match tokio::time::timeout(self.time, self.ask(bytes)).await {
            Ok(Ok(answer)) => understood(&answer),
            Ok(Err(cause)) => Scanned::Silent(cause.to_string()),
            Err(_) => Scanned::Silent("the scanner took too long".to_owned()),
        }
    }
}
