"""A client library that knows nothing of us drives all four operations over mutual TLS, in both versions.

Usage: zeep_calls.py KNOWN_FILE

KNOWN_FILE is what `manis demo --known-file` wrote. Prints one line for each call; the test reads them.
"""

import json
import sys

import requests
import zeep
from zeep.exceptions import Fault
from zeep.transports import Transport


def value(element):
    """Text of an element that may carry attributes."""
    return element["_value_1"] if not isinstance(element, str) and "_value_1" in element else element


def client(known, version, party):
    session = requests.Session()
    session.trust_env = False
    session.verify = known["ca"]
    if party:
        pair = known["clients"][party]
        session.cert = (pair["cert"], pair["key"])
    return zeep.Client(known["epix_urls"][version] + "?wsdl", transport=Transport(session=session, timeout=30))


def tell(name, call):
    try:
        print(name, call())
    except Fault as fault:
        print(name, "fault", fault.message)


def main(path):
    with open(path, encoding="utf-8") as file:
        known = json.load(file)
    permits = [p for p in known["permits"] if p["issuer"] == "QM" and p["importer"] == "QN"]
    issued = next(p for p in permits if p["state"] == "ISSUED" and len(p["blocks"]) == 2)
    endorsed = next(p for p in permits if p["state"] == "ENDORSED")
    cancelled = next(p for p in permits if p["state"] == "CANCELLED")

    def key(permit):
        return {"CertificateNumber": permit["number"], "TokenId": permit["token"], "IsoCountryCode": permit["issuer"]}

    for version, root in (("v1", "CBFShip"), ("v2", "CITESEPermit")):
        qn = client(known, version, "QN").service

        def certificate(operation, permit):
            answer = operation(**key(permit))
            message = answer[root]
            number = value(message["HeaderExchangedDocument"]["ID"])
            items = message["SpecifiedSupplyChainConsignment"]["IncludedSupplyChainConsignmentItem"]
            quantities = [i["TransportLogisticsPackage"][0]["ItemQuantity"] for i in items]
            blocks = ",".join(f"{value(i['ID'][0])}={value(q)}" for i, q in zip(items, quantities))
            names = ",".join(a["AttachmentName"] for a in answer["Attachments"])
            return f"{number} {blocks} [{names}] composite={answer['Composite']}"

        tell(f"{version} state", lambda: qn.ServiceState(IsoCountryCode="QM"))
        tell(f"{version} non-final", lambda: certificate(qn.GetNonFinalCitesCertificate, issued))
        tell(f"{version} too-early", lambda: certificate(qn.GetFinalCitesCertificate, issued))
        tell(f"{version} final", lambda: certificate(qn.GetFinalCitesCertificate, endorsed))
        tell(f"{version} withdrawn", lambda: certificate(qn.GetFinalCitesCertificate, cancelled))
        wrong = dict(key(issued), TokenId="0" * 26)
        tell(f"{version} wrong-code", lambda: qn.GetNonFinalCitesCertificate(**wrong))
        nobody = client(known, version, None).service
        tell(f"{version} nobody", lambda: nobody.ServiceState(IsoCountryCode="QM"))

    qn = client(known, "v2", "QN").service
    positions = [{"ID": b["id"], "InspectedUnitQuantity": "1"} for b in endorsed["blocks"]]
    other = [dict(p, InspectedUnitQuantity="2") for p in positions]
    for name, sent in (("confirm", positions), ("repeat", positions), ("differently", other)):
        tell(name, lambda: qn.ConfirmQuantities(**key(endorsed), ConfirmedQuantities={"CitesPosition": sent}))


if __name__ == "__main__":
    main(sys.argv[1])
