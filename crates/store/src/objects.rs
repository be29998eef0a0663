//! The bytes of attachments, in a folder, named by their digest.
//!
//! A file is durable (written aside, synced, renamed, folder synced) before the row that names it is committed. A file
//! without a row is swept; a row without its file is an alarm.

use crate::{Error, Store, TenantId};
use bytes::Bytes;
use cites::Digest;
use futures::TryStreamExt as _;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt as _};

/// The folder behind the archive.
pub(crate) struct Objects {
    files: LocalFileSystem,
}

impl Objects {
    pub(crate) fn open(data_dir: &std::path::Path) -> Result<Objects, Error> {
        let folder = data_dir.join("objects");
        let cannot = |e: &dyn std::fmt::Display| {
            Error::Setup(format!(
                "The folder {} cannot be used: {e}. Make it writable or choose another.",
                folder.display()
            ))
        };
        std::fs::create_dir_all(&folder).map_err(|e| cannot(&e))?;
        let files = LocalFileSystem::new_with_prefix(&folder).map_err(|e| cannot(&e))?.with_fsync(true);
        Ok(Objects { files })
    }

    fn place(tenant: TenantId, digest: &Digest) -> Path {
        let name = digest.to_string();
        Path::from(format!("{tenant}/{}/{name}", &name[..2]))
    }

    pub(crate) async fn put(&self, tenant: TenantId, bytes: Bytes) -> Result<Digest, Error> {
        let digest = Digest::of("", &bytes);
        self.files.put(&Objects::place(tenant, &digest), bytes.into()).await.map_err(|e| Error::File(e.to_string()))?;
        Ok(digest)
    }

    pub(crate) async fn get(&self, tenant: TenantId, digest: &Digest) -> Result<Bytes, Error> {
        let answer = self.files.get(&Objects::place(tenant, digest)).await;
        let answer = answer.map_err(|e| Error::File(format!("{digest}: {e}")))?;
        let bytes = answer.bytes().await.map_err(|e| Error::File(format!("{digest}: {e}")))?;
        if Digest::of("", &bytes) != *digest {
            return Err(Error::File(format!("{digest} was changed on the disk; restore it from a backup")));
        }
        Ok(bytes)
    }

    /// Digests of all files of a tenant.
    pub(crate) async fn list(&self, tenant: TenantId) -> Result<Vec<Digest>, Error> {
        let metas: Vec<_> = self
            .files
            .list(Some(&Path::from(tenant.to_string())))
            .try_collect()
            .await
            .map_err(|e| Error::File(e.to_string()))?;
        let mut digests: Vec<Digest> =
            metas.iter().filter_map(|m| Digest::parse(m.location.filename().unwrap_or("")).ok()).collect();
        digests.sort();
        Ok(digests)
    }

    async fn delete(&self, tenant: TenantId, digest: &Digest) -> Result<(), Error> {
        self.files.delete(&Objects::place(tenant, digest)).await.map_err(|e| Error::File(e.to_string()))
    }
}

impl Store {
    /// Writes a file durably and answers its digest, the key to it. Writing the same bytes again does nothing new.
    ///
    /// # Errors
    /// [`Error::File`] when the folder is full or cannot be written.
    pub async fn put_object(&self, tenant: TenantId, bytes: impl Into<Bytes>) -> Result<Digest, Error> {
        self.objects().put(tenant, bytes.into()).await
    }

    /// Reads a file of the tenant.
    ///
    /// # Errors
    /// [`Error::File`] when it is missing or its bytes are no longer those of the digest: they are not served.
    pub async fn get_object(&self, tenant: TenantId, digest: &Digest) -> Result<Bytes, Error> {
        self.objects().get(tenant, digest).await
    }

    /// Destroys a file for good: what a scanner found something bad in. No error when it is gone already.
    ///
    /// # Errors
    /// [`Error::File`] when the folder cannot be written.
    pub async fn destroy_object(&self, tenant: TenantId, digest: &Digest) -> Result<(), Error> {
        if self.objects().list(tenant).await?.binary_search(digest).is_ok() {
            self.objects().delete(tenant, digest).await?;
        }
        Ok(())
    }

    /// Deletes files that no row names, but not those in `keep` (uploads whose act has not committed yet).
    /// Answers how many were deleted.
    pub async fn sweep_objects(&self, scope: &crate::Scope, keep: &[Digest]) -> Result<u64, Error> {
        let mut read = self.read(scope).await?;
        let mut swept = 0;
        let (mut named, mut after) = (Vec::new(), Vec::new());
        loop {
            let piece = read.attachment_digests(&after).await?;
            let Some(last) = piece.last() else { break };
            after = last.0.to_vec();
            named.extend(piece);
        }
        for digest in self.objects().list(scope.tenant).await? {
            if named.binary_search(&digest).is_err() && !keep.contains(&digest) {
                self.objects().delete(scope.tenant, &digest).await?;
                swept += 1;
            }
        }
        Ok(swept)
    }
}
