//! Tables as tests read and change them past the store, which keeps its rows to itself.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use sea_orm::EntityName;

pub use common_ground_tables::*;

/// The names of all tables, as the database is asked for them.
pub fn names() -> BTreeSet<String> {
    macro_rules! names {
        ($($table:ident)+) => {
            [$($table::Entity.table_name()),+]
        };
    }
    let names = names!(
        account_link agreement agreement_confirmation api_request api_token audit board board_card
        board_group board_hands board_key board_ledger board_pair board_prompt board_unlike board_vote
        board_write_up bounce busy_time card_item comment contact contact_note contact_tag course
        course_partner course_round course_session deleted_answers delivery draft email_text failed_step
        handover health_check health_person health_plan health_reply health_round identity invitation
        invitation_letter keyed_sheets lease mail_server mailing membership outbox own_survey
        own_survey_step participant partner partner_link partner_link_request person programme promise
        promise_link published reader recovery_code reset_request response results_wish round round_invited
        second_factor session sign_in_rule site stop stop_key submission_key summary summary_plan
        survey_version tally tally_document trace upload wait webhook webhook_delivery
    );
    names.map(str::to_owned).into()
}

/// The module of each table, as it is written.
pub fn modules() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tables/src");
    let mut modules = BTreeMap::new();
    for file in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        for module in text.split("\npub mod ").skip(1) {
            let (name, body) = module.split_once(" {\n").unwrap();
            modules.insert(name.to_owned(), body.to_owned());
        }
    }
    modules
}
