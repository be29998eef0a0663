//! One request, read: who calls, what the path, the query and the body say.

use super::app::App;
use super::failure::Failure;
use super::session::Seat;
use axum::body::Body;
use axum::extract::{FromRequest as _, Multipart, Query, Request};
use axum::http::{HeaderMap, Method, Uri, header};
use bytes::Bytes;
use cites::ids::{Id, Kind};
use cites::{Digest, Lang};
use office::Who;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;

/// A file that was sent.
#[derive(Debug, Clone)]
pub struct SentFile {
    /// Name of its field.
    pub field: String,
    /// Name at the sender's.
    pub name: String,
    /// Its bytes.
    pub bytes: Bytes,
}

/// A request, read.
pub struct Call {
    /// The app.
    pub app: Arc<App>,
    /// Who is signed in.
    pub seat: Option<Seat>,
    /// Method.
    pub method: Method,
    /// Path and query.
    pub uri: Uri,
    /// Headers.
    pub headers: HeaderMap,
    /// What stands at the names of the path, decoded.
    pub params: Vec<(String, String)>,
    /// The query, decoded.
    pub query: Vec<(String, String)>,
    /// The fields of a form, without its guards.
    pub form: Vec<(String, String)>,
    /// Files of a form.
    pub files: Vec<SentFile>,
    /// The body of the API.
    pub body: Bytes,
    /// Address of the caller.
    pub address: IpAddr,
    /// Host without port, lower case.
    pub host: String,
    /// Language of the answer.
    pub lang: Lang,
    /// Nonce of the content security policy.
    pub nonce: String,
    /// Secret of a visitor who is not signed in.
    pub visit: String,
    /// The key that the form or the program sent.
    pub once: Option<String>,
}

/// Longest key that a caller may send.
const LONGEST_KEY: usize = 200;

impl Call {
    /// What stands at a name of the path.
    pub fn param(&self, name: &str) -> &str {
        self.params.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str())
    }

    /// The id at a name of the path.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for anything that is no id.
    pub fn id<K: Kind>(&self, name: &str) -> Result<Id<K>, Failure> {
        Id::parse(self.param(name)).map_err(|_| Failure::NotFound)
    }

    /// A value of the query, trimmed; `None` when it is absent or blank.
    pub fn asked(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(n, _)| n == name).map(|(_, v)| v.trim()).filter(|v| !v.is_empty())
    }

    /// A field of the form as typed, blank when it was not sent.
    pub fn typed(&self, name: &str) -> &str {
        self.form.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str())
    }

    /// Every value of a field that may be ticked several times.
    pub fn ticked(&self, name: &str) -> Vec<&str> {
        self.form.iter().filter(|(n, v)| n == name && !v.is_empty()).map(|(_, v)| v.as_str()).collect()
    }

    /// All fields of the form, as a page shows them again. What was ticked several times stands in one value, by lines.
    pub fn typed_again(&self) -> BTreeMap<String, String> {
        again(&self.form)
    }

    /// All values of the query, as a page shows them again.
    pub fn asked_again(&self) -> BTreeMap<String, String> {
        again(&self.query)
    }

    /// Who is signed in.
    ///
    /// # Errors
    /// [`Failure::SignIn`] when nobody is.
    pub fn seat(&self) -> Result<&Seat, Failure> {
        self.seat.as_ref().ok_or(Failure::SignIn)
    }

    /// The actor for an act, with the caller's key.
    ///
    /// # Errors
    /// [`Failure::SignIn`] when nobody is signed in; a key that is too long.
    pub fn who(&self) -> Result<Who, Failure> {
        let who = self.seat()?.who();
        let Some(key) = self.once.as_deref().filter(|k| !k.is_empty()) else { return Ok(who) };
        if key.chars().count() > LONGEST_KEY {
            return Err(Failure::Malformed {
                field: "Idempotency-Key".into(),
                help: format!("Use a key of at most {LONGEST_KEY} characters."),
            });
        }
        Ok(who.with_key(Some(store::Key { key: key.to_owned(), request: self.request_digest() })))
    }

    /// The actor for a question.
    ///
    /// # Errors
    /// [`Failure::SignIn`] when nobody is signed in.
    pub fn reader(&self) -> Result<Who, Failure> {
        Ok(self.seat()?.who())
    }

    /// A look into the house's archive.
    ///
    /// # Errors
    /// [`Failure::SignIn`], or what the archive says.
    pub async fn read(&self) -> Result<store::Read, Failure> {
        let who = self.reader()?;
        Ok(self.app.office.store.read(&who.scope(self.app.office.clock.now())).await?)
    }

    /// The words of the reader's language.
    pub fn words(&self) -> &'static pages::Words {
        pages::Words::of(self.lang)
    }

    /// Everything that was asked, in one digest: the same key with another request is refused.
    fn request_digest(&self) -> Digest {
        let mut all = format!("{} {}", self.method, self.uri.path()).into_bytes();
        for (name, value) in &self.form {
            all.push(0);
            all.extend_from_slice(name.as_bytes());
            all.push(b'=');
            all.extend_from_slice(value.as_bytes());
        }
        for file in &self.files {
            all.push(1);
            all.extend_from_slice(&Digest::of("", &file.bytes).0);
        }
        all.push(2);
        all.extend_from_slice(&self.body);
        Digest::of("manis-request", &all)
    }

    /// The JSON body as an input type.
    ///
    /// # Errors
    /// [`Failure::Malformed`] with the place where it stops being right.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        let mut reader = serde_json::Deserializer::from_slice(&self.body);
        let value = T::deserialize(&mut reader).map_err(|e| malformed(&e))?;
        reader.end().map_err(|e| malformed(&e))?;
        Ok(value)
    }
}

fn again(pairs: &[(String, String)]) -> BTreeMap<String, String> {
    let mut out: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in pairs {
        out.entry(name.clone())
            .and_modify(|all| {
                all.push('\n');
                all.push_str(value);
            })
            .or_insert_with(|| value.clone());
    }
    out
}

fn malformed(error: &serde_json::Error) -> Failure {
    let text = error.to_string();
    // The library names a field in backticks: `unknown field `status`, expected …`.
    let field = text.split('`').nth(1).unwrap_or("").to_owned();
    Failure::Malformed { field, help: format!("Correct the JSON: {text}.") }
}

/// Decodes the query.
///
/// # Errors
/// [`Failure::Malformed`] when it cannot be.
pub fn query(uri: &Uri) -> Result<Vec<(String, String)>, Failure> {
    let bad =
        |_| Failure::Malformed { field: String::new(), help: "Correct the address after the question mark.".into() };
    Query::<Vec<(String, String)>>::try_from_uri(uri).map(|q| q.0).map_err(bad)
}

/// Media type of the body, without its parameters, lower case.
pub fn media_type(headers: &HeaderMap) -> String {
    let text = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
    text.split(';').next().unwrap_or("").trim().to_lowercase()
}

/// Reads a form without files.
///
/// # Errors
/// [`Failure::MediaType`] or [`Failure::Malformed`].
pub async fn form(headers: &HeaderMap, body: Bytes) -> Result<Vec<(String, String)>, Failure> {
    if media_type(headers) != "application/x-www-form-urlencoded" {
        return Err(Failure::MediaType);
    }
    let request = again_as_request(headers, body);
    let bad = |_| Failure::Malformed { field: String::new(), help: "Send the form again.".into() };
    axum::Form::<Vec<(String, String)>>::from_request(request, &()).await.map(|f| f.0).map_err(bad)
}

/// Most parts of a form with files.
const MOST_PARTS: usize = 200;

/// Reads a form with files.
///
/// # Errors
/// [`Failure::MediaType`] or [`Failure::Malformed`].
pub async fn multipart(headers: &HeaderMap, body: Bytes) -> Result<(Vec<(String, String)>, Vec<SentFile>), Failure> {
    if media_type(headers) != "multipart/form-data" {
        return Err(Failure::MediaType);
    }
    let bad = |help: &str| Failure::Malformed { field: String::new(), help: help.to_owned() };
    let request = again_as_request(headers, body);
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| bad("Send the form again."))?;
    let (mut fields, mut files) = (Vec::new(), Vec::new());
    while let Some(part) = parts.next_field().await.map_err(|_| bad("The upload broke off; send it again."))? {
        if fields.len() + files.len() >= MOST_PARTS {
            return Err(bad("Send fewer parts at once."));
        }
        let field = part.name().unwrap_or("").to_owned();
        let name = part.file_name().map(str::to_owned);
        let bytes = part.bytes().await.map_err(|_| bad("The upload broke off; send it again."))?;
        match name {
            // A browser sends an empty part for a file that was not chosen.
            Some(name) if name.is_empty() && bytes.is_empty() => {}
            Some(name) => files.push(SentFile { field, name, bytes }),
            None => {
                let text = String::from_utf8(bytes.to_vec()).map_err(|_| bad("Send text fields as UTF-8."))?;
                fields.push((field, text));
            }
        }
    }
    Ok((fields, files))
}

/// The body with its type as a request, for the library's readers. Its size was limited when it was read.
fn again_as_request(headers: &HeaderMap, body: Bytes) -> Request {
    let mut request = Request::new(Body::from(body));
    *request.method_mut() = Method::POST;
    if let Some(value) = headers.get(header::CONTENT_TYPE) {
        request.headers_mut().insert(header::CONTENT_TYPE, value.clone());
    }
    axum::extract::DefaultBodyLimit::disable().apply(&mut request);
    request
}
