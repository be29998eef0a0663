//! Stories about the face: every page in every promised language, light and weight, forms and colours.

mod contrast;
mod forms;
mod locales;
mod pages_render;
mod words_first;
