//! The Convention's codes in the reader's words: `locales/*/terms.ftl` first, the code lists for what it does not hold.

use super::Words;
use crate::html::Html;
use cites::{
    Appendix, ApplicationStatus, CountryCode, DocumentType, FindingKind, PermitStatus, Purpose, RefusalReason, Role,
    Source, Term, Unit,
};

impl Words {
    /// `Commercial`.
    pub fn purpose(&self, purpose: &Purpose) -> String {
        self.code("purpose", purpose.code())
    }

    /// `Commercial T`, the code set as a code.
    pub fn purpose_html(&self, purpose: &Purpose) -> Html {
        Html::join(&[Html::text(self.purpose(purpose)), Html::code(purpose.code())], " ")
    }

    /// `Ranched`.
    pub fn source(&self, source: &Source) -> String {
        self.code("source", source.code())
    }

    /// `Ranched R`.
    pub fn source_html(&self, source: &Source) -> Html {
        Html::join(&[Html::text(self.source(source)), Html::code(source.code())], " ")
    }

    /// `Appendix II`.
    pub fn appendix(&self, appendix: &Appendix) -> String {
        self.code("appendix", appendix.code())
    }

    /// `kilogram`; for counted pieces `number of specimens`.
    pub fn unit(&self, unit: &Unit) -> String {
        self.code("unit", unit.code())
    }

    /// `skins`; trade terms are named in EN, FR, ES and AR (`data/codes/trade_terms.csv`), English elsewhere.
    pub fn term(&self, term: &Term) -> String {
        term.name(self.lang()).to_owned()
    }

    /// `skins SKI`.
    pub fn term_html(&self, term: &Term) -> Html {
        Html::join(&[Html::data(self.term(term)), Html::code(term.code())], " ")
    }

    /// `Export permit`.
    pub fn document_type(&self, kind: &DocumentType) -> String {
        self.code("document-type", kind.code())
    }

    /// The application's state in words.
    pub fn application_status(&self, status: &ApplicationStatus) -> String {
        self.code("status-application", status.code())
    }

    /// The permit's state in words.
    pub fn permit_status(&self, status: &PermitStatus) -> String {
        self.code("status-permit", status.code())
    }

    /// The role in words.
    pub fn role(&self, role: &Role) -> String {
        self.code("role", role.code())
    }

    /// The finding in words.
    pub fn finding(&self, kind: &FindingKind) -> String {
        self.code("finding", kind.code())
    }

    /// The reason for a refusal in words.
    pub fn refusal_reason(&self, reason: &RefusalReason) -> String {
        self.code("refusal-reason", reason.code())
    }

    /// The country's name.
    pub fn country(&self, country: &CountryCode) -> String {
        country.name(self.lang())
    }

    /// `Querimba (QM)`, isolated.
    pub fn country_html(&self, country: &CountryCode) -> Html {
        Html::join(&[Html::data(self.country(country)), Html::code(country.code())], " ")
    }
}
