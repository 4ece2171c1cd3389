//! A cell of a CSV file (RFC 4180).

/// Appends a cell to a row: in quotation marks, its own doubled, where it holds one, a comma or a line break.
pub fn push_cell(row: &mut Vec<u8>, cell: &str) {
    if !cell.bytes().any(is_quoted) {
        row.extend_from_slice(cell.as_bytes());
        return;
    }
    row.push(b'"');
    for (at, piece) in cell.split('"').enumerate() {
        if at > 0 {
            row.extend_from_slice(b"\"\"");
        }
        row.extend_from_slice(piece.as_bytes());
    }
    row.push(b'"');
}

/// Whether a cell with this byte stands in quotation marks.
pub(super) fn is_quoted(byte: u8) -> bool {
    matches!(byte, b'"' | b',' | b'\r' | b'\n')
}
