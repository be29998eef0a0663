//! Taking everything away again: for a demonstration that begins anew, and for nothing else.

use crate::schema;
use crate::{Engine, Error, Store};

impl Store {
    /// Drops every table and closes the archive; opening it again makes them anew. Refuses when a tenant is not
    /// fictional. Files of the object folder stay; the caller removes the folder.
    ///
    /// # Errors
    /// [`Error::Setup`] when there is a live tenant; what the database says otherwise, and then nothing was dropped.
    pub async fn erase_demonstration(self) -> Result<(), Error> {
        if let Some(live) = self.tenants().await?.iter().find(|t| !t.demo) {
            return Err(Error::Setup(format!(
                "{} in this database is no fictional Party; nothing was erased. Use another database for a demonstration.",
                live.code
            )));
        }
        let mut conn = self.db().begin_owner().await?;
        let mut names: Vec<String> = schema::tables().into_iter().map(|t| t.name).collect();
        names.reverse();
        let mut script = String::new();
        for name in &names {
            script.push_str(&format!("DROP TABLE {name};\n"));
            if self.engine() == Engine::Postgres && schema::is_append_only(name) {
                script.push_str(&format!("DROP FUNCTION {name}_refuse();\n"));
            }
        }
        script.push_str("DROP TABLE schema_version;\n");
        conn.script(script).await?;
        conn.commit().await?;
        self.close().await;
        Ok(())
    }
}
