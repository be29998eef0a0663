//! Cases of a year: records that become lines, files that become reports.

mod files;
mod records;
mod rows;
mod workbooks;
