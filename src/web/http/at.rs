//! Every address of the service, under a name. Pages link to each other by these names and know nothing else of one another;
//! `router` says who answers there.

use std::fmt::Display;

use rocket::http::{RawStr, uri::Origin};
use url::form_urlencoded;

/// One function for each address, with its parts in order; and all of them as a table.
macro_rules! addresses {
    ($($name:ident($($part:ident),*) = $pattern:literal;)*) => {
        $(
            #[doc = concat!("`", $pattern, "`")]
            pub fn $name($($part: impl Display),*) -> String {
                fill($pattern, &[$(&$part),*])
            }
        )*
    };
}

addresses! {
    landing() = "/";
    security_policy() = "/.well-known/security-policy.txt";
    security_txt() = "/.well-known/security.txt";
    accessibility() = "/accessibility";
    agreement(token) = "/agreements/<token>";
    agreement_file(token, file) = "/agreements/<token>/<file>";
    api() = "/api";
    api_openapi_json() = "/api/openapi.json";
    api_me() = "/api/v1/me";
    api_programmes() = "/api/v1/programmes";
    api_programme(slug) = "/api/v1/programmes/<slug>";
    api_comparisons(slug) = "/api/v1/programmes/<slug>/comparisons";
    api_comparison(slug, offer, expectation) = "/api/v1/programmes/<slug>/comparisons/<offer>/<expectation>";
    api_contacts(slug) = "/api/v1/programmes/<slug>/contacts";
    api_contact(slug, id) = "/api/v1/programmes/<slug>/contacts/<id>";
    api_courses(slug) = "/api/v1/programmes/<slug>/courses";
    api_course(slug, id) = "/api/v1/programmes/<slug>/courses/<id>";
    api_course_participants(slug, id) = "/api/v1/programmes/<slug>/courses/<id>/participants";
    api_course_participant(slug, id, contact) = "/api/v1/programmes/<slug>/courses/<id>/participants/<contact>";
    api_course_summary(slug, id) = "/api/v1/programmes/<slug>/courses/<id>/summary";
    api_partners(slug) = "/api/v1/programmes/<slug>/partners";
    api_partner(slug, id) = "/api/v1/programmes/<slug>/partners/<id>";
    api_partner_health(slug, id) = "/api/v1/programmes/<slug>/partners/<id>/health";
    api_promises(slug) = "/api/v1/programmes/<slug>/promises";
    api_promise(slug, id) = "/api/v1/programmes/<slug>/promises/<id>";
    api_rounds(slug) = "/api/v1/programmes/<slug>/rounds";
    api_round(slug, code) = "/api/v1/programmes/<slug>/rounds/<code>";
    api_round_answers(slug, code) = "/api/v1/programmes/<slug>/rounds/<code>/answers";
    api_round_figures(slug, code) = "/api/v1/programmes/<slug>/rounds/<code>/figures";
    api_surveys(slug) = "/api/v1/programmes/<slug>/surveys";
    api_survey(slug, key) = "/api/v1/programmes/<slug>/surveys/<key>";
    asset(name) = "/assets/<name>";
    asset_live_js(name) = "/assets/<name>/live.js";
    asset_site_css(name) = "/assets/<name>/site.css";
    board(code) = "/b/<code>";
    board_cards(code) = "/b/<code>/cards";
    board_card(code, card) = "/b/<code>/cards/<card>";
    board_card_remove(code, card) = "/b/<code>/cards/<card>/remove";
    board_join(code) = "/b/<code>/join";
    board_now(code) = "/b/<code>/now";
    board_votes(code) = "/b/<code>/votes";
    board_wall(code) = "/b/<code>/wall";
    calendar(token) = "/calendar/<token>";
    confirm_agreement(token) = "/confirm/<token>";
    health_live() = "/health/live";
    health_ready() = "/health/ready";
    help() = "/help";
    personal_link(token) = "/i/<token>";
    metrics() = "/metrics";
    odata(slug, feed) = "/odata/<slug>/<feed>";
    odata_table(slug, feed, table) = "/odata/<slug>/<feed>/<table>";
    partner_page_request() = "/p";
    partner_page(token) = "/p/<token>";
    partner_page_changes(token) = "/p/<token>/changes";
    partner_page_handover(token) = "/p/<token>/handover";
    partner_page_right(token) = "/p/<token>/right";
    partner_page_successor(token) = "/p/<token>/successor";
    partner_page_health(token) = "/p/<token>/health";
    partner_page_promise(token, id) = "/p/<token>/promises/<id>";
    privacy() = "/privacy";
    programmes() = "/programmes";
    home(slug) = "/programmes/<slug>";
    account(slug) = "/programmes/<slug>/account";
    account_council_off(slug) = "/programmes/<slug>/account/council/off";
    new_account_council(slug) = "/programmes/<slug>/account/council/new";
    account_password(slug) = "/programmes/<slug>/account/password";
    account_second_factor(slug) = "/programmes/<slug>/account/second-factor";
    account_second_factor_codes(slug) = "/programmes/<slug>/account/second-factor/codes";
    new_account_second_factor(slug) = "/programmes/<slug>/account/second-factor/new";
    account_second_factor_off(slug) = "/programmes/<slug>/account/second-factor/off";
    account_summaries(slug) = "/programmes/<slug>/account/summaries";
    account_tokens(slug) = "/programmes/<slug>/account/tokens";
    new_account_token(slug) = "/programmes/<slug>/account/tokens/new";
    account_token_revoke(slug, id) = "/programmes/<slug>/account/tokens/<id>/revoke";
    account_sessions_end(slug) = "/programmes/<slug>/account/sessions/end";
    account_sessions_end_others(slug) = "/programmes/<slug>/account/sessions/end-others";
    audit(slug) = "/programmes/<slug>/audit";
    comment(slug, id) = "/programmes/<slug>/comments/<id>";
    comment_release(slug, id) = "/programmes/<slug>/comments/<id>/release";
    comment_remove(slug, id) = "/programmes/<slug>/comments/<id>/remove";
    contact_delete(slug, id) = "/programmes/<slug>/contacts/<id>/delete";
    contact_edit(slug, id) = "/programmes/<slug>/contacts/<id>/edit";
    courses(slug) = "/programmes/<slug>/courses";
    course_attendance(slug, course) = "/programmes/<slug>/courses/<course>/attendance";
    course_board(slug, course) = "/programmes/<slug>/courses/<course>/board";
    course_board_action(slug, course) = "/programmes/<slug>/courses/<course>/board/action";
    course_board_ask(slug, course) = "/programmes/<slug>/courses/<course>/board/ask";
    course_board_card(slug, course, card) = "/programmes/<slug>/courses/<course>/board/cards/<card>";
    course_board_cards(slug, course) = "/programmes/<slug>/courses/<course>/board/cards";
    course_board_close(slug, course) = "/programmes/<slug>/courses/<course>/board/close";
    course_board_file(slug, course) = "/programmes/<slug>/courses/<course>/board/file";
    course_board_hands(slug, course) = "/programmes/<slug>/courses/<course>/board/hands";
    course_board_pairs(slug, course) = "/programmes/<slug>/courses/<course>/board/offered-and-wanted";
    course_board_pairs_csv(slug, course) = "/programmes/<slug>/courses/<course>/board/offered-and-wanted.csv";
    course_board_order(slug, course) = "/programmes/<slug>/courses/<course>/board/order";
    course_board_paper(slug, course) = "/programmes/<slug>/courses/<course>/board/paper";
    course_board_questions(slug, course) = "/programmes/<slug>/courses/<course>/board/questions";
    course_board_step(slug, course) = "/programmes/<slug>/courses/<course>/board/step";
    course_board_uses(slug, course) = "/programmes/<slug>/courses/<course>/board/uses";
    course_board_write_up(slug, course) = "/programmes/<slug>/courses/<course>/board/write-up";
    course_board_write_up_draft(slug, course) = "/programmes/<slug>/courses/<course>/board/write-up/draft";
    course_board_write_up_file(slug, course) = "/programmes/<slug>/courses/<course>/board/write-up/file";
    course_cancel(slug, course) = "/programmes/<slug>/courses/<course>/cancel";
    course_delete(slug, course) = "/programmes/<slug>/courses/<course>/delete";
    course_edit(slug, course) = "/programmes/<slug>/courses/<course>/edit";
    course_participants(slug, course) = "/programmes/<slug>/courses/<course>/participants";
    course_participant_remove(slug, course, id) = "/programmes/<slug>/courses/<course>/participants/<id>/remove";
    course_participants_import(slug, course) = "/programmes/<slug>/courses/<course>/participants/import";
    course_participants_import_list(slug, course, key) = "/programmes/<slug>/courses/<course>/participants/import/<key>";
    course_participants_import_refused(slug, course, key) = "/programmes/<slug>/courses/<course>/participants/import/<key>/refused.csv";
    new_course_participant(slug, course) = "/programmes/<slug>/courses/<course>/participants/new";
    course_resume(slug, course) = "/programmes/<slug>/courses/<course>/resume";
    new_course_round(slug, course) = "/programmes/<slug>/courses/<course>/rounds/new";
    course_step(slug, course, step) = "/programmes/<slug>/courses/<course>/steps/<step>";
    course_step_act(slug, course, step, act) = "/programmes/<slug>/courses/<course>/steps/<step>/<act>";
    course(slug, id) = "/programmes/<slug>/courses/<id>";
    course_actions(slug, id) = "/programmes/<slug>/courses/<id>/actions";
    course_comments(slug, id) = "/programmes/<slug>/courses/<id>/comments";
    course_connect(slug, id) = "/programmes/<slug>/courses/<id>/connect";
    course_results(slug, id) = "/programmes/<slug>/courses/<id>/results";
    course_results_chart(slug, id, name) = "/programmes/<slug>/courses/<id>/results/charts/<name>";
    course_results_confidence_csv(slug, id) = "/programmes/<slug>/courses/<id>/results/confidence.csv";
    course_summary(slug, id) = "/programmes/<slug>/courses/<id>/summary";
    course_summary_chart(slug, id, name) = "/programmes/<slug>/courses/<id>/summary/charts/<name>";
    course_summary_csv(slug, id) = "/programmes/<slug>/courses/<id>/summary/comparison.csv";
    course_summary_correction(slug, id) = "/programmes/<slug>/courses/<id>/summary/correction";
    course_summary_correction_email(slug, id) = "/programmes/<slug>/courses/<id>/summary/correction/email.html";
    course_summary_correction_preview(slug, id) = "/programmes/<slug>/courses/<id>/summary/correction/preview";
    course_summary_deliveries(slug, id) = "/programmes/<slug>/courses/<id>/summary/deliveries";
    course_summary_note(slug, id) = "/programmes/<slug>/courses/<id>/summary/note";
    course_summary_preview(slug, id) = "/programmes/<slug>/courses/<id>/summary/preview";
    course_summary_preview_email_html(slug, id) = "/programmes/<slug>/courses/<id>/summary/preview/email.html";
    course_summary_preview_email_txt(slug, id) = "/programmes/<slug>/courses/<id>/summary/preview/email.txt";
    course_summary_recipients(slug, id) = "/programmes/<slug>/courses/<id>/summary/recipients";
    course_summary_send(slug, id) = "/programmes/<slug>/courses/<id>/summary/send";
    course_summary_text(slug, id) = "/programmes/<slug>/courses/<id>/summary/text";
    new_course(slug) = "/programmes/<slug>/courses/new";
    erasure(slug) = "/programmes/<slug>/erasure";
    erasure_confirm(slug) = "/programmes/<slug>/erasure/confirm";
    erasure_erase(slug) = "/programmes/<slug>/erasure/erase";
    erasure_person_json(slug) = "/programmes/<slug>/erasure/person.json";
    partners(slug) = "/programmes/<slug>/partners";
    partner(slug, id) = "/programmes/<slug>/partners/<id>";
    partner_agreement(slug, id) = "/programmes/<slug>/partners/<id>/agreement";
    partner_agreement_edit(slug, id) = "/programmes/<slug>/partners/<id>/agreement/edit";
    partner_agreement_send(slug, id) = "/programmes/<slug>/partners/<id>/agreement/send";
    partner_agreement_take_back(slug, id) = "/programmes/<slug>/partners/<id>/agreement/take-back";
    partner_agreement_version(slug, id, version) = "/programmes/<slug>/partners/<id>/agreement/versions/<version>";
    partner_agreement_fill(slug, id) = "/programmes/<slug>/partners/<id>/agreement/fill";
    partner_busy(slug, id) = "/programmes/<slug>/partners/<id>/busy";
    partner_handover(slug, id) = "/programmes/<slug>/partners/<id>/handover";
    partner_handover_decide(slug, id, one) = "/programmes/<slug>/partners/<id>/handover/<one>/decide";
    partner_links(slug, id) = "/programmes/<slug>/partners/<id>/page";
    partner_links_end(slug, id) = "/programmes/<slug>/partners/<id>/page/end";
    partner_contacts(slug, id) = "/programmes/<slug>/partners/<id>/contacts";
    new_partner_contact(slug, id) = "/programmes/<slug>/partners/<id>/contacts/new";
    partner_delete(slug, id) = "/programmes/<slug>/partners/<id>/delete";
    partner_edit(slug, id) = "/programmes/<slug>/partners/<id>/edit";
    partner_health(slug, id) = "/programmes/<slug>/partners/<id>/health";
    partner_health_cancel(slug, id) = "/programmes/<slug>/partners/<id>/health/cancel";
    partner_health_csv(slug, id) = "/programmes/<slug>/partners/<id>/health/conditions.csv";
    partner_health_picture(slug, id, name) = "/programmes/<slug>/partners/<id>/health/pictures/<name>";
    partner_health_plan(slug, id) = "/programmes/<slug>/partners/<id>/health/plan";
    partner_health_reply(slug, id, item) = "/programmes/<slug>/partners/<id>/health/replies/<item>";
    partner_health_sheet(slug, id) = "/programmes/<slug>/partners/<id>/health/sheet";
    partner_health_start(slug, id) = "/programmes/<slug>/partners/<id>/health/start";
    partner_contact_log(slug, id) = "/programmes/<slug>/partners/<id>/heard";
    partner_merge(slug, id) = "/programmes/<slug>/partners/<id>/merge";
    partner_duplicates(slug) = "/programmes/<slug>/partners/alike";
    partners_due(slug) = "/programmes/<slug>/partners/due";
    partners_import(slug) = "/programmes/<slug>/partners/import";
    partners_import_list(slug, key) = "/programmes/<slug>/partners/import/<key>";
    partners_import_refused(slug, key) = "/programmes/<slug>/partners/import/<key>/refused.csv";
    partners_template(slug) = "/programmes/<slug>/partners/import/template.csv";
    library_staff(slug) = "/programmes/<slug>/partners/library";
    library_contacts(slug) = "/programmes/<slug>/partners/library/contacts";
    new_library_contact(slug) = "/programmes/<slug>/partners/library/contacts/new";
    partners_csv(slug) = "/programmes/<slug>/partners/list.csv";
    new_partner(slug) = "/programmes/<slug>/partners/new";
    partners_parts(slug) = "/programmes/<slug>/partners/parts";
    partners_stopped(slug) = "/programmes/<slug>/partners/stopped";
    people(slug) = "/programmes/<slug>/people";
    person(slug, id) = "/programmes/<slug>/people/<id>";
    person_disable(slug, id) = "/programmes/<slug>/people/<id>/disable";
    person_enable(slug, id) = "/programmes/<slug>/people/<id>/enable";
    person_remove(slug, id) = "/programmes/<slug>/people/<id>/remove";
    person_resend(slug, id) = "/programmes/<slug>/people/<id>/resend";
    person_role(slug, id) = "/programmes/<slug>/people/<id>/role";
    person_site_administrator(slug, id) = "/programmes/<slug>/people/<id>/site-administrator";
    new_person(slug) = "/programmes/<slug>/people/new";
    promises(slug) = "/programmes/<slug>/promises";
    promise(slug, id) = "/programmes/<slug>/promises/<id>";
    promise_delete(slug, id) = "/programmes/<slug>/promises/<id>/delete";
    promise_edit(slug, id) = "/programmes/<slug>/promises/<id>/edit";
    promise_links_end(slug, id) = "/programmes/<slug>/promises/<id>/end-links";
    promise_release(slug, id) = "/programmes/<slug>/promises/<id>/release";
    promise_state(slug, id) = "/programmes/<slug>/promises/<id>/state";
    promises_csv(slug) = "/programmes/<slug>/promises/list.csv";
    new_promise(slug) = "/programmes/<slug>/promises/new";
    promises_poster(slug) = "/programmes/<slug>/promises/poster";
    results(slug) = "/programmes/<slug>/results";
    comparison(slug, offer, expectation) = "/programmes/<slug>/results/<offer>/<expectation>";
    comparison_chart(slug, offer, expectation, name) = "/programmes/<slug>/results/<offer>/<expectation>/charts/<name>";
    comparison_csv(slug, offer, expectation) = "/programmes/<slug>/results/<offer>/<expectation>/comparison.csv";
    results_courses(slug) = "/programmes/<slug>/results/courses";
    results_courses_chart(slug, name) = "/programmes/<slug>/results/courses/charts/<name>";
    results_partnerships(slug) = "/programmes/<slug>/results/partnerships";
    rounds(slug) = "/programmes/<slug>/rounds";
    round(slug, code) = "/programmes/<slug>/rounds/<code>";
    round_answers_csv(slug, code) = "/programmes/<slug>/rounds/<code>/answers.csv";
    round_cancel(slug, code) = "/programmes/<slug>/rounds/<code>/cancel";
    round_close(slug, code) = "/programmes/<slug>/rounds/<code>/close";
    round_codebook_csv(slug, code) = "/programmes/<slug>/rounds/<code>/codebook.csv";
    round_comments(slug, code) = "/programmes/<slug>/rounds/<code>/comments";
    round_connect(slug, code) = "/programmes/<slug>/rounds/<code>/connect";
    round_count(slug, code) = "/programmes/<slug>/rounds/<code>/count";
    round_dates(slug, code) = "/programmes/<slug>/rounds/<code>/dates";
    round_delete(slug, code) = "/programmes/<slug>/rounds/<code>/delete";
    round_download(slug, code) = "/programmes/<slug>/rounds/<code>/download";
    round_invitations(slug, code) = "/programmes/<slug>/rounds/<code>/invitations";
    round_invitation_send(slug, code, id) = "/programmes/<slug>/rounds/<code>/invitations/<id>/send";
    round_email(slug, code, id) = "/programmes/<slug>/rounds/<code>/emails/<id>";
    round_invitations_preview(slug, code) = "/programmes/<slug>/rounds/<code>/invitations/preview";
    round_invitations_send(slug, code) = "/programmes/<slug>/rounds/<code>/invitations/send";
    round_invitations_test(slug, code) = "/programmes/<slug>/rounds/<code>/invitations/test";
    round_email_text(slug, code, kind) = "/programmes/<slug>/rounds/<code>/invitations/text/<kind>";
    round_paper_entry(slug, code) = "/programmes/<slug>/rounds/<code>/keyed";
    round_paper(slug, code) = "/programmes/<slug>/rounds/<code>/paper";
    round_people(slug, code) = "/programmes/<slug>/rounds/<code>/people";
    round_person_remove(slug, code, id) = "/programmes/<slug>/rounds/<code>/invitations/<id>/remove";
    round_people_import(slug, code) = "/programmes/<slug>/rounds/<code>/people/import";
    round_people_import_list(slug, code, key) = "/programmes/<slug>/rounds/<code>/people/import/<key>";
    round_people_import_refused(slug, code, key) = "/programmes/<slug>/rounds/<code>/people/import/<key>/refused.csv";
    new_round_person(slug, code) = "/programmes/<slug>/rounds/<code>/people/new";
    round_poster(slug, code) = "/programmes/<slug>/rounds/<code>/poster";
    round_reopen(slug, code) = "/programmes/<slug>/rounds/<code>/reopen";
    round_results(slug, code) = "/programmes/<slug>/rounds/<code>/results";
    round_results_chart(slug, code, name) = "/programmes/<slug>/rounds/<code>/results/charts/<name>";
    round_results_items_csv(slug, code) = "/programmes/<slug>/rounds/<code>/results/items.csv";
    round_resume(slug, code) = "/programmes/<slug>/rounds/<code>/resume";
    new_round(slug) = "/programmes/<slug>/rounds/new";
    settings(slug) = "/programmes/<slug>/settings";
    settings_part(slug, part) = "/programmes/<slug>/settings/<part>";
    settings_attention(slug) = "/programmes/<slug>/settings/attention";
    settings_brand(slug) = "/programmes/<slug>/settings/brand";
    settings_council(slug) = "/programmes/<slug>/settings/council";
    settings_email_texts(slug) = "/programmes/<slug>/settings/email-texts";
    settings_email_text_summary(slug) = "/programmes/<slug>/settings/email-texts/summary";
    settings_email_text(slug, kind, language) = "/programmes/<slug>/settings/email-texts/<kind>/<language>";
    settings_email_text_edit(slug, kind, language) = "/programmes/<slug>/settings/email-texts/<kind>/<language>/edit";
    settings_logo(slug) = "/programmes/<slug>/settings/logo";
    settings_mail_server(slug) = "/programmes/<slug>/settings/mail-server";
    settings_moving(slug) = "/programmes/<slug>/settings/move";
    settings_notice_preview(slug) = "/programmes/<slug>/settings/notice/preview";
    settings_partner_types(slug) = "/programmes/<slug>/settings/partner-types";
    settings_partner_type(slug, key) = "/programmes/<slug>/settings/partner-types/<key>";
    new_settings_partner_type(slug) = "/programmes/<slug>/settings/partner-types/new";
    settings_signing_in(slug) = "/programmes/<slug>/settings/signing-in";
    settings_site(slug) = "/programmes/<slug>/settings/site";
    settings_test_email(slug) = "/programmes/<slug>/settings/test-email";
    settings_webhooks(slug) = "/programmes/<slug>/settings/webhooks";
    settings_webhook(slug, id) = "/programmes/<slug>/settings/webhooks/<id>";
    settings_webhook_edit(slug, id) = "/programmes/<slug>/settings/webhooks/<id>/edit";
    settings_webhook_delete(slug, id) = "/programmes/<slug>/settings/webhooks/<id>/delete";
    settings_webhook_delivery(slug, id, delivery) = "/programmes/<slug>/settings/webhooks/<id>/deliveries/<delivery>";
    settings_webhook_delivery_again(slug, id, delivery) = "/programmes/<slug>/settings/webhooks/<id>/deliveries/<delivery>/again";
    settings_webhook_off(slug, id) = "/programmes/<slug>/settings/webhooks/<id>/off";
    settings_webhook_on(slug, id) = "/programmes/<slug>/settings/webhooks/<id>/on";
    settings_webhook_secret(slug, id) = "/programmes/<slug>/settings/webhooks/<id>/secret";
    settings_webhook_test(slug, id) = "/programmes/<slug>/settings/webhooks/<id>/test";
    new_settings_webhook(slug) = "/programmes/<slug>/settings/webhooks/new";
    settings_you_asked(slug) = "/programmes/<slug>/settings/you-asked";
    surveys(slug) = "/programmes/<slug>/surveys";
    new_survey(slug) = "/programmes/<slug>/surveys/new";
    new_survey_from_file(slug) = "/programmes/<slug>/surveys/new/file";
    survey(slug, key) = "/programmes/<slug>/surveys/<key>";
    survey_copy(slug, key) = "/programmes/<slug>/surveys/<key>/copy";
    survey_delete(slug, key) = "/programmes/<slug>/surveys/<key>/delete";
    survey_file(slug, key) = "/programmes/<slug>/surveys/<key>/file";
    survey_form(slug, key) = "/programmes/<slug>/surveys/<key>/form.xlsx";
    survey_group(slug, key) = "/programmes/<slug>/surveys/<key>/group";
    survey_items(slug, key) = "/programmes/<slug>/surveys/<key>/items";
    survey_item(slug, key, item) = "/programmes/<slug>/surveys/<key>/items/<item>";
    survey_item_duplicate(slug, key, item) = "/programmes/<slug>/surveys/<key>/items/<item>/duplicate";
    survey_item_move(slug, key, item) = "/programmes/<slug>/surveys/<key>/items/<item>/move";
    survey_item_remove(slug, key, item) = "/programmes/<slug>/surveys/<key>/items/<item>/remove";
    new_survey_item(slug, key) = "/programmes/<slug>/surveys/<key>/items/new";
    survey_preview(slug, key) = "/programmes/<slug>/surveys/<key>/preview";
    survey_publish(slug, key) = "/programmes/<slug>/surveys/<key>/publish";
    survey_sections(slug, key) = "/programmes/<slug>/surveys/<key>/sections";
    new_survey_section(slug, key) = "/programmes/<slug>/surveys/<key>/sections/new";
    survey_section(slug, key, number) = "/programmes/<slug>/surveys/<key>/sections/<number>";
    survey_section_move(slug, key, number) = "/programmes/<slug>/surveys/<key>/sections/<number>/move";
    survey_section_remove(slug, key, number) = "/programmes/<slug>/surveys/<key>/sections/<number>/remove";
    survey_json(slug, key) = "/programmes/<slug>/surveys/<key>/survey.json";
    survey_translation(slug, key, language) = "/programmes/<slug>/surveys/<key>/translations/<language>";
    survey_try(slug, key) = "/programmes/<slug>/surveys/<key>/try";
    survey_try_results(slug, key) = "/programmes/<slug>/surveys/<key>/try/results";
    survey_undo(slug, key) = "/programmes/<slug>/surveys/<key>/undo";
    survey_words(slug, key) = "/programmes/<slug>/surveys/<key>/words";
    new_programme() = "/programmes/new";
    promise_link(token) = "/promises/<token>";
    code() = "/s";
    answer(code) = "/s/<code>";
    answer_page(code, number) = "/s/<code>/<number>";
    answer_all(code) = "/s/<code>/all";
    answer_check(code) = "/s/<code>/check";
    answer_cleared(code) = "/s/<code>/cleared";
    answer_saved(code) = "/s/<code>/saved";
    answer_sent(code) = "/s/<code>/sent";
    set_up(token) = "/set-up/<token>";
    sign_in() = "/sign-in";
    sign_in_code() = "/sign-in/code";
    sign_in_council() = "/sign-in/council";
    sign_in_council_back() = "/sign-in/council/back";
    sign_in_forgotten() = "/sign-in/forgotten";
    new_password(token) = "/sign-in/new/<token>";
    sign_out() = "/sign-out";
    stop(token) = "/stop/<token>";
    summary(token) = "/summary/<token>";
    summary_chart(token, name) = "/summary/<token>/charts/<name>";
    summary_csv(token) = "/summary/<token>/comparison.csv";
    summary_file(token) = "/summary/<token>/summary.html";
    welcome(token) = "/welcome/<token>";
    welcome_council(token) = "/welcome/<token>/council";
    write_up(token) = "/write-up/<token>";
    write_up_file(token, file) = "/write-up/<token>/<file>";
    you_asked(slug) = "/you-asked/<slug>";
}

/// The pattern with its parts filled in, each kept to its own segment.
fn fill(pattern: &str, parts: &[&dyn Display]) -> String {
    let mut parts = parts.iter();
    let mut address = String::with_capacity(2 * pattern.len());
    for (at, segment) in pattern.split('/').enumerate() {
        if at > 0 {
            address.push('/');
        }
        match parts.as_slice() {
            [next, ..] if segment.starts_with('<') => {
                parts.next();
                address.push_str(RawStr::new(&next.to_string()).percent_encode().as_str());
            }
            _ => address.push_str(segment),
        }
    }
    address
}

/// `next` if it is an address of this service, so that no link sends somebody elsewhere; else the programmes.
pub fn local(next: &str) -> String {
    let own = next.starts_with('/') && !next.starts_with("//") && !next.contains('\\');
    if own && Origin::parse(next).is_ok() { next.to_owned() } else { programmes() }
}

/// What may be asked of an address: nothing, or something.
pub trait NextAddress {
    /// What stands behind the name in the address; `None` leaves the name out.
    fn text(&self) -> Option<String>;
}

impl<T: Display> NextAddress for Option<T> {
    fn text(&self) -> Option<String> {
        self.as_ref().map(ToString::to_string)
    }
}

/// An address with what is asked of it; what is `None` is left out.
pub fn query(address: String, asked: &[(&str, &dyn NextAddress)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in asked {
        if let Some(value) = value.text() {
            query.append_pair(name, &value);
        }
    }
    let query = query.finish();
    if query.is_empty() { address } else { format!("{address}?{query}") }
}
