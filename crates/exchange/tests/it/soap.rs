//! Calls between two Parties, through hubs and adapters of all ages.

use cites::document::Block;
use cites::{Amount, CountryCode, PermitNumber, PermitStatus, sample};
use exchange::epermit::{self, StatusNote, Version, v1, v2};
use exchange::epix::{
    Answer, Attachment, Certificate, ConfirmResult, Fault, FaultToken, Operation, PermitKey, Position, Request,
    Response, Side, SoapVersion, State, TokenId, decode, decode_answer, decode_fault, encode, encode_fault,
    encode_request, soap_action, status,
};

const REQUESTS: &str = include_str!("../data/epix-requests-v2.xml.txt");

fn requests() -> Vec<&'static str> {
    REQUESTS.lines().filter(|l| l.starts_with('<')).collect()
}

fn key() -> PermitKey {
    PermitKey {
        number: PermitNumber::parse("26QM000371").unwrap(),
        token: TokenId::new("tok-1"),
        country: CountryCode::parse("QM").ok(),
    }
}

fn call(inside: &str) -> String {
    format!(
        "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:t=\"urn:CitesDataExchange/v2/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><e:Body>{inside}</e:Body></e:Envelope>"
    )
}

fn refused(document: &str) -> Fault {
    decode(document.as_bytes(), None).expect_err(document).1
}

#[test]
fn requests_of_real_clients_are_understood() {
    let requests = requests();
    assert_eq!(requests.len(), 4);
    let by_wsdl = decode(requests[0].as_bytes(), Some("\"urn:GetNonFinalCitesCertificate\"")).unwrap();
    assert_eq!(by_wsdl.version, Version::V2);
    let Request::GetNonFinal(key) = by_wsdl.request else { panic!("{by_wsdl:?}") };
    assert_eq!((key.number.as_str(), key.country.unwrap().code()), ("XA000001", "XA"));
    assert_eq!(key.token.unwrap().as_str(), "tok-1");

    let swiss = decode(requests[1].as_bytes(), None).unwrap();
    assert_eq!(swiss.version, Version::V1, "answered in the namespace that was asked");

    let confirm = decode(requests[2].as_bytes(), Some("")).unwrap();
    let Request::ConfirmQuantities(_, positions) = confirm.request else { panic!("{confirm:?}") };
    assert_eq!(positions[1], Position { block: Block::nth(1), quantity: Amount::whole(10) });

    let state = decode(requests[3].as_bytes(), Some("urn:ServiceState")).unwrap();
    assert!(matches!(state.request, Request::ServiceState(None)));
}

#[test]
fn our_own_requests_are_understood_by_our_own_server() {
    let positions = vec![
        Position { block: Block::nth(0), quantity: Amount::whole(238) },
        Position { block: Block::nth(1), quantity: Amount::parse("12.5").unwrap() },
        Position { block: Block::nth(2), quantity: Amount::ZERO },
    ];
    for version in [Version::V1, Version::V2] {
        for request in [
            Request::GetNonFinal(key()),
            Request::GetFinal(key()),
            Request::ConfirmQuantities(key(), positions.clone()),
            Request::ServiceState(None),
            Request::ServiceState(CountryCode::parse("QM").ok()),
        ] {
            let sent = encode_request(version, &request);
            let call = decode(&sent, Some(&soap_action(request.operation()))).unwrap();
            assert_eq!(call.version, version);
            assert_eq!(call.request.operation(), request.operation());
            assert_eq!(call.request.country(), request.country());
            if let Request::ConfirmQuantities(key, received) = call.request {
                assert_eq!(received, positions, "decimals and zero travel");
                assert_eq!(key.token.unwrap().as_str(), "tok-1");
            }
        }
    }
    assert!(!format!("{:?}", key()).contains("tok-1"), "no log holds the code");
}

#[test]
fn the_server_is_lenient_where_clients_differ() {
    for inside in [
        "<t:GetFinalCitesCertificate><CertificateNumber>A1</CertificateNumber></t:GetFinalCitesCertificate>",
        "<t:GetFinalCitesCertificateRequest><t:CertificateNumber>A1</t:CertificateNumber><t:TokenId xsi:nil=\"true\"/></t:GetFinalCitesCertificateRequest>",
        "<GetFinalCitesCertificateRequest xmlns=\"urn:CitesDataExchange/v1/\"><CertificateNumber> A1 </CertificateNumber><IsoCountryCode>qm</IsoCountryCode></GetFinalCitesCertificateRequest>",
        "<t:GetFinalCitesCertificateRequest><IsoCountryCode/><TokenId></TokenId><CertificateNumber>A1</CertificateNumber></t:GetFinalCitesCertificateRequest>",
    ] {
        let call = decode(call(inside).as_bytes(), Some("urn:SomethingElse")).unwrap();
        let Request::GetFinal(key) = call.request else { panic!("{inside}") };
        assert_eq!(key.number.as_str(), "A1");
        assert!(key.token.is_none());
    }
    let odd_name = call("<t:parameters><CertificateNumber>A1</CertificateNumber></t:parameters>");
    for action in
        ["urn:GetFinalCitesCertificate", "\"get_final_cites_certificate\"", "urn:x#GetFinalCitesCertificateRequest"]
    {
        let call = decode(odd_name.as_bytes(), Some(action)).unwrap();
        assert_eq!(call.request.operation(), Operation::GetFinalCitesCertificate, "{action}");
    }
    assert!(decode(odd_name.as_bytes(), None).is_err(), "nothing says what is meant");
    let soap12 = call("<t:ServiceStateRequest/>").replace(SoapVersion::V11.namespace(), SoapVersion::V12.namespace());
    assert_eq!(decode(soap12.as_bytes(), None).unwrap().soap, SoapVersion::V12);
}

#[test]
fn what_is_ambiguous_or_unknown_is_refused_and_the_element_named() {
    let get =
        |args: &str| call(&format!("<t:GetFinalCitesCertificateRequest>{args}</t:GetFinalCitesCertificateRequest>"));
    let number = "<CertificateNumber>A1</CertificateNumber>";
    for (document, names) in [
        (call(""), "Body"),
        (call("<t:ServiceStateRequest/><t:ServiceStateRequest/>"), "Body"),
        (call("text<t:ServiceStateRequest/>"), "Body"),
        (call("<x:ServiceStateRequest xmlns:x=\"urn:else\"/>"), "namespace"),
        (call("<ServiceStateRequest/>"), "namespace"),
        (call("<t:DeleteEverythingRequest/>"), "none of the four"),
        (call("<t:ServiceStateRequest>x</t:ServiceStateRequest>"), "ServiceStateRequest"),
        (get(""), "CertificateNumber"),
        (get("<CertificateNumber/>"), "CertificateNumber"),
        (get("<CertificateNumber xsi:nil=\"1\">A1</CertificateNumber>"), "CertificateNumber"),
        (get("<CertificateNumber>A;DROP</CertificateNumber>"), "CertificateNumber"),
        (get(&format!("<CertificateNumber>{}</CertificateNumber>", "A".repeat(36))), "CertificateNumber"),
        (get("<CertificateNumber><b>A1</b></CertificateNumber>"), "CertificateNumber"),
        (get(&format!("{number}{number}")), "CertificateNumber"),
        (get(&format!("{number}<t:CertificateNumber>A2</t:CertificateNumber>")), "CertificateNumber"),
        (get(&format!("{number}<IsoCountryCode>QMX</IsoCountryCode>")), "IsoCountryCode"),
        (get(&format!("{number}<TokenId>{}</TokenId>", "t".repeat(129))), "TokenId"),
        (get(&format!("{number}<Admin>1</Admin>")), "Admin"),
        (get(&format!("{number}<ConfirmedQuantities/>")), "ConfirmedQuantities"),
        (get(&format!("{number}<x:TokenId xmlns:x=\"urn:else\">t</x:TokenId>")), "TokenId"),
        (
            call("<t:ServiceStateRequest><CertificateNumber>A1</CertificateNumber></t:ServiceStateRequest>"),
            "CertificateNumber",
        ),
    ] {
        let fault = refused(&document);
        assert_eq!((&fault.token, fault.side), (&FaultToken::InvalidRequest, Side::Client), "{document}");
        assert!(fault.text.contains(names), "{names}: {}", fault.text);
    }
    let big = get(&format!("{number}<!--{}-->", "x".repeat(1 << 20)));
    assert_eq!(refused(&big).token, FaultToken::InvalidRequest, "more than 1 MiB");
}

#[test]
fn an_unknown_header_that_must_be_understood_is_a_fault_and_another_is_not() {
    let with = |attribute: &str| {
        call("<t:ServiceStateRequest/>").replace(
            "<e:Body>",
            &format!(
                "<e:Header><a:Auth xmlns:a=\"urn:a\" {attribute}><a:Username>u</a:Username></a:Auth></e:Header><e:Body>"
            ),
        )
    };
    assert!(decode(with("").as_bytes(), None).is_ok(), "another adapter's login header is passed over");
    assert!(decode(with("e:mustUnderstand=\"0\"").as_bytes(), None).is_ok());
    let fault = refused(&with("e:mustUnderstand=\"1\""));
    assert_eq!(fault.side, Side::MustUnderstand);
    let envelope = "<Envelope><Body/></Envelope>";
    assert_eq!(refused(envelope).side, Side::VersionMismatch);
    assert!(refused("<a/>").text.contains("Envelope"));
    let twice = call("<t:ServiceStateRequest/>").replace("</e:Envelope>", "<e:Body/></e:Envelope>");
    assert!(refused(&twice).text.contains("one Body"));
    let late = call("<t:ServiceStateRequest/>").replace("</e:Envelope>", "<e:Header/></e:Envelope>");
    assert!(refused(&late).text.contains("Body"));
}

#[test]
fn quantities_are_read_strictly_and_their_loss_on_the_way_is_not_taken_for_zero() {
    let confirm = |positions: &str| {
        call(&format!(
            "<t:ConfirmQuantitiesRequest><CertificateNumber>A1</CertificateNumber>{positions}</t:ConfirmQuantitiesRequest>"
        ))
    };
    let one = |id: &str, quantity: &str| {
        format!("<CitesPosition><ID>{id}</ID><InspectedUnitQuantity>{quantity}</InspectedUnitQuantity></CitesPosition>")
    };
    let all = |inside: String| confirm(&format!("<ConfirmedQuantities>{inside}</ConfirmedQuantities>"));
    let hub = refused(&confirm(""));
    assert!(hub.text.contains("did not arrive"), "the hub dropped them: {}", hub.text);
    assert!(refused(&all(String::new())).text.contains("did not arrive"));
    for bad in
        ["-1", "+1", "1e3", "1,5", ".5", "5.", "1.0000001", "NaN", "INF", "0x10", "1 000", "", "٣", "99999999999"]
    {
        let fault = refused(&all(one("A", bad)));
        assert_eq!(fault.token, FaultToken::InvalidRequest, "{bad:?}");
        assert!(fault.text.contains("InspectedUnitQuantity"), "{bad:?}: {}", fault.text);
    }
    assert_eq!(refused(&all(one("A B", "1"))).token, FaultToken::IdNotToken);
    assert_eq!(refused(&all(one(" A", "1"))).token.as_str(), "XML structure is not valid. ID must be a token");
    assert_eq!(refused(&all(one("A", "1") + &one("A", "1"))).token, FaultToken::DuplicatePosition);
    assert!(refused(&all("<Other/>".into())).text.contains("Other"));
    assert!(refused(&all(one("A", "1").replace("</ID>", "</ID><Unit>KGM</Unit>"))).text.contains("Unit"));
    assert!(decode(all(one("A", "0") + &one("B", "12.500000")).as_bytes(), None).is_ok());
}

#[test]
fn an_answer_with_permit_and_files_arrives_whole_in_both_versions() {
    let permit = sample::endorsed_export();
    let note = StatusNote {
        status: PermitStatus::Cancelled,
        since: "2026-12-01".parse().unwrap(),
        reason: Some("Returned & not used".into()),
        replaced_by: None,
    };
    for (version, embedded) in
        [(Version::V2, v2::embed(&permit, Some(&note))), (Version::V1, v1::embed(&permit, Some(&note)))]
    {
        let signed = Attachment { name: "26QM000371.signed.xml".into(), content: vec![0, 255, b'<', 10, 13] };
        let certificate = Certificate {
            permit: embedded,
            attachments: vec![status::attachment(&permit.number, &note), signed.clone()],
            composite: false,
        };
        let sent = encode(version, SoapVersion::V11, &Response::Final(certificate));
        let Answer::Response(answered, Response::Final(received)) = decode_answer(&sent).unwrap() else {
            panic!("{}", String::from_utf8_lossy(&sent))
        };
        assert_eq!(answered, version);
        assert_eq!(received.signed_copy(), Some(&signed));
        assert_eq!(status::read(&received.attachments[0].content).unwrap(), (permit.number.clone(), note.clone()));
        let read = epermit::read(received.permit.as_str().as_bytes()).unwrap();
        assert_eq!(read.permit.as_ref(), Some(&permit));
        assert!(read.view.status_line.unwrap().contains("CANCELLED"));
        assert!(received.permit.as_str().starts_with(&format!("<{}>", version.root())), "root in no namespace");
        let whole = epermit::read(&sent).unwrap();
        assert_eq!(whole.permit, Some(permit.clone()), "the whole envelope can be read too");
        assert_eq!(whole.warnings, [], "qualified as the services publish it");
    }
}

#[test]
fn the_hubs_fixture_is_an_answer_whose_file_did_not_come_along() {
    let answer = decode_answer(crate::fixtures::HUB_V1).unwrap();
    let Answer::Response(Version::V1, Response::NonFinal(certificate)) = answer else { panic!("{answer:?}") };
    assert_eq!(certificate.attachments.len(), 1);
    assert!(certificate.attachments[0].content.is_empty(), "cid: points into a part that is not here");
    let read = epermit::read(certificate.permit.as_str().as_bytes()).unwrap();
    assert_eq!(read.permit.unwrap().number.as_str(), "XA000000");
}

#[test]
fn small_answers_say_what_they_say() {
    for (response, word) in [
        (Response::ConfirmQuantities(ConfirmResult::Accepted), "accepted"),
        (Response::ConfirmQuantities(ConfirmResult::Recorded), "recorded"),
        (Response::ServiceState(State::Available), "available"),
        (Response::ServiceState(State::Maintenance), "maintenance"),
        (Response::ServiceState(State::Other("closed on Sundays".into())), "closed on Sundays"),
    ] {
        for version in [Version::V1, Version::V2] {
            let sent = encode(version, SoapVersion::V11, &response);
            assert!(String::from_utf8_lossy(&sent).contains(word));
            assert_eq!(decode_answer(&sent).unwrap(), Answer::Response(version, response.clone()));
        }
    }
}

#[test]
fn every_refusal_arrives_as_the_same_refusal() {
    for token in FaultToken::ALL {
        for soap in [SoapVersion::V11, SoapVersion::V12] {
            let fault = Fault::new(token.clone(), "Say what to do & <how>.").with_correlation("c-42");
            let sent = encode_fault(soap, &fault);
            assert_eq!(decode_fault(&sent), Some(fault.clone()));
            assert_eq!(decode_answer(&sent).unwrap(), Answer::Fault(fault));
        }
    }
    let text =
        String::from_utf8(encode_fault(SoapVersion::V11, &Fault::new(FaultToken::CertificateNotFound, ""))).unwrap();
    assert!(
        text.contains("<faultcode>soap:Client</faultcode><faultstring>CertificateNotFound</faultstring>"),
        "{text}"
    );
    let busy = Fault::new(FaultToken::ServiceUnavailable, "");
    assert_eq!((busy.side, Fault::HTTP_STATUS), (Side::Server, 500));
}

#[test]
fn faults_of_hubs_and_other_systems_are_understood_with_and_without_prefix() {
    let fault = |inside: &str| call(&format!("<e:Fault>{inside}</e:Fault>"));
    for (code, side) in [
        ("Server", Side::Server),
        ("Client", Side::Client),
        ("soap:Client", Side::Client),
        ("e:Server.Timeout", Side::Server),
        ("", Side::Server),
    ] {
        let document = fault(&format!("<faultcode>{code}</faultcode><faultstring>CalleeNotFound</faultstring>"));
        let read = decode_fault(document.as_bytes()).unwrap();
        let expected = if code.contains("Server") || code.is_empty() { Side::Server } else { side };
        assert_eq!((read.side, read.token), (expected, FaultToken::CalleeNotFound));
    }
    let slow = fault(
        "<faultcode>Server</faultcode><faultstring>This request took too long to process...</faultstring><detail><x><y>java.lang.Exception</y>\n at line 5</x></detail>",
    );
    let read = decode_fault(slow.as_bytes()).unwrap();
    assert_eq!(read.token, FaultToken::Other("This request took too long to process...".into()));
    assert!(read.text.contains("java.lang.Exception") && read.text.contains("at line 5"), "{}", read.text);
    assert_eq!(decode_fault(b"<html>Bad gateway</html>"), None);
    assert!(decode_answer(b"<html>Bad gateway</html>").is_err());
    assert!(decode_answer(call("<x:FooResponse xmlns:x=\"urn:CitesDataExchange/v2/\"/>").as_bytes()).is_err());
}
