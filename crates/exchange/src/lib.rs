//! THE POST. Permit messages (toolkit versions 1 and 2), the EPIX service, and the signed copy that travels beside a permit.
//!
//! Bytes in, types out, and back. This room knows no state, rule, store, clock, chance or network: it is told the time,
//! it is handed the signature, and it never opens a connection. Sources are given by section of `spec/exchange.md`.
//!
//! Functions over these types, in the order of use:
//! - `epermit::v2::write(&PermitDocument) -> Vec<u8>` standalone, canonical; `epermit::v2::embed(&PermitDocument, Option<&StatusNote>) -> epix::Embedded`; the same in `epermit::v1`.
//! - `epermit::read(&[u8]) -> Result<Received, xml::XmlError>` with `Received { permit: Option<PermitDocument>, view: View, warnings: Vec<Warning> }`; `epermit::v2::validate(&[u8]) -> Vec<Warning>`; `epermit::compare(&View, &View) -> Vec<Difference>`.
//! - server: `epix::decode(body: &[u8], soap_action: Option<&str>) -> Result<Call, (SoapVersion, Fault)>`, `epix::encode(&Call's version, soap, &Response) -> Vec<u8>`, `epix::encode_fault(SoapVersion, &Fault) -> Vec<u8>`, `epix::wsdl(Version, address) -> String`, `epix::schemas()`.
//! - client: `epix::encode_request(Version, &Request) -> Vec<u8>`, `epix::soap_action(Operation) -> String`, `epix::decode_answer(&[u8]) -> Result<Answer, xml::XmlError>`.
//! - `xades::prepare(xml, cert_der, signing_time, role) -> Result<Prepared, SignError>` (`Prepared: Serialize`, `.to_sign() -> &[u8]`, `.finish(&[u8; 64]) -> Vec<u8>`); `xades::verify(bytes, &[&[u8]]) -> Result<Verified, SignatureError>` with `Verified { permit: Vec<u8>, certificate: Vec<u8>, signing_time, role }`.

pub mod epermit;
pub mod epix;
pub mod xades;
