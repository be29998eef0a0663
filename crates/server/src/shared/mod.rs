//! What the listeners and the commands need.

pub mod certs;
pub mod chance;
pub mod clamd;
pub mod clock;
pub mod config;
pub mod courier;
pub mod files;
pub mod house;
pub mod mail_in;
pub mod payments;
pub mod postman;
pub mod signer;
pub mod species;
pub mod stop;
pub mod texter;
pub mod tls;

pub use exchange::epix::Version;

/// Address of the exchange service in one version, from the configured address, never from a request.
pub fn epix_address(epix_url: &str, version: Version) -> String {
    let part = match version {
        Version::V1 => "v1",
        Version::V2 => "v2",
    };
    format!("{}/epix/{part}", epix_url.trim_end_matches('/'))
}
