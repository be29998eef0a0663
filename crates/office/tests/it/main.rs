//! Stories of the desk, each on both engines.

mod acts;
mod blanks;
mod border_facts;
mod consignments;
mod documents;
mod examination;
mod exchange;
mod facts;
mod intake;
mod law;
mod marks;
mod money;
mod money_desk;
mod money_more;
mod notices;
mod operations;
mod people;
mod quota;
mod quota_invariants;
mod settings;
mod spine;
mod staff;
mod stock;
mod watch;
mod world;
