//! Lists, page by page.

use common_ground::store::partners::{self, Partner};
use uuid::Uuid;

use crate::support::{
    api::{HOME, Program, is_problem, json},
    app::TestApp,
};

#[rocket::async_test]
async fn a_list_is_read_whole_by_following_its_pages_whoever_is_added_meanwhile() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    let partner = |name: String| Partner {
        id: Uuid::new_v4(),
        programme_id: app.programme.id,
        name,
        kind: "school".to_owned(),
    };
    let all: Vec<Partner> = (0..45).map(|number| partner(format!("Partner {number}"))).collect();
    let db = app.app.db.write_one();
    partners::add_all(db, &all).await.unwrap();
    let (mut seen, mut pages) = (Vec::new(), 0);
    let mut next = Some(format!("{HOME}/partners"));
    while let Some(address) = next {
        let reply = program.get(&address).await;
        reply.has_status(200);
        let page = json(&reply);
        seen.extend(
            page["data"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()),
        );
        next = page["next"].as_str().map(|address| address[address.find("/api/").unwrap()..].to_owned());
        let link = reply.header("Link").map(|link| link.contains("rel=\"next\""));
        assert_eq!(link, next.as_ref().map(|_| true));
        pages += 1;
        if pages == 1 {
            partners::add_all(db, &[partner("Added meanwhile".to_owned())]).await.unwrap();
        }
    }
    assert_eq!(pages, 3);
    let first = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), first, "none came twice");
    assert!(all.iter().all(|one| seen.contains(&one.id.to_string())));
}

#[rocket::async_test]
async fn a_page_that_cannot_be_is_refused_with_what_to_send() {
    let app = TestApp::start().await;
    let program = Program::trainer(&app).await;
    for (query, pointer) in [
        ("limit=0", "?limit"),
        ("limit=101", "?limit"),
        ("limit=ten", "?limit"),
        ("limit=", "?limit"),
        ("limit=5&limit=6", "?limit"),
        ("cursor=x", "?cursor"),
    ] {
        let problem = is_problem(&program.get(&format!("{HOME}/partners?{query}")).await, 422, "invalid");
        assert_eq!(problem["errors"][0]["pointer"].as_str(), Some(pointer), "{query}: {problem}");
    }
    program.get(&format!("{HOME}/partners?limit=100")).await.has_status(200);
}
