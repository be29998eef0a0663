//! The code lists of money: `data/codes/fee_items.csv`, `data/codes/payment_statuses.csv`, and our own short ones.

use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant,)* }
        impl $name {
            /// Every one, in the order of the list.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];
            /// Its code.
            pub const fn code(self) -> &'static str {
                match self { $($name::$variant => $code,)* }
            }
            /// The one of this code.
            pub fn from_code(code: &str) -> Option<$name> {
                match code { $($code => Some($name::$variant),)* _ => None }
            }
        }
    };
}

codes! {
    /// What a fee is for. Table: `data/codes/fee_items.csv`.
    FeeItem {
        /// Per application, at submission.
        App = "APP",
        /// Per permit.
        Issue = "ISSUE",
        /// Per line beyond the first ones.
        Line = "LINE",
        /// Per specimen or unit of quantity.
        Specimen = "SPECIMEN",
        /// Percentage of the declared value.
        Value = "VALUE",
        /// Inspection: per visit, hour or kilometre.
        Inspect = "INSPECT",
        /// Urgent handling.
        Urgent = "URGENT",
        /// Replacement document.
        Replace = "REPLACE",
        /// Amendment.
        Amend = "AMEND",
        /// Certified copy or annex page.
        Copy = "COPY",
        /// Tag or label.
        Tag = "TAG",
        /// Security stamp.
        Stamp = "STAMP",
        /// Registration, per year.
        Register = "REGISTER",
        /// Late return of documents.
        Late = "LATE",
        /// Tax on the other lines together; never a fee of its own.
        Tax = "TAX",
    }
}

impl FeeItem {
    /// Those that a schedule can ask: all but the tax, which follows from them.
    pub fn fees() -> impl Iterator<Item = FeeItem> {
        FeeItem::ALL.iter().copied().filter(|item| *item != FeeItem::Tax)
    }

    /// Is it earned by the permit (column `basis`: per permit), and not by examining? The penalty for returning papers
    /// late is not: it is for a permit that was issued before.
    pub const fn earned_by_permit(self) -> bool {
        matches!(self, FeeItem::Issue | FeeItem::Replace | FeeItem::Amend)
    }
}

codes! {
    /// Where the payment of an invoice stands. Table: `data/codes/payment_statuses.csv`.
    PaymentStatus {
        /// Nothing paid.
        Due = "DUE",
        /// Less than the total.
        PartlyPaid = "PARTLY_PAID",
        /// In full.
        Paid = "PAID",
        /// The payer is at the gateway.
        PendingGateway = "PENDING_GATEWAY",
        /// The gateway refused.
        Failed = "FAILED",
        /// An approved waiver.
        Waived = "WAIVED",
        /// From a prepaid account.
        Prepaid = "PREPAID",
        /// A refund waits for its second person.
        RefundRequested = "REFUND_REQUESTED",
        /// A credit note gave money back.
        Refunded = "REFUNDED",
        /// Voided by credit note.
        Cancelled = "CANCELLED",
        /// Given up.
        WrittenOff = "WRITTEN_OFF",
    }
}

impl PaymentStatus {
    /// Where it stands when the payment service refused the newest try: the invoice stays due, and says so.
    pub fn after_the_gateway_said_no(self) -> PaymentStatus {
        if self == PaymentStatus::Due { PaymentStatus::Failed } else { self }
    }
}

codes! {
    /// When a Party takes its fees (`spec/workflow.md` section 7).
    PayPoint {
        /// It takes none.
        None = "NONE",
        /// Before examination.
        Submission = "SUBMISSION",
        /// Before approval.
        Approval = "APPROVAL",
        /// Before the permit is handed over.
        Collection = "COLLECTION",
    }
}

codes! {
    /// How money came.
    PayMethod {
        /// At the counter.
        Cash = "CASH",
        /// Through the bank.
        Transfer = "TRANSFER",
        /// Through the payment service.
        Gateway = "GATEWAY",
        /// From the payer's prepaid account.
        Prepaid = "PREPAID",
        /// By cheque, which the bank may send back.
        Cheque = "CHEQUE",
    }
}

codes! {
    /// Who applies.
    ApplicantClass {
        /// A private person.
        Person = "PERSON",
        /// A company or institution.
        Organisation = "ORGANISATION",
    }
}

codes! {
    /// What two persons do together.
    RequestKind {
        /// Waives what is open.
        Waiver = "WAIVER",
        /// Credits an invoice; what was paid of it is given back.
        Credit = "CREDIT",
        /// Gives back what was paid too much.
        Surplus = "SURPLUS",
        /// Gives up what is open: the debt is not collected any more.
        WriteOff = "WRITE_OFF",
        /// A debt that was given up is owed again.
        Reopen = "REOPEN",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes_of(text: &str) -> Vec<String> {
        csv::Reader::from_reader(text.as_bytes()).records().map(|r| r.unwrap()[0].to_owned()).collect()
    }

    #[test]
    fn the_lists_are_those_of_the_data() {
        let items = codes_of(include_str!("../../../../data/codes/fee_items.csv"));
        assert_eq!(items, FeeItem::ALL.iter().map(|i| i.code()).collect::<Vec<_>>());
        let statuses = codes_of(include_str!("../../../../data/codes/payment_statuses.csv"));
        assert_eq!(statuses, PaymentStatus::ALL.iter().map(|i| i.code()).collect::<Vec<_>>());
        for item in FeeItem::ALL {
            assert_eq!(FeeItem::from_code(item.code()), Some(*item));
        }
    }
}
