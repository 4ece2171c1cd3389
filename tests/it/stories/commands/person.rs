//! What is held about a person, from the command line.

use common_ground::store::{contacts, invitations, programmes};

use crate::support::{database::TestDatabase, program::Program};

#[tokio::test]
async fn a_person_is_exported_and_erased_by_command() {
    let database = TestDatabase::create().await;
    let program = Program::on(&database);
    let add = ["user", "add", "--email", "ada@example.org", "--name", "Ada", "--role", "admin"];
    let programme = ["--programme", "reading", "--programme-name", "Reading"];
    program.run(&[&add[..], &programme].concat()).succeeded();
    let db = database.open().await;
    let id = programmes::find(db.read(), "reading").await.unwrap().unwrap().id;
    invitations::add_contact(db.write_one(), id, None, "Dana Whitfield", "dana@example.org").await.unwrap();

    let who = ["--email", "Dana@example.org", "--programme", "reading"];
    let document = program.run(&[&["person", "export"][..], &who].concat()).json();
    assert_eq!(document["contacts"][0]["name"], "Dana Whitfield");
    let erased = program.run(&[&["person", "erase"][..], &who].concat());
    assert!(erased.succeeded().out.contains("Erased: contacts 1,"), "{}", erased.out);
    assert!(contacts::all(db.read(), id).await.unwrap().is_empty());
    let again = program.run(&[&["person", "erase"][..], &who].concat());
    again.failed_with(1);
    assert!(again.err.contains("nothing is held"), "{}", again.err);
    let nowhere = ["person", "export", "--email", "dana@example.org", "--programme", "nowhere"];
    program.run(&nowhere).failed_with(1);
}
