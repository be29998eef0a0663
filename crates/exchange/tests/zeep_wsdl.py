"""Reads one of our service descriptions with zeep, prints its operations, builds the four requests, reads an answer.

Usage: zeep_wsdl.py DESCRIPTION ANSWER
"""

import sys

import zeep
from lxml import etree
from requests import Response


def main(description, answer):
    client = zeep.Client(description)
    service = next(iter(client.wsdl.services.values()))
    port = next(iter(service.ports.values()))
    for name, operation in port.binding._operations.items():
        print(f"operation {name}({operation.input.signature()}) -> {operation.output.signature()}".replace("\n", " "))

    who = {"CertificateNumber": "26QM000371", "TokenId": "tok-1", "IsoCountryCode": "QM"}
    position = {"ID": "A", "InspectedUnitQuantity": "238.5"}
    calls = {
        "GetNonFinalCitesCertificate": who,
        "GetFinalCitesCertificate": who,
        "ConfirmQuantities": {**who, "ConfirmedQuantities": {"CitesPosition": [position]}},
        "ServiceState": {"IsoCountryCode": "QM"},
    }
    for name, arguments in calls.items():
        envelope = client.create_message(client.service, name, **arguments)
        print("request " + etree.tostring(envelope).decode())

    with open(answer, "rb") as file:
        content = file.read()
    response = Response()
    response.status_code = 200
    response._content = content
    response.headers["Content-Type"] = "text/xml; charset=utf-8"
    operation = port.binding.get("GetNonFinalCitesCertificate")
    result = port.binding.process_reply(client, operation, response)
    permit = result["CITESEPermit"] if "CITESEPermit" in result else result["CBFShip"]
    number = permit["HeaderExchangedDocument"]["ID"]
    print("permit", number["_value_1"] if "_value_1" in number else number)
    for item in permit["SpecifiedSupplyChainConsignment"]["IncludedSupplyChainConsignmentItem"]:
        quantity = item["TransportLogisticsPackage"][0]["ItemQuantity"]
        print("block", item["ID"][0]["_value_1"], quantity["_value_1"], quantity["unitCode"])
    for attachment in result["Attachments"]:
        print("attachment", attachment["AttachmentName"], attachment["AttachmentContent"])


if __name__ == "__main__":
    main(*sys.argv[1:3])
