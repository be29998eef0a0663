//! Money: the payer's invoices, the cash book, and their routes.

pub mod api;
pub mod desk;
pub mod fee_view;
pub mod fees;
pub mod more;
pub mod payer;
pub mod routes;
pub mod view;
pub mod view_more;
