//! Values on their way into and out of a statement: five storage classes, the same on both engines.
//!
//! Integers are 64-bit, times are UTC milliseconds, days are ISO text, amounts are millionths, ids are 16 bytes,
//! yes/no is 1/0, aggregates are JSON as text.

use crate::Error;
use cites::{Amount, CountryCode, Date, Digest, PermitNumber, Timestamp, ids::Id};
use serde::de::DeserializeOwned;

/// One value to bind. The absent ones keep their class, because PostgreSQL wants to know it.
#[derive(Debug, Clone)]
pub(crate) enum Arg {
    Int(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
}

/// Something that can be bound.
pub(crate) trait ToArg {
    const ABSENT: Arg;
    fn to_arg(&self) -> Arg;
}

macro_rules! to_arg {
    ($($ty:ty, $class:ident, |$v:ident| $e:expr;)*) => {$(
        impl ToArg for $ty {
            const ABSENT: Arg = Arg::$class(None);
            fn to_arg(&self) -> Arg { let $v = self; Arg::$class(Some($e)) }
        }
    )*};
}
to_arg! {
    i64, Int, |v| *v;
    bool, Int, |v| i64::from(*v);
    str, Text, |v| v.to_owned();
    String, Text, |v| v.clone();
    [u8], Bytes, |v| v.to_vec();
    Vec<u8>, Bytes, |v| v.clone();
    Timestamp, Int, |v| v.as_millisecond();
    Date, Text, |v| v.to_string();
    Amount, Int, |v| v.micro();
    Digest, Bytes, |v| v.0.to_vec();
    CountryCode, Text, |v| v.code().to_owned();
    PermitNumber, Text, |v| v.as_str().to_owned();
}

impl<K> ToArg for Id<K> {
    const ABSENT: Arg = Arg::Bytes(None);
    fn to_arg(&self) -> Arg {
        Arg::Bytes(Some(self.bytes().to_vec()))
    }
}

impl<T: ToArg> ToArg for Option<T> {
    const ABSENT: Arg = T::ABSENT;
    fn to_arg(&self) -> Arg {
        self.as_ref().map_or(T::ABSENT, ToArg::to_arg)
    }
}

impl<T: ToArg + ?Sized> ToArg for &T {
    const ABSENT: Arg = T::ABSENT;
    fn to_arg(&self) -> Arg {
        (**self).to_arg()
    }
}

/// Binds in order: `args![a, b]`. The tenant is never among them; see [`crate::Read`].
macro_rules! args {
    ($($e:expr),* $(,)?) => { vec![$($crate::sql::ToArg::to_arg(&$e)),*] };
}
pub(crate) use args;

/// Named statements of one file; `QUERIES` lists them for the test that prepares each on both engines.
macro_rules! queries {
    ($($(#[$doc:meta])* $name:ident = $sql:expr;)*) => {
        $($(#[$doc])* pub(crate) const $name: &str = $sql;)*
        /// Every statement of this file, by name.
        #[cfg(test)]
        pub(crate) const QUERIES: &[(&str, &str)] = &[$((stringify!($name), $name)),*];
    };
}
pub(crate) use queries;

/// A row of either engine.
pub(crate) enum Row {
    Sqlite(sqlx::sqlite::SqliteRow),
    Postgres(sqlx::postgres::PgRow),
}

/// A storage class as it comes out.
pub(crate) trait Raw: Sized {
    fn read(row: &Row, name: &str) -> Result<Option<Self>, sqlx::Error>;
}

macro_rules! raw {
    ($($ty:ty),*) => {$(
        impl Raw for $ty {
            fn read(row: &Row, name: &str) -> Result<Option<Self>, sqlx::Error> {
                use sqlx::Row as _;
                match row {
                    Row::Sqlite(row) => row.try_get::<Option<$ty>, _>(name),
                    Row::Postgres(row) => row.try_get::<Option<$ty>, _>(name),
                }
            }
        }
    )*};
}
raw!(i64, String, Vec<u8>);

/// A domain value made of one column.
pub(crate) trait Column: Sized {
    type Raw: Raw;
    fn of(raw: Self::Raw) -> Result<Self, String>;
}

macro_rules! column {
    ($($ty:ty, $raw:ty, |$v:ident| $e:expr;)*) => {$(
        impl Column for $ty {
            type Raw = $raw;
            fn of($v: $raw) -> Result<Self, String> { $e }
        }
    )*};
}
column! {
    i64, i64, |v| Ok(v);
    u64, i64, |v| u64::try_from(v).map_err(|e| e.to_string());
    bool, i64, |v| Ok(v != 0);
    String, String, |v| Ok(v);
    Vec<u8>, Vec<u8>, |v| Ok(v);
    Timestamp, i64, |v| Timestamp::from_millisecond(v).map_err(|e| e.to_string());
    Date, String, |v| v.parse().map_err(|e: jiff::Error| e.to_string());
    Amount, i64, |v| Amount::from_micro(v).ok_or_else(|| format!("{v} millionths is no amount"));
    Digest, Vec<u8>, |v| <[u8; 32]>::try_from(v).map(Digest).map_err(|_| "not 32 bytes".to_owned());
    CountryCode, String, |v| CountryCode::parse(&v).map_err(|e| e.to_string());
    PermitNumber, String, |v| PermitNumber::parse(&v).map_err(|e| e.to_string());
}

impl<K> Column for Id<K> {
    type Raw = Vec<u8>;
    fn of(raw: Vec<u8>) -> Result<Id<K>, String> {
        <[u8; 16]>::try_from(raw).map(Id::from_bytes).map_err(|_| "not 16 bytes".to_owned())
    }
}

impl Row {
    /// A column that must be there.
    pub(crate) fn get<T: Column>(&self, name: &str) -> Result<T, Error> {
        self.opt(name)?.ok_or_else(|| Error::corrupt(name, "it is empty"))
    }

    /// A column that may be NULL.
    pub(crate) fn opt<T: Column>(&self, name: &str) -> Result<Option<T>, Error> {
        match T::Raw::read(self, name).map_err(|e| Error::corrupt(name, e))? {
            None => Ok(None),
            Some(raw) => T::of(raw).map(Some).map_err(|e| Error::corrupt(name, e)),
        }
    }

    /// A code of a list, read by the list's own function.
    pub(crate) fn code<T>(&self, name: &str, from: impl Fn(&str) -> Option<T>) -> Result<T, Error> {
        let text: String = self.get(name)?;
        from(&text).ok_or_else(|| Error::corrupt(name, format!("unknown code {text}")))
    }

    /// A code that may be NULL.
    pub(crate) fn code_opt<T>(&self, name: &str, from: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Error> {
        match self.opt::<String>(name)? {
            None => Ok(None),
            Some(_) => self.code(name, from).map(Some),
        }
    }

    /// A value kept as JSON text.
    pub(crate) fn json<T: DeserializeOwned>(&self, name: &str) -> Result<T, Error> {
        serde_json::from_str(&self.get::<String>(name)?).map_err(|e| Error::corrupt(name, e))
    }
}
