//! The Convention's code lists as enums, made by `cargo xtask codegen` from `data/codes`.

mod generated;
mod units;

pub use generated::*;

use serde::{Deserialize, Serialize};

/// A language of the product, by its ISO 639-1 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    En,
    /// French.
    Fr,
    /// Spanish.
    Es,
    /// Arabic, right to left.
    Ar,
    /// Russian.
    Ru,
    /// Chinese, simplified.
    Zh,
    /// Portuguese.
    Pt,
}

impl Lang {
    /// All languages, in the order of `locales/terms.csv`.
    pub const ALL: &'static [Lang] = &[Lang::En, Lang::Fr, Lang::Es, Lang::Ar, Lang::Ru, Lang::Zh, Lang::Pt];

    /// ISO 639-1 code, lower case.
    pub const fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Fr => "fr",
            Lang::Es => "es",
            Lang::Ar => "ar",
            Lang::Ru => "ru",
            Lang::Zh => "zh",
            Lang::Pt => "pt",
        }
    }

    /// The language of a code or a tag (`fr`, `fr-CA`, `FR`); `None` when we do not speak it.
    pub fn from_code(code: &str) -> Option<Lang> {
        let primary = code.split(['-', '_']).next().unwrap_or(code);
        Lang::ALL.iter().copied().find(|l| l.code().eq_ignore_ascii_case(primary))
    }

    /// The language's own name.
    pub const fn own_name(self) -> &'static str {
        match self {
            Lang::En => "English",
            Lang::Fr => "Français",
            Lang::Es => "Español",
            Lang::Ar => "العربية",
            Lang::Ru => "Русский",
            Lang::Zh => "中文",
            Lang::Pt => "Português",
        }
    }

    /// Is it written from right to left?
    pub const fn is_rtl(self) -> bool {
        matches!(self, Lang::Ar)
    }
}

/// `Display` and serde by the code itself, so that stored JSON and messages read like the form.
macro_rules! code_traits {
    ($name:ident) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }
        impl std::str::FromStr for $name {
            type Err = crate::ParseError;
            /// Case and surrounding blanks do not matter.
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let code = text.trim().to_uppercase();
                <$name>::from_code(&code).ok_or_else(|| {
                    crate::ParseError::new(
                        "code-unknown",
                        format!("{text:?} is not a {} code; choose one from the list", stringify!($name)),
                    )
                })
            }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.code())
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let code = std::borrow::Cow::<'de, str>::deserialize(d)?;
                <$name>::from_code(&code)
                    .ok_or_else(|| serde::de::Error::custom(format!("unknown {} code {code:?}", stringify!($name))))
            }
        }
    };
}
pub(crate) use code_traits;
