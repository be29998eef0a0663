//! A real PostgreSQL for tests: one scratch cluster on loopback for all tests of a user, one database for each test.
//!
//! The cluster is made with `initdb` in the folder for temporary files at the first need, shared by every test process
//! (a lock file lets one of them start it), and stops itself and is deleted when no test has asked for a database for
//! some minutes. As root everything of it runs as the user `postgres`, because PostgreSQL refuses to run as root.
//!
//! `MANIS_TEST_PG` names a running server instead: an address like `postgres://postgres@127.0.0.1:5432/postgres` of a
//! superuser that needs no password. `MANIS_PG_BIN` names the folder of the programs if it is not found.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// A database of its own for one test; dropped with it.
#[derive(Debug)]
pub struct Database {
    host: String,
    port: u16,
    name: String,
}

/// How long the shared cluster waits for another test before it stops itself, minutes.
const IDLE_MINUTES: u32 = 4;

impl Database {
    /// An empty database in the shared cluster.
    ///
    /// # Panics
    /// When PostgreSQL cannot be started: the sentence says what to install.
    pub fn create() -> Database {
        let (host, port) = match std::env::var("MANIS_TEST_PG") {
            Ok(url) => host_and_port(&url),
            Err(_) => ("127.0.0.1".to_owned(), shared_cluster()),
        };
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("t{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let database = Database { host, port, name };
        database.tool("createdb", &[&database.name]);
        database
    }

    /// Keeps the shared cluster awake for a story that takes longer than it waits for the next test.
    pub fn still_used() {
        // Whoever cannot write this loses the cluster and hears of it there.
        let _ = std::fs::write(base().join("used"), "");
    }

    /// Address for a superuser, who owns everything in it.
    pub fn url(&self) -> String {
        self.url_as("postgres")
    }

    /// Address for another role.
    pub fn url_as(&self, role: &str) -> String {
        format!("postgres://{role}@{}:{}/{}", self.host, self.port, self.name)
    }

    /// Runs statements as the superuser, beside the program under test.
    ///
    /// # Panics
    /// When a statement is refused.
    pub fn psql(&self, sql: &str) -> String {
        self.tool("psql", &["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", &self.name, "-c", sql])
    }

    fn tool(&self, program: &str, args: &[&str]) -> String {
        let port = self.port.to_string();
        let output = Command::new(bin(program))
            .args(["-h", &self.host, "-p", &port, "-U", "postgres"])
            .args(args)
            .output()
            .unwrap_or_else(|e| panic!("{program} cannot be run: {e}"));
        assert!(output.status.success(), "{program} {args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // What cannot be dropped now goes with the cluster.
        let _ = Command::new(bin("dropdb"))
            .args([
                "-h",
                &self.host,
                "-p",
                &self.port.to_string(),
                "-U",
                "postgres",
                "--force",
                "--if-exists",
                &self.name,
            ])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
    }
}

/// A cluster of one test's own, to be killed and started again; deleted with it.
#[derive(Debug)]
pub struct Cluster {
    dir: PathBuf,
    port: u16,
}

impl Cluster {
    /// Makes and starts a cluster.
    ///
    /// # Panics
    /// When PostgreSQL cannot be started.
    pub fn start() -> Cluster {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("manis-pg-own-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let cluster = Cluster { dir: std::env::temp_dir().join(name), port: free_port() };
        make(&cluster.dir);
        start(&cluster.dir, cluster.port, true);
        cluster
    }

    /// Address of its first database, for the superuser.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Stops it as a power cut would: no checkpoint, every connection lost.
    pub fn crash(&self) {
        pg_ctl(&self.dir, &["stop", "-m", "immediate", "-w"]);
    }

    /// Starts it again on the same port.
    pub fn restart(&self) {
        start(&self.dir, self.port, true);
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let _ = as_postgres(&bin("pg_ctl"))
            .args(["-D"])
            .arg(self.dir.join("data"))
            .args(["stop", "-m", "immediate"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

/// Where the shared cluster of this user lives.
fn base() -> PathBuf {
    let user = std::env::var("USER").or_else(|_| std::env::var("LOGNAME")).unwrap_or_else(|_| "tests".to_owned());
    let user: String = user.chars().filter(char::is_ascii_alphanumeric).collect();
    std::env::temp_dir().join(format!("manis-pg-{user}"))
}

/// Port of the shared cluster, started if need be.
fn shared_cluster() -> u16 {
    let base = base();
    std::fs::create_dir_all(&base).unwrap_or_else(|e| panic!("{}: {e}", base.display()));
    let lock = lock(&base.join("lock"));
    let dir = base.join("cluster");
    let port_file = base.join("port");
    let known = std::fs::read_to_string(&port_file).ok().and_then(|text| text.trim().parse::<u16>().ok());
    let port = match known {
        Some(port) if answers(port) => port,
        _ => {
            if dir.exists() {
                let _ = as_postgres(&bin("pg_ctl"))
                    .arg("-D")
                    .arg(dir.join("data"))
                    .args(["stop", "-m", "immediate"])
                    .output();
                std::fs::remove_dir_all(&dir).unwrap_or_else(|e| panic!("{}: {e}", dir.display()));
            }
            let port = free_port();
            make(&dir);
            start(&dir, port, false);
            std::fs::write(&port_file, port.to_string()).unwrap_or_else(|e| panic!("{}: {e}", port_file.display()));
            watch(&base, &dir);
            port
        }
    };
    // The watcher looks at the age of this file.
    std::fs::write(base.join("used"), "").unwrap_or_else(|e| panic!("{}: {e}", base.display()));
    drop(lock);
    port
}

/// Leaves a small shell behind that stops and deletes the cluster when nobody has used it for a while.
#[expect(clippy::zombie_processes, reason = "the shell outlives this process on purpose")]
fn watch(base: &Path, dir: &Path) {
    let script = r#"
        while sleep 20; do
            if [ -z "$(find "$1/used" -mmin "-$3" 2>/dev/null)" ]; then
                exec 9>"$1/lock"
                flock 9
                [ -n "$(find "$1/used" -mmin "-$3" 2>/dev/null)" ] && { flock -u 9; continue; }
                if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$4" -D "$2/data" stop -m immediate
                else "$4" -D "$2/data" stop -m immediate; fi
                rm -rf "$2" "$1/port"
                exit 0
            fi
        done"#;
    let watcher = Command::new("setsid")
        .args(["sh", "-c", script, "watch"])
        .arg(base)
        .arg(dir)
        .arg(IDLE_MINUTES.to_string())
        .arg(bin("pg_ctl"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    watcher.unwrap_or_else(|e| panic!("setsid and sh are needed to watch the test cluster: {e}"));
}

fn lock(path: &Path) -> File {
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(path);
    let file = file.unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    file.lock().unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    file
}

fn answers(port: u16) -> bool {
    Command::new(bin("pg_isready"))
        .args(["-q", "-h", "127.0.0.1", "-p", &port.to_string(), "-t", "5"])
        .status()
        .is_ok_and(|s| s.success())
}

/// Makes an empty cluster that trusts loopback.
fn make(dir: &Path) {
    std::fs::create_dir_all(dir).unwrap_or_else(|e| panic!("{}: {e}", dir.display()));
    if is_root() {
        let status = Command::new("chown").arg("postgres").arg(dir).status();
        assert!(status.is_ok_and(|s| s.success()), "the folder {} cannot be given to postgres", dir.display());
    }
    run(as_postgres(&bin("initdb")).arg("-D").arg(dir.join("data")).args([
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    ]));
}

/// `durable`: with the syncs of a real server; the shared cluster goes without, since it does not outlive the machine.
fn start(dir: &Path, port: u16, durable: bool) {
    let options = format!(
        "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=300 -c shared_buffers=128MB -c max_wal_size=2GB -c fsync={}",
        if durable { "on" } else { "off" }
    );
    let log = dir.join("log");
    run(as_postgres(&bin("pg_ctl"))
        .arg("-D")
        .arg(dir.join("data"))
        .arg("-l")
        .arg(log)
        .args(["-w", "-o", &options, "start"])
        .stdout(Stdio::null())
        .stderr(Stdio::null()));
    let until = Instant::now() + Duration::from_secs(30);
    while !answers(port) {
        assert!(Instant::now() < until, "PostgreSQL did not answer on port {port} in 30 seconds");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn pg_ctl(dir: &Path, args: &[&str]) {
    run(as_postgres(&bin("pg_ctl")).arg("-D").arg(dir.join("data")).args(args));
}

fn run(command: &mut Command) {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status();
    match status {
        Ok(status) => assert!(status.success(), "{command:?} ended with {status}"),
        Err(e) => panic!("{command:?} cannot be run: {e}"),
    }
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|o| o.stdout.trim_ascii() == b"0")
}

/// The program, as the user who may run PostgreSQL.
fn as_postgres(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--"]).arg(program).current_dir("/");
    command
}

/// Where a program of PostgreSQL is: `MANIS_PG_BIN`, Debian's folders (newest first), or the path.
fn bin(program: &str) -> PathBuf {
    if let Ok(folder) = std::env::var("MANIS_PG_BIN") {
        return Path::new(&folder).join(program);
    }
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|entries| entries.flatten().map(|e| e.path().join("bin").join(program)).filter(|p| p.exists()).collect())
        .unwrap_or_default();
    versions.sort();
    let debian = versions.pop();
    // psql's wrapper on the path is as good as the real one.
    let found = debian.unwrap_or_else(|| PathBuf::from(program));
    assert!(
        found.is_absolute() || Command::new(&found).arg("--version").output().is_ok(),
        "{program} is missing: install postgresql (Debian: apt-get install postgresql) or set MANIS_PG_BIN"
    );
    found
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0");
    let port = listener.and_then(|l| l.local_addr()).map(|a| a.port());
    port.unwrap_or_else(|e| panic!("no free port on loopback: {e}"))
}

/// `host` and `port` of an address.
fn host_and_port(url: &str) -> (String, u16) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split_once('@').map_or(rest, |(_, rest)| rest);
    let authority = rest.split_once('/').map_or(rest, |(authority, _)| authority);
    match authority.rsplit_once(':') {
        Some((host, port)) => (host.to_owned(), port.parse().unwrap_or(5432)),
        None => (authority.to_owned(), 5432),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_apart() {
        assert_eq!(host_and_port("postgres://postgres@127.0.0.1:5433/postgres"), ("127.0.0.1".to_owned(), 5433));
        assert_eq!(host_and_port("postgres://db/x"), ("db".to_owned(), 5432));
    }

    #[test]
    fn each_test_has_a_database_of_its_own() {
        let (one, two) = (Database::create(), Database::create());
        one.psql("CREATE TABLE only_here (n INT)");
        assert_eq!(two.psql("SELECT count(*) FROM pg_tables WHERE tablename = 'only_here'"), "0");
    }
}
