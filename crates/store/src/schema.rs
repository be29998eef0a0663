//! The tables: migrations, their rendering for each engine, and what the columns are called.
//!
//! To add a migration: write `migrations/template/NNNN_name.sql`, render (see `migrations/README.md`), add it to [`MIGRATIONS`].

use crate::Error;
use crate::engine::{Db, Engine};
use crate::sql::args;
use cites::Digest;

/// One step of the schema, never edited after a release.
pub(crate) struct Migration {
    pub version: i64,
    pub name: &'static str,
    pub template: &'static str,
    pub sqlite: &'static str,
    pub postgres: &'static str,
}

macro_rules! migration {
    ($version:literal, $name:literal) => {
        Migration {
            version: $version,
            name: $name,
            template: include_str!(concat!("../migrations/template/", $name, ".sql")),
            sqlite: include_str!(concat!("../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../migrations/postgres/", $name, ".sql")),
        }
    };
}

/// All steps, oldest first.
pub(crate) const MIGRATIONS: &[Migration] = &[
    migration!(1, "0001_first"),
    migration!(2, "0002_money"),
    migration!(4, "0004_law"),
    migration!(5, "0005_notices"),
    migration!(6, "0006_registers"),
    migration!(7, "0007_examination"),
    migration!(8, "0008_documents"),
    migration!(9, "0009_intake"),
    migration!(10, "0010_consignments"),
    migration!(11, "0011_blanks"),
    migration!(12, "0012_marks"),
    migration!(13, "0013_facts"),
    migration!(14, "0014_money_more"),
    migration!(15, "0015_fees"),
    migration!(16, "0016_treasury"),
    migration!(17, "0017_one_register"),
    migration!(19, "0019_settings"),
    migration!(20, "0020_directory"),
    migration!(21, "0021_arrivals"),
    migration!(22, "0022_plant_exports"),
    migration!(23, "0023_urgent"),
    migration!(24, "0024_amendments"),
    migration!(26, "0026_one_queue"),
    migration!(27, "0027_papers"),
    migration!(31, "0031_house"),
    migration!(32, "0032_tasks"),
    migration!(33, "0033_desk"),
    migration!(34, "0034_desk_work"),
    migration!(35, "0035_registry"),
    migration!(36, "0036_fees_beside"),
    migration!(37, "0037_risk"),
];

/// Number of the newest step this program knows.
pub const SCHEMA_VERSION: i64 = MIGRATIONS[MIGRATIONS.len() - 1].version;

impl Migration {
    fn text(&self, engine: Engine) -> &'static str {
        match engine {
            Engine::Sqlite => self.sqlite,
            Engine::Postgres => self.postgres,
        }
    }

    fn checksum(&self) -> Digest {
        Digest::of("manis-migration", self.template.as_bytes())
    }
}

const VERSION_TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL)";
const APPLIED: &str = "SELECT version, name, checksum FROM schema_version ORDER BY version";
const RECORD: &str = "INSERT INTO schema_version (version, name, checksum) VALUES ($1, $2, $3)";

/// Brings the database to this program's schema, each step in one transaction; answers whether anything was done.
///
/// # Errors
/// [`Error::Schema`] when the database is newer than the program, or a released step was changed.
pub(crate) async fn migrate(db: &Db) -> Result<bool, Error> {
    let mut conn = db.begin_owner().await?;
    conn.script(VERSION_TABLE.to_owned()).await?;
    let mut applied = Vec::new();
    for row in conn.all(APPLIED, vec![]).await? {
        applied.push((row.get::<i64>("version")?, row.get::<String>("name")?, row.get::<String>("checksum")?));
    }
    check_history(&applied)?;
    let mut changed = false;
    for step in &MIGRATIONS[applied.len()..] {
        conn.script(step.text(db.engine()).to_owned()).await?;
        conn.run(RECORD, args![step.version, step.name, step.checksum().to_string()]).await?;
        changed = true;
    }
    conn.commit().await?;
    Ok(changed)
}

/// Are the applied steps the first ones of ours, unchanged?
fn check_history(applied: &[(i64, String, String)]) -> Result<(), Error> {
    for (i, (version, name, checksum)) in applied.iter().enumerate() {
        match MIGRATIONS.get(i) {
            None => {
                return Err(Error::Schema(format!(
                    "This database has schema step {version} ({name}), made by a newer program. Start a newer manis; this one knows steps up to {SCHEMA_VERSION}."
                )));
            }
            Some(step) if step.version != *version || step.checksum().to_string() != *checksum => {
                return Err(Error::Schema(format!(
                    "Schema step {version} ({name}) of this database is not the one this program has. Use the program that made the database, or restore a backup into a new one."
                )));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Storage class of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Int,
    Text,
    Bytes,
}

/// A table as the templates declare it, for backups and for the tests that check every one.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub name: String,
    /// Name, class, sentence.
    pub columns: Vec<(String, Class, String)>,
    /// Column names of the primary key.
    pub key: Vec<String>,
}

impl Table {
    /// The column that holds the tenant: `id` in the tenant's own table.
    pub(crate) fn tenant_column(&self) -> &'static str {
        if self.name == "tenant" { "id" } else { "tenant" }
    }

    pub(crate) fn column_list(&self) -> String {
        self.columns.iter().map(|c| c.0.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// May rows of this table only be added?
pub(crate) fn is_append_only(table: &str) -> bool {
    MIGRATIONS.iter().any(|step| step.template.contains(&format!("{{append_only {table}}}")))
}

/// Every table in the order of its creation, so that references always point backwards. What a later step dropped on
/// both engines is not there any more.
pub(crate) fn tables() -> Vec<Table> {
    MIGRATIONS.iter().fold(Vec::new(), |mut all, step| {
        all.extend(tables_of(step.template));
        let gone = |t: &Table| step.template.lines().any(|l| l == format!("DROP TABLE {};", t.name));
        all.retain(|t| !gone(t));
        all
    })
}

fn tables_of(template: &str) -> Vec<Table> {
    let mut tables = Vec::new();
    let mut current: Option<Table> = None;
    let mut sentence = String::new();
    for line in template.lines().map(str::trim) {
        if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
            let name = rest.trim_end_matches(" (").to_owned();
            current = Some(Table { name, columns: Vec::new(), key: Vec::new() });
            continue;
        }
        let Some(table) = current.as_mut() else { continue };
        if let Some(words) = line.strip_prefix("-- ") {
            sentence = words.to_owned();
        } else if line.starts_with(')') {
            tables.extend(current.take());
        } else if let Some(key) = line.strip_prefix("PRIMARY KEY (") {
            table.key = key.trim_end_matches([',', ')']).split(", ").map(str::to_owned).collect();
        } else if !line.starts_with("CONSTRAINT") && !line.is_empty() {
            let mut words = line.split_whitespace();
            let (name, class) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
            let class = match class.trim_end_matches(',') {
                "{int}" => Class::Int,
                "{bytes}" => Class::Bytes,
                _ => Class::Text,
            };
            if line.contains("NOT NULL PRIMARY KEY") {
                table.key = vec![name.to_owned()];
            }
            table.columns.push((name.to_owned(), class, std::mem::take(&mut sentence)));
        }
    }
    tables
}

/// Renders a template for one engine.
#[cfg(test)]
pub(crate) fn render(template: &str, engine: Engine) -> String {
    let pg = engine == Engine::Postgres;
    let mut out = String::from("-- Rendered from the template of the same name; do not edit.\n");
    for line in template.lines() {
        let token = |name: &str| {
            line.strip_prefix('{')?.strip_suffix('}')?.strip_prefix(name)?.strip_prefix(' ').map(str::to_owned)
        };
        if let Some(table) = token("wall") {
            if pg {
                out.push_str(&wall(&table, "tenant", false));
            }
        } else if let Some(words) = token("open_read") {
            let (table, column) = words.split_once(' ').expect("table and column");
            if pg {
                out.push_str(&wall(table, column, true));
            }
        } else if let Some(table) = token("append_only") {
            out.push_str(&append_only(&table, pg));
        } else if let Some(words) = line.strip_prefix("{sqlite} ") {
            out.push_str(&if pg { String::new() } else { format!("{words}\n") });
        } else if let Some(words) = line.strip_prefix("{postgres} ") {
            out.push_str(&if pg { format!("{words}\n") } else { String::new() });
        } else {
            let (int, bytes) = if pg { ("BIGINT", "BYTEA") } else { ("INTEGER", "BLOB") };
            let line = line.replace("{int}", int).replace("{bytes}", bytes);
            let line = if pg { line.replace(" {strict}", "") } else { line.replace("{strict}", "STRICT") };
            out.push_str(&line);
            out.push('\n');
        }
    }
    if pg {
        out.push('\n');
        for table in tables_of(template) {
            for (column, _, sentence) in &table.columns {
                let words = sentence.replace('\'', "''");
                out.push_str(&format!("COMMENT ON COLUMN {}.{column} IS '{words}';\n", table.name));
            }
        }
    }
    out
}

#[cfg(test)]
fn wall(table: &str, column: &str, open_read: bool) -> String {
    let own = format!("{column} = NULLIF(current_setting('manis.tenant', true), '')::BIGINT");
    let mut out =
        format!("ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;\nALTER TABLE {table} FORCE ROW LEVEL SECURITY;\n");
    out.push_str(&format!("CREATE POLICY tenant_wall ON {table} FOR ALL USING ({own}) WITH CHECK ({own});\n"));
    if open_read {
        out.push_str(&format!("CREATE POLICY open_read ON {table} FOR SELECT USING (true);\n"));
    }
    out
}

#[cfg(test)]
fn append_only(table: &str, pg: bool) -> String {
    if pg {
        return format!(
            "CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'MN001'; END $$;\nCREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse();\nCREATE TRIGGER {table}_all BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse();\n"
        );
    }
    ["UPDATE", "DELETE"].iter().fold(String::new(), |out, verb| {
        let name = verb.to_lowercase();
        out + &format!(
            "CREATE TRIGGER {table}_no_{name} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;\n"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rendered_files_are_what_the_templates_say() {
        let base = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
        for step in MIGRATIONS {
            for (engine, folder, have) in
                [(Engine::Sqlite, "sqlite", step.sqlite), (Engine::Postgres, "postgres", step.postgres)]
            {
                let want = render(step.template, engine);
                if std::env::var_os("MANIS_RENDER").is_some() {
                    std::fs::write(format!("{base}/{folder}/{}.sql", step.name), &want).unwrap();
                } else {
                    assert_eq!(have, want, "{folder}/{}: render again, see migrations/README.md", step.name);
                }
            }
        }
    }

    #[test]
    fn every_column_has_a_sentence_and_every_table_a_wall_and_the_tenant_first() {
        let tables = tables();
        assert!(tables.len() > 25, "{}", tables.len());
        for table in &tables {
            for (column, _, sentence) in &table.columns {
                assert!(sentence.len() > 5 && sentence.ends_with('.'), "{}.{column}: {sentence:?}", table.name);
            }
            assert_eq!(table.columns[0].0, table.tenant_column(), "{}", table.name);
            assert!(!table.key.is_empty(), "{}", table.name);
            let walled = MIGRATIONS.iter().any(|s| {
                s.template.contains(&format!("{{wall {}}}", table.name))
                    || s.template.contains(&format!("{{open_read {} ", table.name))
            });
            assert!(walled, "{} has no wall", table.name);
        }
    }

    #[test]
    fn a_newer_or_changed_history_is_refused() {
        let own: Vec<_> = MIGRATIONS.iter().map(|m| (m.version, m.name.to_owned(), m.checksum().to_string())).collect();
        assert!(check_history(&own).is_ok() && check_history(&own[..1]).is_ok());
        let newer = (SCHEMA_VERSION + 1, "later".to_owned(), "x".to_owned());
        let known: Vec<_> = own.into_iter().chain([newer]).collect();
        assert!(check_history(&known).unwrap_err().to_string().contains("newer"));
        assert!(check_history(&[(1, "0001_first".to_owned(), "other".to_owned())]).is_err());
    }
}
