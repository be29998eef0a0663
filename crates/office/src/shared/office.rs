//! The office itself: what every act needs, and in whose house it is done.

use super::error::Error;
use super::faces::{Chance, Clock, Courier, NoScanner, PaymentService, Scanner, new_id};
use cites::ids::Id;
use cites::taxa::Taxonomy;
use cites::{CountryCode, Timestamp};
use permits::signing::Signer;
use permits::{Actor, DutyPolicy};
use rules::RulePack;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock, RwLock};
use store::{Scope, Store, Tenant, TenantId, TenantSettings};

/// One authority's house: its settings, its law, its seal. Read at start; a change of settings opens it anew.
pub struct House {
    /// The tenant's row.
    pub tenant: Tenant,
    /// Base rules and the Party's own rows.
    pub pack: RulePack,
    /// Holds the Party's key.
    pub signer: Arc<dyn Signer>,
}

impl House {
    /// The Party.
    pub fn party(&self) -> CountryCode {
        self.tenant.party
    }

    /// Which duties are kept apart.
    pub fn policy(&self) -> DutyPolicy {
        DutyPolicy { four_eyes: self.tenant.four_eyes }
    }
}

/// Where we are reached from outside.
#[derive(Debug, Clone)]
pub struct Addresses {
    /// Pages, without a slash at the end: goes into the QR code.
    pub public: String,
    /// Exchange service, without a slash at the end.
    pub epix: String,
}

/// Everything an act needs besides its own arguments. Cheap to clone.
#[derive(Clone)]
pub struct Office {
    /// The archive.
    pub store: Store,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Random bytes.
    pub chance: Arc<dyn Chance>,
    /// The road to partners.
    pub courier: Arc<dyn Courier>,
    /// Species and listings.
    pub taxa: Arc<Taxonomy>,
    /// Our addresses.
    pub addresses: Addresses,
    /// The road to payment services; empty where no Party takes payments on line.
    pub payments: OnceLock<Arc<dyn PaymentService>>,
    /// Looks into files that people bring.
    pub scanner: Arc<dyn Scanner>,
    houses: BTreeMap<TenantId, Arc<House>>,
    /// Law of the houses that entered rows of their own: the rows of the files and of the archive together.
    laws: Arc<RwLock<BTreeMap<TenantId, Arc<RulePack>>>>,
    /// Settings of the houses that changed them since they were opened.
    set: Arc<RwLock<BTreeMap<TenantId, Arc<TenantSettings>>>>,
}

/// What a house set: as it was opened, or changed since.
pub enum Settings<'a> {
    /// As it was read at the start.
    Opened(&'a TenantSettings),
    /// Changed by two persons.
    Changed(Arc<TenantSettings>),
}

impl std::ops::Deref for Settings<'_> {
    type Target = TenantSettings;
    fn deref(&self) -> &TenantSettings {
        match self {
            Settings::Opened(settings) => settings,
            Settings::Changed(settings) => settings,
        }
    }
}

/// The law of a house now: of its files, or with the rows that it entered.
pub enum Law<'a> {
    /// As it was read at the start.
    Files(&'a RulePack),
    /// With rows of the archive.
    Entered(Arc<RulePack>),
}

impl std::ops::Deref for Law<'_> {
    type Target = RulePack;
    fn deref(&self) -> &RulePack {
        match self {
            Law::Files(pack) => pack,
            Law::Entered(pack) => pack,
        }
    }
}

impl Office {
    /// An office for these houses.
    pub fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        chance: Arc<dyn Chance>,
        courier: Arc<dyn Courier>,
        taxa: Arc<Taxonomy>,
        addresses: Addresses,
        houses: Vec<House>,
    ) -> Office {
        let houses = houses.into_iter().map(|h| (h.tenant.id, Arc::new(h))).collect();
        Office {
            store,
            clock,
            chance,
            courier,
            taxa,
            addresses,
            payments: OnceLock::new(),
            scanner: Arc::new(NoScanner),
            houses,
            laws: Arc::default(),
            set: Arc::default(),
        }
    }

    /// With a scanner of files.
    #[must_use]
    pub fn with_scanner(mut self, scanner: Arc<dyn Scanner>) -> Office {
        self.scanner = scanner;
        self
    }

    /// Every house.
    pub fn houses(&self) -> impl Iterator<Item = &Arc<House>> {
        self.houses.values()
    }

    /// The law of a house today and on every other day.
    pub fn law<'a>(&self, house: &'a House) -> Law<'a> {
        let laws = self.laws.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        laws.get(&house.tenant.id).map_or(Law::Files(&house.pack), |pack| Law::Entered(pack.clone()))
    }

    /// Makes a pack the law of a house; `None`: that of its files.
    pub(crate) fn set_law(&self, tenant: TenantId, pack: Option<RulePack>) {
        let mut laws = self.laws.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        match pack {
            Some(pack) => laws.insert(tenant, Arc::new(pack)),
            None => laws.remove(&tenant),
        };
    }

    /// What a house set, as it stands now.
    pub fn settings<'a>(&self, house: &'a House) -> Settings<'a> {
        let set = self.set.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        let own = &house.tenant;
        set.get(&own.id).map_or(Settings::Opened(&own.settings), |changed| Settings::Changed(changed.clone()))
    }

    /// Makes settings those of a house; `None`: as it was opened.
    pub(crate) fn set_settings(&self, tenant: TenantId, settings: Option<TenantSettings>) {
        let mut set = self.set.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        match settings {
            Some(settings) => set.insert(tenant, Arc::new(settings)),
            None => set.remove(&tenant),
        };
    }

    /// The house of a tenant.
    pub fn house(&self, tenant: TenantId) -> Option<&Arc<House>> {
        self.houses.get(&tenant)
    }

    /// The live house of a Party, `None` when this installation does not serve it.
    pub fn house_of(&self, party: CountryCode) -> Option<&Arc<House>> {
        self.houses.values().find(|h| h.party() == party)
    }

    /// A new identity.
    pub fn id<K>(&self, now: Timestamp) -> Id<K> {
        new_id(self.chance.as_ref(), now)
    }
}

/// In whose house and in whose name somebody acts. Made by whoever proved it: session, token, certificate or job.
#[derive(Clone)]
pub struct Who {
    /// The house.
    pub house: Arc<House>,
    /// The actor.
    pub actor: Actor,
    /// The caller's key, so that what is sent twice counts once.
    pub once: Option<store::Key>,
}

impl Who {
    /// Somebody in a house.
    pub fn new(house: Arc<House>, actor: Actor) -> Who {
        Who { house, actor, once: None }
    }

    /// The system itself.
    pub fn system(house: Arc<House>) -> Who {
        Who { house, actor: Actor::System, once: None }
    }

    /// The same, with a key of the caller: a repeat gets the first answer.
    #[must_use]
    pub fn with_key(mut self, key: Option<store::Key>) -> Who {
        self.once = key;
        self
    }

    /// The scope of an act at that moment.
    pub fn scope(&self, at: Timestamp) -> Scope {
        Scope::new(self.house.tenant.id, self.actor.clone(), at)
    }

    /// The person behind it.
    ///
    /// # Errors
    /// [`Error::NotPermitted`] for the system and for partners.
    pub fn person(&self) -> Result<&permits::Person, Error> {
        self.actor.person().ok_or(Error::NotPermitted)
    }

    /// Does the actor hold one of these roles here? A person of another Party holds none.
    ///
    /// # Errors
    /// [`Error::NotPermitted`] otherwise.
    pub fn must_be(&self, roles: &[cites::Role]) -> Result<(), Error> {
        let home = self.actor.person().is_none_or(|p| p.party == self.house.party());
        if home && roles.iter().any(|r| self.actor.has(*r)) { Ok(()) } else { Err(Error::NotPermitted) }
    }
}
