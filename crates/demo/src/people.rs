//! Invented people: one for each role and Party with an account, and the applicants of some more companies.

use crate::Error;
use crate::chance::Dice;
use cites::document::Address;
use cites::ids::{OrganisationId, OrganisationKind, PersonId, PersonKind};
use cites::{CountryCode, Lang, Role, Timestamp, country};
use office::epermit::register::OrganisationBody;
use office::shared::faces::Chance;
use office::{House, Office, Who};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::{AuditEntry, OrganisationRow, PersonRow};

/// An account of the demonstration, with everything needed to use it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Whose house.
    pub tenant: CountryCode,
    /// The role it stands for; the first of its role in the house is the one with the button.
    pub role: Role,
    /// An invented name.
    pub name: String,
    /// Address to sign in with.
    pub email: String,
    /// Password.
    pub password: String,
    /// `Authorization: Bearer` for programs.
    pub api_token: String,
    /// Who.
    pub person: PersonId,
    /// The company the person acts for.
    pub organisation: Option<OrganisationId>,
}

/// A company or institution and its applicant.
#[derive(Clone)]
pub(crate) struct Firm {
    /// Name as in the register.
    pub name: &'static str,
    /// Where.
    pub address: Address,
    /// What it deals in, as the goods table names it.
    pub trade: &'static str,
    /// In whose name it applies.
    pub applicant: Who,
}

/// Everybody of one house.
#[derive(Clone)]
pub(crate) struct Staff {
    /// The house.
    pub house: Arc<House>,
    /// One for each role, in the order of [`POSTS`].
    pub accounts: Vec<(Account, Who)>,
    /// Companies; the first is that of the account with the role of an applicant.
    pub firms: Vec<Firm>,
}

impl Staff {
    /// The first person of a role.
    pub fn the(&self, role: Role) -> Result<&Who, Error> {
        self.nth(role, 0)
    }

    /// The n-th person of a role, counted from 0.
    pub fn nth(&self, role: Role, n: usize) -> Result<&Who, Error> {
        let mut found = self.accounts.iter().filter(|(a, _)| a.role == role).skip(n);
        found.next().map(|(_, who)| who).ok_or(Error::Plan("a role has no person"))
    }
}

/// The accounts of each house: role, part of the address before the `@`, title under a signature.
const POSTS: &[(Role, &str, Option<&str>)] = &[
    (Role::Applicant, "applicant", None),
    (Role::Agent, "agent", None),
    (Role::MaClerk, "clerk", Some("Registry")),
    (Role::MaOfficer, "officer", Some("Case Officer")),
    (Role::MaApprover, "approver", Some("Head of Permits")),
    (Role::MaApprover, "signer", Some("Director of Wildlife Trade")),
    (Role::SaCoordinator, "science", Some("Scientific Authority")),
    (Role::Customs, "customs", Some("Senior Customs Officer")),
    (Role::Inspector, "inspector", Some("Wildlife Inspector")),
    (Role::QuotaManager, "quota", Some("Quota Manager")),
    (Role::QuotaManager, "quota2", Some("Deputy Quota Manager")),
    (Role::Reporter, "reporter", Some("Reporting Officer")),
    (Role::TenantAdmin, "admin", None),
    (Role::Auditor, "auditor", None),
    (Role::MaSupervisor, "supervisor", Some("Head of the Registry")),
    (Role::Accountant, "accountant", Some("Accountant")),
    (Role::Cashier, "cashier", Some("Cashier")),
    (Role::SaExpert, "expert", Some("Scientific Authority")),
];

/// Companies: name, street, city, post code, what they deal in.
type Card = (&'static str, &'static str, &'static str, &'static str, &'static str);
const FIRMS_QM: &[Card] = &[
    ("River Bend Farm Ltd", "1 River Road", "Bend", "100", "crocodile"),
    ("Lagoon Ranching Cooperative", "22 Causeway", "Bend", "104", "crocodile"),
    ("Savanna Outfitters", "3 Baobab Avenue", "Capital City", "12", "trophy"),
    ("Querimba Reptile Export", "40 Market Street", "Capital City", "7", "reptile"),
    ("Blackwood Joiners Association", "8 Sawmill Lane", "Timber Point", "310", "timber"),
    ("Aloe Growers Union", "17 Dry Valley", "Thornfield", "420", "plant"),
    ("Reef Garden Mariculture", "5 Jetty Road", "Coral Bay", "205", "coral"),
    ("National Museum of Querimba", "2 Museum Square", "Capital City", "1", "science"),
];
const FIRMS_QN: &[Card] = &[
    ("Tannery of the North", "14 Harbour Street", "Northport", "2001", "leather"),
    ("Maison Alba Leather Goods", "77 Arcade Street", "Lightwater", "3100", "leather"),
    ("Northwind Falcons", "6 Moor Road", "Highfell", "4410", "bird"),
    ("Cold Lake Sturgeon Farm", "1 Weir Lane", "Lakeside", "5002", "caviar"),
    ("Winter Garden Nurseries", "30 Glasshouse Row", "Lightwater", "3120", "plant"),
    ("University of Northport", "1 College Hill", "Northport", "2010", "science"),
];

/// Invented given and family names of several cultures; the family names belong to nobody we know of.
const GIVEN: &[&str] = &[
    "Amina", "Tendai", "Nomsa", "Kwabo", "Leila", "Yusuf", "Mireille", "Etienne", "Inés", "Rafael", "Astrid", "Joren",
    "Saoirse", "Mikko", "Anahera", "Tevita", "Priya", "Arjun", "Meilin", "Haruko", "Zofia", "Lubomir", "Farida",
    "Samir", "Chipo", "Baraka", "Lucía", "Thiago",
];
const FAMILY: &[&str] = &[
    "Okarinde",
    "Mbeloza",
    "Tumbaire",
    "Nkhosiwe",
    "Al-Farouqi",
    "Benzahri",
    "Delacombe",
    "Montferret",
    "Quirogal",
    "Valdorosa",
    "Lindqvara",
    "Vessholm",
    "Oshaughlin",
    "Kallionpera",
    "Te Awhare",
    "Fonualoto",
    "Raghunadan",
    "Iyerpal",
    "Shenwei",
    "Moritake",
    "Wisznewska",
    "Hradecny",
    "Osmanlis",
    "Haddadine",
    "Chirwanda",
    "Mwakitele",
    "Belmontes",
    "Carvalhosa",
    "Tsegayeh",
    "Andriatsio",
    "Holmgaarden",
    "Petrosky",
];

/// Names that do not come twice; family names not either, as long as there are any left.
struct Names {
    dice: Dice,
    families: Vec<&'static str>,
    used: BTreeSet<String>,
}

impl Names {
    fn new(seed: &[u8]) -> Names {
        Names { dice: Dice::new(seed, "names"), families: Vec::new(), used: BTreeSet::new() }
    }

    fn next(&mut self) -> String {
        loop {
            if self.families.is_empty() {
                self.families = FAMILY.to_vec();
            }
            let n = self.dice.below(self.families.len() as u64);
            let family = self.families.swap_remove(usize::try_from(n).unwrap_or(0));
            let given = self.dice.pick(GIVEN).copied().unwrap_or_default();
            let name = format!("{given} {family}");
            if self.used.insert(name.clone()) {
                return name;
            }
        }
    }
}

/// Signs that are told apart at a glance.
const SIGNS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// `n` random letters and digits, 5 bits each.
pub(crate) fn random_text(chance: &dyn Chance, n: usize) -> String {
    let mut bytes = vec![0_u8; n];
    chance.fill(&mut bytes);
    bytes.iter().map(|b| char::from(SIGNS[usize::from(b & 31)])).collect()
}

/// A password of 23 signs in four groups, 100 random bits.
fn password(chance: &dyn Chance) -> String {
    let text = random_text(chance, 20);
    [&text[..5], &text[5..10], &text[10..15], &text[15..]].join("-")
}

/// How the archive keeps an API token: the whole text `<tenant>_<random>`.
fn token_hash(token: &str) -> cites::Digest {
    cites::Digest::of("manis-api-token", token.as_bytes())
}

/// Opens every account of the demonstration and answers them with their secrets. `hash` makes the hash of a password.
pub(crate) async fn hire<H, F>(office: &Office, seed: &[u8], hash: H) -> Result<Vec<Staff>, Error>
where
    H: Fn(String) -> F,
    F: Future<Output = Result<String, String>>,
{
    let mut names = Names::new(seed);
    let mut all = Vec::new();
    for house in office.houses() {
        let cards = if house.party() == country::DEMO_IMPORTER { FIRMS_QN } else { FIRMS_QM };
        let now = office.clock.now();
        let mut people = Vec::new();
        let mut firms = Vec::new();
        for (n, card) in cards.iter().enumerate() {
            let organisation = office.id::<OrganisationKind>(now);
            let row = OrganisationRow {
                id: organisation,
                name: card.0.to_owned(),
                register_number: Some(format!("{}-{:05}", house.party(), 20_000 + 137 * n)),
                active: true,
                created_at: now,
            };
            let address = Address {
                street: card.1.to_owned(),
                post_box: None,
                city: card.2.to_owned(),
                postcode: Some(card.3.to_owned()),
                subdivision: None,
                country: house.party(),
            };
            let local = if n == 0 { "applicant".to_owned() } else { format!("firm{n}") };
            let person = person(office, house, &mut names, &local, (Role::Applicant, None), Some(organisation), now);
            firms.push(Firm { name: card.0, address: address.clone(), trade: card.4, applicant: who(house, &person) });
            people.push((person, Some((row, OrganisationBody { address }))));
        }
        let first = people.first().map(|(p, _)| p.clone()).ok_or(Error::Plan("no company"))?;
        let mut accounts = Vec::new();
        let mut tokens = Vec::new();
        for (role, local, title) in POSTS {
            let mut row = match role {
                Role::Applicant => first.clone(),
                _ => person(office, house, &mut names, local, (*role, *title), None, now),
            };
            let password = password(office.chance.as_ref());
            row.password_hash = Some(hash(password.clone()).await.map_err(Error::Password)?);
            let api_token = format!("{}_{}", house.tenant.code, random_text(office.chance.as_ref(), 32));
            tokens.push((token_hash(&api_token), row.id));
            accounts.push((
                Account {
                    tenant: house.party(),
                    role: *role,
                    name: row.name.clone(),
                    email: row.email.clone(),
                    password,
                    api_token,
                    person: row.id,
                    organisation: row.organisation,
                },
                who(house, &row),
            ));
            match people.iter_mut().find(|(p, _)| p.id == row.id) {
                Some((known, _)) => *known = row,
                None => people.push((row, None)),
            }
        }
        let scope = Who::system(house.clone()).scope(now);
        let opened: Result<(), store::Error> = store::act!(&office.store, &scope, "open_accounts", |tx| {
            for (person, organisation) in &people {
                if let Some((row, body)) = organisation {
                    tx.organisation_insert(row, body).await?;
                }
                tx.person_insert(person).await?;
            }
            for (hash, person) in &tokens {
                tx.api_token_insert(hash, *person, "demonstration", None).await?;
            }
            tx.audit(AuditEntry::new("open_accounts", "tenant", &house.tenant.code));
            Ok(())
        });
        opened?;
        all.push(Staff { house: house.clone(), accounts, firms });
    }
    Ok(all)
}

fn who(house: &Arc<House>, person: &PersonRow) -> Who {
    Who::new(house.clone(), person.actor(house.party()))
}

fn person(
    office: &Office,
    house: &House,
    names: &mut Names,
    local: &str,
    post: (Role, Option<&str>),
    organisation: Option<OrganisationId>,
    now: Timestamp,
) -> PersonRow {
    let mut roles = vec![post.0];
    if organisation.is_some() {
        roles.push(Role::OrgAdmin);
    }
    PersonRow {
        id: office.id::<PersonKind>(now),
        email: format!("{local}@{}.demo", house.tenant.code.to_lowercase()),
        name: names.next(),
        title: post.1.map(str::to_owned),
        organisation,
        roles,
        language: house.tenant.settings.languages.first().copied().unwrap_or(Lang::En),
        password_hash: None,
        second_factor: None,
        failed_count: 0,
        locked_until_at: None,
        active: true,
        created_at: now,
        version: 0,
    }
}
