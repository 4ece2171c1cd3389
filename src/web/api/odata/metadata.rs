//! What the tables of a feed and their columns are, in the language of OData (CSDL 4.0).

use std::fmt::Write as _;

use crate::web::api::odata::{columns::FeedColumn, feed::FeedTable};

/// What the types of rows belong to.
const NAMESPACE: &str = "CommonGround";

/// What no table of a feed can do, so that spreadsheets do it themselves.
const RESTRICTIONS: [(&str, &str); 4] = [
    ("FilterRestrictions", "Filterable"),
    ("SortRestrictions", "Sortable"),
    ("ExpandRestrictions", "Expandable"),
    ("SearchRestrictions", "Searchable"),
];

/// The document. Its names are letters, digits and `_` alone, so nothing in it is escaped.
pub(super) fn document(tables: &[(FeedTable, Vec<FeedColumn>)]) -> String {
    let types: String = tables.iter().map(|(table, columns)| row_type(*table, columns)).collect();
    let sets: String = tables.iter().map(|(table, _)| set(*table)).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <edmx:Edmx xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\" Version=\"4.0\">\
         <edmx:DataServices>\
         <Schema xmlns=\"http://docs.oasis-open.org/odata/ns/edm\" Namespace=\"{NAMESPACE}\">\
         {types}<EntityContainer Name=\"Feed\">{sets}</EntityContainer>\
         </Schema></edmx:DataServices></edmx:Edmx>\n"
    )
}

fn row_type(table: FeedTable, columns: &[FeedColumn]) -> String {
    let mut out = format!("<EntityType Name=\"{}Row\"><Key>", table.name());
    // Writing into text never fails.
    for key in columns.iter().filter(|column| column.is_key) {
        let _ = write!(out, "<PropertyRef Name=\"{}\"/>", key.name);
    }
    out.push_str("</Key>");
    for FeedColumn { name, kind, is_key } in columns {
        let _ = write!(out, "<Property Name=\"{name}\" Type=\"{}\" Nullable=\"{}\"/>", kind.name(), !is_key);
    }
    out.push_str("</EntityType>");
    out
}

fn set(table: FeedTable) -> String {
    let name = table.name();
    let mut out = format!("<EntitySet Name=\"{name}\" EntityType=\"{NAMESPACE}.{name}Row\">");
    for (term, property) in RESTRICTIONS {
        let _ = write!(
            out,
            "<Annotation Term=\"Org.OData.Capabilities.V1.{term}\"><Record>\
             <PropertyValue Property=\"{property}\" Bool=\"false\"/></Record></Annotation>"
        );
    }
    out.push_str("</EntitySet>");
    out
}
