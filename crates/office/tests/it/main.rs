//! Stories of the desk, each on both engines.

/// Tells each story on both engines. Either under one name, in two modules, or under a name for each.
macro_rules! both {
    ($($name:ident => $story:ident),* $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() { Box::pin(super::$story(crate::world::On::Sqlite)).await; })*
        }
        mod on_postgresql {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() { Box::pin(super::$story(crate::world::On::Postgres)).await; })*
        }
    };
    ($($story:ident => $sqlite:ident, $postgresql:ident;)*) => {$(
        #[tokio::test(flavor = "multi_thread")]
        async fn $sqlite() { Box::pin($story(crate::world::On::Sqlite)).await; }
        #[tokio::test(flavor = "multi_thread")]
        async fn $postgresql() { Box::pin($story(crate::world::On::Postgres)).await; }
    )*};
}

mod acts;
mod amend;
mod amend_request;
mod amended;
mod arrivals;
mod awaited;
mod blanks;
mod blanks_boxes;
mod border_facts;
mod consignments;
mod deciding;
mod desk;
mod directory;
mod documents;
mod examination;
mod exchange;
mod expected;
mod facts;
mod fees;
mod given_out;
mod handshake;
mod instead;
mod intake;
mod invariants;
mod law;
mod law_listing;
mod law_pack;
mod law_pieces;
mod mail_in;
mod marks;
mod misspelt;
mod money;
mod money_cheques;
mod money_desk;
mod money_ends;
mod money_given_up;
mod money_months;
mod money_payers;
mod notices;
mod on_paper;
mod operations;
mod overrides;
mod people;
mod plant_exports;
mod quota;
mod quota_areas;
mod quota_invariants;
mod quota_year;
mod registry;
mod registry_fees;
mod risk_more;
mod settings;
mod sign_again;
mod spine;
mod staff;
mod stands_in;
mod stock;
mod tasks;
mod terms_stop;
mod told_rest;
mod urgent;
mod watch;
mod world;
