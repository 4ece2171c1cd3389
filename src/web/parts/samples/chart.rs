//! Stand-ins for drawings: a plain dumbbell chart in the page’s own colours, and a square for a QR code.

use std::fmt::Write as _;

/// Rows of label, offer, expectation and gap, drawn at a width in units of one pixel.
pub(crate) fn dumbbell(rows: &[(&str, f64, f64, &str)], width: u16, id: &str) -> String {
    let wide = width > 600;
    let step = if wide { 40.0 } else { 60.0 };
    let left = if wide { 360.0 } else { 10.0 };
    let span = f64::from(width) - left - 70.0;
    let x = |mean: f64| left + (mean - 1.0) / 4.0 * span;
    let mut y = 30.0;
    let mut body = String::new();
    for (label, offer, expectation, gap) in rows {
        let (lx, ly, anchor) = if wide { (left - 20.0, y + 5.0, "end") } else { (left, y - 14.0, "start") };
        let (offer, expectation) = (x(*offer), x(*expectation));
        write!(
            body,
            r#"<text x="{lx}" y="{ly}" text-anchor="{anchor}" fill="var(--ink)">{label}</text>
<line x1="{offer}" x2="{expectation}" y1="{y}" y2="{y}" stroke="var(--soft)" stroke-width="2"/>
<circle cx="{offer}" cy="{y}" r="7" fill="var(--library)"/>
<rect x="-6" y="-6" width="12" height="12" transform="translate({expectation} {y}) rotate(45)" fill="var(--paper)" stroke="var(--partner-dot)" stroke-width="3"/>
<text x="{end}" y="{ly}" text-anchor="end" font-weight="600" fill="var(--ink)">{gap}</text>
"#,
            end = f64::from(width) - 5.0,
        )
        .unwrap();
        y += step;
    }
    format!(
        r#"<svg viewBox="0 0 {width} {y}" role="img" aria-labelledby="{id}-title" font-size="15"><title id="{id}-title">Dumbbell chart of what staff offer and partners expect</title>
{body}</svg>"#
    )
}

/// Dark squares on white.
pub(crate) fn squares() -> String {
    let mut path = String::new();
    for cell in (0..81).filter(|cell| cell * 7 % 5 < 2 || cell % 9 == 0) {
        write!(path, "M{} {}h1v1h-1z", cell % 9, cell / 9).unwrap();
    }
    format!(
        r##"<svg viewBox="0 0 9 9" role="img" aria-label="QR code of the address"><path d="{path}" fill="#0b0c0c"/></svg>"##
    )
}
