//! The standard form as data: where the boxes stand and what is printed in them (Res. Conf. 12.3, Annex 2).
