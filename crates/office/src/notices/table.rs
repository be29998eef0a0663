//! Who is told what, by which road: one row an event (`spec/workflow.md` section 10, `design/ux.md` section 7).
//!
//! Acts do not tell anybody; they change an application, a permit or a quota, and the one place where such a change is
//! written ([`super::tell`]) looks it up here. What must be sent is [`Mail::Must`]; what a reader may do without, e-mail
//! aside, is [`Mail::MayBe`]; the rest stands in the portal alone. Every notice stands in the portal.

use cites::Role;
use permits::{ApplicationActCode as Case, PermitActCode as Paper};

/// What happened, as far as somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Event {
    /// The application was received.
    Sent,
    /// A payment is due.
    PaymentDue,
    /// A payment was received.
    Paid,
    /// An invoice is open for which no case waits.
    InvoiceDue,
    /// Money came for which no case waited.
    Receipt,
    /// Points are missing.
    Incomplete,
    /// A question to the applicant.
    Asked,
    /// The applicant answered, or completed the application.
    Answered,
    /// Closed because nobody answered.
    NoReply,
    /// No permit is needed.
    NoPermitNeeded,
    /// The permit was decided; it will be signed.
    Approved,
    /// Refused, with reasons and the way to appeal.
    Refused,
    /// An appeal was made.
    AppealMade,
    /// The appeal was right: examined anew.
    AppealUpheld,
    /// The appeal failed.
    AppealDismissed,
    /// Withdrawn.
    Withdrawn,
    /// The permit is issued.
    Issued,
    /// Less left, or arrived, than the permit says.
    Differs,
    /// Less arrived here than another Party's permit says.
    ArrivalDiffers,
    /// Held at the border.
    Held,
    /// Let go at the border.
    Released,
    /// Seized.
    Seized,
    /// The holder's permit may not be used any more.
    Stopped,
    /// The destination must be told that a permit may not be used.
    TellDestination,
    /// The last day has passed: return or declare.
    Expired,
    /// The last day is 30 days away.
    Expiring30,
    /// The last day is 7 days away.
    Expiring7,
    /// Seven days after the last day nothing was declared.
    Unreturned,
    /// The holder reported how the permit was used.
    UseReported,
    /// A draft is about to be forgotten.
    DraftEnding,
    /// Four fifths of a quota are taken.
    Quota80,
    /// A quota is taken whole.
    Quota100,
    /// A partner's system does not answer.
    PartnerFailing,
    /// A blank ended unused: return it.
    BlankEnded,
    /// Half of a clock's target is used.
    ClockHalf,
    /// Four fifths of a clock's target are used.
    ClockNear,
    /// A clock has passed its target.
    ClockOver,
    /// A coming change of the Appendices touches a case or a permit.
    ListingChange,
    /// A rule that the Party entered touches a case or a permit.
    LawChange,
    /// The key that signs ends soon.
    KeyEnding,
    /// The bank sent a cheque back: its invoice is open again.
    ChequeBounced,
    /// The bill of a month is there.
    BillIssued,
    /// The clock of an urgent case was missed by the authority.
    UrgentMissed,
    /// A debt of a holder who pays by the month was given up: each case is paid by itself now.
    TermsStopped,
    /// The holder pays by the month again.
    TermsResumed,
    /// An authority abroad must hear that a permit of ours may not be used.
    AuthorityStopped,
    /// An authority abroad must hear that quantities differ.
    AuthorityDiffers,
    /// The Secretariat gets a copy of a retrospective document.
    AuthorityRetrospective,
    /// The desk hears which authority abroad was written to.
    AbroadTold,
    /// An authority abroad is asked about a case.
    AuthorityAsked,
    /// The desk hears whether the letter of an inquiry could go, and to whom.
    AbroadAsked,
    /// Our own customs must hear that a permit may not be used.
    BorderAlert,
    /// A person's e-mail into a case was not taken, or not all of it.
    MailNotTaken,
    /// The holder asks for a change of a permit.
    AmendmentAsked,
    /// A change of a permit was refused: the permit stays as it is.
    AmendmentRefused,
    /// An inspection suspects fraud.
    FraudSuspected,
    /// Points or a question wait for an answer, and the time ends soon.
    ReplyDue,
    /// Withdrawn because its invoice was not paid in time.
    Unpaid,
    /// A case was withdrawn while the Scientific Authority had it.
    ConsultationDropped,
    /// A case was withdrawn while an inspection was ordered.
    InspectionDropped,
    /// An inspection was ordered.
    InspectionOrdered,
    /// The inspector set day and place of the visit.
    VisitSet,
    /// An opinion was given to an expert to write.
    ExpertAssigned,
    /// The coordinator sent a draft of an opinion back.
    OpinionReturned,
    /// An expert handed a draft of an opinion in.
    OpinionHanded,
}

/// Who is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// The applicant, later the holder: their account and their agent's, or everybody of the organisation where the
    /// application came over the counter.
    Applicant,
    /// The officer in charge.
    Officer,
    /// The officer in charge; the supervisors where a case has none, like that of a blank completed on line. For what
    /// somebody must hear of.
    Charge,
    /// Everybody who holds one of these roles.
    Roles(&'static [Role]),
    /// Authorities abroad and the Secretariat, by the directory: they have no account and get an e-mail only.
    Abroad,
    /// Whom the act itself names.
    Named,
}

/// By e-mail too?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mail {
    /// Always: the law or the applicant's rights ask for it.
    Must,
    /// Unless the reader said no.
    MayBe,
    /// In the portal only.
    No,
}

/// One row.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// What happened.
    pub event: Event,
    /// To whom.
    pub to: Reader,
    /// By e-mail too?
    pub mail: Mail,
    /// By text message too, for readers who want one? It never says more than that there is news of a reference.
    pub sms: bool,
}

const DESK: Reader = Reader::Roles(&[Role::MaOfficer, Role::MaSupervisor]);
const EXCHANGE: Reader = Reader::Roles(&[Role::MaOfficer, Role::TenantAdmin]);
const QUOTAS: Reader = Reader::Roles(&[Role::QuotaManager, Role::MaSupervisor, Role::SaCoordinator]);

const OVERSEERS: Reader = Reader::Roles(&[Role::MaSupervisor]);
const ACCOUNTS: Reader = Reader::Roles(&[Role::Accountant]);
const BORDER: Reader = Reader::Roles(&[Role::Customs]);
const PURSUERS: Reader = Reader::Roles(&[Role::Enforcement, Role::MaSupervisor]);
const SCIENCE: Reader = Reader::Roles(&[Role::SaCoordinator, Role::SaExpert]);
const COORDINATORS: Reader = Reader::Roles(&[Role::SaCoordinator]);
const INSPECTORS: Reader = Reader::Roles(&[Role::Inspector]);
const KEEPERS: Reader = Reader::Roles(&[Role::TenantAdmin]);

const fn row(event: Event, to: Reader, mail: Mail, sms: bool) -> Row {
    Row { event, to, mail, sms }
}

/// The table. An event may stand in several rows; nobody is told the same thing twice.
pub const TABLE: &[Row] = &[
    row(Event::Sent, Reader::Applicant, Mail::Must, true),
    row(Event::PaymentDue, Reader::Applicant, Mail::Must, true),
    row(Event::Paid, Reader::Applicant, Mail::Must, true),
    row(Event::InvoiceDue, Reader::Applicant, Mail::Must, true),
    row(Event::Receipt, Reader::Applicant, Mail::Must, false),
    row(Event::Incomplete, Reader::Applicant, Mail::Must, true),
    row(Event::Asked, Reader::Applicant, Mail::Must, true),
    row(Event::Answered, Reader::Officer, Mail::No, false),
    row(Event::NoReply, Reader::Applicant, Mail::Must, true),
    row(Event::NoPermitNeeded, Reader::Applicant, Mail::Must, true),
    row(Event::Approved, Reader::Applicant, Mail::MayBe, true),
    row(Event::Refused, Reader::Applicant, Mail::Must, true),
    row(Event::AppealMade, Reader::Officer, Mail::No, false),
    row(Event::AppealUpheld, Reader::Applicant, Mail::Must, true),
    row(Event::AppealDismissed, Reader::Applicant, Mail::Must, true),
    row(Event::Withdrawn, Reader::Officer, Mail::No, false),
    row(Event::Issued, Reader::Applicant, Mail::Must, true),
    row(Event::Differs, Reader::Charge, Mail::Must, false),
    row(Event::Differs, Reader::Applicant, Mail::MayBe, false),
    row(Event::ArrivalDiffers, DESK, Mail::Must, false),
    row(Event::Held, Reader::Charge, Mail::Must, false),
    row(Event::Held, Reader::Applicant, Mail::Must, true),
    row(Event::Released, Reader::Applicant, Mail::Must, true),
    row(Event::Seized, Reader::Charge, Mail::Must, false),
    row(Event::Stopped, Reader::Applicant, Mail::Must, true),
    row(Event::TellDestination, DESK, Mail::Must, false),
    row(Event::Expired, Reader::Applicant, Mail::Must, true),
    row(Event::Expiring30, Reader::Applicant, Mail::MayBe, false),
    row(Event::Expiring7, Reader::Applicant, Mail::Must, true),
    row(Event::Unreturned, Reader::Applicant, Mail::Must, true),
    row(Event::UseReported, Reader::Officer, Mail::MayBe, false),
    row(Event::DraftEnding, Reader::Applicant, Mail::MayBe, false),
    row(Event::Quota80, QUOTAS, Mail::No, false),
    row(Event::Quota100, QUOTAS, Mail::No, false),
    row(Event::PartnerFailing, EXCHANGE, Mail::MayBe, false),
    row(Event::BlankEnded, Reader::Applicant, Mail::Must, true),
    row(Event::ClockHalf, Reader::Officer, Mail::No, false),
    row(Event::ClockNear, Reader::Officer, Mail::No, false),
    row(Event::ClockOver, Reader::Officer, Mail::MayBe, false),
    row(Event::ClockOver, OVERSEERS, Mail::MayBe, false),
    row(Event::ListingChange, Reader::Applicant, Mail::MayBe, false),
    row(Event::ListingChange, Reader::Officer, Mail::No, false),
    row(Event::LawChange, Reader::Applicant, Mail::MayBe, false),
    row(Event::LawChange, Reader::Officer, Mail::No, false),
    row(Event::KeyEnding, KEEPERS, Mail::Must, false),
    row(Event::ChequeBounced, Reader::Applicant, Mail::Must, true),
    row(Event::ChequeBounced, Reader::Officer, Mail::No, false),
    row(Event::BillIssued, Reader::Applicant, Mail::Must, true),
    row(Event::UrgentMissed, Reader::Charge, Mail::MayBe, false),
    row(Event::UrgentMissed, ACCOUNTS, Mail::MayBe, false),
    row(Event::TermsStopped, Reader::Applicant, Mail::Must, false),
    row(Event::TermsStopped, ACCOUNTS, Mail::MayBe, false),
    row(Event::TermsResumed, Reader::Applicant, Mail::Must, false),
    row(Event::AuthorityStopped, Reader::Abroad, Mail::Must, false),
    row(Event::AuthorityDiffers, Reader::Abroad, Mail::Must, false),
    row(Event::AuthorityRetrospective, Reader::Abroad, Mail::Must, false),
    row(Event::AbroadTold, Reader::Charge, Mail::Must, false),
    row(Event::AuthorityAsked, Reader::Abroad, Mail::Must, false),
    row(Event::AbroadAsked, Reader::Charge, Mail::No, false),
    row(Event::BorderAlert, BORDER, Mail::Must, false),
    row(Event::MailNotTaken, Reader::Applicant, Mail::Must, false),
    row(Event::AmendmentAsked, Reader::Charge, Mail::MayBe, false),
    row(Event::AmendmentRefused, Reader::Applicant, Mail::Must, true),
    row(Event::FraudSuspected, PURSUERS, Mail::Must, false),
    row(Event::ReplyDue, Reader::Applicant, Mail::Must, true),
    row(Event::Unpaid, Reader::Applicant, Mail::Must, true),
    row(Event::ConsultationDropped, SCIENCE, Mail::MayBe, false),
    row(Event::InspectionDropped, INSPECTORS, Mail::MayBe, false),
    row(Event::InspectionOrdered, INSPECTORS, Mail::MayBe, false),
    row(Event::VisitSet, Reader::Applicant, Mail::Must, true),
    row(Event::ExpertAssigned, Reader::Named, Mail::MayBe, false),
    row(Event::OpinionReturned, Reader::Named, Mail::MayBe, false),
    row(Event::OpinionHanded, COORDINATORS, Mail::MayBe, false),
];

impl Event {
    /// Every event, in the order of a case's life.
    pub const ALL: &'static [Event] = &[
        Event::Sent,
        Event::PaymentDue,
        Event::Paid,
        Event::InvoiceDue,
        Event::Receipt,
        Event::Incomplete,
        Event::Asked,
        Event::Answered,
        Event::NoReply,
        Event::NoPermitNeeded,
        Event::Approved,
        Event::Refused,
        Event::AppealMade,
        Event::AppealUpheld,
        Event::AppealDismissed,
        Event::Withdrawn,
        Event::Issued,
        Event::Differs,
        Event::ArrivalDiffers,
        Event::Held,
        Event::Released,
        Event::Seized,
        Event::Stopped,
        Event::TellDestination,
        Event::Expired,
        Event::Expiring30,
        Event::Expiring7,
        Event::Unreturned,
        Event::UseReported,
        Event::DraftEnding,
        Event::Quota80,
        Event::Quota100,
        Event::PartnerFailing,
        Event::BlankEnded,
        Event::ClockHalf,
        Event::ClockNear,
        Event::ClockOver,
        Event::ListingChange,
        Event::LawChange,
        Event::KeyEnding,
        Event::ChequeBounced,
        Event::BillIssued,
        Event::UrgentMissed,
        Event::TermsStopped,
        Event::TermsResumed,
        Event::AuthorityStopped,
        Event::AuthorityDiffers,
        Event::AuthorityRetrospective,
        Event::AbroadTold,
        Event::AuthorityAsked,
        Event::AbroadAsked,
        Event::BorderAlert,
        Event::MailNotTaken,
        Event::AmendmentAsked,
        Event::AmendmentRefused,
        Event::FraudSuspected,
        Event::ReplyDue,
        Event::Unpaid,
        Event::ConsultationDropped,
        Event::InspectionDropped,
        Event::InspectionOrdered,
        Event::VisitSet,
        Event::ExpertAssigned,
        Event::OpinionReturned,
        Event::OpinionHanded,
    ];

    /// Stable code: key of its words in `locales/` (`notice-<code>…`).
    pub const fn code(self) -> &'static str {
        match self {
            Event::Sent => "sent",
            Event::PaymentDue => "payment-due",
            Event::Paid => "paid",
            Event::InvoiceDue => "invoice-due",
            Event::Receipt => "receipt",
            Event::Incomplete => "incomplete",
            Event::Asked => "asked",
            Event::Answered => "answered",
            Event::NoReply => "no-reply",
            Event::NoPermitNeeded => "no-permit-needed",
            Event::Approved => "approved",
            Event::Refused => "refused",
            Event::AppealMade => "appeal-made",
            Event::AppealUpheld => "appeal-upheld",
            Event::AppealDismissed => "appeal-dismissed",
            Event::Withdrawn => "withdrawn",
            Event::Issued => "issued",
            Event::Differs => "differs",
            Event::ArrivalDiffers => "arrival-differs",
            Event::Held => "held",
            Event::Released => "released",
            Event::Seized => "seized",
            Event::Stopped => "stopped",
            Event::TellDestination => "tell-destination",
            Event::Expired => "expired",
            Event::Expiring30 => "expiring-30",
            Event::Expiring7 => "expiring-7",
            Event::Unreturned => "unreturned",
            Event::UseReported => "use-reported",
            Event::DraftEnding => "draft-ending",
            Event::Quota80 => "quota-80",
            Event::Quota100 => "quota-100",
            Event::PartnerFailing => "partner-failing",
            Event::BlankEnded => "blank-ended",
            Event::ClockHalf => "clock-half",
            Event::ClockNear => "clock-near",
            Event::ClockOver => "clock-over",
            Event::ListingChange => "listing-change",
            Event::LawChange => "law-change",
            Event::KeyEnding => "key-ending",
            Event::ChequeBounced => "cheque-bounced",
            Event::BillIssued => "bill-issued",
            Event::UrgentMissed => "urgent-missed",
            Event::TermsStopped => "terms-stopped",
            Event::TermsResumed => "terms-resumed",
            Event::AuthorityStopped => "authority-stopped",
            Event::AuthorityDiffers => "authority-differs",
            Event::AuthorityRetrospective => "authority-retrospective",
            Event::AbroadTold => "abroad-told",
            Event::AuthorityAsked => "authority-asked",
            Event::AbroadAsked => "abroad-asked",
            Event::BorderAlert => "border-alert",
            Event::MailNotTaken => "mail-not-taken",
            Event::AmendmentAsked => "amendment-asked",
            Event::AmendmentRefused => "amendment-refused",
            Event::FraudSuspected => "fraud-suspected",
            Event::ReplyDue => "reply-due",
            Event::Unpaid => "unpaid",
            Event::ConsultationDropped => "consultation-dropped",
            Event::InspectionDropped => "inspection-dropped",
            Event::InspectionOrdered => "inspection-ordered",
            Event::VisitSet => "visit-set",
            Event::ExpertAssigned => "expert-assigned",
            Event::OpinionReturned => "opinion-returned",
            Event::OpinionHanded => "opinion-handed",
        }
    }

    /// The event of a code.
    pub fn from_code(code: &str) -> Option<Event> {
        Event::ALL.iter().copied().find(|e| e.code() == code)
    }

    /// What may stand in its sentence: the placeholders of a text of the Party. `authority`, `name` (the reader's own)
    /// and `link` may stand in every one.
    pub const fn details(self) -> &'static [&'static str] {
        match self {
            Event::Sent => &["reference", "receipt"],
            Event::PaymentDue => &["reference", "invoice", "amount", "until"],
            Event::Paid => &["reference", "invoice"],
            Event::InvoiceDue => &["invoice", "amount", "until"],
            Event::Receipt => &["invoice", "amount", "receipt"],
            Event::Incomplete => &["reference", "points", "until"],
            Event::Asked => &["reference", "question", "until"],
            Event::Answered
            | Event::NoReply
            | Event::Approved
            | Event::AppealMade
            | Event::Withdrawn
            | Event::DraftEnding => &["reference"],
            Event::NoPermitNeeded | Event::AppealUpheld | Event::AppealDismissed => &["reference", "reason"],
            Event::Refused => &["reference", "refusal", "reason", "until"],
            Event::Issued => &["reference", "number", "check"],
            Event::Differs => &["number", "quantities", "abroad"],
            Event::ArrivalDiffers => &["number", "country", "quantities", "abroad"],
            Event::Held | Event::Released | Event::Seized => &["number", "reason"],
            Event::Stopped => &["number", "status", "reason"],
            Event::TellDestination => &["number", "status", "country", "commercial", "abroad"],
            Event::Expired | Event::Unreturned | Event::BlankEnded => &["number", "until"],
            Event::Expiring30 | Event::Expiring7 => &["number", "until", "lines"],
            Event::UseReported => &["number", "used"],
            Event::Quota80 | Event::Quota100 => &["taxon", "year"],
            Event::PartnerFailing => &["country", "error"],
            Event::ClockHalf | Event::ClockNear | Event::ClockOver => &["reference", "clock", "hours", "target"],
            Event::ListingChange => &["number", "taxon", "appendix", "until"],
            Event::LawChange => &["number", "until"],
            Event::KeyEnding => &["key", "until"],
            Event::ChequeBounced => &["invoice", "cheque", "amount", "reason"],
            Event::BillIssued => &["invoice", "amount", "month", "until"],
            Event::UrgentMissed => &["reference", "hours", "target"],
            Event::TermsStopped => &["account", "invoice", "amount"],
            Event::TermsResumed => &["account"],
            Event::AuthorityStopped => &["number", "status", "since", "check"],
            Event::AuthorityDiffers => &["number", "quantities", "since", "check"],
            Event::AuthorityRetrospective => &["number", "since", "check"],
            Event::AbroadTold => &["number", "abroad"],
            Event::AuthorityAsked => &["reference", "question", "goods", "since"],
            Event::AbroadAsked => &["reference", "abroad"],
            Event::BorderAlert => &["number", "status"],
            Event::MailNotTaken => &["why", "files"],
            Event::AmendmentAsked => &["reference", "number", "reason"],
            Event::AmendmentRefused => &["reference", "number", "refusal", "reason", "until"],
            Event::FraudSuspected => &["reference", "reason"],
            Event::ReplyDue => &["reference", "until"],
            Event::Unpaid => &["reference"],
            Event::ConsultationDropped => &["reference"],
            Event::InspectionDropped => &["reference"],
            Event::InspectionOrdered => &["reference", "reason", "place"],
            Event::VisitSet => &["reference", "until", "place", "points"],
            Event::ExpertAssigned => &["reference", "until"],
            Event::OpinionReturned => &["reference", "reason"],
            Event::OpinionHanded => &["reference"],
        }
    }

    /// Its rows.
    pub fn rows(self) -> impl Iterator<Item = &'static Row> {
        TABLE.iter().filter(move |r| r.event == self)
    }

    /// Does any of its readers get it by e-mail?
    pub fn by_mail(self) -> bool {
        self.rows().any(|r| r.mail != Mail::No)
    }

    /// Does it go by text message to readers who want one?
    pub fn by_sms(self) -> bool {
        self.rows().any(|r| r.sms)
    }

    /// What an act on an application tells; `paying` where it now waits for a payment.
    pub const fn of_case(act: Case, paying: bool) -> Option<Event> {
        Some(match act {
            Case::Submit if paying => Event::PaymentDue,
            Case::Submit => Event::Sent,
            Case::ExtraFee => Event::PaymentDue,
            Case::PaymentSettled => Event::Paid,
            Case::RejectIncomplete => Event::Incomplete,
            Case::Ask => Event::Asked,
            Case::Answer | Case::Resubmit => Event::Answered,
            Case::NoReply => Event::NoReply,
            Case::PaymentTimeout => Event::Unpaid,
            Case::RequestInspection => Event::InspectionOrdered,
            Case::NoPermitNeeded => Event::NoPermitNeeded,
            Case::Approve => Event::Approved,
            Case::Refuse => Event::Refused,
            Case::Appeal => Event::AppealMade,
            Case::AppealUpheld => Event::AppealUpheld,
            Case::AppealDismissed => Event::AppealDismissed,
            Case::Withdraw => Event::Withdrawn,
            Case::Sign => Event::Issued,
            _ => return None,
        })
    }

    /// What an act on a permit tells; `differs` where quantities are not those of the permit.
    pub const fn of_permit(act: Paper, differs: bool) -> Option<Event> {
        Some(match act {
            Paper::Endorse | Paper::LateEndorsement | Paper::ConfirmQuantities if differs => Event::Differs,
            Paper::Hold => Event::Held,
            Paper::Release => Event::Released,
            Paper::Seize => Event::Seized,
            Paper::Cancel | Paper::Revoke | Paper::Suspend | Paper::Void => Event::Stopped,
            Paper::Expire => Event::Expired,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_event_has_a_reader_and_a_code_of_its_own() {
        let codes: BTreeSet<&str> = Event::ALL.iter().map(|e| e.code()).collect();
        assert_eq!(codes.len(), Event::ALL.len());
        for event in Event::ALL {
            assert!(event.rows().next().is_some(), "{} is told to nobody", event.code());
            assert_eq!(Event::from_code(event.code()), Some(*event));
        }
    }

    #[test]
    fn what_the_law_asks_for_is_sent_by_mail_whatever_the_reader_wishes() {
        use Event as E;
        let must =
            [E::Sent, E::PaymentDue, E::Paid, E::Incomplete, E::Asked, E::Refused, E::Issued, E::Held, E::Expiring7];
        for event in must {
            assert!(event.rows().any(|r| r.mail == Mail::Must), "{}", event.code());
        }
    }

    #[test]
    fn no_role_list_is_longer_than_the_archive_asks_for() {
        for row in TABLE {
            if let Reader::Roles(roles) = row.to {
                assert!((1..=3).contains(&roles.len()), "{}", row.event.code());
            }
        }
    }
}
