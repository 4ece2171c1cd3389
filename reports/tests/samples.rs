//! The golden pictures in `samples/`: each is drawn again and compared byte for byte.
//!
//! `UPDATE_SAMPLES=1 cargo test -p common-ground-reports --test samples` rewrites them; look at what changed.
#![expect(clippy::unwrap_used, reason = "a picture that cannot be drawn fails the test")]

#[path = "samples/choices.rs"]
mod choices;
#[path = "samples/courses.rs"]
mod courses;
#[path = "samples/dumbbells.rs"]
mod dumbbells;
#[path = "samples/fields.rs"]
mod fields;
#[path = "samples/spreads.rs"]
mod spreads;
#[path = "samples/strips.rs"]
mod strips;

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use common_ground_reports::chart::{Layout, Picture, PictureError};
use resvg::{tiny_skia, usvg};

/// Every sample: file name without its ending, and the picture.
fn samples() -> Vec<(&'static str, Picture)> {
    let all =
        [dumbbells::all(), spreads::all(), choices::all(), courses::all(), fields::all(), strips::all()];
    all.into_iter().flatten().collect()
}

/// Slides, which are larger than all others.
fn slides() -> Vec<(&'static str, Picture)> {
    let slide = |few: Result<Picture, PictureError>| few.unwrap().slide().unwrap();
    vec![
        ("dumbbell-slide", slide(dumbbells::library_gives().few())),
        ("courses-slide", slide(courses::over_time(6).few())),
        ("kinds-slide", slide(fields::by_kind(7).few())),
    ]
}

/// One of each chart in one layout.
fn one_of_each(layout: Layout) -> Vec<Picture> {
    [
        dumbbells::library_gives().picture(layout),
        spreads::offers().picture(layout),
        spreads::health().picture(layout),
        courses::confidence().picture(layout),
        fields::ten().picture(layout),
        fields::by_kind(7).picture(layout),
        courses::answered([59, 57, 41, 35]).picture(layout),
        courses::over_time(6).picture(layout),
        choices::places().picture(layout),
        choices::recommend().picture(layout),
    ]
    .into_iter()
    .map(Result::unwrap)
    .collect()
}

/// A page with one of each chart inline, wide or narrow by the width of the window, light or dark as the reader
/// prefers: nothing but the stylesheet colours the charts.
fn page() -> String {
    let mut html = String::from(
        "<!doctype html>\n<html lang=\"en-GB\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width\">\n<title>Charts in a page</title>\n<link rel=\"stylesheet\" href=\"../../templates/assets/site.css\">\n\
         <main class=\"wide\">\n",
    );
    for (at, (wide, narrow)) in one_of_each(Layout::Wide).iter().zip(one_of_each(Layout::Narrow)).enumerate()
    {
        write!(
            html,
            "<h2>{}</h2>\n<figure>\n<div class=\"wide\">{}</div>\n<div class=\"narrow\">{}</div>\n</figure>\n",
            wide.title,
            wide.inline(&format!("c{at}w")),
            narrow.inline(&format!("c{at}n"))
        )
        .unwrap();
    }
    html.push_str("</main>\n");
    html
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples")
}

/// Compares a file with what it should hold, or writes it when asked to.
fn compare(name: &str, expected: &str) -> Result<(), String> {
    let path = folder().join(name);
    if std::env::var_os("UPDATE_SAMPLES").is_some() {
        return fs::write(&path, expected).map_err(|error| format!("{name}: {error}"));
    }
    match fs::read_to_string(&path) {
        Ok(found) if found == expected => Ok(()),
        Ok(_) => Err(format!("{name} has changed")),
        Err(error) => Err(format!("{name}: {error}")),
    }
}

#[test]
fn every_sample_is_drawn_as_it_lies_in_the_folder() {
    let mut changed: Vec<String> = samples()
        .iter()
        .chain(&slides())
        .filter_map(|(name, picture)| compare(&format!("{name}.svg"), &picture.svg).err())
        .collect();
    changed.extend(compare("page.html", &page()).err());
    assert!(changed.is_empty(), "{}\nrun with UPDATE_SAMPLES=1 and look at the pictures", changed.join("\n"));
}

#[test]
fn every_sample_has_its_line_in_the_readme() {
    let readme = fs::read_to_string(folder().join("README.md")).unwrap();
    for (name, _) in samples().into_iter().chain(slides()) {
        assert!(readme.contains(&format!("`{name}.svg`")), "{name} is not described");
    }
}

#[test]
fn every_picture_says_what_it_shows_in_at_most_250_characters() {
    for (name, picture) in samples() {
        assert!(picture.alt.chars().count() <= 250, "{name}: {}", picture.alt);
        assert!(picture.alt.ends_with("Full figures in the table below."), "{name}: {}", picture.alt);
        assert!(picture.svg.contains("role=\"img\"") && picture.svg.contains("<desc id="), "{name}");
    }
}

#[test]
fn every_text_is_large_enough_for_a_phone() {
    for (name, picture) in samples() {
        for size in picture.svg.split("font-size=\"").skip(1) {
            let size: f64 = size.split('"').next().unwrap().parse().unwrap();
            assert!(size >= 13.0, "{name} has text of {size} units");
        }
    }
}

#[test]
fn no_text_of_any_picture_is_cut_at_its_edge() {
    for (name, picture) in samples() {
        let tree = tree(&picture.svg);
        assert_inside(name, tree.root(), picture.width, picture.height);
    }
}

fn tree(svg: &str) -> usvg::Tree {
    let mut fonts = usvg::fontdb::Database::new();
    fonts.load_font_data(notosans::REGULAR_TTF.to_vec());
    fonts.load_font_data(notosans::BOLD_TTF.to_vec());
    let options = usvg::Options { fontdb: std::sync::Arc::new(fonts), ..usvg::Options::default() };
    usvg::Tree::from_str(svg, &options).unwrap()
}

fn assert_inside(name: &str, group: &usvg::Group, width: f64, height: f64) {
    for node in group.children() {
        if let usvg::Node::Group(inner) = node {
            assert_inside(name, inner, width, height);
        }
        let (bounds, edge) = (node.abs_bounding_box(), 0.1);
        let fits = f64::from(bounds.left()) >= -edge
            && f64::from(bounds.top()) >= -edge
            && f64::from(bounds.right()) <= width + edge
            && f64::from(bounds.bottom()) <= height + edge;
        assert!(fits, "{name}: something at {bounds:?} leaves {width} by {height}");
    }
}

#[test]
fn every_png_is_sharp_small_enough_for_email_and_not_blank() {
    for (name, picture) in samples() {
        let png = picture.png(2.0).unwrap();
        assert!(png.len() <= 150_000, "{name}: {} bytes", png.len());
        let pixels = tiny_skia::Pixmap::decode_png(&png).unwrap();
        assert!((375..=1200).contains(&pixels.width()), "{name}: {} across", pixels.width());
        let shape = f64::from(pixels.height()) / f64::from(pixels.width());
        assert!((shape - picture.height / picture.width).abs() < 0.01, "{name}");
        let paper = pixels.pixel(0, 0).unwrap();
        let inked = pixels.pixels().iter().filter(|pixel| **pixel != paper).count();
        assert!(inked * 200 > pixels.pixels().len(), "{name} is nearly blank");
    }
}

#[test]
fn every_picture_has_a_slide_of_sixteen_to_nine_with_its_words_and_all_of_it_inside() {
    for (name, picture) in samples() {
        let slide = picture.slide().unwrap();
        assert!((slide.width / slide.height - 16.0 / 9.0).abs() < 1e-9, "{name}");
        assert_inside(name, tree(&slide.svg).root(), slide.width, slide.height);
        let first_word = picture.title.split_whitespace().next().unwrap();
        assert!(slide.svg.contains(&format!(">{first_word}")), "{name} has no finding");
        let pixels = tiny_skia::Pixmap::decode_png(&slide.png(2.0).unwrap()).unwrap();
        let shape = f64::from(pixels.width()) / f64::from(pixels.height());
        assert!((shape - 16.0 / 9.0).abs() < 0.01, "{name}");
    }
    for (name, slide) in slides() {
        let png = slide.png(2.0).unwrap();
        assert!(png.len() <= 600_000, "{name}: {} bytes", png.len());
        assert!(tiny_skia::Pixmap::decode_png(&png).unwrap().width() > 1200, "{name} is not sharp on a wall");
    }
}

#[test]
fn every_picture_has_its_figures_in_rows_as_long_as_their_headings() {
    for (name, picture) in samples() {
        assert!(!picture.data.columns.is_empty(), "{name} has no data");
        for row in &picture.data.rows {
            assert_eq!(row.len(), picture.data.columns.len(), "{name}: {row:?}");
        }
    }
}

#[test]
fn a_scale_that_makes_no_picture_is_an_error() {
    let picture = dumbbells::library_gives().picture(Layout::Narrow).unwrap();
    for scale in [0.0, -1.0, f32::NAN] {
        assert!(picture.png(scale).is_err(), "{scale}");
    }
}

#[test]
fn charts_in_a_page_share_no_id_and_bring_no_colour_or_style_of_their_own() {
    let charts: String = one_of_each(Layout::Wide)
        .iter()
        .enumerate()
        .map(|(at, picture)| picture.inline(&format!("c{at}")))
        .collect();
    let ids: Vec<&str> = charts.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), ids.len());
    assert_eq!(ids.len(), 20);
    for forbidden in ["style=", "<style", "fill=\"#", "stroke=\"#"] {
        assert!(!charts.contains(forbidden), "{forbidden}");
    }
}
