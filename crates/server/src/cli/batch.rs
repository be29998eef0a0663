//! Many files in one process: all processors work, one line for each file, in the order they were given.

use super::{Answer, say, sentence};
use std::collections::BTreeMap;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

/// Does `work` with every file and says `FILE: ok …` or `FILE: error …` for each. Answers whether all went well.
///
/// # Errors
/// When stdout is closed; files that failed are lines, not errors.
pub fn each(files: &[PathBuf], work: impl Fn(&Path) -> anyhow::Result<String> + Sync) -> Answer {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get).min(files.len());
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (send, receive) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (send, next, stop, work) = (send.clone(), &next, &stop, &work);
            scope.spawn(move || {
                while !stop.load(Ordering::Relaxed) {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    let Some(file) = files.get(n) else { break };
                    if send.send((n, work(file))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        let (mut waiting, mut due, mut good) = (BTreeMap::new(), 0, true);
        for (n, result) in receive {
            waiting.insert(n, result);
            while let Some(result) = waiting.remove(&due) {
                let name = files[due].display();
                let line = match result {
                    Ok(words) => format!("{name}: ok {words}"),
                    Err(error) => {
                        good = false;
                        format!("{name}: error {}", sentence(&error))
                    }
                };
                due += 1;
                if let Err(closed) = say::line(line.trim_end()) {
                    stop.store(true, Ordering::Relaxed);
                    return Err(closed);
                }
            }
        }
        // A thread that broke leaves its file without a line.
        Ok(good && due == files.len())
    })
}
