//! Species+ API answers.
