//! Money: the payer's invoices, the cash book, and their routes.

pub mod api;
pub mod beside;
pub mod cheques;
pub mod desk;
pub mod fee_view;
pub mod fees;
pub mod gateway;
pub mod monthly;
pub mod months;
pub mod offices;
pub mod payer;
pub mod revenue;
pub mod reversal;
pub mod routes;
pub mod stopped;
pub mod view;
