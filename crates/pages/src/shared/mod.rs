//! Pages that belong to no phase: start, sign-in, guidance, help, administration, and what to say when something fails.

mod admin;
mod enter;
mod failed;
pub(crate) mod guidance;
mod help;
mod kinds;
mod law;
mod law_pack;
mod settings;
mod texts;

pub(crate) use admin::sections;
pub use admin::{
    AccountPage, AuditEntry, AuditPage, LanguageRow, LanguagesPage, PartnerRow, PartnersAdmin, PeoplePage, PersonRow,
    SettingsPage,
};
pub use enter::{DemoRole, Home, RegisterPage, SignIn};
pub use failed::{Failure, FailurePage};
pub use guidance::{Examined, Extra, Outcome, Price, Requirement, WizardPage, WizardResult};
pub use help::{HelpPage, HelpTopic};
pub use kinds::KindsPage;
pub use law::{LawLine, LawList, LawPage, LawPreview, LawShown, LawTouched, Standing};
pub use law_pack::{PackLine, PackPage, PackShown};
pub use settings::{PartySetting, PartySettings, SettingMove};
pub use texts::{GlossaryPage, TextPage, TextPageKind};
