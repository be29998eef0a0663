//! One error type for pages and API: a status, a stable code, what to do; internal texts stay in the log.

use axum::http::StatusCode;
use permits::FieldError;
use serde::Serialize;
use utoipa::ToSchema;

/// Why a request was not answered as asked.
#[derive(Debug)]
pub enum Failure {
    /// Unknown page, another Party's object, or a missing right: all answer the same.
    NotFound,
    /// Somebody must sign in first.
    SignIn,
    /// The form was not one of ours, or is too old.
    Forged,
    /// Another method.
    Method,
    /// More bytes than the route reads.
    TooLarge,
    /// Another media type than the route reads.
    MediaType,
    /// The request cannot be read.
    Malformed {
        /// Where, as far as known.
        field: String,
        /// What to do.
        help: String,
    },
    /// Boxes that need attention.
    Fields(Vec<FieldError>),
    /// Asked too often; seconds to wait.
    TooMany(u64),
    /// It took too long.
    Slow,
    /// What the office said.
    Office(office::Error),
    /// Something of ours is broken; for the log.
    Internal(String),
}

impl Failure {
    /// One box that needs attention.
    pub fn field(field: &str, code: &str, help: impl Into<String>) -> Failure {
        Failure::Fields(vec![FieldError { field: field.to_owned(), code: code.to_owned(), help: help.into() }])
    }

    /// A parse error of a box.
    pub fn parse(field: &str, error: &cites::ParseError) -> Failure {
        Failure::field(field, error.code, error.help.clone())
    }

    /// HTTP status.
    pub fn status(&self) -> StatusCode {
        use office::Error as E;
        match self {
            Failure::NotFound | Failure::Office(E::NotFound(_) | E::NotPermitted) => StatusCode::NOT_FOUND,
            Failure::SignIn => StatusCode::UNAUTHORIZED,
            Failure::Forged => StatusCode::FORBIDDEN,
            Failure::Method => StatusCode::METHOD_NOT_ALLOWED,
            Failure::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Failure::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Failure::Malformed { .. } => StatusCode::BAD_REQUEST,
            Failure::Fields(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Failure::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Failure::Slow => StatusCode::SERVICE_UNAVAILABLE,
            Failure::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Failure::Office(e) => match e {
                E::Act(permits::ActError::Form(_) | permits::ActError::Line { .. }) | E::Value { .. } | E::Rules(_) => {
                    StatusCode::UNPROCESSABLE_ENTITY
                }
                E::Act(_) | E::Quota(_) | E::Order(_) => StatusCode::CONFLICT,
                E::Store(store::Error::KeyReused) => StatusCode::UNPROCESSABLE_ENTITY,
                E::Store(store::Error::Stale(_) | store::Error::Refused { .. }) => StatusCode::CONFLICT,
                E::Store(store::Error::Busy | store::Error::Unavailable(_) | store::Error::DiskFull) | E::Signer(_) => {
                    StatusCode::SERVICE_UNAVAILABLE
                }
                E::Courier(_) | E::Fault { .. } | E::Message { .. } => StatusCode::BAD_GATEWAY,
                _ => StatusCode::INTERNAL_SERVER_ERROR,
            },
        }
    }

    /// Stable code, kebab-case.
    pub fn code(&self) -> String {
        match self {
            Failure::NotFound | Failure::Office(office::Error::NotFound(_) | office::Error::NotPermitted) => {
                "not-found".into()
            }
            Failure::SignIn => "sign-in-first".into(),
            Failure::Forged => "form-not-ours".into(),
            Failure::Method => "method-unknown".into(),
            Failure::TooLarge => "body-large".into(),
            Failure::MediaType => "media-type".into(),
            Failure::Malformed { .. } => "body-malformed".into(),
            Failure::Fields(_) => "form-errors".into(),
            Failure::TooMany(_) => "too-many".into(),
            Failure::Slow => "slow".into(),
            Failure::Office(e) => e.code(),
            Failure::Internal(_) => "internal".into(),
        }
    }

    /// What to do, in English.
    pub fn help(&self) -> String {
        match self {
            Failure::NotFound | Failure::Office(office::Error::NotFound(_) | office::Error::NotPermitted) => {
                "There is no such thing here, or none that you may see. Check the address.".into()
            }
            Failure::SignIn => "Sign in, or send an API token: Authorization: Bearer TOKEN.".into(),
            Failure::Forged => "Reload the page and send the form again.".into(),
            Failure::Method => "Use one of the methods in the Allow header.".into(),
            Failure::TooLarge => "Send less: forms and JSON up to 1 MiB, files up to 10 MiB each.".into(),
            Failure::MediaType => {
                "Send the content type that this address reads; see the description of the API.".into()
            }
            Failure::Malformed { help, .. } => help.clone(),
            Failure::Fields(fields) => match fields.as_slice() {
                [one] => one.help.clone(),
                many => format!("Correct {} boxes.", many.len()),
            },
            Failure::TooMany(wait) => format!("Wait {wait} seconds, then try again."),
            Failure::Slow => "This took too long. Look whether it was done, then try again.".into(),
            Failure::Internal(_) => {
                "Something went wrong on our side. Give the incident number to the help desk.".into()
            }
            Failure::Office(e) if self.is_internal() => {
                tracing::debug!(error = %e, "internal");
                "Something went wrong on our side. Give the incident number to the help desk.".into()
            }
            Failure::Office(e) => e.to_string(),
        }
    }

    /// Boxes that need attention.
    pub fn fields(&self) -> Vec<FieldError> {
        match self {
            Failure::Fields(fields) => fields.clone(),
            Failure::Malformed { field, help } if !field.is_empty() => {
                vec![FieldError { field: field.clone(), code: "body-malformed".into(), help: help.clone() }]
            }
            Failure::Office(office::Error::Act(permits::ActError::Line { block, problem })) => vec![FieldError {
                field: format!("quantity.{block}"),
                code: problem.code().to_owned(),
                help: problem.to_string(),
            }],
            Failure::Office(e) => e.fields(),
            _ => Vec::new(),
        }
    }

    /// Is it ours to mend? Then people get an incident number and the log the cause.
    pub fn is_internal(&self) -> bool {
        match self {
            Failure::Internal(_) => true,
            Failure::Office(e) => e.is_internal(),
            _ => false,
        }
    }

    /// Seconds to wait, where waiting helps.
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Failure::TooMany(wait) => Some(*wait),
            _ if self.status() == StatusCode::SERVICE_UNAVAILABLE => Some(2),
            _ => None,
        }
    }

    /// For a page that shows its form again: what is wrong with it.
    ///
    /// # Errors
    /// Failures that no form can show come back.
    pub fn on_form(self) -> Result<Vec<pages::FieldError>, Failure> {
        let quiet = matches!(self.status(), StatusCode::NOT_FOUND | StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
        if quiet || self.is_internal() || matches!(self, Failure::TooMany(_) | Failure::TooLarge | Failure::MediaType) {
            return Err(self);
        }
        let fields = self.fields();
        if fields.is_empty() {
            return Ok(vec![pages::FieldError::new("", self.code()).help(self.help())]);
        }
        Ok(fields.into_iter().map(|f| pages::FieldError::new(f.field, f.code).help(f.help)).collect())
    }
}

impl From<office::Error> for Failure {
    fn from(error: office::Error) -> Failure {
        Failure::Office(error)
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Failure {
        Failure::Office(office::Error::Store(error))
    }
}

impl From<pages::RenderError> for Failure {
    fn from(error: pages::RenderError) -> Failure {
        Failure::Internal(error.to_string())
    }
}

impl From<permits::ActError> for Failure {
    fn from(error: permits::ActError) -> Failure {
        Failure::Office(error.into())
    }
}

/// Problem details (RFC 9457): what the API answers instead.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// Address of the sort of problem; ends in the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// A few words.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// Stable code.
    pub code: String,
    /// What to do.
    pub detail: String,
    /// Boxes that need attention.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<ProblemField>,
    /// Rules that speak against it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<ProblemCheck>,
    /// By this number we find the cause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incident: Option<String>,
}

/// A box that needs attention.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProblemField {
    /// Path of the field, like `lines.0.quantity`.
    pub field: String,
    /// Stable code.
    pub code: String,
    /// What to do.
    pub detail: String,
}

/// A rule that speaks against it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProblemCheck {
    /// Id of the rule.
    pub rule: String,
    /// What became of it.
    pub verdict: String,
    /// What to do.
    pub detail: String,
    /// Where the rule comes from.
    pub citation: String,
}

impl Problem {
    /// The problem of a failure.
    pub fn of(failure: &Failure, incident: Option<String>) -> Problem {
        let status = failure.status();
        let code = failure.code();
        let checks = match failure {
            Failure::Office(office::Error::Rules(trace)) => trace
                .speaking()
                .into_iter()
                .map(|c| ProblemCheck {
                    rule: c.rule.to_string(),
                    verdict: c.verdict.code().to_owned(),
                    detail: c.exact(cites::Lang::En),
                    citation: c.citation.to_string(),
                })
                .collect(),
            _ => Vec::new(),
        };
        Problem {
            kind: format!("https://manis.example/problems/{code}"),
            title: status.canonical_reason().unwrap_or("Problem").to_owned(),
            status: status.as_u16(),
            detail: failure.help(),
            fields: failure
                .fields()
                .into_iter()
                .map(|f| ProblemField { field: f.field, code: f.code, detail: f.help })
                .collect(),
            code,
            checks,
            incident,
        }
    }
}
