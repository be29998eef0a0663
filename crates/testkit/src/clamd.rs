//! A scanner of files that is as awkward as real ones: slow, cut off in the middle, out of its mind, or right.

use std::net::SocketAddr;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// How it behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// Finds the test virus, and nothing in anything else.
    Right,
    /// Takes everything and never answers.
    Silent,
    /// Breaks the line after the first bytes.
    CutOff,
    /// Answers nonsense.
    Garbled,
    /// Says that the file is too large for it.
    TooSmall,
}

/// The harmless test virus of the trade, put together here so that no scanner takes this file for one.
pub fn test_virus() -> Vec<u8> {
    [r"X5O!P%@AP[4\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-", "TEST-FILE!$H+H*"].concat().into_bytes()
}

/// A listening double; ends when it is dropped.
pub struct Clamd {
    /// Where it listens.
    pub at: SocketAddr,
    task: JoinHandle<()>,
}

impl Drop for Clamd {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Clamd {
    /// Starts one on a free port of this machine.
    ///
    /// # Panics
    /// When no port is free.
    pub async fn start(mood: Mood) -> Clamd {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let at = listener.local_addr().expect("its address");
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(async move {
                    let _ = serve(stream, mood).await;
                });
            }
        });
        Clamd { at, task }
    }
}

async fn serve(mut stream: TcpStream, mood: Mood) -> std::io::Result<()> {
    let mut command = [0_u8; 10];
    stream.read_exact(&mut command).await?;
    if &command != b"zINSTREAM\0" {
        return stream.write_all(b"UNKNOWN COMMAND\0").await;
    }
    let mut file = Vec::new();
    loop {
        let length = stream.read_u32().await?;
        if length == 0 {
            break;
        }
        if mood == Mood::CutOff {
            return Ok(());
        }
        if mood == Mood::TooSmall {
            return stream.write_all(b"INSTREAM size limit exceeded. ERROR\0").await;
        }
        let mut piece = vec![0_u8; length as usize];
        stream.read_exact(&mut piece).await?;
        file.extend(piece);
    }
    let virus = test_virus();
    let answer: &[u8] = match mood {
        Mood::Garbled => b"\xff\xfe what?\0",
        Mood::Silent => return std::future::pending().await,
        _ if file.windows(virus.len()).any(|w| w == virus) => b"stream: Eicar-Test-Signature FOUND\0",
        _ => b"stream: OK\0",
    };
    stream.write_all(answer).await
}
