//! Kinds of marks: the codes of `data/codes/mark_types.csv`.

use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $example:literal;)*) => {
        /// What a mark is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum MarkKind {
            $($(#[$doc])* #[serde(rename = $code)] $name,)*
        }

        impl MarkKind {
            /// Every kind, in the order of the table.
            pub const ALL: &'static [MarkKind] = &[$(MarkKind::$name),*];

            /// Code of the table.
            pub const fn code(self) -> &'static str {
                match self { $(MarkKind::$name => $code),* }
            }

            /// What a good one looks like.
            pub const fn example(self) -> &'static str {
                match self { $(MarkKind::$name => $example),* }
            }
        }
    };
}

kinds! {
    /// Microchip, ISO 11784 and 11785 where that standard is used (Res. Conf. 8.13).
    Transponder = "TRANSPONDER", "985112000123456";
    /// Seamless closed leg ring of birds bred in captivity (Res. Conf. 12.10).
    ClosedRing = "CLOSED_RING", "QM 26 0417";
    /// Open ring or band.
    OpenRing = "OPEN_RING", "QM 26 0417";
    /// Universal tag of crocodilian skins (Res. Conf. 11.12).
    CrocTag = "CROC_TAG", "QM-NIL-2026-000123";
    /// Tag of a container with parts of crocodilians (Res. Conf. 11.12).
    CrocContainer = "CROC_CONTAINER", "QM-NIL-2026-000123";
    /// Label of a primary container of caviar (Res. Conf. 12.7).
    CaviarLabel = "CAVIAR_LABEL", "HUS/W/RU/2000/0012/0345";
    /// Mark on raw ivory (Res. Conf. 10.10).
    IvoryMark = "IVORY_MARK", "KE 00/127/14";
    /// Tag of a leopard skin under quota (Res. Conf. 10.14).
    LeopardTag = "LEOPARD_TAG", "ZW 125/500 2026";
    /// Tag of a markhor trophy (Res. Conf. 10.15).
    MarkhorTag = "MARKHOR_TAG", "PK 2026 007";
    /// Mark on a trophy of black rhinoceros (Res. Conf. 13.5).
    RhinoTrophy = "RHINO_TROPHY", "NA DIB 2026 3 4.2";
    /// Vicuna logo with the country of origin (annotation of the listing).
    VicunaLabel = "VICUNA_LABEL", "VICUÑA-PERÚ";
    /// Label of annotation #9.
    HoodiaLabel = "HOODIA_LABEL", "BW/012345";
    /// Tattoo.
    Tattoo = "TATTOO", "K 417";
    /// Brand or notch.
    Brand = "BRAND", "B7";
    /// Serial number of the maker.
    Serial = "SERIAL", "M 84 1192";
    /// Photographs that show the single specimen.
    Photo = "PHOTO", "photo 3";
    /// Anything else.
    Other = "OTHER", "QM-2026-0001";
}

impl MarkKind {
    /// The kind of a code; case does not matter.
    pub fn from_code(code: &str) -> Option<MarkKind> {
        MarkKind::ALL.iter().copied().find(|k| k.code().eq_ignore_ascii_case(code.trim()))
    }

    /// May it stand on one specimen or container only? A caviar code is that of a lot; a logo is that of a country.
    pub const fn is_single(self) -> bool {
        !matches!(
            self,
            MarkKind::CaviarLabel | MarkKind::VicunaLabel | MarkKind::HoodiaLabel | MarkKind::Photo | MarkKind::Brand
        )
    }

    /// Is its form settled, so that no two makers may use the same number? The others are compared inside one species.
    pub const fn is_worldwide(self) -> bool {
        matches!(
            self,
            MarkKind::Transponder
                | MarkKind::CrocTag
                | MarkKind::CrocContainer
                | MarkKind::IvoryMark
                | MarkKind::LeopardTag
                | MarkKind::MarkhorTag
                | MarkKind::RhinoTrophy
        )
    }

    pub(super) const fn has_commas(self) -> bool {
        matches!(
            self,
            MarkKind::LeopardTag | MarkKind::MarkhorTag | MarkKind::RhinoTrophy | MarkKind::IvoryMark | MarkKind::Photo
        )
    }
}
