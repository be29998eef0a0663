//! One row of the table of routes: method, path, who may use it, what it takes, what it does.

use super::call::Call;
use super::failure::Failure;
use super::openapi::Doc;
use axum::http::Method;
use axum::response::Response;
use cites::Role;
use futures::future::BoxFuture;
use permits::permission::{self, Hand};
use permits::{Actor, ApplicationActCode, DeskAct, PermitActCode};
use std::sync::Arc;

/// What a handler answers.
pub type Answer = Result<Response, Failure>;

/// A handler.
pub type Run = fn(Arc<Call>) -> BoxFuture<'static, Answer>;

/// Who may use a route. Whether the person may touch the very thing the route names is asked again where it is loaded.
#[derive(Debug, Clone, Copy)]
pub enum May {
    /// Everybody, signed in or not.
    Anyone,
    /// Everybody with an account.
    SignedIn,
    /// Whoever holds one of these roles.
    Any(&'static [Role]),
    /// Whoever may do this at the desk.
    Desk(DeskAct),
    /// Whoever may do one of these acts on an application in some state.
    Case(&'static [ApplicationActCode]),
    /// Whoever may do one of these acts on a permit in some state.
    Paper(&'static [PermitActCode]),
}

impl May {
    /// May a person with this role use it? `None`: nobody is signed in.
    pub fn allows(self, role: Option<Role>) -> bool {
        let Some(role) = role else { return matches!(self, May::Anyone) };
        let hand = |hands: &[Hand]| hands.contains(&Hand::Role(role));
        match self {
            May::Anyone | May::SignedIn => true,
            May::Any(roles) => roles.contains(&role),
            May::Desk(act) => act.roles().contains(&role),
            May::Case(acts) => acts.iter().any(|act| {
                let rows = permission::APPLICATION.iter().chain(permission::APPLICATION_BESIDE);
                rows.filter(|row| row.act == *act).any(|row| hand(row.hands))
            }),
            May::Paper(acts) => acts.iter().any(|act| {
                let rows = permission::PERMIT.iter().chain(permission::PERMIT_BESIDE);
                rows.filter(|row| row.act == *act).any(|row| hand(row.hands))
            }),
        }
    }

    /// May this actor use it?
    pub fn allows_actor(self, actor: Option<&Actor>) -> bool {
        match actor {
            None => self.allows(None),
            Some(actor) => match (self, actor.person()) {
                (May::Anyone | May::SignedIn, _) => true,
                (_, Some(person)) => person.roles.iter().any(|r| self.allows(Some(*r))),
                (_, None) => false,
            },
        }
    }
}

/// What a route reads from the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Nothing.
    Nothing,
    /// A form of a page, with its guards.
    Form,
    /// A form with files, with its guards.
    Upload,
    /// JSON of the API.
    Json,
    /// Files of the API.
    Files,
}

impl Takes {
    /// Most bytes that are read.
    pub const fn limit(self) -> usize {
        match self {
            Takes::Nothing => 0,
            Takes::Form => 512 * 1024,
            Takes::Json => 1024 * 1024,
            Takes::Upload | Takes::Files => 32 * 1024 * 1024,
        }
    }
}

/// One row.
#[derive(Clone)]
pub struct Route {
    /// HTTP method. HEAD follows GET.
    pub method: Method,
    /// Path with `{name}` for what varies.
    pub path: &'static str,
    /// Who.
    pub may: May,
    /// The body.
    pub takes: Takes,
    /// What it does.
    pub run: Run,
    /// What the description of the API says; `None` for pages.
    pub doc: Option<Doc>,
}

impl Route {
    /// Is it part of the API?
    pub fn is_api(&self) -> bool {
        self.path.starts_with("/api/")
    }
}

/// The function pointer of an async handler.
macro_rules! run {
    ($($handler:tt)+) => {
        |call| ::std::boxed::Box::pin($($handler)+(call))
    };
}
pub(crate) use run;

/// A page that is read.
macro_rules! page {
    ($path:expr, $may:expr, $($handler:tt)+) => {
        $crate::shared::route::Route {
            method: ::axum::http::Method::GET,
            path: $path,
            may: $may,
            takes: $crate::shared::route::Takes::Nothing,
            run: $crate::shared::route::run!($($handler)+),
            doc: None,
        }
    };
}
pub(crate) use page;

/// A form that is sent.
macro_rules! form {
    ($path:expr, $may:expr, $($handler:tt)+) => {
        $crate::shared::route::Route {
            method: ::axum::http::Method::POST,
            path: $path,
            may: $may,
            takes: $crate::shared::route::Takes::Form,
            run: $crate::shared::route::run!($($handler)+),
            doc: None,
        }
    };
}
pub(crate) use form;

/// A form with files.
macro_rules! upload {
    ($path:expr, $may:expr, $($handler:tt)+) => {
        $crate::shared::route::Route {
            takes: $crate::shared::route::Takes::Upload,
            ..$crate::shared::route::form!($path, $may, $($handler)+)
        }
    };
}
pub(crate) use upload;

/// A row of the API: method, path, who, handler, description.
macro_rules! api {
    ($method:ident $path:expr, $may:expr, $doc:expr, $($handler:tt)+) => {{
        let doc: $crate::shared::openapi::Doc = $doc;
        $crate::shared::route::Route {
            method: ::axum::http::Method::$method,
            path: $path,
            may: $may,
            takes: doc.takes(),
            run: $crate::shared::route::run!($($handler)+),
            doc: Some(doc),
        }
    }};
}
pub(crate) use api;
