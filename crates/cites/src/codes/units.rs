//! What a unit means for counting: whole numbers or decimals.

use super::Unit;

impl Unit {
    /// Is it a count, so that only whole numbers make sense (box 11: "count units are integers")?
    pub fn is_count(self) -> bool {
        matches!(self.dimension(), "count" | "packaging_or_cut")
    }

    /// Reads our code, the UNECE Rec. 20 code, the 2013 UNEP-WCMC code, `PCS`, `H87`, `C62` or blank (= number).
    /// An unknown code is `None`: the caller keeps it verbatim and flags it (`spec/exchange.md` section 5).
    pub fn from_any(code: &str) -> Option<Unit> {
        let code = code.trim().to_uppercase();
        match code.as_str() {
            "" | "?" | "PCS" | "H87" | "C62" | "NMB" => return Some(Unit::Nar),
            _ => {}
        }
        Unit::from_code(&code)
            .or_else(|| Unit::ALL.iter().copied().find(|u| u.rec20() == code))
            .or_else(|| Unit::ALL.iter().copied().find(|u| u.wcmc_2013() == code))
    }
}
