//! The exchange endpoint: HTTP around `office::eexchange::serve` (`spec/exchange.md` sections 6.1 to 6.5).

use crate::shared::epix_address;
use crate::shared::tls::PeerCertificate;
use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Extension, RawQuery, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use cites::{CountryCode, Digest};
use exchange::epix::{self, Fault, FaultToken, Operation, SoapVersion, Version};
use office::eexchange::serve::{Caller, Reply, fault_reply, serve};
use office::shared::faces::new_id;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use web::App;
use web::shared::limits::{Counted, neighbourhood};

/// Largest request that is read.
const LARGEST: usize = 1 << 20;
/// Longest time a request may take to come, and an answer to be made.
const PATIENCE: Duration = Duration::from_secs(30);

/// The addresses of both versions; the bare address stands for version 2. Either version of the messages is understood
/// at all of them; the address decides what its description says.
pub fn router(app: Arc<App>) -> Router {
    let mut router = Router::new();
    for (path, version) in [("/epix/v1", Version::V1), ("/epix/v2", Version::V2), ("/", Version::V2)] {
        let asked = move |state: State<Arc<App>>, query: RawQuery| description(state, query, version);
        router = router.route(path, get(asked).post(call));
    }
    router
        .fallback(|| async { (StatusCode::NOT_FOUND, "Nothing is here; the exchange service is at /epix/v2.\n") })
        .with_state(app)
}

/// `?wsdl` in any case gives the description; without it a small page says what is here.
async fn description(State(app): State<Arc<App>>, RawQuery(query): RawQuery, version: Version) -> Response {
    let address = epix_address(&app.office.addresses.epix, version);
    let asked = query
        .unwrap_or_default()
        .split('&')
        .any(|part| part.split('=').next().is_some_and(|name| name.eq_ignore_ascii_case("wsdl")));
    if asked {
        let text = epix::wsdl(version, &address);
        return ([(header::CONTENT_TYPE, "text/xml; charset=utf-8")], text).into_response();
    }
    let mut page =
        format!("CITES permit exchange, SOAP 1.1, namespace {}\n\nOperations:\n", version.service_namespace());
    for operation in Operation::ALL {
        page.push_str(&format!("  {operation}\n"));
    }
    page.push_str(&format!(
        "\nDescription: {address}?wsdl\nCallers are known by their registered client certificate.\n"
    ));
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], page).into_response()
}

/// A SOAP call. Every problem is a fault.
async fn call(
    State(app): State<Arc<App>>,
    peer: Option<Extension<PeerCertificate>>,
    connection: Option<Extension<ConnectInfo<SocketAddr>>>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let caller = caller(peer.and_then(|Extension(p)| p.der).as_ref().map(|der| der.as_slice()));
    let soap = soap_of(&parts.headers);
    let key = match (&caller.key, connection) {
        (Some(key), _) => key.to_string(),
        (None, Some(Extension(ConnectInfo(from)))) => neighbourhood(from.ip()),
        (None, None) => String::new(),
    };
    let reply = if app.limits.take(Counted::Exchange, &key).is_err() {
        fault(&app, soap, FaultToken::TooManyRequests, "Too many calls; wait a little and try again.")
    } else {
        match tokio::time::timeout(PATIENCE, axum::body::to_bytes(body, LARGEST)).await {
            Err(_) => fault(&app, soap, FaultToken::InvalidRequest, "The request did not come whole in time."),
            Ok(Err(_)) => {
                let reply = fault(&app, soap, FaultToken::InvalidRequest, "Send at most 1 MiB in one request.");
                Reply { status: StatusCode::PAYLOAD_TOO_LARGE.as_u16(), ..reply }
            }
            Ok(Ok(bytes)) => {
                let action = action_of(&parts.headers);
                let answered = serve(&app.office, &caller, action.as_deref(), &bytes);
                match tokio::time::timeout(PATIENCE, answered).await {
                    Ok(reply) => reply,
                    Err(_) => fault(
                        &app,
                        soap,
                        FaultToken::ServiceUnavailable,
                        "The service cannot answer now; try again later.",
                    ),
                }
            }
        }
    };
    metrics::counter!("manis_exchange_calls_total", "status" => reply.status.to_string()).increment(1);
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, reply.content_type)], Body::from(reply.body)).into_response()
}

/// A fault of the door itself, with a number under which the log can be asked.
fn fault(app: &App, soap: SoapVersion, token: FaultToken, text: &str) -> Reply {
    let id = new_id::<cites::ids::MessageKind>(app.office.chance.as_ref(), app.office.clock.now()).to_string();
    tracing::warn!(message = %id, token = token.as_str(), "an exchange call was refused at the door");
    fault_reply(soap, &Fault::new(token, text).with_correlation(id))
}

/// What the certificate says: the digest of its public key and the country of its subject, read attribute by attribute.
pub fn caller(der: Option<&[u8]>) -> Caller {
    let Some(der) = der else { return Caller { key: None, country: None } };
    let Ok((_, certificate)) = x509_parser::parse_x509_certificate(der) else {
        return Caller { key: None, country: None };
    };
    let country = certificate
        .subject()
        .iter_country()
        .filter_map(|c| c.as_str().ok())
        .find_map(|code| CountryCode::parse(code).ok());
    Caller { key: Some(Digest::of("", certificate.public_key().raw)), country }
}

/// Which SOAP the headers promise, for faults before the body is read.
fn soap_of(headers: &HeaderMap) -> SoapVersion {
    let sent = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    if sent.trim_start().to_ascii_lowercase().starts_with("application/soap+xml") {
        SoapVersion::V12
    } else {
        SoapVersion::V11
    }
}

/// The action: the header of SOAP 1.1, or the parameter of the content type of SOAP 1.2.
fn action_of(headers: &HeaderMap) -> Option<String> {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
    text("soapaction").or_else(|| {
        let sent = text("content-type")?;
        let parameter = sent.split(';').find_map(|p| p.trim().strip_prefix("action="))?;
        Some(parameter.trim_matches('"').to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_action_is_found_in_either_place() {
        let mut headers = HeaderMap::new();
        headers.insert(
            "content-type",
            "application/soap+xml; charset=utf-8; action=\"urn:ServiceState\"".parse().unwrap(),
        );
        assert_eq!(action_of(&headers).as_deref(), Some("urn:ServiceState"));
        assert_eq!(soap_of(&headers), SoapVersion::V12);
        headers.insert("soapaction", "\"urn:ConfirmQuantities\"".parse().unwrap());
        assert_eq!(action_of(&headers).as_deref(), Some("\"urn:ConfirmQuantities\""));
    }

    #[test]
    fn nobody_is_known_without_a_certificate() {
        assert!(caller(None).key.is_none());
        assert!(caller(Some(b"not DER")).key.is_none());
    }
}
