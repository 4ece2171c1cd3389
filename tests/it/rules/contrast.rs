//! Contrast of the stylesheet's colours, in light and in dark, by the formula of WCAG 2.2 (relative luminance, 1.4.3).

use std::collections::HashMap;

use crate::support::markup::STYLESHEET;

type Palette = HashMap<String, [f64; 3]>;

/// The colours that a part of the stylesheet sets, by the name of their custom property.
fn colours(css: &str) -> Palette {
    let declarations = css.split([';', '{', '}']).filter_map(|declaration| declaration.split_once(": #"));
    declarations
        .filter(|(name, _)| name.trim().starts_with("--"))
        .map(|(name, hex)| {
            let channel = |at: usize| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
            (name.trim().to_owned(), [0, 2, 4].map(channel))
        })
        .collect()
}

/// Light as the sheet sets it first, dark as its media query changes that.
fn palettes() -> [Palette; 2] {
    let (light, rest) = STYLESHEET.split_once("@media screen and (prefers-color-scheme: dark)").unwrap();
    let dark = rest.split_once("}\n}").unwrap().0;
    let light = colours(light.split_once("*/").unwrap().1);
    let mut both = light.clone();
    both.extend(colours(dark));
    [light, both]
}

fn luminance(colour: [f64; 3]) -> f64 {
    let linear = colour.map(|c| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

fn contrast(palette: &Palette, a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(palette[a]) + 0.05, luminance(palette[b]) + 0.05);
    a.max(b) / a.min(b)
}

fn assert_contrast(a: &str, b: &str, least: f64) {
    for (scheme, palette) in ["light", "dark"].into_iter().zip(palettes()) {
        let found = contrast(&palette, a, b);
        assert!(found >= least, "{a} on {b} in {scheme}: {found:.2}, wanted {least}");
    }
}

#[test]
fn black_on_white_is_twenty_one_to_one() {
    let palette = colours("--a: #000000; --b: #ffffff;");
    assert!((contrast(&palette, "--a", "--b") - 21.0).abs() < 1e-9);
}

#[test]
fn text_can_be_read_on_the_page_and_on_a_wash_in_light_and_dark() {
    for text in ["--ink", "--soft", "--library", "--partner", "--good", "--alert"] {
        assert_contrast(text, "--paper", 4.5);
        assert_contrast(text, "--wash", 4.5);
    }
}

#[test]
fn a_button_can_be_read_and_an_input_has_an_edge_that_shows() {
    assert_contrast("--on-accent", "--library", 4.5);
    assert_contrast("--control", "--paper", 3.0);
    assert_contrast("--partner-dot", "--paper", 3.0);
}

#[test]
fn the_figures_on_every_step_of_a_chart_scale_can_be_read() {
    for scale in ["seq", "div"] {
        for step in 1..=5 {
            assert_contrast(&format!("--on-{scale}-{step}"), &format!("--{scale}-{step}"), 4.5);
        }
    }
}

#[test]
fn the_scale_of_amounts_grows_away_from_the_page_in_light_and_dark() {
    for palette in palettes() {
        let steps = [1, 2, 3, 4, 5].map(|step| contrast(&palette, &format!("--seq-{step}"), "--paper"));
        assert!(steps.is_sorted(), "{steps:?}");
    }
}

#[test]
fn the_stylesheet_sets_every_colour_that_charts_draw_with_in_light_and_dark() {
    let drawn_with: Vec<&str> = common_ground_reports::palette::properties().map(|(name, _)| name).collect();
    assert!(drawn_with.len() >= 20, "{drawn_with:?}");
    for palette in palettes() {
        for name in &drawn_with {
            assert!(palette.contains_key(*name), "{name}");
        }
    }
}
