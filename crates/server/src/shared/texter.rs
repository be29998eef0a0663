//! Who carries text messages: any country's gateway behind one request of HTTP, or the test mailbox of a demonstration.
//! `docs/operating.md` writes the request down, so that what a telephone company offers can be put behind it.

use super::payments::may_call;
use anyhow::{Context as _, Result, bail};
use async_trait::async_trait;
use cites::Timestamp;
use clap::Args;
use office::notices::send::Outcome;
use serde::Serialize;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use web::notices::sink::{Kept, Sink};

/// Longest time one request to the gateway may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// A text message, ready to go. It names nobody.
#[derive(Debug, Clone)]
pub struct Text {
    /// Name of the sender: the Authority. It stands in no message, only in the test mailbox.
    pub from_name: String,
    /// Telephone number with its country (ITU-T E.164), like `+41229178139`.
    pub to: String,
    /// What it says.
    pub text: String,
    /// The same in every try: a gateway that was asked twice sends once.
    pub key: String,
    /// When the notice was written.
    pub at: Timestamp,
}

/// Carries text messages.
#[async_trait]
pub trait Texter: Send + Sync {
    /// Tries once.
    async fn send(&self, text: &Text) -> Outcome;
}

/// No gateway is set: the log says so.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoTexter;

#[async_trait]
impl Texter for NoTexter {
    async fn send(&self, _: &Text) -> Outcome {
        Outcome::Never("no gateway for text messages is set".into())
    }
}

/// Puts every text message into the test mailbox, beside the e-mails.
pub struct SinkTexter(pub Arc<Sink>);

#[async_trait]
impl Texter for SinkTexter {
    async fn send(&self, text: &Text) -> Outcome {
        let kept = Kept {
            at: text.at,
            from: text.from_name.clone(),
            to: text.to.clone(),
            subject: text.text.clone(),
            message_id: text.key.clone(),
            reply_to: None,
            text: text.text.clone(),
            html: String::new(),
        };
        let sink = self.0.clone();
        match tokio::task::spawn_blocking(move || sink.put(&kept)).await {
            Ok(Ok(())) => Outcome::Sent,
            Ok(Err(cause)) => Outcome::Later(cause.to_string()),
            Err(cause) => Outcome::Later(cause.to_string()),
        }
    }
}

/// The gateway, as flags and environment say it.
#[derive(Debug, Clone, Default, Args)]
pub struct SmsArgs {
    /// Gateway for text messages (https); without it nobody gets one.
    #[arg(long, env = "MANIS_SMS_URL", value_name = "URL")]
    pub sms_url: Option<String>,
    /// File with the gateway's token, readable by its owner only.
    #[arg(long, env = "MANIS_SMS_TOKEN_FILE", value_name = "FILE")]
    pub sms_token_file: Option<PathBuf>,
    /// Sender that telephones show, where the gateway lets one choose.
    #[arg(long, env = "MANIS_SMS_FROM", value_name = "NAME")]
    pub sms_from: Option<String>,
}

/// The gateway, found.
#[derive(Clone)]
pub struct Sms {
    /// Its address.
    pub url: reqwest::Url,
    /// What it knows us by.
    pub token: Option<String>,
    /// Sender that telephones show.
    pub from: Option<String>,
}

impl std::fmt::Debug for Sms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sms").field("url", &self.url.as_str()).field("from", &self.from).finish_non_exhaustive()
    }
}

impl Sms {
    /// Reads the settings; `None` when no address is given.
    ///
    /// # Errors
    /// One sentence that names the setting.
    pub fn find(args: SmsArgs) -> Result<Option<Sms>> {
        let Some(url) = args.sms_url else {
            if args.sms_token_file.is_some() || args.sms_from.is_some() {
                bail!("give sms-url too: the other sms settings mean nothing without it");
            }
            return Ok(None);
        };
        let url = reqwest::Url::parse(&url).with_context(|| format!("sms-url {url:?} is no address"))?;
        if !may_call(&url) {
            bail!("sms-url must begin with https://: it would send telephone numbers open over the network");
        }
        let read = |path: PathBuf| {
            let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            let token = text.trim().to_owned();
            // It travels in a header of HTTP, which has no other letters.
            if token.is_empty() || !token.bytes().all(|b| b.is_ascii_graphic()) {
                bail!("sms-token-file {} holds no token: one line of plain letters and signs", path.display());
            }
            Ok(token)
        };
        Ok(Some(Sms { url, token: args.sms_token_file.map(read).transpose()?, from: args.sms_from }))
    }
}

/// Hands text messages to a gateway: one request each, never told twice by us.
pub struct HttpTexter {
    client: reqwest::Client,
    settings: Sms,
}

/// What the gateway gets.
#[derive(Serialize)]
struct Body<'a> {
    to: &'a str,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'a str>,
}

impl HttpTexter {
    /// For this gateway.
    ///
    /// # Errors
    /// When the system's certificates cannot be read.
    pub fn new(settings: Sms) -> Result<HttpTexter> {
        HttpTexter::patient(settings, PATIENCE)
    }

    /// With another patience: for tests.
    ///
    /// # Errors
    /// As [`HttpTexter::new`].
    pub fn patient(settings: Sms, patience: Duration) -> Result<HttpTexter> {
        let client =
            reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().timeout(patience);
        Ok(HttpTexter { client: client.build()?, settings })
    }
}

#[async_trait]
impl Texter for HttpTexter {
    async fn send(&self, text: &Text) -> Outcome {
        let body = Body { to: &text.to, text: &text.text, from: self.settings.from.as_deref() };
        let mut request = self.client.post(self.settings.url.clone()).header("idempotency-key", &text.key).json(&body);
        if let Some(token) = &self.settings.token {
            request = request.bearer_auth(token);
        }
        // What the gateway writes beside its status is not read: it may repeat the number.
        match request.send().await.map(|answer| answer.status().as_u16()) {
            Err(cause) if cause.is_timeout() => Outcome::Later("no answer in time".into()),
            Err(_) => Outcome::Later("the gateway cannot be reached".into()),
            Ok(200..=299) => Outcome::Sent,
            Ok(status @ (408 | 429 | 500..=599)) => Outcome::Later(format!("the gateway answers {status}")),
            Ok(status) => Outcome::Never(format!("the gateway answers {status}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(args: SmsArgs) -> String {
        Sms::find(args).unwrap_err().to_string()
    }

    #[test]
    fn a_gateway_is_set_whole_or_not_at_all_and_never_open_over_the_network() {
        let url = |url: &str| SmsArgs { sms_url: Some(url.into()), ..SmsArgs::default() };
        assert!(Sms::find(SmsArgs::default()).unwrap().is_none());
        assert!(refused(SmsArgs { sms_from: Some("CITES".into()), ..SmsArgs::default() }).contains("sms-url"));
        assert!(refused(url("somewhere")).contains("no address"));
        assert!(refused(url("http://gateway.example/sms")).contains("https://"));
        let missing = SmsArgs { sms_token_file: Some("/nowhere/at/all".into()), ..url("https://gateway.example/sms") };
        assert!(refused(missing).contains("cannot read"));
        let found = Sms::find(url("https://gateway.example/sms")).unwrap().unwrap();
        assert_eq!((found.url.as_str(), found.token), ("https://gateway.example/sms", None));
    }
}
