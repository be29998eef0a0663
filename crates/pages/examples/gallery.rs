//! Writes every sample page as a file, with the assets beside it, to look at: `gallery FOLDER`.

use cites::Lang;
use pages::samples::{Promise, all};
use pages::{Words, assets, render};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("say where: gallery FOLDER")?;
    std::fs::create_dir_all(format!("{folder}/assets"))?;
    for (path, _, content) in assets::ALL {
        std::fs::write(format!("{folder}/{path}"), content)?;
    }
    for (name, promise, page) in all() {
        let langs: &[Lang] = match promise {
            Promise::Working => &[Lang::En, Lang::Fr, Lang::Es],
            Promise::WithArabic => &[Lang::En, Lang::Fr, Lang::Es, Lang::Ar],
        };
        for lang in langs {
            let html = render(page.as_ref(), Words::of(*lang))?.replace("=\"/assets/", "=\"assets/");
            std::fs::write(format!("{folder}/{name}.{}.html", lang.code()), html)?;
        }
    }
    Ok(())
}
