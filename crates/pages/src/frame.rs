//! One frame around every page: the contract [`Page`], and [`render`], which puts a page's content into it.

use crate::html::Html;
use crate::parts::{FieldError, icon};
use crate::shell::{Area, Shell};
use crate::words::Words;
use crate::{links, parts};
use askama::Template;
use cites::Lang;

/// A page could not be written. Only a fault in a template can be the cause.
#[derive(Debug, thiserror::Error)]
#[error("the page could not be written: {0}")]
pub struct RenderError(#[from] askama::Error);

/// How wide the content is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One question, one text: narrow.
    Narrow,
    /// Tables and cases: wide.
    Wide,
    /// One hand: a phone's width on any screen.
    Phone,
}

impl Layout {
    const fn class(self) -> &'static str {
        match self {
            Layout::Narrow => "narrow",
            Layout::Wide => "wide",
            Layout::Phone => "phone",
        }
    }
}

/// Words and address of each page above this one. One entry is shown as a back link, more as a trail.
pub type Trail = Vec<(Html, String)>;

/// A page: plain data that knows its title, its place and its content.
pub trait Page {
    /// The frame's data.
    fn shell(&self) -> &Shell;
    /// What the page is called, in the browser's tab.
    fn title(&self, w: &Words) -> Html;
    /// How wide.
    fn layout(&self) -> Layout;
    /// Which area is current.
    fn area(&self) -> Option<Area>;
    /// Pages above.
    fn trail(&self, w: &Words) -> Trail;
    /// What is wrong with the form on it.
    fn errors(&self) -> &[FieldError];
    /// The content of `main`.
    ///
    /// # Errors
    /// Only when a template is at fault.
    fn body(&self, w: &Words) -> Result<String, RenderError>;
}

#[derive(Template)]
#[template(path = "shell.html")]
struct Frame<'a> {
    s: &'a Shell,
    w: &'a Words,
    title: String,
    wrong: bool,
    layout: Layout,
    area: Option<Area>,
    trail: Trail,
    errors: Html,
    body: Html,
}

impl Frame<'_> {
    fn languages(&self) -> Vec<(Lang, String)> {
        let next = links::encode(&self.s.path);
        Words::OFFERED
            .iter()
            .filter(|l| **l != self.w.lang())
            .map(|l| (*l, format!("{}?lang={}&next={next}", links::LANGUAGE, l.code())))
            .collect()
    }

    fn icon(&self, name: &str) -> Html {
        icon(name)
    }

    fn is_current(&self, area: &Area) -> bool {
        self.area == Some(*area)
    }
}

/// The whole page as HTML.
///
/// # Errors
/// Only when a template is at fault.
pub fn render<P: Page + ?Sized>(page: &P, w: &Words) -> Result<String, RenderError> {
    let wrong = !page.errors().is_empty();
    let frame = Frame {
        s: page.shell(),
        w,
        title: page.title(w).plain(),
        wrong,
        layout: page.layout(),
        area: page.area(),
        trail: page.trail(w),
        errors: if wrong { parts::error_summary(page.errors(), w) } else { Html::default() },
        body: Html::markup(page.body(w)?),
    };
    Ok(frame.render()?)
}

/// Binds a context to its template and answers the frame's questions in one place.
///
/// In the template `c` is the context and `w` the words.
macro_rules! page {
    (
        $ctx:ident in $path:tt;
        layout $layout:ident; area $area:expr;
        title |$tc:ident, $tw:ident| $title:expr;
        trail |$rc:ident, $rw:ident| $trail:expr;
        $(errors $errors:ident;)?
    ) => {
        const _: () = {
            #[derive(askama::Template)]
            #[template(path = $path)]
            struct View<'a> {
                c: &'a $ctx,
                w: &'a $crate::Words,
            }
            impl View<'_> {
                /// The page's title, for its heading.
                #[allow(dead_code, reason = "only pages whose heading is their title use it")]
                fn title(&self) -> $crate::Html {
                    $crate::Page::title(self.c, self.w)
                }
            }
            impl $crate::Page for $ctx {
                fn shell(&self) -> &$crate::Shell {
                    &self.shell
                }
                fn title(&self, $tw: &$crate::Words) -> $crate::Html {
                    let $tc = self;
                    $title
                }
                fn layout(&self) -> $crate::Layout {
                    $crate::Layout::$layout
                }
                fn area(&self) -> Option<$crate::shell::Area> {
                    use $crate::shell::Area::*;
                    let _ = (Work, Applications);
                    $area
                }
                fn trail(&self, $rw: &$crate::Words) -> $crate::Trail {
                    let $rc = self;
                    $trail
                }
                fn errors(&self) -> &[$crate::FieldError] {
                    $(return &self.$errors;)?
                    #[allow(unreachable_code, reason = "reached only by pages without a form")]
                    &[]
                }
                fn body(&self, w: &$crate::Words) -> Result<String, $crate::RenderError> {
                    Ok(askama::Template::render(&View { c: self, w })?)
                }
            }
        };
    };
}
pub(crate) use page;
