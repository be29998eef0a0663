//! Cases a desk officer could tell, one file per room of the law.

mod acceptance;
mod cases;
mod catalogue;
mod compare;
mod documents;
mod expectations;
mod guidance;
mod kit;
mod shared;
mod special;
mod wcmc;
