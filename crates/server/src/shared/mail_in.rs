//! A mail as mail systems hand it over (RFC 5322), read into what the office takes. Whatever it is made of, something
//! comes out: a mail that cannot be read has no text and is answered like an empty one.

use cites::Digest;
use mail_parser::{Address, Message, MessageParser, MimeHeaders as _};
use office::notices::inbound::{Incoming, Token, read_address};
use web::shared::call::SentFile;
use web::shared::upload::accept;

/// Largest mail that is read, bytes: three papers of the largest size as mail systems write them.
pub const LARGEST: usize = 45 * 1024 * 1024;
/// Files of one mail that are looked at.
const FILES: usize = 20;
/// Longest text that is looked at, characters; the office keeps less.
const TEXT: usize = 200_000;

/// A mail and every address of ours that stands in its head.
#[derive(Debug)]
pub struct Read {
    /// Code of the house and token, for each address of ours that it is written to.
    pub to: Vec<(String, Token)>,
    /// The mail.
    pub mail: Incoming,
}

/// Reads a mail.
pub fn read(bytes: &[u8]) -> Read {
    let nameless = || format!("digest:{}", Digest::of("manis-mail", bytes));
    let Some(message) = MessageParser::default().parse(bytes) else {
        let mail = Incoming { message_id: nameless(), ..Incoming::default() };
        return Read { to: Vec::new(), mail };
    };
    let (files, dropped) = files(&message);
    let mail = Incoming {
        message_id: message.message_id().filter(|id| id.len() <= 998).map_or_else(nameless, str::to_owned),
        sender: message.from().and_then(Address::first).and_then(|a| a.address()).unwrap_or_default().to_lowercase(),
        automatic: automatic(&message),
        text: text(&message),
        files,
        dropped,
    };
    Read { to: recipients(&message), mail }
}

/// The first text that a person wrote; of a mail that is a page alone its words.
fn text(message: &Message<'_>) -> String {
    message.body_text(0).unwrap_or_default().chars().take(TEXT).collect()
}

fn values<'m>(message: &'m Message<'_>, name: &'static str) -> impl Iterator<Item = String> + 'm {
    message.headers_raw().filter(move |(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.trim().to_lowercase())
}

/// Written by a machine (RFC 3834): an answer to it might be answered for ever.
fn automatic(message: &Message<'_>) -> bool {
    let says = |name, words: &[&str]| values(message, name).any(|v| words.iter().any(|word| v.starts_with(word)));
    values(message, "Auto-Submitted").any(|v| !v.starts_with("no"))
        || says("Precedence", &["bulk", "list", "junk", "auto_reply", "auto-reply"])
        || says("Return-Path", &["<>"])
        || says("Content-Type", &["multipart/report"])
        || ["List-Id", "List-Unsubscribe", "X-Autoreply", "X-Autorespond", "X-Failed-Recipients"]
            .into_iter()
            .any(|name| values(message, name).next().is_some())
        || message.from().is_none_or(|from| from.first().is_none())
}

/// Addresses of ours in the head: what the mail system says it was delivered to first.
fn recipients(message: &Message<'_>) -> Vec<(String, Token)> {
    let mut all: Vec<(String, Token)> = Vec::new();
    let mut note = |text: &str| {
        if let Some(found) = read_address(text).filter(|f| !all.contains(f)) {
            all.push(found);
        }
    };
    for name in ["Delivered-To", "X-Original-To", "Envelope-To"] {
        values(message, name).for_each(|v| note(&v));
    }
    for addresses in [message.to(), message.cc()].into_iter().flatten() {
        addresses.iter().filter_map(|a| a.address()).for_each(&mut note);
    }
    all
}

/// Files whose content is what may be sent, and the names of the others.
fn files(message: &Message<'_>) -> (Vec<office::epermit::attach::Upload>, Vec<String>) {
    let (mut files, mut dropped) = (Vec::new(), Vec::new());
    for part in message.attachments().take(FILES) {
        let name: String = part.attachment_name().unwrap_or("file").chars().take(200).collect();
        let bytes = part.contents().to_vec();
        let sent = SentFile { field: "file".into(), name: name.clone(), bytes: bytes.into() };
        match accept(&sent, "other") {
            Ok(upload) => files.push(upload),
            Err(_) => dropped.push(name),
        }
    }
    (files, dropped)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TO: &str = "case+qm-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@in.example";

    fn mail(head: &str, body: &str) -> Read {
        read(format!("From: Ada <Ada@QM.example>\r\nTo: {TO}\r\nMessage-ID: <1@x>\r\n{head}\r\n{body}").as_bytes())
    }

    #[test]
    fn words_in_every_spelling_come_out_as_they_were_written() {
        let plain = mail("", "Here it is.");
        assert_eq!((plain.mail.text.trim(), plain.mail.sender.as_str()), ("Here it is.", "ada@qm.example"));
        assert_eq!((plain.mail.message_id.as_str(), plain.mail.automatic, plain.to.len()), ("1@x", false, 1));
        let quoted = mail(
            "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n",
            "Voil=E0 le num=E9ro=\r\n suivant",
        );
        assert_eq!(quoted.mail.text.trim(), "Voilà le numéro suivant");
        let arabic =
            mail("Content-Type: text/plain; charset=windows-1256\r\nContent-Transfer-Encoding: base64\r\n", "49HNyMc=");
        assert_eq!(arabic.mail.text.trim(), "مرحبا");
        let utf8 = mail("Content-Type: text/plain; charset=utf-8\r\n", "هذا هو");
        assert_eq!(utf8.mail.text.trim(), "هذا هو");
        let html = mail("Content-Type: text/html\r\n", "<p>Here <b>it</b> is.</p><script>alert(1)</script>");
        assert!(html.mail.text.contains("Here it is.") && !html.mail.text.contains('<'), "{}", html.mail.text);
        let both = mail(
            "Content-Type: multipart/alternative; boundary=b\r\n",
            "--b\r\nContent-Type: text/html\r\n\r\n<p>page</p>\r\n--b\r\nContent-Type: text/plain\r\n\r\nwords\r\n--b--\r\n",
        );
        assert!(!both.mail.text.is_empty() && both.mail.files.is_empty());
    }

    #[test]
    fn files_are_known_by_their_content_and_the_others_are_named() {
        let part = |name: &str, body: &str| {
            format!(
                "--b\r\nContent-Type: application/pdf; name={name}\r\nContent-Disposition: attachment; filename={name}\r\n\r\n{body}\r\n"
            )
        };
        let body = format!(
            "--b\r\nContent-Type: text/plain\r\n\r\nSee the papers.\r\n{}{}--b--\r\n",
            part("licence.pdf", "%PDF-1.7 yes"),
            part("setup.pdf", "MZ\u{1}\u{2}<script>")
        );
        let read = mail("Content-Type: multipart/mixed; boundary=b\r\n", &body);
        assert_eq!(read.mail.text.trim(), "See the papers.");
        let names: Vec<&str> = read.mail.files.iter().map(|f| f.name.as_str()).collect();
        assert_eq!((names, read.mail.dropped), (vec!["licence.pdf"], vec!["setup.pdf".to_owned()]));
    }

    #[test]
    fn what_a_machine_wrote_is_known_as_such() {
        for head in [
            "Auto-Submitted: auto-replied\r\n",
            "Precedence: Bulk\r\n",
            "Return-Path: <>\r\n",
            "List-Id: <all.example>\r\n",
            "Content-Type: multipart/report; boundary=b; report-type=delivery-status\r\n",
            "X-Autoreply: yes\r\n",
        ] {
            assert!(mail(head, "I am away.").mail.automatic, "{head}");
        }
        assert!(!mail("Auto-Submitted: no\r\n", "I am here.").mail.automatic);
    }

    #[test]
    fn a_hostile_mail_is_only_a_mail_without_words() {
        let deep = (0..200).fold(String::from("inner"), |inner, n| {
            format!("Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n{inner}\r\n--b{n}--\r\n")
        });
        let awkward: Vec<Vec<u8>> = vec![
            Vec::new(),
            b"\r\n\r\n".to_vec(),
            vec![0; 5000],
            vec![0xff; 5000],
            b"From:".to_vec(),
            format!("Subject: {}\r\nTo: {TO}\r\n\r\nx", "a".repeat(300_000)).into_bytes(),
            format!("To: {}\r\n\r\nx", format!("<{TO}>, ").repeat(5000)).into_bytes(),
            b"Content-Type: multipart/mixed\r\n\r\n--\r\n--\r\n".to_vec(),
            b"Content-Type: multipart/mixed; boundary=\"\r\n\r\nx".to_vec(),
            b"Content-Type: text/plain; charset=klingon\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!=".to_vec(),
            b"Content-Transfer-Encoding: quoted-printable\r\n\r\n=Z=\r\n==".to_vec(),
            deep.into_bytes(),
        ];
        for bytes in &awkward {
            for cut in [bytes.len(), bytes.len() / 2, bytes.len() / 3] {
                let read = read(&bytes[..cut]);
                assert!(read.mail.text.chars().count() <= TEXT && read.to.len() <= 1);
                assert!(!read.mail.message_id.is_empty(), "the same mail comes in once, whatever its head lacks");
            }
        }
    }
}
