//! The few signs we draw, each beside its word.

use crate::html::Html;

/// A sign by its name: `applicant`, `clerk`, `science`, `approve`, `customs`, `exchange`, `admin`, `check`, `stop`,
/// `wait`, `scan`, `search`, `file`, `globe`, `chart`, `unknown`. An unknown name draws a dot.
pub fn icon(name: &str) -> Html {
    let path = match name {
        "applicant" => "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 21c0-5 4-7 8-7s8 2 8 7",
        "clerk" => "M4 8h16v12H4zM8 8V4h8v4M8 13h8M8 16h5",
        "officer" => "M5 3h10l4 4v14H5zM9 12h6M9 16h6M15 3v4h4",
        "science" => "M10 3v6L4 19c-.6 1.2.2 2 1.500 2h13c1.300 0 2.100-.8 1.500-2L14 9V3M8 3h8M7 15h10",
        "approve" => "M12 2l8 3v7c0 5-3.500 8-8 10-4.500-2-8-5-8-10V5zM8.500 12l2.500 2.500 4.500-5",
        "customs" => "M3 21h18M5 21V10l7-6 7 6v11M9 21v-6h6v6",
        "exchange" => "M4 8h14l-4-4M20 16H6l4 4",
        "admin" => {
            "M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM12 2v4M12 18v4M2 12h4M18 12h4M5 5l3 3M16 16l3 3M19 5l-3 3M8 16l-3 3"
        }
        "check" => "M4 12.500l5 5L20 6.500",
        "stop" => "M6 6l12 12M18 6L6 18",
        "wait" => "M12 7v6M12 17v.500M12 2.500 22 20.500H2Z",
        "scan" => "M3 8V4h4M17 4h4v4M21 16v4h-4M7 20H3v-4M7 9h4v4H7zM14 9h3M14 13h3v3M8 16h3",
        "search" => "M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13ZM15.500 15.500 21 21",
        "file" => "M6 3h8l4 4v14H6zM14 3v4h4",
        "globe" => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18",
        "chart" => "M4 20h16M7 20v-6M12 20V8M17 20v-9",
        "unknown" => "M9 9a3 3 0 1 1 4.500 2.600C12.300 12.300 12 13 12 14.500M12 18v.500",
        _ => "M12 12h.01",
    };
    Html::markup(format!("<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"{path}\"/></svg>"))
}
