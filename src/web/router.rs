//! Every address of the service with who answers there, in the order of the address.

use rocket::Route;

use super::{
    account, comments, courses, home, http, partners, people, public, results, rounds, settings, surveys,
};

/// The routes of the whole service.
#[rustfmt::skip]
pub(super) fn routes() -> Vec<Route> {
    rocket::routes![
        public::landing::home,                        // GET  /                                                                anyone      public/landing                           routes/public/landing.rs
        public::security::policy,                     // GET  /.well-known/security-policy.txt                                 anyone      -                                        routes/public/security.rs
        public::security::contact,                    // GET  /.well-known/security.txt                                        anyone      -                                        routes/public/security.rs
        public::about::accessibility,                 // GET  /accessibility                                                   anyone      public/about/help accessibility privacy  routes/public/about.rs
        http::brand::asset,                           // GET  /assets/<name>                                                   anyone      -                                        routes/http.rs
        http::assets::live,                           // GET  /assets/<name>/live.js                                           anyone      -                                        routes/http/assets.rs
        http::assets::stylesheet,                     // GET  /assets/<name>/site.css                                          anyone      -                                        routes/http/assets.rs
        public::health::live,                         // GET  /health/live                                                     anyone      -                                        routes/public/health.rs
        public::health::ready,                        // GET  /health/ready                                                    anyone      -                                        routes/public/health.rs
        public::about::help,                          // GET  /help                                                            anyone      public/about/help accessibility privacy  routes/public/about.rs
        public::answer::begin_personal,               // GET  /i/<token>                                                       anyone      -                                        routes/public/answer.rs
        public::answer::send_personal,                // POST /i/<token>                                                       anyone      -                                        routes/public/answer.rs
        public::metrics::page,                        // GET  /metrics                                                         anyone      -                                        routes/public/metrics.rs
        public::about::privacy,                       // GET  /privacy                                                         anyone      public/about/help accessibility privacy  routes/public/about.rs
        home::programmes::index,                      // GET  /programmes                                                      signed in   form                                     routes/home/programmes.rs
        home::programmes::create,                     // POST /programmes                                                      signed in   form                                     routes/home/programmes.rs
        home::programmes::new,                        // GET  /programmes/new                                                  signed in   form                                     routes/home/programmes.rs
        public::interrupted::ended,                   // POST /programmes/<_..>                                                anyone      -                                        routes/public/interrupted.rs
        people::index::index,                         // GET  /programmes/<_>/people                                           admin       people/index                             routes/people.rs
        people::new::new,                             // GET  /programmes/<_>/people/new                                       admin       form                                     routes/people/new.rs
        people::new::create,                          // POST /programmes/<_>/people/new                                       admin       form                                     routes/people/new.rs
        people::show::show,                           // GET  /programmes/<_>/people/<id>                                      admin       people/show                              routes/people.rs
        people::access::ask_to_disable,               // GET  /programmes/<_>/people/<id>/disable                              admin       form                                     routes/people/access.rs
        people::access::disable,                      // POST /programmes/<_>/people/<id>/disable                              admin       form                                     routes/people/access.rs
        people::access::enable,                       // POST /programmes/<_>/people/<id>/enable                               admin       form                                     routes/people/access.rs
        people::access::ask_to_remove,                // GET  /programmes/<_>/people/<id>/remove                               admin       form                                     routes/people/access.rs
        people::access::remove,                       // POST /programmes/<_>/people/<id>/remove                               admin       form                                     routes/people/access.rs
        people::new::resend,                          // POST /programmes/<_>/people/<id>/resend                               admin       form                                     routes/people/new.rs
        people::role::edit,                           // GET  /programmes/<_>/people/<id>/role                                 admin       form                                     routes/people/role.rs
        people::role::update,                         // POST /programmes/<_>/people/<id>/role                                 admin       form                                     routes/people/role.rs
        people::site_admin::ask,                      // GET  /programmes/<_>/people/<id>/site-administrator                   site admin  form                                     routes/people/site_admin.rs
        people::site_admin::change,                   // POST /programmes/<_>/people/<id>/site-administrator                   site admin  form                                     routes/people/site_admin.rs
        home::show,                                   // GET  /programmes/<slug>                                               member      -                                        routes/home.rs
        account::show,                                // GET  /programmes/<slug>/account                                       member      account/show                             routes/account.rs
        account::password::edit,                      // GET  /programmes/<slug>/account/password                              member      form                                     routes/account/password.rs
        account::password::update,                    // POST /programmes/<slug>/account/password                              member      form                                     routes/account/password.rs
        account::second_factor::show,                 // GET  /programmes/<slug>/account/second-factor                         member      account/second_factor/new codes          routes/account/second_factor.rs
        account::second_factor::confirm,              // POST /programmes/<slug>/account/second-factor                         member      account/second_factor/new codes          routes/account/second_factor.rs
        account::second_factor::ask_for_codes,        // GET  /programmes/<slug>/account/second-factor/codes                   member      account/second_factor/new codes          routes/account/second_factor.rs
        account::second_factor::renew_codes,          // POST /programmes/<slug>/account/second-factor/codes                   member      account/second_factor/new codes          routes/account/second_factor.rs
        account::second_factor::ask_to_begin,         // GET  /programmes/<slug>/account/second-factor/new                     member      account/second_factor/new codes          routes/account/second_factor.rs
        account::second_factor::propose,              // POST /programmes/<slug>/account/second-factor/new                     member      account/second_factor/new codes          routes/account/second_factor.rs
        account::second_factor::ask_to_stop,          // GET  /programmes/<slug>/account/second-factor/off                     member      account/second_factor/new codes          routes/account/second_factor.rs
        account::second_factor::stop,                 // POST /programmes/<slug>/account/second-factor/off                     member      account/second_factor/new codes          routes/account/second_factor.rs
        account::sessions::end,                       // POST /programmes/<slug>/account/sessions/end                          member      -                                        routes/account/sessions.rs
        account::sessions::end_others,                // POST /programmes/<slug>/account/sessions/end-others                   member      -                                        routes/account/sessions.rs
        settings::audit::index,                       // GET  /programmes/<slug>/audit                                         admin       settings/audit                           routes/settings/audit.rs
        comments::edit::show,                         // GET  /programmes/<slug>/comments/<id>                                 trainer     form                                     routes/comments.rs
        comments::edit::save,                         // POST /programmes/<slug>/comments/<id>                                 trainer     form                                     routes/comments.rs
        comments::release::ask,                       // GET  /programmes/<slug>/comments/<id>/release                         trainer     form                                     routes/comments.rs
        comments::release::release,                   // POST /programmes/<slug>/comments/<id>/release                         trainer     form                                     routes/comments.rs
        comments::edit::ask,                          // GET  /programmes/<slug>/comments/<id>/remove                          trainer     form                                     routes/comments.rs
        comments::edit::remove,                       // POST /programmes/<slug>/comments/<id>/remove                          trainer     form                                     routes/comments.rs
        partners::contacts::delete::ask_delete,       // GET  /programmes/<slug>/contacts/<id>/delete                          trainer     form                                     routes/partners/contacts.rs
        partners::contacts::delete::delete,           // POST /programmes/<slug>/contacts/<id>/delete                          trainer     form                                     routes/partners/contacts.rs
        partners::contacts::edit::edit,               // GET  /programmes/<slug>/contacts/<id>/edit                            trainer     -                                        routes/partners/contacts.rs
        partners::contacts::edit::update,             // POST /programmes/<slug>/contacts/<id>/edit                            trainer     -                                        routes/partners/contacts.rs
        courses::index,                               // GET  /programmes/<slug>/courses                                       member      -                                        routes/courses.rs
        courses::new::new,                            // GET  /programmes/<slug>/courses/new                                   trainer     form                                     routes/courses/new.rs
        courses::new::create,                         // POST /programmes/<slug>/courses/new                                   trainer     form                                     routes/courses/new.rs
        courses::cancel::ask_cancel,                  // GET  /programmes/<slug>/courses/<course>/cancel                       trainer     form                                     routes/courses/cancel.rs
        courses::cancel::cancel,                      // POST /programmes/<slug>/courses/<course>/cancel                       trainer     form                                     routes/courses/cancel.rs
        courses::cancel::ask_delete,                  // GET  /programmes/<slug>/courses/<course>/delete                       trainer     form                                     routes/courses/cancel.rs
        courses::cancel::delete,                      // POST /programmes/<slug>/courses/<course>/delete                       trainer     form                                     routes/courses/cancel.rs
        courses::participants::show,                  // GET  /programmes/<slug>/courses/<course>/participants                 trainer     courses/participants                     routes/courses/participants.rs
        courses::participants::add,                   // POST /programmes/<slug>/courses/<course>/participants                 trainer     courses/participants                     routes/courses/participants.rs
        courses::participants::import::choose,        // GET  /programmes/<slug>/courses/<course>/participants/import          trainer     form                                     routes/courses/participants/import.rs
        courses::participants::import::preview,       // POST /programmes/<slug>/courses/<course>/participants/import          trainer     form                                     routes/courses/participants/import.rs
        courses::participants::import::apply,         // POST /programmes/<slug>/courses/<course>/participants/import/apply    trainer     form                                     routes/courses/participants/import.rs
        courses::participants::new,                   // GET  /programmes/<slug>/courses/<course>/participants/new             trainer     courses/participants                     routes/courses/participants.rs
        courses::participants::create,                // POST /programmes/<slug>/courses/<course>/participants/new             trainer     courses/participants                     routes/courses/participants.rs
        courses::participants::ask_remove,            // GET  /programmes/<slug>/courses/<course>/participants/<id>/remove     trainer     courses/participants                     routes/courses/participants.rs
        courses::participants::remove,                // POST /programmes/<slug>/courses/<course>/participants/<id>/remove     trainer     courses/participants                     routes/courses/participants.rs
        courses::cancel::ask_resume,                  // GET  /programmes/<slug>/courses/<course>/resume                       trainer     form                                     routes/courses/cancel.rs
        courses::cancel::resume,                      // POST /programmes/<slug>/courses/<course>/resume                       trainer     form                                     routes/courses/cancel.rs
        courses::add_survey::new,                     // GET  /programmes/<slug>/courses/<course>/rounds/new                   trainer     form                                     routes/courses.rs
        courses::add_survey::create,                  // POST /programmes/<slug>/courses/<course>/rounds/new                   trainer     form                                     routes/courses.rs
        courses::schedule::show,                      // GET  /programmes/<slug>/courses/<course>/steps/<step>                 trainer     form                                     routes/courses/schedule.rs
        courses::schedule::change,                    // POST /programmes/<slug>/courses/<course>/steps/<step>                 trainer     form                                     routes/courses/schedule.rs
        courses::schedule::ask,                       // GET  /programmes/<slug>/courses/<course>/steps/<step>/<act>           trainer     form                                     routes/courses/schedule.rs
        courses::schedule::act,                       // POST /programmes/<slug>/courses/<course>/steps/<step>/<act>           trainer     form                                     routes/courses/schedule.rs
        courses::show::show,                          // GET  /programmes/<slug>/courses/<id>                                  member      courses/show                             routes/courses/show.rs
        courses::actions::show,                       // GET  /programmes/<slug>/courses/<id>/actions                          trainer     -                                        routes/courses.rs
        courses::actions::save,                       // POST /programmes/<slug>/courses/<id>/actions                          trainer     -                                        routes/courses.rs
        comments::of_course,                          // GET  /programmes/<slug>/courses/<id>/comments                         trainer     -                                        routes/comments.rs
        comments::decide_of_course,                   // POST /programmes/<slug>/courses/<id>/comments                         trainer     -                                        routes/comments.rs
        courses::results::show,                       // GET  /programmes/<slug>/courses/<id>/results                          member      -                                        routes/courses/results.rs
        courses::results::chart,                      // GET  /programmes/<slug>/courses/<id>/results/charts/<name>            member      -                                        routes/courses/results.rs
        courses::results::figures,                    // GET  /programmes/<slug>/courses/<id>/results/confidence.csv           member      -                                        routes/courses/results.rs
        courses::summary::summary,                    // GET  /programmes/<slug>/courses/<id>/summary                          member      -                                        routes/courses/summary.rs
        courses::summary::chart,                      // GET  /programmes/<slug>/courses/<id>/summary/charts/<name>            member      -                                        routes/courses/summary.rs
        courses::summary::comparison,                 // GET  /programmes/<slug>/courses/<id>/summary/comparison.csv           member      -                                        routes/courses/summary.rs
        courses::summary::correction::show,           // GET  /programmes/<slug>/courses/<id>/summary/correction               trainer     form                                     routes/courses/summary.rs
        courses::summary::correction::save,           // POST /programmes/<slug>/courses/<id>/summary/correction               trainer     form                                     routes/courses/summary.rs
        courses::summary::deliveries::show,           // GET  /programmes/<slug>/courses/<id>/summary/deliveries               trainer     -                                        routes/courses/summary.rs
        courses::summary::deliveries::send,           // POST /programmes/<slug>/courses/<id>/summary/deliveries               trainer     -                                        routes/courses/summary.rs
        courses::summary::note::show,                 // GET  /programmes/<slug>/courses/<id>/summary/note                     trainer     form                                     routes/courses/summary.rs
        courses::summary::note::save,                 // POST /programmes/<slug>/courses/<id>/summary/note                     trainer     form                                     routes/courses/summary.rs
        courses::summary::preview::show,              // GET  /programmes/<slug>/courses/<id>/summary/preview                  trainer     -                                        routes/courses/summary.rs
        courses::summary::preview::html,              // GET  /programmes/<slug>/courses/<id>/summary/preview/letter.html      trainer     -                                        routes/courses/summary.rs
        courses::summary::preview::text,              // GET  /programmes/<slug>/courses/<id>/summary/preview/letter.txt       trainer     -                                        routes/courses/summary.rs
        courses::summary::recipients::show,           // GET  /programmes/<slug>/courses/<id>/summary/recipients               trainer     form                                     routes/courses/summary.rs
        courses::summary::recipients::save,           // POST /programmes/<slug>/courses/<id>/summary/recipients               trainer     form                                     routes/courses/summary.rs
        courses::summary::send::ask,                  // GET  /programmes/<slug>/courses/<id>/summary/send                     trainer     form                                     routes/courses/summary.rs
        courses::summary::send::send,                 // POST /programmes/<slug>/courses/<id>/summary/send                     trainer     form                                     routes/courses/summary.rs
        settings::erasure::ask,                       // GET  /programmes/<slug>/erasure                                       admin       form                                     routes/settings/erasure.rs
        settings::erasure::show,                      // POST /programmes/<slug>/erasure                                       admin       form                                     routes/settings/erasure.rs
        settings::erasure::erase,                     // POST /programmes/<slug>/erasure/erase                                 admin       form                                     routes/settings/erasure.rs
        settings::erasure::download,                  // POST /programmes/<slug>/erasure/person.json                           admin       -                                        routes/settings/erasure.rs
        partners::index,                              // GET  /programmes/<slug>/partners                                      trainer     -                                        routes/partners.rs
        partners::edit::create,                       // POST /programmes/<slug>/partners                                      trainer     form                                     routes/partners/edit.rs
        partners::duplicates::show,                   // GET  /programmes/<slug>/partners/alike                                trainer     -                                        routes/partners.rs
        partners::due,                                // GET  /programmes/<slug>/partners/due                                  trainer     -                                        routes/partners.rs
        partners::import::choose,                     // GET  /programmes/<slug>/partners/import                               trainer     form                                     routes/partners/import.rs
        partners::import::preview,                    // POST /programmes/<slug>/partners/import                               trainer     form                                     routes/partners/import.rs
        partners::import::apply,                      // POST /programmes/<slug>/partners/import/apply                         trainer     form                                     routes/partners/import.rs
        partners::import::template,                   // GET  /programmes/<slug>/partners/import/template.csv                  trainer     -                                        routes/partners/import.rs
        partners::show::library,                      // GET  /programmes/<slug>/partners/library                              trainer     -                                        routes/partners.rs
        partners::contacts::edit::create_library,     // POST /programmes/<slug>/partners/library/contacts                     trainer     -                                        routes/partners/contacts.rs
        partners::contacts::edit::new_library,        // GET  /programmes/<slug>/partners/library/contacts/new                 trainer     -                                        routes/partners/contacts.rs
        partners::import::download,                   // GET  /programmes/<slug>/partners/list.csv                             trainer     -                                        routes/partners/import.rs
        partners::edit::new,                          // GET  /programmes/<slug>/partners/new                                  trainer     form                                     routes/partners/edit.rs
        partners::unsubscribes::show,                 // GET  /programmes/<slug>/partners/stopped                              trainer     form                                     routes/partners/unsubscribes.rs
        partners::unsubscribes::act,                  // POST /programmes/<slug>/partners/stopped                              trainer     form                                     routes/partners/unsubscribes.rs
        partners::show::show,                         // GET  /programmes/<slug>/partners/<id>                                 trainer     -                                        routes/partners.rs
        partners::contacts::edit::create,             // POST /programmes/<slug>/partners/<id>/contacts                        trainer     -                                        routes/partners/contacts.rs
        partners::contacts::edit::new,                // GET  /programmes/<slug>/partners/<id>/contacts/new                    trainer     -                                        routes/partners/contacts.rs
        partners::delete::ask,                        // GET  /programmes/<slug>/partners/<id>/delete                          trainer     form                                     routes/partners/delete.rs
        partners::delete::delete,                     // POST /programmes/<slug>/partners/<id>/delete                          trainer     form                                     routes/partners/delete.rs
        partners::edit::edit,                         // GET  /programmes/<slug>/partners/<id>/edit                            trainer     form                                     routes/partners/edit.rs
        partners::edit::update,                       // POST /programmes/<slug>/partners/<id>/edit                            trainer     form                                     routes/partners/edit.rs
        partners::contacts::contact_log::note,        // GET  /programmes/<slug>/partners/<id>/heard                           trainer     form                                     routes/partners/contacts/contact_log.rs
        partners::contacts::contact_log::create_note, // POST /programmes/<slug>/partners/<id>/heard                           trainer     form                                     routes/partners/contacts/contact_log.rs
        partners::merge::show,                        // GET  /programmes/<slug>/partners/<id>/merge                           trainer     -                                        routes/partners/merge.rs
        partners::merge::merge,                       // POST /programmes/<slug>/partners/<id>/merge                           trainer     -                                        routes/partners/merge.rs
        results::index,                               // GET  /programmes/<slug>/results                                       member      -                                        routes/results.rs
        results::courses::show,                       // GET  /programmes/<slug>/results/courses                               member      results/courses                          routes/results/courses.rs
        results::show,                                // GET  /programmes/<slug>/results/<offer>/<expectation>                 member      -                                        routes/results.rs
        results::chart,                               // GET  /programmes/<slug>/results/<offer>/<expectation>/charts/<name>   member      -                                        routes/results.rs
        results::csv,                                 // GET  /programmes/<slug>/results/<offer>/<expectation>/comparison.csv  member      -                                        routes/results.rs
        rounds::new::create,                          // POST /programmes/<slug>/rounds                                        trainer     form                                     routes/rounds/new.rs
        rounds::new::new,                             // GET  /programmes/<slug>/rounds/new                                    trainer     form                                     routes/rounds/new.rs
        rounds::show,                                 // GET  /programmes/<slug>/rounds/<code>                                 trainer     rounds/show                              routes/rounds.rs
        rounds::export::answers,                      // GET  /programmes/<slug>/rounds/<code>/answers.csv                     trainer     -                                        routes/rounds/export.rs
        rounds::export::explained,                    // GET  /programmes/<slug>/rounds/<code>/codebook.csv                    trainer     -                                        routes/rounds/export.rs
        comments::of_round,                           // GET  /programmes/<slug>/rounds/<code>/comments                        trainer     -                                        routes/comments.rs
        comments::decide_of_round,                    // POST /programmes/<slug>/rounds/<code>/comments                        trainer     -                                        routes/comments.rs
        rounds::count::count,                         // GET  /programmes/<slug>/rounds/<code>/count                           trainer     -                                        routes/rounds/count.rs
        rounds::invitations::show,                    // GET  /programmes/<slug>/rounds/<code>/invitations                     trainer     rounds/invitations/show preview tried    routes/rounds/invitations.rs
        rounds::invitations::preview::show,           // GET  /programmes/<slug>/rounds/<code>/invitations/preview             trainer     -                                        routes/rounds/invitations.rs
        rounds::invitations::send::ask,               // GET  /programmes/<slug>/rounds/<code>/invitations/send                trainer     form                                     routes/rounds/invitations.rs
        rounds::invitations::send::send,              // POST /programmes/<slug>/rounds/<code>/invitations/send                trainer     form                                     routes/rounds/invitations.rs
        rounds::invitations::preview::tried,          // GET  /programmes/<slug>/rounds/<code>/invitations/test                trainer     -                                        routes/rounds/invitations.rs
        rounds::invitations::preview::send_test,      // POST /programmes/<slug>/rounds/<code>/invitations/test                trainer     -                                        routes/rounds/invitations.rs
        rounds::invitations::send::ask_one,           // GET  /programmes/<slug>/rounds/<code>/invitations/<id>/send           trainer     form                                     routes/rounds/invitations.rs
        rounds::invitations::send::send_one,          // POST /programmes/<slug>/rounds/<code>/invitations/<id>/send           trainer     form                                     routes/rounds/invitations.rs
        rounds::paper_entry::show,                    // GET  /programmes/<slug>/rounds/<code>/keyed                           trainer     rounds/paper_entry                       routes/rounds/paper_entry.rs
        rounds::paper_entry::store,                   // POST /programmes/<slug>/rounds/<code>/keyed                           trainer     rounds/paper_entry                       routes/rounds/paper_entry.rs
        rounds::paper::show,                          // GET  /programmes/<slug>/rounds/<code>/paper                           trainer     rounds/paper                             routes/rounds/paper.rs
        rounds::poster::show,                         // GET  /programmes/<slug>/rounds/<code>/poster                          trainer     rounds/poster                            routes/rounds/poster.rs
        rounds::results::show,                        // GET  /programmes/<slug>/rounds/<code>/results                         member      -                                        routes/rounds/results.rs
        rounds::results::chart,                       // GET  /programmes/<slug>/rounds/<code>/results/charts/<name>           member      -                                        routes/rounds/results.rs
        rounds::results::items,                       // GET  /programmes/<slug>/rounds/<code>/results/items.csv               member      -                                        routes/rounds/results.rs
        settings::index,                              // GET  /programmes/<slug>/settings                                      admin       settings/notice_preview                  routes/settings.rs
        settings::attention::show,                    // GET  /programmes/<slug>/settings/attention                            admin       -                                        routes/settings/attention.rs
        settings::attention::try_again,               // POST /programmes/<slug>/settings/attention                            admin       -                                        routes/settings/attention.rs
        settings::brand::show,                        // GET  /programmes/<slug>/settings/brand                                site admin  form                                     routes/settings/brand.rs
        settings::brand::change,                      // POST /programmes/<slug>/settings/brand                                site admin  form                                     routes/settings/brand.rs
        settings::brand::logo,                        // GET  /programmes/<slug>/settings/logo                                 site admin  form                                     routes/settings/brand.rs
        settings::brand::change_logo,                 // POST /programmes/<slug>/settings/logo                                 site admin  form                                     routes/settings/brand.rs
        settings::mail_server::show,                  // GET  /programmes/<slug>/settings/mail-server                          site admin  form                                     routes/settings/mail_server.rs
        settings::mail_server::change,                // POST /programmes/<slug>/settings/mail-server                          site admin  form                                     routes/settings/mail_server.rs
        settings::preview,                            // GET  /programmes/<slug>/settings/notice/preview                       admin       settings/notice_preview                  routes/settings.rs
        settings::site::edit,                         // GET  /programmes/<slug>/settings/signing-in                           site admin  form                                     routes/settings/site.rs
        settings::site::change,                       // POST /programmes/<slug>/settings/signing-in                           site admin  form                                     routes/settings/site.rs
        settings::site::index,                        // GET  /programmes/<slug>/settings/site                                 site admin  form                                     routes/settings/site.rs
        settings::test_email::ask,                    // GET  /programmes/<slug>/settings/test-letter                          site admin  form                                     routes/settings/test_email.rs
        settings::test_email::send,                   // POST /programmes/<slug>/settings/test-letter                          site admin  form                                     routes/settings/test_email.rs
        settings::edit,                               // GET  /programmes/<slug>/settings/<part>                               admin       settings/notice_preview                  routes/settings.rs
        settings::change,                             // POST /programmes/<slug>/settings/<part>                               admin       settings/notice_preview                  routes/settings.rs
        surveys::index,                               // GET  /programmes/<slug>/surveys                                       trainer     -                                        routes/surveys.rs
        surveys::show::show,                          // GET  /programmes/<slug>/surveys/<key>                                 trainer     -                                        routes/surveys/show.rs
        surveys::copy::ask,                           // GET  /programmes/<slug>/surveys/<key>/copy                            trainer     form                                     routes/surveys/copy.rs
        surveys::copy::make,                          // POST /programmes/<slug>/surveys/<key>/copy                            trainer     form                                     routes/surveys/copy.rs
        surveys::edit::file::edit,                    // GET  /programmes/<slug>/surveys/<key>/file                            trainer     form                                     routes/surveys/edit.rs
        surveys::edit::file::change,                  // POST /programmes/<slug>/surveys/<key>/file                            trainer     form                                     routes/surveys/edit.rs
        surveys::edit::item::add,                     // POST /programmes/<slug>/surveys/<key>/items                           trainer     form                                     routes/surveys/edit.rs
        surveys::edit::item::new,                     // GET  /programmes/<slug>/surveys/<key>/items/new                       trainer     form                                     routes/surveys/edit.rs
        surveys::edit::item::edit,                    // GET  /programmes/<slug>/surveys/<key>/items/<item>                    trainer     form                                     routes/surveys/edit.rs
        surveys::edit::item::change,                  // POST /programmes/<slug>/surveys/<key>/items/<item>                    trainer     form                                     routes/surveys/edit.rs
        surveys::edit::item::shift,                   // POST /programmes/<slug>/surveys/<key>/items/<item>/move               trainer     form                                     routes/surveys/edit.rs
        surveys::edit::item::remove,                  // GET  /programmes/<slug>/surveys/<key>/items/<item>/remove             trainer     form                                     routes/surveys/edit.rs
        surveys::edit::item::destroy,                 // POST /programmes/<slug>/surveys/<key>/items/<item>/remove             trainer     form                                     routes/surveys/edit.rs
        surveys::edit::section,                       // GET  /programmes/<slug>/surveys/<key>/pages/<number>                  trainer     form                                     routes/surveys/edit.rs
        surveys::edit::change_section,                // POST /programmes/<slug>/surveys/<key>/pages/<number>                  trainer     form                                     routes/surveys/edit.rs
        surveys::preview::preview,                    // GET  /programmes/<slug>/surveys/<key>/preview                         trainer     -                                        routes/surveys/preview.rs
        surveys::edit::publish,                       // GET  /programmes/<slug>/surveys/<key>/publish                         trainer     form                                     routes/surveys/edit.rs
        surveys::edit::make_version,                  // POST /programmes/<slug>/surveys/<key>/publish                         trainer     form                                     routes/surveys/edit.rs
        surveys::show::export,                        // GET  /programmes/<slug>/surveys/<key>/survey.json                     trainer     -                                        routes/surveys/show.rs
        surveys::dry_run::ask,                        // GET  /programmes/<slug>/surveys/<key>/try                             trainer     -                                        routes/surveys/dry_run.rs
        surveys::dry_run::check,                      // POST /programmes/<slug>/surveys/<key>/try                             trainer     -                                        routes/surveys/dry_run.rs
        surveys::dry_run::results,                    // GET  /programmes/<slug>/surveys/<key>/try/results                     trainer     -                                        routes/surveys/dry_run.rs
        surveys::edit::words,                         // GET  /programmes/<slug>/surveys/<key>/words                           trainer     form                                     routes/surveys/edit.rs
        surveys::edit::change_words,                  // POST /programmes/<slug>/surveys/<key>/words                           trainer     form                                     routes/surveys/edit.rs
        public::landing::code,                        // GET  /s                                                               anyone      public/landing                           routes/public/landing.rs
        public::answer::begin,                        // GET  /s/<code>                                                        anyone      -                                        routes/public/answer.rs
        public::answer::send,                         // POST /s/<code>                                                        anyone      -                                        routes/public/answer.rs
        public::answer::step,                         // GET  /s/<code>/<step>                                                 anyone      -                                        routes/public/answer.rs
        public::first_run::show,                      // GET  /set-up/<token>                                                  anyone      form                                     routes/public/first_run.rs
        public::first_run::create,                    // POST /set-up/<token>                                                  anyone      form                                     routes/public/first_run.rs
        public::sign_in::show,                        // GET  /sign-in                                                         anyone      public/interrupted sign_in               routes/public/sign_in.rs
        public::sign_in::create,                      // POST /sign-in                                                         anyone      public/interrupted sign_in               routes/public/sign_in.rs
        public::sign_in::code::show,                  // GET  /sign-in/code                                                    anyone      form                                     routes/public/sign_in/code.rs
        public::sign_in::code::create,                // POST /sign-in/code                                                    anyone      form                                     routes/public/sign_in/code.rs
        public::password_reset::ask,                  // GET  /sign-in/forgotten                                               anyone      form                                     routes/public/password_reset.rs
        public::password_reset::send,                 // POST /sign-in/forgotten                                               anyone      form                                     routes/public/password_reset.rs
        public::password_reset::choose,               // GET  /sign-in/new/<token>                                             anyone      form                                     routes/public/password_reset.rs
        public::password_reset::set,                  // POST /sign-in/new/<token>                                             anyone      form                                     routes/public/password_reset.rs
        public::sign_in::delete,                      // POST /sign-out                                                        signed in   public/interrupted sign_in               routes/public/sign_in.rs
        public::stop::ask,                            // GET  /stop/<token>                                                    anyone      public/stop/confirm done gone            routes/public/stop.rs
        public::stop::stop,                           // POST /stop/<token>                                                    anyone      public/stop/confirm done gone            routes/public/stop.rs
        public::summary_link::show,                   // GET  /summary/<token>                                                 anyone      -                                        routes/public/summary_link.rs
        public::summary_link::chart,                  // GET  /summary/<token>/charts/<name>                                   anyone      -                                        routes/public/summary_link.rs
        public::summary_link::comparison,             // GET  /summary/<token>/comparison.csv                                  anyone      -                                        routes/public/summary_link.rs
        public::summary_link::file,                   // GET  /summary/<token>/summary.html                                    anyone      -                                        routes/public/summary_link.rs
        public::accept_invitation::show,              // GET  /welcome/<token>                                                 anyone      form                                     routes/public/accept_invitation.rs
        public::accept_invitation::create,            // POST /welcome/<token>                                                 anyone      form                                     routes/public/accept_invitation.rs
    ]
}
