//! Who carries e-mails: a mail server (SMTP), or the test mailbox of a demonstration.

use super::texter::{HttpTexter, NoTexter, SinkTexter, Sms, Texter};
use anyhow::{Context as _, Result, bail};
use async_trait::async_trait;
use cites::Timestamp;
use clap::Args;
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use office::House;
use office::notices::send::Outcome;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use web::notices::sink::{Kept, Sink};

/// Longest time one conversation with the mail server may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// An e-mail, ready to go.
#[derive(Debug, Clone)]
pub struct Mail {
    /// Name of the sender: the Authority.
    pub from_name: String,
    /// Address.
    pub to: String,
    /// Subject, one line.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// As a page.
    pub html: String,
    /// Message-ID with its angle brackets; the same in every try.
    pub message_id: String,
    /// Where an answer goes; `None`: to the sender.
    pub reply_to: Option<String>,
    /// When the notice was written.
    pub at: Timestamp,
}

/// Carries e-mails.
#[async_trait]
pub trait Postman: Send + Sync {
    /// Tries once.
    async fn send(&self, mail: &Mail) -> Outcome;
}

/// Both roads, and for whom they are.
pub struct Posts {
    /// E-mails.
    pub postman: Arc<dyn Postman>,
    /// Text messages.
    pub texter: Arc<dyn Texter>,
    /// Domain whose mails come back into cases by `manis mail-in`; `None`: answers are not taken.
    pub inbound: Option<String>,
    /// Does it leave the machine? Nothing of a fictional Party does.
    outside: bool,
}

impl Posts {
    /// By the mail server of the settings, and the gateway for text messages where one is set.
    ///
    /// # Errors
    /// One sentence that names the setting.
    pub fn smtp(settings: &Smtp, sms: Option<Sms>) -> Result<Posts> {
        let texter: Arc<dyn Texter> = match sms {
            Some(sms) => Arc::new(HttpTexter::new(sms)?),
            None => Arc::new(NoTexter),
        };
        Ok(Posts {
            postman: Arc::new(SmtpPostman::new(settings)?),
            texter,
            inbound: settings.inbound.clone(),
            outside: true,
        })
    }

    /// Into the test mailbox.
    pub fn sink(sink: Arc<Sink>) -> Posts {
        Posts {
            postman: Arc::new(SinkPostman(sink.clone())),
            texter: Arc::new(SinkTexter(sink)),
            inbound: Some(SINK_DOMAIN.into()),
            outside: false,
        }
    }

    /// May e-mails of this house go this way?
    pub fn may_carry(&self, house: &House) -> bool {
        !(self.outside && house.tenant.demo)
    }
}

/// Domain of the answers of a demonstration; no mail comes there by itself.
const SINK_DOMAIN: &str = "answers.demo.example";

/// Puts every e-mail into the test mailbox.
struct SinkPostman(Arc<Sink>);

#[async_trait]
impl Postman for SinkPostman {
    async fn send(&self, mail: &Mail) -> Outcome {
        let kept = Kept {
            at: mail.at,
            from: mail.from_name.clone(),
            to: mail.to.clone(),
            subject: mail.subject.clone(),
            message_id: mail.message_id.clone(),
            reply_to: mail.reply_to.clone(),
            text: mail.text.clone(),
            html: mail.html.clone(),
        };
        let sink = self.0.clone();
        match tokio::task::spawn_blocking(move || sink.put(&kept)).await {
            Ok(Ok(())) => Outcome::Sent,
            Ok(Err(cause)) => Outcome::Later(cause.to_string()),
            Err(cause) => Outcome::Later(cause.to_string()),
        }
    }
}

/// The mail server, as flags and environment say it.
#[derive(Debug, Clone, Default, Args)]
pub struct SmtpArgs {
    /// Mail server for notices; without it they stand in the portal only.
    #[arg(long, env = "MANIS_SMTP_HOST", value_name = "HOST")]
    pub smtp_host: Option<String>,
    /// Its port; default 587 (starttls), 465 (tls) or 25 (none).
    #[arg(long, env = "MANIS_SMTP_PORT", value_name = "PORT")]
    pub smtp_port: Option<u16>,
    /// `starttls` (default), `tls`, or `none` for a mail server on this machine.
    #[arg(long, env = "MANIS_SMTP_TLS", value_name = "MODE")]
    pub smtp_tls: Option<String>,
    /// Account at the mail server.
    #[arg(long, env = "MANIS_SMTP_USER", value_name = "NAME")]
    pub smtp_user: Option<String>,
    /// File with its password, readable by its owner only.
    #[arg(long, env = "MANIS_SMTP_PASSWORD_FILE", value_name = "FILE")]
    pub smtp_password_file: Option<PathBuf>,
    /// Address that notices come from.
    #[arg(long, env = "MANIS_SMTP_FROM", value_name = "ADDRESS")]
    pub smtp_from: Option<String>,
    /// Domain whose mails your mail system hands to `manis mail-in`: people then answer notices of a case by e-mail.
    #[arg(long, env = "MANIS_INBOUND_DOMAIN", value_name = "DOMAIN")]
    pub inbound_domain: Option<String>,
}

/// How the way to the mail server is closed to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpTls {
    /// Not at all: only for a mail server on this machine.
    None,
    /// TLS is asked for after the greeting, and demanded.
    StartTls,
    /// TLS from the first byte.
    Tls,
}

/// The mail server, found.
#[derive(Debug, Clone)]
pub struct Smtp {
    /// Host.
    pub host: String,
    /// Port.
    pub port: u16,
    /// TLS.
    pub tls: SmtpTls,
    /// Account and password.
    pub account: Option<(String, String)>,
    /// Address that notices come from.
    pub from: String,
    /// Domain whose mails come back by `manis mail-in`.
    pub inbound: Option<String>,
}

impl Smtp {
    /// Reads the settings; `None` when no host is given.
    ///
    /// # Errors
    /// One sentence that names the setting.
    pub fn find(args: SmtpArgs) -> Result<Option<Smtp>> {
        let Some(host) = args.smtp_host else {
            if args.smtp_from.is_some() || args.smtp_user.is_some() || args.smtp_password_file.is_some() {
                bail!("give smtp-host too: the other smtp settings mean nothing without it");
            }
            return Ok(None);
        };
        let tls = match args.smtp_tls.as_deref() {
            None | Some("starttls") => SmtpTls::StartTls,
            Some("tls") => SmtpTls::Tls,
            Some("none") => SmtpTls::None,
            Some(other) => bail!("smtp-tls {other:?} is not known; give starttls, tls or none"),
        };
        let from = args.smtp_from.context("give smtp-from: the address that notices come from")?;
        if from.parse::<lettre::Address>().is_err() {
            bail!("smtp-from {from:?} is no e-mail address");
        }
        let inbound = args.inbound_domain.map(|d| d.trim().to_lowercase()).filter(|d| !d.is_empty());
        if let Some(domain) = &inbound
            && format!("case@{domain}").parse::<lettre::Address>().is_err()
        {
            bail!("inbound-domain {domain:?} is no domain of e-mail addresses");
        }
        let account = match (args.smtp_user, args.smtp_password_file) {
            (None, None) => None,
            (Some(user), Some(path)) => {
                let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
                Some((user, text.trim_end_matches(['\r', '\n']).to_owned()))
            }
            _ => bail!("give both smtp-user and smtp-password-file, or neither"),
        };
        if account.is_some() && tls == SmtpTls::None && !["localhost", "127.0.0.1", "::1"].contains(&host.as_str()) {
            bail!("smtp-tls none would send the password open over the network; use starttls or tls");
        }
        let port = args.smtp_port.unwrap_or(match tls {
            SmtpTls::None => 25,
            SmtpTls::StartTls => 587,
            SmtpTls::Tls => 465,
        });
        Ok(Some(Smtp { host, port, tls, account, from, inbound }))
    }
}

/// Speaks SMTP; one connection a mail, so that nothing is held open for hours.
pub struct SmtpPostman {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: lettre::Address,
    patience: Duration,
}

impl SmtpPostman {
    /// For this mail server.
    ///
    /// # Errors
    /// One sentence that names the setting.
    pub fn new(settings: &Smtp) -> Result<SmtpPostman> {
        SmtpPostman::patient(settings, PATIENCE)
    }

    /// With another patience: for tests.
    ///
    /// # Errors
    /// As [`SmtpPostman::new`].
    pub fn patient(settings: &Smtp, patience: Duration) -> Result<SmtpPostman> {
        let tls = match settings.tls {
            SmtpTls::None => Tls::None,
            SmtpTls::StartTls => Tls::Required(TlsParameters::new(settings.host.clone())?),
            SmtpTls::Tls => Tls::Wrapper(TlsParameters::new(settings.host.clone())?),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
            .port(settings.port)
            .tls(tls)
            .timeout(Some(patience));
        if let Some((user, password)) = &settings.account {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(SmtpPostman { transport: builder.build(), from: settings.from.parse()?, patience })
    }

    fn message(&self, mail: &Mail) -> Result<Message> {
        let from = Mailbox::new(Some(mail.from_name.clone()), self.from.clone());
        let at = SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(mail.at.as_millisecond()).unwrap_or(0));
        let answer = mail.reply_to.as_ref().map(|to| to.parse()).transpose()?;
        let builder = match answer {
            Some(address) => Message::builder().reply_to(Mailbox::new(None, address)),
            None => Message::builder(),
        };
        Ok(builder
            .from(from)
            .to(Mailbox::new(None, mail.to.parse()?))
            .subject(&mail.subject)
            .message_id(Some(mail.message_id.clone()))
            .date(at)
            .multipart(MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone()))?)
    }
}

#[async_trait]
impl Postman for SmtpPostman {
    async fn send(&self, mail: &Mail) -> Outcome {
        let message = match self.message(mail) {
            Ok(message) => message,
            Err(cause) => return Outcome::Never(format!("the address cannot be written to: {cause}")),
        };
        // A mail server that takes every line late must not hold the others up.
        match tokio::time::timeout(self.patience, self.transport.send(message)).await {
            Err(_) => Outcome::Later("no answer in time".into()),
            Ok(Ok(_)) => Outcome::Sent,
            Ok(Err(cause)) if cause.is_permanent() => Outcome::Never(words(&cause)),
            Ok(Err(cause)) => Outcome::Later(words(&cause)),
        }
    }
}

/// What the mail server said, with its causes.
fn words(error: &lettre::transport::smtp::Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        let more = inner.to_string();
        if !text.contains(&more) {
            text.push_str(": ");
            text.push_str(&more);
        }
        cause = inner.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(args: SmtpArgs) -> String {
        Smtp::find(args).unwrap_err().to_string()
    }

    #[test]
    fn a_mail_server_is_set_whole_or_not_at_all() {
        let host = || SmtpArgs { smtp_host: Some("mail.example".into()), ..SmtpArgs::default() };
        let from = || SmtpArgs { smtp_from: Some("notices@example.org".into()), ..host() };
        assert!(Smtp::find(SmtpArgs::default()).unwrap().is_none());
        assert!(refused(SmtpArgs { smtp_from: Some("x@y.org".into()), ..SmtpArgs::default() }).contains("smtp-host"));
        assert!(refused(host()).contains("smtp-from"));
        assert!(refused(SmtpArgs { smtp_from: Some("nobody".into()), ..host() }).contains("no e-mail address"));
        assert!(refused(SmtpArgs { smtp_tls: Some("ssl".into()), ..from() }).contains("starttls"));
        assert!(refused(SmtpArgs { smtp_user: Some("me".into()), ..from() }).contains("smtp-password-file"));
        let found = Smtp::find(from()).unwrap().unwrap();
        assert_eq!((found.port, found.tls), (587, SmtpTls::StartTls));
    }
}
