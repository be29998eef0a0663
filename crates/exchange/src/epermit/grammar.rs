//! The message as a table: every element of versions 1 and 2, its order, cardinality and kind of value
//! (`exchange-v1-elements.csv`, `exchange-v2-elements.csv`). The XML schemas and the structural check are made from it.

use super::Version;

/// How often an element may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occurs {
    /// `1..1`.
    Once,
    /// `0..1`.
    Optional,
    /// `0..n`.
    Many,
}

/// What a leaf holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// Words; attribute `languageID`.
    Text,
    /// Identifier; attributes `schemeID`, `schemeAgencyID`.
    Identifier,
    /// Code; attributes `listID`, `listAgencyID`.
    Code,
    /// `xs:dateTime`, possibly empty.
    DateTime,
    /// `true` or `false`.
    Indicator,
    /// Decimal; attribute `unitCode`.
    Quantity,
}

impl Value {
    /// Name of its type in our schemas.
    pub const fn type_name(self) -> &'static str {
        match self {
            Value::Text => "TextType",
            Value::Identifier => "IDType",
            Value::Code => "CodeType",
            Value::DateTime => "DateTimeType",
            Value::Indicator => "IndicatorType",
            Value::Quantity => "QuantityType",
        }
    }

    /// Attributes it may carry, the first two of which version 1 knows only on quantities.
    pub const fn attributes(self) -> &'static [&'static str] {
        match self {
            Value::Text => &["languageID"],
            Value::Identifier => &["schemeID", "schemeAgencyID"],
            Value::Code => &["listID", "listAgencyID"],
            Value::DateTime | Value::Indicator => &[],
            Value::Quantity => &["unitCode"],
        }
    }
}

/// A leaf or further elements.
#[derive(Debug, Clone, Copy)]
pub enum Content {
    /// A value.
    Leaf(Value),
    /// Elements of a class.
    Class(&'static Class),
}

/// One element inside a class.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// How often.
    pub occurs: Occurs,
    /// What it holds.
    pub content: Content,
}

/// An aggregate: its elements in their order.
#[derive(Debug)]
pub struct Class {
    /// Name of its type in our schemas.
    pub name: &'static str,
    /// Its elements.
    pub fields: &'static [Field],
}

/// The root's class.
pub fn message(version: Version) -> &'static Class {
    match version {
        Version::V1 => &V1_MESSAGE,
        Version::V2 => &V2_MESSAGE,
    }
}

const fn leaf(name: &'static str, occurs: Occurs, value: Value) -> Field {
    Field { name, occurs, content: Content::Leaf(value) }
}

const fn class(name: &'static str, occurs: Occurs, class: &'static Class) -> Field {
    Field { name, occurs, content: Content::Class(class) }
}

use Occurs::{Many, Once, Optional};
use Value::{Code, DateTime, Identifier, Indicator, Quantity, Text};

static VERSION: Class = Class {
    name: "DocumentVersionType",
    fields: &[leaf("ID", Optional, Identifier), leaf("IssueDateTime", Optional, DateTime)],
};

static PARAMETER: Class = Class {
    name: "DocumentContextParameterType",
    fields: &[
        leaf("ID", Optional, Identifier),
        leaf("Value", Optional, Text),
        class("SpecifiedDocumentVersion", Optional, &VERSION),
    ],
};

static CONTEXT: Class = Class {
    name: "ExchangedDocumentContextType",
    fields: &[
        class("BusinessProcessSpecifiedDocumentContextParameter", Many, &PARAMETER),
        class("BIMSpecifiedDocumentContextParameter", Many, &PARAMETER),
    ],
};

static PERIOD: Class = Class {
    name: "SpecifiedPeriodType",
    fields: &[leaf("StartDateTime", Optional, DateTime), leaf("EndDateTime", Optional, DateTime)],
};

static LOCATION: Class =
    Class { name: "LogisticsLocationType", fields: &[leaf("ID", Many, Identifier), leaf("Name", Many, Text)] };

static DOCUMENT: Class = Class {
    name: "ReferencedDocumentType",
    fields: &[
        leaf("IssueDateTime", Optional, DateTime),
        leaf("TypeCode", Optional, Code),
        leaf("ID", Many, Identifier),
        leaf("Name", Many, Text),
        class("EffectiveSpecifiedPeriod", Optional, &PERIOD),
    ],
};

static REPRESENTATIVE: Class = Class { name: "SpecifiedPersonType", fields: &[leaf("Name", Optional, Text)] };

static V1_SUBDIVISION: Class = Class { name: "TradeCountrySubDivisionType", fields: &[leaf("Name", Many, Text)] };

static V1_COUNTRY: Class = Class {
    name: "TradeCountryType",
    fields: &[
        leaf("ID", Many, Identifier),
        leaf("Name", Many, Text),
        class("SubordinateTradeCountrySubDivision", Optional, &V1_SUBDIVISION),
    ],
};

static V2_COUNTRY: Class =
    Class { name: "TradeCountryType", fields: &[leaf("ID", Many, Identifier), leaf("Name", Many, Text)] };

static V1_ADDRESS: Class = Class {
    name: "TradeAddressType",
    fields: &[
        leaf("PostcodeCode", Many, Code),
        leaf("PostOfficeBox", Optional, Text),
        leaf("StreetName", Many, Text),
        leaf("CityName", Optional, Text),
        class("CountryIdentificationTradeCountry", Optional, &V1_COUNTRY),
    ],
};

static V2_ADDRESS: Class = Class {
    name: "TradeAddressType",
    fields: &[
        leaf("PostcodeCode", Many, Code),
        leaf("PostOfficeBox", Optional, Text),
        leaf("StreetName", Many, Text),
        leaf("CityName", Optional, Text),
        leaf("CountryID", Optional, Identifier),
        leaf("CountryName", Many, Text),
        leaf("CountrySubDivisionName", Many, Text),
    ],
};

macro_rules! party {
    ($name:ident, $address:ident) => {
        static $name: Class = Class {
            name: "TradePartyType",
            fields: &[
                leaf("ID", Many, Identifier),
                leaf("Name", Optional, Text),
                class("PostalTradeAddress", Optional, &$address),
                class("SpecifiedRepresentativePerson", Optional, &REPRESENTATIVE),
                class("SpecifiedAuthoritativeSignatoryPerson", Many, &REPRESENTATIVE),
            ],
        };
    };
}
party!(V1_PARTY, V1_ADDRESS);
party!(V2_PARTY, V2_ADDRESS);

static V1_AUTHENTICATION: Class = Class {
    name: "DocumentAuthenticationType",
    fields: &[
        leaf("TypeCode", Optional, Code),
        leaf("ID", Many, Identifier),
        leaf("Statement", Optional, Text),
        class("ProviderTradeParty", Optional, &V1_PARTY),
    ],
};

static V2_AUTHENTICATION: Class = Class {
    name: "DocumentAuthenticationType",
    fields: &[
        leaf("TypeCode", Optional, Code),
        leaf("ActualDateTime", Optional, DateTime),
        leaf("ID", Many, Identifier),
        leaf("Statement", Optional, Text),
        class("ProviderTradeParty", Optional, &V2_PARTY),
        class("IssueLogisticsLocation", Optional, &LOCATION),
    ],
};

macro_rules! header {
    ($name:ident, $authentication:ident) => {
        static $name: Class = Class {
            name: "ExchangedDocumentType",
            fields: &[
                leaf("ID", Optional, Identifier),
                leaf("Name", Many, Text),
                leaf("TypeCode", Optional, Code),
                leaf("IssueDateTime", Optional, DateTime),
                leaf("CopyIndicator", Optional, Indicator),
                leaf("Purpose", Optional, Text),
                leaf("PurposeCode", Many, Code),
                leaf("Information", Many, Text),
                class("ReferenceReferencedDocument", Many, &DOCUMENT),
                class("EffectiveSpecifiedPeriod", Optional, &PERIOD),
                class("IssueLogisticsLocation", Optional, &LOCATION),
                class("FirstSignatoryDocumentAuthentication", Optional, &$authentication),
                class("SecondSignatoryDocumentAuthentication", Optional, &$authentication),
                class("ThirdSignatoryDocumentAuthentication", Optional, &$authentication),
                class("FourthSignatoryDocumentAuthentication", Optional, &$authentication),
            ],
        };
    };
}
header!(V1_HEADER, V1_AUTHENTICATION);
header!(V2_HEADER, V2_AUTHENTICATION);

macro_rules! event {
    ($name:ident, $quantity:literal, $party:ident) => {
        static $name: Class = Class {
            name: "TransportEventType",
            fields: &[
                leaf("ActualOccurrenceDateTime", Optional, DateTime),
                leaf($quantity, Optional, Quantity),
                class("OccurrenceLogisticsLocation", Optional, &LOCATION),
                class("CertifyingTradeParty", Many, &$party),
            ],
        };
    };
}
event!(V1_EVENT, "InspectedUnitQuantity", V1_PARTY);
event!(V2_EVENT, "UnitQuantity", V2_PARTY);

static MARKS: Class = Class { name: "LogisticsShippingMarksType", fields: &[leaf("Marking", Many, Text)] };

static PACKAGE: Class = Class { name: "LogisticsPackageType", fields: &[leaf("ItemQuantity", Optional, Quantity)] };

static V1_PRODUCT: Class = Class {
    name: "TradeProductType",
    fields: &[
        leaf("SellerAssignedID", Optional, Identifier),
        leaf("Description", Many, Text),
        leaf("TypeCode", Many, Code),
        leaf("CommonName", Many, Text),
        leaf("ScientificName", Many, Text),
    ],
};

static V2_PRODUCT: Class = Class {
    name: "TradeProductType",
    fields: &[
        leaf("SellerAssignedID", Optional, Identifier),
        leaf("ManufacturerAssignedID", Many, Identifier),
        leaf("Description", Many, Text),
        leaf("TypeCode", Many, Code),
        leaf("CommonName", Many, Text),
        leaf("ScientificName", Many, Text),
    ],
};

macro_rules! line_item {
    ($name:ident, $product:ident) => {
        static $name: Class = Class {
            name: "SupplyChainTradeLineItemType",
            fields: &[
                leaf("TypeCode", Optional, Code),
                leaf("TypeExtensionCode", Optional, Code),
                class("SpecifiedTradeProduct", Optional, &$product),
            ],
        };
    };
}
line_item!(V1_LINE_ITEM, V1_PRODUCT);
line_item!(V2_LINE_ITEM, V2_PRODUCT);

static V1_PROCEDURE: Class = Class {
    name: "CrossBorderGovernmentProcedureType",
    fields: &[
        leaf("UsedToDateQuotaQuantity", Optional, Quantity),
        leaf("AnnualQuotaQuantity", Optional, Quantity),
        leaf("AcquisitionDateTime", Optional, DateTime),
        class("PreviousReferencedDocument", Many, &DOCUMENT),
    ],
};

static V2_PROCEDURE: Class = Class {
    name: "CrossBorderRegulatoryProcedureType",
    fields: &[
        leaf("CategoryCode", Many, Code),
        leaf("UsedToDateQuotaQuantity", Optional, Quantity),
        leaf("AnnualQuotaQuantity", Optional, Quantity),
        leaf("AcquisitionDateTime", Optional, DateTime),
        class("PreviousReferencedDocument", Many, &DOCUMENT),
    ],
};

static V1_ITEM: Class = Class {
    name: "SupplyChainConsignmentItemType",
    fields: &[
        leaf("ID", Many, Identifier),
        class("OriginTradeCountry", Optional, &V1_COUNTRY),
        class("ExportTradeCountry", Optional, &V1_COUNTRY),
        class("AssociatedReferencedDocument", Many, &DOCUMENT),
        class("TransportLogisticsPackage", Many, &PACKAGE),
        class("IncludedSupplyChainTradeLineItem", Many, &V1_LINE_ITEM),
        class("ExaminationTransportEvent", Many, &V1_EVENT),
        class("ApplicableCrossBorderGovernmentProcedure", Optional, &V1_PROCEDURE),
    ],
};

static V2_ITEM: Class = Class {
    name: "SupplyChainConsignmentItemType",
    fields: &[
        leaf("ID", Many, Identifier),
        class("PhysicalLogisticsShippingMarks", Many, &MARKS),
        class("OriginTradeCountry", Optional, &V2_COUNTRY),
        class("ExportTradeCountry", Optional, &V2_COUNTRY),
        class("AssociatedReferencedDocument", Many, &DOCUMENT),
        class("TransportLogisticsPackage", Many, &PACKAGE),
        class("IncludedSupplyChainTradeLineItem", Many, &V2_LINE_ITEM),
        class("ExaminationTransportEvent", Many, &V2_EVENT),
        class("ApplicableCrossBorderRegulatoryProcedure", Many, &V2_PROCEDURE),
    ],
};

static V1_CONSIGNMENT: Class = Class {
    name: "SupplyChainConsignmentType",
    fields: &[
        class("ConsignorTradeParty", Optional, &V1_PARTY),
        class("ConsigneeTradeParty", Optional, &V1_PARTY),
        class("TransportContractReferencedDocument", Optional, &DOCUMENT),
        class("ExaminationTransportEvent", Many, &V1_EVENT),
        class("IncludedSupplyChainConsignmentItem", Many, &V1_ITEM),
        class("ImportTradeCountry", Optional, &V1_COUNTRY),
    ],
};

static V2_CONSIGNMENT: Class = Class {
    name: "SupplyChainConsignmentType",
    fields: &[
        class("ConsignorTradeParty", Optional, &V2_PARTY),
        class("ConsigneeTradeParty", Optional, &V2_PARTY),
        class("TransportContractReferencedDocument", Optional, &DOCUMENT),
        class("ExaminationTransportEvent", Many, &V2_EVENT),
        class("IncludedSupplyChainConsignmentItem", Many, &V2_ITEM),
    ],
};

static V1_MESSAGE: Class = Class {
    name: "CBFShipType",
    fields: &[
        class("SpecifiedExchangedDocumentContext", Once, &CONTEXT),
        class("HeaderExchangedDocument", Once, &V1_HEADER),
        class("SpecifiedSupplyChainConsignment", Once, &V1_CONSIGNMENT),
    ],
};

static V2_MESSAGE: Class = Class {
    name: "CITESEPermitType",
    fields: &[
        class("SpecifiedExchangedDocumentContext", Once, &CONTEXT),
        class("HeaderExchangedDocument", Once, &V2_HEADER),
        class("SpecifiedSupplyChainConsignment", Once, &V2_CONSIGNMENT),
    ],
};
