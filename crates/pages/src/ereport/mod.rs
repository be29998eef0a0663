//! The year's report and the figures for managers.

mod annual;
mod dashboard;

pub use annual::{LineState, ReportFile, ReportLine, ReportPage};
pub use dashboard::{AgeFigure, Dashboard, Figure, MonthFigure};
