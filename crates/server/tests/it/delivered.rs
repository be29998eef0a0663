//! Notices all the way: the acts of the office, the worker that carries mail, and the mailbox in which it arrives.

use crate::world::World;
use cites::CountryCode;
use document::pdf::Fonts;
use document::qr::KeyList;
use server::counter::mail;
use server::shared::postman::Posts;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};
use web::notices::sink::{Kept, Sink};
use web::{App, Facts};

/// The worker and the mailbox beside a world.
pub struct Post {
    pub app: Arc<App>,
    posts: Posts,
    sink: Arc<Sink>,
    folder: PathBuf,
}

impl Drop for Post {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn fonts() -> Arc<Fonts> {
    static FONTS: OnceLock<Arc<Fonts>> = OnceLock::new();
    FONTS.get_or_init(|| Arc::new(Fonts::shipped().unwrap())).clone()
}

impl Post {
    pub fn open(world: &World) -> Post {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let n = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("manis-delivered-{}-{n}", std::process::id()));
        let sink = Arc::new(Sink::open(folder.clone()).unwrap());
        let facts = Facts {
            public_url: "https://permits.example".into(),
            secure_cookies: true,
            demo: true,
            version: "0.0.0".into(),
            hosts: vec!["permits.example".into()],
            taxa: "shipped".into(),
        };
        let keys = KeyList { keys: Vec::new() };
        let app = App::new(world.office.clone(), facts, fonts(), keys).with_sink(sink.clone());
        Post { app: Arc::new(app), posts: Posts::sink(sink.clone()), sink, folder }
    }

    /// Carries everything that is due in every house; answers how many.
    pub async fn round(&self) -> usize {
        let mut carried = 0;
        for house in self.app.office.houses() {
            loop {
                let taken = mail::work(&self.app, house, &self.posts).await.unwrap();
                if taken == 0 {
                    break;
                }
                carried += taken;
            }
        }
        carried
    }

    /// What lies in the mailbox, oldest first.
    pub fn all(&self) -> Vec<Kept> {
        let mut all: Vec<Kept> = self.sink.list().unwrap().into_iter().map(|(_, mail)| mail).collect();
        all.reverse();
        all
    }

    /// What came for a person of a Party, by the number of the world.
    pub fn of(&self, party: CountryCode, n: u8) -> Vec<Kept> {
        let address = format!("p{n}@{party}.example").to_lowercase();
        self.all().into_iter().filter(|m| m.to.to_lowercase() == address).collect()
    }
}
