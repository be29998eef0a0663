//! A scratch folder, the program as a process, and a running demonstration.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// A folder that goes with the test.
pub struct Scratch(pub PathBuf);

impl Scratch {
    pub fn new() -> Scratch {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let n = COUNT.fetch_add(1, Ordering::Relaxed);
        let dir = std::env::temp_dir().join(format!("manis-server-{}-{n}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        Scratch(dir)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Everything in the folder, by name.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(&self.0)
            .unwrap()
            .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Runs the program in this folder.
    pub fn manis<A: AsRef<std::ffi::OsStr>>(&self, args: impl IntoIterator<Item = A>) -> Told {
        Told(command().args(args).current_dir(&self.0).output().unwrap())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The program without anything of the caller's environment that could change what it does.
pub fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_manis"));
    for (name, _) in std::env::vars().filter(|(n, _)| n.starts_with("MANIS_")) {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

/// What a run said.
pub struct Told(pub Output);

impl Told {
    pub fn out(&self) -> String {
        String::from_utf8_lossy(&self.0.stdout).into_owned()
    }

    pub fn err(&self) -> String {
        String::from_utf8_lossy(&self.0.stderr).into_owned()
    }

    pub fn code(&self) -> i32 {
        self.0.status.code().unwrap_or(-1)
    }

    /// It went well; what it said on stdout.
    pub fn good(&self) -> String {
        assert_eq!(self.code(), 0, "{}{}", self.out(), self.err());
        self.out()
    }

    /// It was refused with one sentence on stderr, which contains these words.
    pub fn refused(&self, code: i32, words: &str) {
        let said = self.err();
        assert_eq!(self.code(), code, "{}{said}", self.out());
        assert!(said.starts_with("manis: ") && said.trim_end().lines().count() == 1, "not one sentence: {said}");
        assert!(said.contains(words), "{said}");
        assert!(!said.contains("panicked") && !said.contains("something is broken"), "{said}");
    }
}

/// A running demonstration with what it told.
pub struct Demo {
    pub dir: Scratch,
    pub known: Value,
    child: Child,
    database: Option<String>,
}

impl Demo {
    /// Starts one with little traffic, on free ports.
    pub fn start(database: Option<String>) -> Demo {
        let dir = Scratch::new();
        let child = Demo::spawn(&dir.0, database.as_deref(), &[]);
        let mut demo = Demo { dir, known: Value::Null, child, database };
        demo.wait();
        demo
    }

    fn spawn(dir: &Path, database: Option<&str>, more: &[&str]) -> Child {
        let mut command = command();
        command
            .args(["demo", "--listen", "127.0.0.1:0", "--epix-listen", "127.0.0.1:0", "--traffic", "small"])
            .args(["--seed", "7", "--data-dir", "data", "--ready-file", "ready", "--known-file", "known.json"])
            .args(more)
            .current_dir(dir)
            .stdout(std::fs::File::create(dir.join("out")).unwrap())
            .stderr(std::fs::File::create(dir.join("err")).unwrap());
        if let Some(url) = database {
            command.args(["--database", url]);
        }
        command.spawn().unwrap()
    }

    fn wait(&mut self) {
        let began = Instant::now();
        while !self.dir.0.join("ready").exists() {
            let err = || std::fs::read_to_string(self.dir.0.join("err")).unwrap();
            if let Some(status) = self.child.try_wait().unwrap() {
                panic!("the demonstration ended with {status}: {}", err());
            }
            assert!(began.elapsed() < Duration::from_secs(600), "the demonstration did not begin: {}", err());
            std::thread::sleep(Duration::from_millis(100));
        }
        self.known = serde_json::from_slice(&std::fs::read(self.dir.0.join("known.json")).unwrap()).unwrap();
    }

    /// The machine loses power.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        // Nobody removed it; a starter would.
        let _ = std::fs::remove_file(self.dir.0.join("ready"));
    }

    /// And has it again.
    pub fn again(&mut self) {
        self.child = Demo::spawn(&self.dir.0, self.database.as_deref(), &[]);
        self.wait();
    }

    /// Begins anew.
    pub fn reset(&mut self) {
        self.child = Demo::spawn(&self.dir.0, self.database.as_deref(), &["--reset"]);
        self.wait();
    }

    /// Asked to stop; answers after how long it did.
    pub fn stop(&mut self) -> Duration {
        let began = Instant::now();
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(asked.success());
        let status = self.child.wait().unwrap();
        assert!(status.success(), "stopped with {status}");
        began.elapsed()
    }

    pub fn text(&self, pointer: &str) -> String {
        self.known.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("no {pointer}")).to_owned()
    }

    /// The first known permit of QM for QN in a state.
    pub fn permit(&self, state: &str) -> &Value {
        let all = self.known["permits"].as_array().unwrap();
        all.iter()
            .find(|p| p["state"] == state && p["issuer"] == "QM" && p["importer"] == "QN")
            .unwrap_or_else(|| panic!("no permit is {state}"))
    }

    /// Arguments that name the archive.
    pub fn place(&self) -> Vec<String> {
        let mut args = vec!["--data-dir".to_owned(), "data".to_owned()];
        if let Some(url) = &self.database {
            args.extend(["--database".to_owned(), url.clone()]);
        }
        args
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
