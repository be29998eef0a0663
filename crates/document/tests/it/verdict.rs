use crate::samples::*;
