//! Routes of the border and the public check.

use super::{api, arrivals, crossing, customs, expected, landing, plants, timber, transit, verify};
use crate::eexchange::routes::FOREIGN;
use crate::epermit::body::Reason;
use crate::epermit::routes::PERMITS;
use crate::epermit::view::PermitView;
use crate::shared::openapi::{Doc, Gives, of};
use crate::shared::route::{May, Route, api, form, page};
use cites::Role;
use office::econtrol::expected::READERS as EXPECTERS;
use office::econtrol::plant_health::RECORDERS;
use office::econtrol::timber::COPYISTS;
use pages::links;
use permits::permit::arrival::RETAINERS;
use permits::{DeskAct, PermitActCode as P};

const VERIFY: &[(&str, &str)] = &[
    ("number", "Permit number as printed."),
    ("code", "Security code as printed."),
    ("qr", "Text of the QR code instead of both."),
    ("stamp", "Number of the security stamp on the paper, to be compared with the permit."),
];

/// Who stands at the border.
const BORDER: &[Role] = &[Role::Customs, Role::Inspector, Role::Enforcement];

/// The rows.
pub fn routes() -> Vec<Route> {
    let permit = Gives::Json(of::<PermitView>);
    vec![
        page!("/keys.json", May::Anyone, api::keys),
        page!(links::VERIFY, May::Anyone, verify::show),
        page!("/v/{number}/{token}", May::Anyone, verify::by_address),
        page!("/V/{number}/{token}", May::Anyone, verify::by_address),
        page!(links::CUSTOMS, May::Any(BORDER), customs::start),
        form!(links::CUSTOMS, May::Any(BORDER), customs::answer),
        page!(links::CUSTOMS_EXPECTED, May::Any(EXPECTERS), expected::show),
        page!(links::EXPECTED_FILE, May::Any(EXPECTERS), expected::download),
        api!(GET "/api/expected", May::Any(EXPECTERS), Doc::read("control", "Permits that nobody used so far, by the day on which they are expected at a port, the soonest first.", Gives::Json(of::<expected::ExpectedList>)).query(&[("port", "UN/LOCODE of one port; empty: any."), ("days", "`7`: until a week from now; `all`: whatever is still valid."), ("after", "The value of `next` from the page before.")]), expected::list),
        page!("/permits/{permit}/landings", May::Any(PERMITS), landing::show),
        form!("/permits/{permit}/landings", May::Desk(DeskAct::ReceiveAtImport), landing::write_off),
        page!("/permits/{permit}/arrivals", May::Any(PERMITS), arrivals::show),
        form!("/permits/{permit}/arrivals", May::Any(RETAINERS), arrivals::close),
        api!(GET "/api/permits/{permit}/arrivals", May::Any(PERMITS), Doc::read("control", "What arrived under an import permit of ours, consignment by consignment, and what is left of it.", Gives::Json(of::<arrivals::ArrivalsView>)), arrivals::get),
        api!(POST "/api/permits/{permit}/retain", May::Any(RETAINERS), Doc::act("control", "Cancels and retains an import permit that consignments came in under; the rest of it is released.", of::<Reason>, Gives::Json(of::<arrivals::ArrivalsView>)), arrivals::post),
        page!(links::PLANTS, May::Desk(DeskAct::LookUpPermit), plants::show),
        form!(links::PLANTS, May::Any(RECORDERS), plants::record),
        api!(GET "/api/phytosanitary", May::Desk(DeskAct::LookUpPermit), Doc::read("control", "Plant-health certificates recorded at import, newest first.", Gives::Json(of::<plants::PlantList>)).query(&[("after", "The value of `next` from the page before.")]), plants::list),
        api!(POST "/api/phytosanitary", May::Any(RECORDERS), Doc::act("control", "Records a plant-health certificate with the plants that came under it.", of::<plants::PlantBody>, Gives::Json(of::<plants::PlantView>)).status(201), plants::post),
        api!(GET "/api/phytosanitary/{certificate}", May::Desk(DeskAct::LookUpPermit), Doc::read("control", "One of them.", Gives::Json(of::<plants::PlantView>)), plants::get),
        page!("/exchange/permits/{foreign}/timber", May::Any(FOREIGN), timber::foreign),
        form!("/exchange/permits/{foreign}/timber", May::Desk(DeskAct::ReceiveAtImport), timber::foreign_extend),
        page!("/permits/{permit}/timber", May::Any(COPYISTS), timber::own),
        form!("/permits/{permit}/timber", May::Any(COPYISTS), timber::own_extend),
        api!(POST "/api/foreign-permits/{foreign}/timber", May::Desk(DeskAct::ReceiveAtImport), Doc::act("control", "Extends a document for timber that waits in customs bond, once.", of::<timber::TimberBody>, Gives::Json(of::<timber::TimberView>)), timber::foreign_api),
        api!(POST "/api/permits/{permit}/timber", May::Any(COPYISTS), Doc::act("control", "Records the importing Party's extension of our document.", of::<timber::TimberBody>, Gives::Json(of::<timber::TimberView>)), timber::own_api),
        page!(links::TRANSITS, May::Desk(DeskAct::LookUpPermit), transit::show),
        form!(links::TRANSITS, May::Desk(DeskAct::ReceiveAtImport), transit::record),
        form!("/customs/transit/{transit}/left", May::Desk(DeskAct::ReceiveAtImport), transit::left),
        api!(GET "/api/permits/{permit}/landings", May::Any(PERMITS), Doc::read("control", "Landings under an introduction-from-the-sea certificate, and what is left.", Gives::Json(of::<landing::LandingsView>)), landing::get),
        api!(POST "/api/permits/{permit}/landings", May::Desk(DeskAct::ReceiveAtImport), Doc::act("control", "Writes a landing off.", of::<landing::LandingBody>, Gives::Json(of::<landing::LandingsView>)).status(201), landing::post),
        api!(GET "/api/transits", May::Desk(DeskAct::LookUpPermit), Doc::read("control", "Transit and trans-shipment, newest first.", Gives::Json(of::<transit::TransitList>)).query(&[("after", "The value of `next` from the page before.")]), transit::list),
        api!(POST "/api/transits", May::Desk(DeskAct::ReceiveAtImport), Doc::act("control", "Records goods that pass under customs control.", of::<transit::TransitBody>, Gives::Json(of::<transit::TransitView>)).status(201), transit::post),
        api!(GET "/api/transits/{transit}", May::Desk(DeskAct::LookUpPermit), Doc::read("control", "One of them.", Gives::Json(of::<transit::TransitView>)), transit::get),
        api!(POST "/api/transits/{transit}/left", May::Desk(DeskAct::ReceiveAtImport), Doc::act("control", "The goods left.", of::<transit::LeftBody>, Gives::Json(of::<transit::TransitView>)), transit::post_left),
        page!("/customs/permits/{permit}", May::Any(BORDER), customs::permit),
        page!("/customs/permits/{permit}/endorse", May::Paper(&[P::Endorse]), customs::endorse_form),
        form!("/customs/permits/{permit}/endorse", May::Paper(&[P::Endorse]), customs::endorse),
        page!("/customs/permits/{permit}/receipt", May::Any(BORDER), customs::receipt),
        page!("/customs/permits/{permit}/crossing", May::Paper(&[P::EndorseOneMovement]), crossing::form),
        form!("/customs/permits/{permit}/crossing", May::Paper(&[P::EndorseOneMovement]), crossing::record),
        api!(POST "/api/permits/{permit}/crossings", May::Paper(&[P::EndorseOneMovement]), Doc::act("control", "Records one crossing of a reusable document.", of::<crossing::CrossingBody>, permit), crossing::api),
        api!(GET "/api/verify", May::Anyone, Doc::read("control", "The public check: one word, what left, what remains.", Gives::Json(of::<api::Verification>)).query(VERIFY), api::verify),
        api!(POST "/api/permits/{permit}/endorse", May::Paper(&[P::Endorse]), Doc::act("control", "Endorses at export: box 14.", of::<api::Endorse>, permit), api::endorse),
        api!(POST "/api/permits/{permit}/hold", May::Paper(&[P::Hold]), Doc::act("control", "Holds a consignment.", of::<Reason>, permit), api::hold),
        api!(POST "/api/permits/{permit}/release", May::Paper(&[P::Release]), Doc::act("control", "Lets a held consignment go.", of::<Reason>, permit), api::release),
    ]
}
