//! From page to page of a long list.

use super::visitor::{Reply, Visitor};

/// Where the link with these words leads, if a page has one.
pub fn way(page: &Reply, words: &str) -> Option<String> {
    let before = page.body.split_once(&format!(">{words}"))?.0;
    let address = before.rsplit_once("href=\"")?.1.split('"').next()?;
    Some(address.replace("&#38;", "&").replace("&amp;", "&"))
}

/// Every page of a list, by its links to the next.
pub async fn walk(visitor: &Visitor, address: &str) -> Vec<Reply> {
    let mut pages = vec![visitor.get(address).await];
    while let Some(next) = way(&pages[pages.len() - 1], "Next 50") {
        assert!(pages.len() < 100, "{next} leads on and on");
        let page = visitor.get(&next).await;
        page.has_status(200);
        pages.push(page);
    }
    pages
}
