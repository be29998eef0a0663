//! Templates: an application kept under a name, to begin from again. A person's own, or shared in the organisation.

use crate::epermit::draft::{self, OnBehalf};
use crate::shared::act::{self, Ran};
use crate::shared::case::{self, Stepped};
use crate::shared::error::Error;
use crate::shared::office::{Office, Who};
use cites::Role;
use cites::ids::{ApplicationId, TemplateId};
use permits::FormInput;
use store::{AuditEntry, Read, TemplateRow};

/// A template as kept.
pub type Template = TemplateRow<FormInput>;

/// Most templates that one person sees.
const MOST: usize = 100;

/// What is said of a template.
#[derive(Debug, Clone, Default)]
pub struct Naming {
    /// Its name.
    pub name: String,
    /// Is it shared with the person's organisation?
    pub shared: bool,
}

fn name_of(naming: &Naming) -> Result<String, Error> {
    let name = naming.name.trim();
    if name.is_empty() {
        return Err(Error::value("name", "template-name-empty", "Give the template a name."));
    }
    if name.chars().count() > 80 || name.chars().any(char::is_control) {
        return Err(Error::value("name", "template-name-long", "Shorten the name to 80 characters in one line."));
    }
    Ok(name.to_owned())
}

/// May the actor see it? Their own, and those of their organisation.
fn may_see(who: &Who, template: &Template) -> bool {
    who.actor.person().is_some_and(|p| {
        p.id == template.person || (template.organisation.is_some() && p.organisation == template.organisation)
    })
}

/// May the actor change it? Its maker, and whoever administers the organisation.
pub fn may_change(who: &Who, template: &Template) -> bool {
    who.actor.person().is_some_and(|p| p.id == template.person)
        || (may_see(who, template) && who.actor.has(Role::OrgAdmin))
}

async fn load(read: &mut Read, who: &Who, id: TemplateId) -> Result<Template, Error> {
    let found: Option<Template> = read.template(id).await?;
    found.filter(|t| may_see(who, t)).ok_or(Error::NotFound("template"))
}

/// The templates that the actor may begin from, by name.
///
/// # Errors
/// What the archive says.
pub async fn list(office: &Office, who: &Who) -> Result<Vec<Template>, Error> {
    let person = who.person()?;
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    Ok(read.templates(person.id, person.organisation).await?)
}

/// One template.
///
/// # Errors
/// [`Error::NotFound`], or what the archive says.
pub async fn one(office: &Office, who: &Who, id: TemplateId) -> Result<Template, Error> {
    let mut read = office.store.read(&who.scope(office.clock.now())).await?;
    load(&mut read, who, id).await
}

/// Keeps the content of an application as a template.
///
/// # Errors
/// `template-name-empty`, `template-many`, [`Error::NotFound`].
pub async fn save(office: &Office, who: &Who, from: ApplicationId, naming: &Naming) -> Result<Template, Error> {
    let (name, person) = (name_of(naming)?, who.person()?.clone());
    let now = office.clock.now();
    let id: TemplateId = office.id(now);
    let ran = act::run!(office, who, now, "template", |tx| {
        let application = case::load(tx, who, from).await?;
        if tx.templates::<FormInput>(person.id, person.organisation).await?.len() >= MOST {
            return Err(Error::value("name", "template-many", "Delete a template first: one may have 100."));
        }
        let template = Template {
            id,
            name: name.clone(),
            person: person.id,
            organisation: person.organisation.filter(|_| naming.shared),
            form: draft::anew(application.value.form()),
            created_at: now,
            changed_at: now,
            version: 1,
        };
        tx.template_insert(&template).await?;
        tx.audit(AuditEntry::new("template", "template", id));
        Ok((template, id.to_string()))
    })?;
    match ran {
        Ran::Now(template) => Ok(template),
        Ran::Before(first) => one(office, who, TemplateId::parse(&first).map_err(Error::internal)?).await,
    }
}

/// Gives a template another name, shares it or takes it back, and takes over the content of `from` where one is named.
/// `version`: what the actor saw.
///
/// # Errors
/// `template-name-empty`, `template-changed` when somebody changed it meanwhile, [`Error::NotPermitted`],
/// [`Error::NotFound`].
pub async fn change(
    office: &Office,
    who: &Who,
    id: TemplateId,
    naming: &Naming,
    from: Option<ApplicationId>,
    version: i64,
) -> Result<Template, Error> {
    let name = name_of(naming)?;
    let now = office.clock.now();
    let ran = act::run!(office, who, now, "template-change", |tx| {
        let mut template = load(tx, who, id).await?;
        if !may_change(who, &template) {
            return Err(Error::NotPermitted);
        }
        if template.version != version {
            return Err(Error::value("name", "template-changed", "Look at it again: somebody changed it meanwhile."));
        }
        template.name.clone_from(&name);
        template.organisation = if naming.shared { who.person()?.organisation } else { None };
        if let Some(from) = from {
            template.form = draft::anew(case::load(tx, who, from).await?.value.form());
        }
        tx.template_update(&template).await?;
        tx.audit(AuditEntry::new("template-change", "template", id));
        Ok((template, id.to_string()))
    })?;
    match ran {
        Ran::Now(template) => Ok(Template { version: template.version + 1, changed_at: now, ..template }),
        Ran::Before(_) => one(office, who, id).await,
    }
}

/// Deletes a template. Applications begun from it stay.
///
/// # Errors
/// [`Error::NotPermitted`], [`Error::NotFound`].
pub async fn delete(office: &Office, who: &Who, id: TemplateId) -> Result<(), Error> {
    let now = office.clock.now();
    act::run!(office, who, now, "template-delete", |tx| {
        let template = load(tx, who, id).await?;
        if !may_change(who, &template) {
            return Err(Error::NotPermitted);
        }
        tx.template_delete(id).await?;
        tx.audit(AuditEntry::new("template-delete", "template", id));
        Ok(((), id.to_string()))
    })?;
    Ok(())
}

/// Begins an application with the content of a template.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NotPermitted`].
pub async fn start(office: &Office, who: &Who, id: TemplateId) -> Result<Stepped, Error> {
    let template = one(office, who, id).await?;
    draft::create(office, who, template.form, OnBehalf::default()).await
}
