//! Every address of the service with who answers there, in the order of the address.

use rocket::Route;

use super::{
    account, comments, courses, home, http, partners, people, promises, public, results, rounds, settings,
    surveys,
};

/// The routes of the whole service.
#[rustfmt::skip]
#[expect(clippy::too_many_lines, reason = "one line for each address")]
pub(super) fn routes() -> Vec<Route> {
    rocket::routes![
        public::landing::home,                         // GET  /                                                                       anyone      public/landing                      routes/public/landing.rs
        public::security::policy,                      // GET  /.well-known/security-policy.txt                                        anyone      -                                   routes/public/security.rs
        public::security::contact,                     // GET  /.well-known/security.txt                                               anyone      -                                   routes/public/security.rs
        public::accessibility::show,                   // GET  /accessibility                                                          anyone      public/accessibility                routes/public/accessibility.rs
        public::agreement::show,                       // GET  /agreements/<token>                                                     anyone      public/agreement                    routes/public.rs
        public::agreement::file,                       // GET  /agreements/<token>/<file>                                              anyone      public/agreement                    routes/public.rs
        http::brand::asset,                            // GET  /assets/<name>                                                          anyone      -                                   routes/http.rs
        http::assets::live,                            // GET  /assets/<name>/live.js                                                  anyone      -                                   routes/http/assets.rs
        http::assets::stylesheet,                      // GET  /assets/<name>/site.css                                                 anyone      -                                   routes/http/assets.rs
        public::board::phone::show,                    // GET  /b/<code>                                                               anyone      public/board/phone                  routes/public/board.rs
        public::board::cards::add,                     // POST /b/<code>/cards                                                         anyone      -                                   routes/public/board.rs
        public::board::own_card::edit,                 // GET  /b/<code>/cards/<card>                                                  anyone      form                                routes/public/board.rs
        public::board::own_card::update,               // POST /b/<code>/cards/<card>                                                  anyone      form                                routes/public/board.rs
        public::board::own_card::ask,                  // GET  /b/<code>/cards/<card>/remove                                           anyone      form                                routes/public/board.rs
        public::board::own_card::remove,               // POST /b/<code>/cards/<card>/remove                                           anyone      form                                routes/public/board.rs
        public::board::join::join,                     // POST /b/<code>/join                                                          anyone      -                                   routes/public/board.rs
        public::board::phone::now,                     // GET  /b/<code>/now                                                           anyone      public/board/phone                  routes/public/board.rs
        public::board::votes::give,                    // POST /b/<code>/votes                                                         anyone      -                                   routes/public/board.rs
        public::board::wall::show,                     // GET  /b/<code>/wall                                                          anyone      public/board/wall                   routes/public/board.rs
        public::calendar::file,                        // GET  /calendar/<token>                                                       anyone      -                                   routes/public/calendar.rs
        public::confirm::show,                         // GET  /confirm/<token>                                                        anyone      public/confirm                      routes/public.rs
        public::confirm::confirm,                      // POST /confirm/<token>                                                        anyone      public/confirm                      routes/public.rs
        public::health::live,                          // GET  /health/live                                                            anyone      -                                   routes/public/health.rs
        public::health::ready,                         // GET  /health/ready                                                           anyone      -                                   routes/public/health.rs
        public::help::show,                            // GET  /help                                                                   anyone      public/help                         routes/public/help.rs
        public::answer::start::personal,               // GET  /i/<token>                                                              anyone      public/answer/start                 routes/public/answer.rs
        public::answer::send_personal,                 // POST /i/<token>                                                              anyone      -                                   routes/public/answer.rs
        public::metrics::page,                         // GET  /metrics                                                                anyone      -                                   routes/public/metrics.rs
        public::partner_page_request::ask,             // GET  /p                                                                      anyone      form                                routes/public.rs
        public::partner_page_request::send,            // POST /p                                                                      anyone      form                                routes/public.rs
        public::partner_page::show,                    // GET  /p/<token>                                                              anyone      public/partner_page                 routes/public.rs
        public::partner_page::tell,                    // POST /p/<token>/changes                                                      anyone      public/partner_page                 routes/public.rs
        public::handover::show,                        // GET  /p/<token>/handover                                                     anyone      public/handover                     routes/public.rs
        public::handover::confirm,                     // POST /p/<token>/handover                                                     anyone      public/handover                     routes/public.rs
        public::partner_health::show,                  // GET  /p/<token>/health                                                       anyone      public/partner_health               routes/public.rs
        public::promise::show_own,                     // GET  /p/<token>/promises/<id>                                                anyone      form                                routes/public/promise.rs
        public::promise::answer_own,                   // POST /p/<token>/promises/<id>                                                anyone      form                                routes/public/promise.rs
        public::successor::right,                      // POST /p/<token>/right                                                        anyone      -                                   routes/public.rs
        public::successor::name,                       // POST /p/<token>/successor                                                    anyone      -                                   routes/public.rs
        public::privacy::show,                         // GET  /privacy                                                                anyone      public/privacy                      routes/public/privacy.rs
        home::programmes::index,                       // GET  /programmes                                                             signed in   form                                routes/home/programmes.rs
        home::programmes::create,                      // POST /programmes                                                             signed in   form                                routes/home/programmes.rs
        home::programmes::new,                         // GET  /programmes/new                                                         signed in   form                                routes/home/programmes.rs
        public::interrupted::ended,                    // POST /programmes/<_..>                                                       anyone      -                                   routes/public/interrupted.rs
        home::show::show,                              // GET  /programmes/<_>                                                         member      home/show                           routes/home.rs
        account::show::show,                           // GET  /programmes/<_>/account                                                 member      account/show                        routes/account.rs
        account::council::new::ask,
        account::council::new::create,
        account::council::off::ask,
        account::council::off::stop,
        account::password::edit,                       // GET  /programmes/<_>/account/password                                        member      form                                routes/account/password.rs
        account::password::update,                     // POST /programmes/<_>/account/password                                        member      form                                routes/account/password.rs
        account::second_factor::show::show,            // GET  /programmes/<_>/account/second-factor                                   member      account/second_factor/show          routes/account/second_factor.rs
        account::second_factor::show::confirm,         // POST /programmes/<_>/account/second-factor                                   member      account/second_factor/show          routes/account/second_factor.rs
        account::second_factor::codes::ask,            // GET  /programmes/<_>/account/second-factor/codes                             member      account/second_factor/codes         routes/account/second_factor.rs
        account::second_factor::codes::renew,          // POST /programmes/<_>/account/second-factor/codes                             member      account/second_factor/codes         routes/account/second_factor.rs
        account::second_factor::new::ask,              // GET  /programmes/<_>/account/second-factor/new                               member      form                                routes/account/second_factor.rs
        account::second_factor::new::create,           // POST /programmes/<_>/account/second-factor/new                               member      form                                routes/account/second_factor.rs
        account::second_factor::off::ask,              // GET  /programmes/<_>/account/second-factor/off                               member      form                                routes/account/second_factor.rs
        account::second_factor::off::stop,             // POST /programmes/<_>/account/second-factor/off                               member      form                                routes/account/second_factor.rs
        account::sessions::end,                        // POST /programmes/<_>/account/sessions/end                                    member      -                                   routes/account/sessions.rs
        account::sessions::end_others,                 // POST /programmes/<_>/account/sessions/end-others                             member      -                                   routes/account/sessions.rs
        account::summaries::edit,                      // GET  /programmes/<_>/account/summaries                                       member      form                                routes/account/summaries.rs
        account::summaries::update,                    // POST /programmes/<_>/account/summaries                                       member      form                                routes/account/summaries.rs
        settings::audit::index,                        // GET  /programmes/<_>/audit                                                   admin       settings/audit                      routes/settings/audit.rs
        comments::edit::show,                          // GET  /programmes/<_>/comments/<id>                                           trainer     form                                routes/comments.rs
        comments::edit::save,                          // POST /programmes/<_>/comments/<id>                                           trainer     form                                routes/comments.rs
        comments::release::ask,                        // GET  /programmes/<_>/comments/<id>/release                                   trainer     form                                routes/comments.rs
        comments::release::release,                    // POST /programmes/<_>/comments/<id>/release                                   trainer     form                                routes/comments.rs
        comments::remove::ask,                         // GET  /programmes/<_>/comments/<id>/remove                                    trainer     form                                routes/comments.rs
        comments::remove::remove,                      // POST /programmes/<_>/comments/<id>/remove                                    trainer     form                                routes/comments.rs
        partners::contacts::delete::ask,               // GET  /programmes/<_>/contacts/<id>/delete                                    trainer     form                                routes/partners/contacts.rs
        partners::contacts::delete::delete,            // POST /programmes/<_>/contacts/<id>/delete                                    trainer     form                                routes/partners/contacts.rs
        partners::contacts::edit::edit,                // GET  /programmes/<_>/contacts/<id>/edit                                      trainer     -                                   routes/partners/contacts.rs
        partners::contacts::edit::update,              // POST /programmes/<_>/contacts/<id>/edit                                      trainer     -                                   routes/partners/contacts.rs
        courses::index::index,                         // GET  /programmes/<_>/courses                                                 member      -                                   routes/courses.rs
        courses::new::new,                             // GET  /programmes/<_>/courses/new                                             trainer     form                                routes/courses/new.rs
        courses::new::create,                          // POST /programmes/<_>/courses/new                                             trainer     form                                routes/courses/new.rs
        courses::attendance::show,                     // GET  /programmes/<_>/courses/<course>/attendance                             trainer     courses/attendance                  routes/courses/attendance.rs
        courses::attendance::update,                   // POST /programmes/<_>/courses/<course>/attendance                             trainer     courses/attendance                  routes/courses/attendance.rs
        courses::board::show::show,                    // GET  /programmes/<_>/courses/<course>/board                                  trainer     courses/board/show                  routes/courses/board.rs
        courses::board::new::create,                   // POST /programmes/<_>/courses/<course>/board                                  trainer     form                                routes/courses/board.rs
        courses::board::action::new,                   // GET  /programmes/<_>/courses/<course>/board/action                           trainer     form                                routes/courses/board/action.rs
        courses::board::action::add,                   // POST /programmes/<_>/courses/<course>/board/action                           trainer     form                                routes/courses/board/action.rs
        courses::board::ask::new,                      // GET  /programmes/<_>/courses/<course>/board/ask                              trainer     form                                routes/courses/board/ask.rs
        courses::board::ask::add,                      // POST /programmes/<_>/courses/<course>/board/ask                              trainer     form                                routes/courses/board/ask.rs
        courses::board::cards::arrange,                // POST /programmes/<_>/courses/<course>/board/cards                            trainer     -                                   routes/courses/board.rs
        courses::board::card::edit,                    // GET  /programmes/<_>/courses/<course>/board/cards/<card>                     trainer     form                                routes/courses/board.rs
        courses::board::card::clarify,                 // POST /programmes/<_>/courses/<course>/board/cards/<card>                     trainer     form                                routes/courses/board.rs
        courses::board::close::ask,                    // GET  /programmes/<_>/courses/<course>/board/close                            trainer     form                                routes/courses/board.rs
        courses::board::close::close,                  // POST /programmes/<_>/courses/<course>/board/close                            trainer     form                                routes/courses/board.rs
        courses::board::file::choose,                  // GET  /programmes/<_>/courses/<course>/board/file                             trainer     form                                routes/courses/board.rs
        courses::board::file::bring,                   // POST /programmes/<_>/courses/<course>/board/file                             trainer     form                                routes/courses/board.rs
        courses::board::hands::show,                   // GET  /programmes/<_>/courses/<course>/board/hands                            trainer     form                                routes/courses/board.rs
        courses::board::hands::keep,                   // POST /programmes/<_>/courses/<course>/board/hands                            trainer     form                                routes/courses/board.rs
        courses::board::pairs::show,                   // GET  /programmes/<_>/courses/<course>/board/offered-and-wanted               trainer     courses/board/pairs                 routes/courses/board/pairs.rs
        courses::board::pairs::decide,                 // POST /programmes/<_>/courses/<course>/board/offered-and-wanted               trainer     courses/board/pairs                 routes/courses/board/pairs.rs
        courses::board::pairs::file,                   // GET  /programmes/<_>/courses/<course>/board/offered-and-wanted.csv           trainer     -                                   routes/courses/board/pairs.rs
        courses::board::order::show,                   // GET  /programmes/<_>/courses/<course>/board/order                            trainer     form                                routes/courses/board.rs
        courses::board::order::keep,                   // POST /programmes/<_>/courses/<course>/board/order                            trainer     form                                routes/courses/board.rs
        courses::board::paper::new,                    // GET  /programmes/<_>/courses/<course>/board/paper                            trainer     form                                routes/courses/board.rs
        courses::board::paper::add,                    // POST /programmes/<_>/courses/<course>/board/paper                            trainer     form                                routes/courses/board.rs
        courses::board::questions::edit,               // GET  /programmes/<_>/courses/<course>/board/questions                        trainer     form                                routes/courses/board/questions.rs
        courses::board::questions::keep,               // POST /programmes/<_>/courses/<course>/board/questions                        trainer     form                                routes/courses/board/questions.rs
        courses::board::step::take,                    // POST /programmes/<_>/courses/<course>/board/step                             trainer     -                                   routes/courses/board.rs
        courses::board::uses::show,                    // GET  /programmes/<_>/courses/<course>/board/uses                             trainer     courses/board/uses                  routes/courses/board/uses.rs
        courses::board::uses::choose,                  // POST /programmes/<_>/courses/<course>/board/uses                             trainer     courses/board/uses                  routes/courses/board/uses.rs
        courses::board::write_up::show,                // GET  /programmes/<_>/courses/<course>/board/write-up                         trainer     form                                routes/courses/board/write_up.rs
        courses::board::write_up::keep,                // POST /programmes/<_>/courses/<course>/board/write-up                         trainer     form                                routes/courses/board/write_up.rs
        courses::board::write_up::draft::choose,       // GET  /programmes/<_>/courses/<course>/board/write-up/draft                   trainer     form                                routes/courses/board/write_up.rs
        courses::board::write_up::draft::make,         // POST /programmes/<_>/courses/<course>/board/write-up/draft                   trainer     form                                routes/courses/board/write_up.rs
        courses::board::write_up::file::choose,        // GET  /programmes/<_>/courses/<course>/board/write-up/file                    trainer     form                                routes/courses/board/write_up.rs
        courses::board::write_up::file::read,          // POST /programmes/<_>/courses/<course>/board/write-up/file                    trainer     form                                routes/courses/board/write_up.rs
        courses::cancel::ask,                          // GET  /programmes/<_>/courses/<course>/cancel                                 trainer     -                                   routes/courses/cancel.rs
        courses::cancel::cancel,                       // POST /programmes/<_>/courses/<course>/cancel                                 trainer     -                                   routes/courses/cancel.rs
        courses::delete::ask,                          // GET  /programmes/<_>/courses/<course>/delete                                 trainer     form                                routes/courses.rs
        courses::delete::delete,                       // POST /programmes/<_>/courses/<course>/delete                                 trainer     form                                routes/courses.rs
        courses::edit::edit,                           // GET  /programmes/<_>/courses/<course>/edit                                   trainer     form                                routes/courses/edit.rs
        courses::edit::update,                         // POST /programmes/<_>/courses/<course>/edit                                   trainer     form                                routes/courses/edit.rs
        courses::participants::index::index,           // GET  /programmes/<_>/courses/<course>/participants                           trainer     courses/participants/index          routes/courses/participants.rs
        courses::participants::index::add,             // POST /programmes/<_>/courses/<course>/participants                           trainer     courses/participants/index          routes/courses/participants.rs
        courses::participants::import::choose,         // GET  /programmes/<_>/courses/<course>/participants/import                    trainer     form                                routes/courses/participants/import.rs
        courses::participants::import::keep,           // POST /programmes/<_>/courses/<course>/participants/import                    trainer     form                                routes/courses/participants/import.rs
        courses::participants::import::preview,        // GET  /programmes/<_>/courses/<course>/participants/import/<key>              trainer     form                                routes/courses/participants/import.rs
        courses::participants::import::apply,          // POST /programmes/<_>/courses/<course>/participants/import/<key>              trainer     form                                routes/courses/participants/import.rs
        courses::participants::import::refused,        // GET  /programmes/<_>/courses/<course>/participants/import/<key>/refused.csv  trainer     -                                   routes/courses/participants/import.rs
        courses::participants::new::new,               // GET  /programmes/<_>/courses/<course>/participants/new                       trainer     form                                routes/courses/participants.rs
        courses::participants::new::create,            // POST /programmes/<_>/courses/<course>/participants/new                       trainer     form                                routes/courses/participants.rs
        courses::participants::remove::ask,            // GET  /programmes/<_>/courses/<course>/participants/<id>/remove               trainer     form                                routes/courses/participants.rs
        courses::participants::remove::remove,         // POST /programmes/<_>/courses/<course>/participants/<id>/remove               trainer     form                                routes/courses/participants.rs
        courses::resume::ask,                          // GET  /programmes/<_>/courses/<course>/resume                                 trainer     -                                   routes/courses.rs
        courses::resume::resume,                       // POST /programmes/<_>/courses/<course>/resume                                 trainer     -                                   routes/courses.rs
        courses::add_survey::new,                      // GET  /programmes/<_>/courses/<course>/rounds/new                             trainer     form                                routes/courses.rs
        courses::add_survey::create,                   // POST /programmes/<_>/courses/<course>/rounds/new                             trainer     form                                routes/courses.rs
        courses::schedule::edit::edit,                 // GET  /programmes/<_>/courses/<course>/steps/<step>                           trainer     form                                routes/courses/schedule.rs
        courses::schedule::edit::update,               // POST /programmes/<_>/courses/<course>/steps/<step>                           trainer     form                                routes/courses/schedule.rs
        courses::schedule::act::ask,                   // GET  /programmes/<_>/courses/<course>/steps/<step>/<act>                     trainer     form                                routes/courses/schedule.rs
        courses::schedule::act::act,                   // POST /programmes/<_>/courses/<course>/steps/<step>/<act>                     trainer     form                                routes/courses/schedule.rs
        courses::show::show,                           // GET  /programmes/<_>/courses/<id>                                            member      courses/show                        routes/courses/show.rs
        courses::actions::show,                        // GET  /programmes/<_>/courses/<id>/actions                                    member      courses/actions                     routes/courses.rs
        courses::actions::save,                        // POST /programmes/<_>/courses/<id>/actions                                    trainer     courses/actions                     routes/courses.rs
        comments::index::of_course,                    // GET  /programmes/<_>/courses/<id>/comments                                   trainer     comments/index                      routes/comments.rs
        comments::decide::of_course,                   // POST /programmes/<_>/courses/<id>/comments                                   trainer     -                                   routes/comments.rs
        courses::results::show,                        // GET  /programmes/<_>/courses/<id>/results                                    member      courses/results                     routes/courses/results.rs
        courses::results::chart,                       // GET  /programmes/<_>/courses/<id>/results/charts/<name>                      member      -                                   routes/courses/results.rs
        courses::results::figures,                     // GET  /programmes/<_>/courses/<id>/results/confidence.csv                     member      -                                   routes/courses/results.rs
        courses::summary::show::show,                  // GET  /programmes/<_>/courses/<id>/summary                                    member      -                                   routes/courses/summary.rs
        courses::summary::show::chart,                 // GET  /programmes/<_>/courses/<id>/summary/charts/<name>                      member      -                                   routes/courses/summary.rs
        courses::summary::show::comparison,            // GET  /programmes/<_>/courses/<id>/summary/comparison.csv                     member      -                                   routes/courses/summary.rs
        courses::summary::correction::show,            // GET  /programmes/<_>/courses/<id>/summary/correction                         trainer     form                                routes/courses/summary.rs
        courses::summary::correction::save,            // POST /programmes/<_>/courses/<id>/summary/correction                         trainer     form                                routes/courses/summary.rs
        courses::summary::correction::preview::letter, // POST /programmes/<_>/courses/<id>/summary/correction/email.html              trainer     -                                   routes/courses/summary.rs
        courses::summary::correction::preview::show,   // POST /programmes/<_>/courses/<id>/summary/correction/preview                 trainer     courses/summary/correction/preview  routes/courses/summary.rs
        courses::summary::deliveries::show,            // GET  /programmes/<_>/courses/<id>/summary/deliveries                         trainer     courses/summary/deliveries          routes/courses/summary.rs
        courses::summary::deliveries::send,            // POST /programmes/<_>/courses/<id>/summary/deliveries                         trainer     courses/summary/deliveries          routes/courses/summary.rs
        courses::summary::note::show,                  // GET  /programmes/<_>/courses/<id>/summary/note                               trainer     form                                routes/courses/summary.rs
        courses::summary::note::save,                  // POST /programmes/<_>/courses/<id>/summary/note                               trainer     form                                routes/courses/summary.rs
        courses::summary::preview::show,               // GET  /programmes/<_>/courses/<id>/summary/preview                            trainer     courses/summary/preview             routes/courses/summary.rs
        courses::summary::preview::html,               // GET  /programmes/<_>/courses/<id>/summary/preview/email.html                 trainer     -                                   routes/courses/summary.rs
        courses::summary::preview::text,               // GET  /programmes/<_>/courses/<id>/summary/preview/email.txt                  trainer     -                                   routes/courses/summary.rs
        courses::summary::recipients::show,            // GET  /programmes/<_>/courses/<id>/summary/recipients                         trainer     form                                routes/courses/summary.rs
        courses::summary::recipients::save,            // POST /programmes/<_>/courses/<id>/summary/recipients                         trainer     form                                routes/courses/summary.rs
        courses::summary::send::ask,                   // GET  /programmes/<_>/courses/<id>/summary/send                               trainer     form                                routes/courses/summary.rs
        courses::summary::send::send,                  // POST /programmes/<_>/courses/<id>/summary/send                               trainer     form                                routes/courses/summary.rs
        courses::summary::text::edit,                  // GET  /programmes/<_>/courses/<id>/summary/text                               trainer     form                                routes/courses/summary.rs
        courses::summary::text::update,                // POST /programmes/<_>/courses/<id>/summary/text                               trainer     form                                routes/courses/summary.rs
        settings::erasure::ask,                        // GET  /programmes/<_>/erasure                                                 admin       form                                routes/settings/erasure.rs
        settings::erasure::show,                       // POST /programmes/<_>/erasure                                                 admin       form                                routes/settings/erasure.rs
        settings::erasure::confirm,                    // POST /programmes/<_>/erasure/confirm                                         admin       form                                routes/settings/erasure.rs
        settings::erasure::erase,                      // POST /programmes/<_>/erasure/erase                                           admin       form                                routes/settings/erasure.rs
        settings::erasure::download,                   // POST /programmes/<_>/erasure/person.json                                     admin       -                                   routes/settings/erasure.rs
        partners::index::index,                        // GET  /programmes/<_>/partners                                                trainer     -                                   routes/partners.rs
        partners::edit::create,                        // POST /programmes/<_>/partners                                                trainer     form                                routes/partners/edit.rs
        partners::duplicates::show,                    // GET  /programmes/<_>/partners/alike                                          trainer     -                                   routes/partners.rs
        partners::due::show,                           // GET  /programmes/<_>/partners/due                                            trainer     -                                   routes/partners.rs
        partners::import::choose,                      // GET  /programmes/<_>/partners/import                                         trainer     form                                routes/partners/import.rs
        partners::import::keep,                        // POST /programmes/<_>/partners/import                                         trainer     form                                routes/partners/import.rs
        partners::import::template,                    // GET  /programmes/<_>/partners/import/template.csv                            trainer     -                                   routes/partners/import.rs
        partners::import::preview,                     // GET  /programmes/<_>/partners/import/<key>                                   trainer     form                                routes/partners/import.rs
        partners::import::apply,                       // POST /programmes/<_>/partners/import/<key>                                   trainer     form                                routes/partners/import.rs
        partners::import::refused,                     // GET  /programmes/<_>/partners/import/<key>/refused.csv                       trainer     -                                   routes/partners/import.rs
        partners::show::library,                       // GET  /programmes/<_>/partners/library                                        trainer     -                                   routes/partners.rs
        partners::contacts::edit::create_library,      // POST /programmes/<_>/partners/library/contacts                               trainer     -                                   routes/partners/contacts.rs
        partners::contacts::edit::new_library,         // GET  /programmes/<_>/partners/library/contacts/new                           trainer     -                                   routes/partners/contacts.rs
        partners::import::download,                    // GET  /programmes/<_>/partners/list.csv                                       trainer     -                                   routes/partners/import.rs
        partners::edit::new,                           // GET  /programmes/<_>/partners/new                                            trainer     form                                routes/partners/edit.rs
        partners::unsubscribes::show,                  // GET  /programmes/<_>/partners/stopped                                        trainer     form                                routes/partners/unsubscribes.rs
        partners::unsubscribes::act,                   // POST /programmes/<_>/partners/stopped                                        trainer     form                                routes/partners/unsubscribes.rs
        partners::show::show,                          // GET  /programmes/<_>/partners/<id>                                           trainer     -                                   routes/partners.rs
        partners::agreement::show,                     // GET  /programmes/<_>/partners/<id>/agreement                                 trainer     partners/agreement                  routes/partners/agreement.rs
        partners::agreement::edit::edit,               // GET  /programmes/<_>/partners/<id>/agreement/edit                            trainer     form                                routes/partners/agreement.rs
        partners::agreement::edit::save,               // POST /programmes/<_>/partners/<id>/agreement/edit                            trainer     form                                routes/partners/agreement.rs
        partners::agreement::fill::show,               // GET  /programmes/<_>/partners/<id>/agreement/fill                            trainer     form                                routes/partners/agreement/fill.rs
        partners::agreement::fill::keep,               // POST /programmes/<_>/partners/<id>/agreement/fill                            trainer     form                                routes/partners/agreement/fill.rs
        partners::agreement::send::ask,                // GET  /programmes/<_>/partners/<id>/agreement/send                            trainer     form                                routes/partners/agreement.rs
        partners::agreement::send::send,               // POST /programmes/<_>/partners/<id>/agreement/send                            trainer     form                                routes/partners/agreement.rs
        partners::agreement::take_back,                // POST /programmes/<_>/partners/<id>/agreement/take-back                       trainer     partners/agreement                  routes/partners/agreement.rs
        partners::agreement::version,                  // GET  /programmes/<_>/partners/<id>/agreement/versions/<version>              trainer     partners/agreement                  routes/partners/agreement.rs
        partners::busy::show,                          // GET  /programmes/<_>/partners/<id>/busy                                      trainer     form                                routes/partners/busy.rs
        partners::busy::keep,                          // POST /programmes/<_>/partners/<id>/busy                                      trainer     form                                routes/partners/busy.rs
        partners::contacts::edit::create,              // POST /programmes/<_>/partners/<id>/contacts                                  trainer     -                                   routes/partners/contacts.rs
        partners::contacts::edit::new,                 // GET  /programmes/<_>/partners/<id>/contacts/new                              trainer     -                                   routes/partners/contacts.rs
        partners::delete::ask,                         // GET  /programmes/<_>/partners/<id>/delete                                    trainer     form                                routes/partners/delete.rs
        partners::delete::delete,                      // POST /programmes/<_>/partners/<id>/delete                                    trainer     form                                routes/partners/delete.rs
        partners::edit::edit,                          // GET  /programmes/<_>/partners/<id>/edit                                      trainer     form                                routes/partners/edit.rs
        partners::edit::update,                        // POST /programmes/<_>/partners/<id>/edit                                      trainer     form                                routes/partners/edit.rs
        partners::handover::ask,                       // GET  /programmes/<_>/partners/<id>/handover                                  trainer     form                                routes/partners/handover.rs
        partners::handover::begin,                     // POST /programmes/<_>/partners/<id>/handover                                  trainer     form                                routes/partners/handover.rs
        partners::handover::look,                      // GET  /programmes/<_>/partners/<id>/handover/<one>/decide                     trainer     form                                routes/partners/handover.rs
        partners::handover::decide,                    // POST /programmes/<_>/partners/<id>/handover/<one>/decide                     trainer     form                                routes/partners/handover.rs
        partners::health::show,                        // GET  /programmes/<_>/partners/<id>/health                                    trainer     partners/health health_sheet        routes/partners/health.rs
        partners::health::cancel::ask,                 // GET  /programmes/<_>/partners/<id>/health/cancel                             trainer     form                                routes/partners/health.rs
        partners::health::cancel::cancel,              // POST /programmes/<_>/partners/<id>/health/cancel                             trainer     form                                routes/partners/health.rs
        partners::health::csv,                         // GET  /programmes/<_>/partners/<id>/health/conditions.csv                     trainer     -                                   routes/partners/health.rs
        partners::health::picture,                     // GET  /programmes/<_>/partners/<id>/health/pictures/<name>                    trainer     partners/health health_sheet        routes/partners/health.rs
        partners::health::plan::edit,                  // GET  /programmes/<_>/partners/<id>/health/plan                               trainer     form                                routes/partners/health.rs
        partners::health::plan::save,                  // POST /programmes/<_>/partners/<id>/health/plan                               trainer     form                                routes/partners/health.rs
        partners::health::reply::edit,                 // GET  /programmes/<_>/partners/<id>/health/replies/<item>                     trainer     form                                routes/partners/health.rs
        partners::health::reply::save,                 // POST /programmes/<_>/partners/<id>/health/replies/<item>                     trainer     form                                routes/partners/health.rs
        partners::health::sheet,                       // GET  /programmes/<_>/partners/<id>/health/sheet                              trainer     partners/health health_sheet        routes/partners/health.rs
        partners::health::start::ask,                  // GET  /programmes/<_>/partners/<id>/health/start                              trainer     form                                routes/partners/health.rs
        partners::health::start::start,                // POST /programmes/<_>/partners/<id>/health/start                              trainer     form                                routes/partners/health.rs
        partners::contacts::contact_log::note,         // GET  /programmes/<_>/partners/<id>/heard                                     trainer     form                                routes/partners/contacts/contact_log.rs
        partners::contacts::contact_log::create_note,  // POST /programmes/<_>/partners/<id>/heard                                     trainer     form                                routes/partners/contacts/contact_log.rs
        partners::merge::show,                         // GET  /programmes/<_>/partners/<id>/merge                                     trainer     -                                   routes/partners/merge.rs
        partners::merge::merge,                        // POST /programmes/<_>/partners/<id>/merge                                     trainer     -                                   routes/partners/merge.rs
        partners::own_page::show,                      // GET  /programmes/<_>/partners/<id>/page                                      trainer     form                                routes/partners/own_page.rs
        partners::own_page::send,                      // POST /programmes/<_>/partners/<id>/page                                      trainer     form                                routes/partners/own_page.rs
        partners::own_page::ask,                       // GET  /programmes/<_>/partners/<id>/page/end                                  trainer     form                                routes/partners/own_page.rs
        partners::own_page::end,                       // POST /programmes/<_>/partners/<id>/page/end                                  trainer     form                                routes/partners/own_page.rs
        people::index::index,                          // GET  /programmes/<_>/people                                                  admin       people/index                        routes/people.rs
        people::new::new,                              // GET  /programmes/<_>/people/new                                              admin       form                                routes/people/new.rs
        people::new::create,                           // POST /programmes/<_>/people/new                                              admin       form                                routes/people/new.rs
        people::show::show,                            // GET  /programmes/<_>/people/<id>                                             admin       people/show                         routes/people.rs
        people::access::ask_to_disable,                // GET  /programmes/<_>/people/<id>/disable                                     admin       form                                routes/people/access.rs
        people::access::disable,                       // POST /programmes/<_>/people/<id>/disable                                     admin       form                                routes/people/access.rs
        people::access::enable,                        // POST /programmes/<_>/people/<id>/enable                                      admin       form                                routes/people/access.rs
        people::access::ask_to_remove,                 // GET  /programmes/<_>/people/<id>/remove                                      admin       form                                routes/people/access.rs
        people::access::remove,                        // POST /programmes/<_>/people/<id>/remove                                      admin       form                                routes/people/access.rs
        people::new::resend,                           // POST /programmes/<_>/people/<id>/resend                                      admin       form                                routes/people/new.rs
        people::role::edit,                            // GET  /programmes/<_>/people/<id>/role                                        admin       form                                routes/people/role.rs
        people::role::update,                          // POST /programmes/<_>/people/<id>/role                                        admin       form                                routes/people/role.rs
        people::site_admin::ask,                       // GET  /programmes/<_>/people/<id>/site-administrator                          site admin  form                                routes/people/site_admin.rs
        people::site_admin::change,                    // POST /programmes/<_>/people/<id>/site-administrator                          site admin  form                                routes/people/site_admin.rs
        promises::index::index,                        // GET  /programmes/<_>/promises                                                trainer     -                                   routes/promises.rs
        promises::edit::create,                        // POST /programmes/<_>/promises                                                trainer     form                                routes/promises.rs
        promises::index::download,                     // GET  /programmes/<_>/promises/list.csv                                       trainer     -                                   routes/promises.rs
        promises::edit::new,                           // GET  /programmes/<_>/promises/new                                            trainer     form                                routes/promises.rs
        promises::poster::show,                        // GET  /programmes/<_>/promises/poster                                         trainer     promises/poster                     routes/promises.rs
        promises::show::show,                          // GET  /programmes/<_>/promises/<id>                                           trainer     -                                   routes/promises.rs
        promises::delete::ask,                         // GET  /programmes/<_>/promises/<id>/delete                                    trainer     form                                routes/promises.rs
        promises::delete::delete,                      // POST /programmes/<_>/promises/<id>/delete                                    trainer     form                                routes/promises.rs
        promises::edit::edit,                          // GET  /programmes/<_>/promises/<id>/edit                                      trainer     form                                routes/promises.rs
        promises::edit::save,                          // POST /programmes/<_>/promises/<id>/edit                                      trainer     form                                routes/promises.rs
        promises::end_links::ask,                      // GET  /programmes/<_>/promises/<id>/end-links                                 trainer     form                                routes/promises.rs
        promises::end_links::end,                      // POST /programmes/<_>/promises/<id>/end-links                                 trainer     form                                routes/promises.rs
        promises::release::ask,                        // GET  /programmes/<_>/promises/<id>/release                                   trainer     form                                routes/promises.rs
        promises::release::save,                       // POST /programmes/<_>/promises/<id>/release                                   trainer     form                                routes/promises.rs
        promises::state::edit,                         // GET  /programmes/<_>/promises/<id>/state                                     trainer     form                                routes/promises.rs
        promises::state::save,                         // POST /programmes/<_>/promises/<id>/state                                     trainer     form                                routes/promises.rs
        results::index::index,                         // GET  /programmes/<_>/results                                                 member      -                                   routes/results.rs
        results::courses::show,                        // GET  /programmes/<_>/results/courses                                         member      results/courses                     routes/results/courses.rs
        results::courses::chart,                       // GET  /programmes/<_>/results/courses/charts/<name>                           member      -                                   routes/results/courses.rs
        results::partnerships::show,                   // GET  /programmes/<_>/results/partnerships                                    member      results/partnerships                routes/results/partnerships.rs
        results::comparison::show,                     // GET  /programmes/<_>/results/<offer>/<expectation>                           member      results/comparison                  routes/results.rs
        results::comparison::chart,                    // GET  /programmes/<_>/results/<offer>/<expectation>/charts/<name>             member      -                                   routes/results.rs
        results::comparison::csv,                      // GET  /programmes/<_>/results/<offer>/<expectation>/comparison.csv            member      -                                   routes/results.rs
        rounds::new::create,                           // POST /programmes/<_>/rounds                                                  trainer     form                                routes/rounds/new.rs
        rounds::new::new,                              // GET  /programmes/<_>/rounds/new                                              trainer     form                                routes/rounds/new.rs
        rounds::show::show,                            // GET  /programmes/<_>/rounds/<code>                                           trainer     rounds/show                         routes/rounds.rs
        rounds::export::answers,                       // GET  /programmes/<_>/rounds/<code>/answers.csv                               trainer     -                                   routes/rounds/export.rs
        rounds::cancel::ask,                           // GET  /programmes/<_>/rounds/<code>/cancel                                    trainer     form                                routes/rounds/cancel.rs
        rounds::cancel::cancel,                        // POST /programmes/<_>/rounds/<code>/cancel                                    trainer     form                                routes/rounds/cancel.rs
        rounds::close::ask,                            // GET  /programmes/<_>/rounds/<code>/close                                     trainer     form                                routes/rounds/close.rs
        rounds::close::close,                          // POST /programmes/<_>/rounds/<code>/close                                     trainer     form                                routes/rounds/close.rs
        rounds::export::explained,                     // GET  /programmes/<_>/rounds/<code>/codebook.csv                              trainer     -                                   routes/rounds/export.rs
        comments::index::of_round,                     // GET  /programmes/<_>/rounds/<code>/comments                                  trainer     comments/index                      routes/comments.rs
        comments::decide::of_round,                    // POST /programmes/<_>/rounds/<code>/comments                                  trainer     -                                   routes/comments.rs
        rounds::count::count,                          // GET  /programmes/<_>/rounds/<code>/count                                     trainer     -                                   routes/rounds/count.rs
        rounds::dates::edit,                           // GET  /programmes/<_>/rounds/<code>/dates                                     trainer     form                                routes/rounds/dates.rs
        rounds::dates::update,                         // POST /programmes/<_>/rounds/<code>/dates                                     trainer     form                                routes/rounds/dates.rs
        rounds::delete::ask,                           // GET  /programmes/<_>/rounds/<code>/delete                                    trainer     form                                routes/rounds/delete.rs
        rounds::delete::delete,                        // POST /programmes/<_>/rounds/<code>/delete                                    trainer     form                                routes/rounds/delete.rs
        rounds::invitations::schedule::edit,           // GET  /programmes/<_>/rounds/<code>/emails/<id>                               trainer     form                                routes/rounds/invitations.rs
        rounds::invitations::schedule::update,         // POST /programmes/<_>/rounds/<code>/emails/<id>                               trainer     form                                routes/rounds/invitations.rs
        rounds::invitations::index::index,             // GET  /programmes/<_>/rounds/<code>/invitations                               trainer     rounds/invitations/index            routes/rounds/invitations.rs
        rounds::invitations::preview::preview,         // GET  /programmes/<_>/rounds/<code>/invitations/preview                       trainer     rounds/invitations/preview          routes/rounds/invitations.rs
        rounds::invitations::send::ask,                // GET  /programmes/<_>/rounds/<code>/invitations/send                          trainer     form                                routes/rounds/invitations.rs
        rounds::invitations::send::send,               // POST /programmes/<_>/rounds/<code>/invitations/send                          trainer     form                                routes/rounds/invitations.rs
        rounds::invitations::test::test,               // GET  /programmes/<_>/rounds/<code>/invitations/test                          trainer     rounds/invitations/test             routes/rounds/invitations.rs
        rounds::invitations::test::send,               // POST /programmes/<_>/rounds/<code>/invitations/test                          trainer     rounds/invitations/test             routes/rounds/invitations.rs
        rounds::invitations::text::edit,               // GET  /programmes/<_>/rounds/<code>/invitations/text/<kind>                   trainer     form                                routes/rounds/invitations.rs
        rounds::invitations::text::update,             // POST /programmes/<_>/rounds/<code>/invitations/text/<kind>                   trainer     form                                routes/rounds/invitations.rs
        rounds::people::remove::ask,                   // GET  /programmes/<_>/rounds/<code>/invitations/<id>/remove                   trainer     form                                routes/rounds/people.rs
        rounds::people::remove::remove,                // POST /programmes/<_>/rounds/<code>/invitations/<id>/remove                   trainer     form                                routes/rounds/people.rs
        rounds::invitations::send_one::ask,            // GET  /programmes/<_>/rounds/<code>/invitations/<id>/send                     trainer     form                                routes/rounds/invitations.rs
        rounds::invitations::send_one::send,           // POST /programmes/<_>/rounds/<code>/invitations/<id>/send                     trainer     form                                routes/rounds/invitations.rs
        rounds::paper_entry::show,                     // GET  /programmes/<_>/rounds/<code>/keyed                                     trainer     rounds/paper_entry                  routes/rounds/paper_entry.rs
        rounds::paper_entry::store,                    // POST /programmes/<_>/rounds/<code>/keyed                                     trainer     rounds/paper_entry                  routes/rounds/paper_entry.rs
        rounds::paper::show,                           // GET  /programmes/<_>/rounds/<code>/paper                                     trainer     rounds/paper                        routes/rounds/paper.rs
        rounds::people::index::index,                  // GET  /programmes/<_>/rounds/<code>/people                                    trainer     rounds/people/index                 routes/rounds/people.rs
        rounds::people::index::add,                    // POST /programmes/<_>/rounds/<code>/people                                    trainer     rounds/people/index                 routes/rounds/people.rs
        rounds::people::import::choose,                // GET  /programmes/<_>/rounds/<code>/people/import                             trainer     form                                routes/rounds/people.rs
        rounds::people::import::keep,                  // POST /programmes/<_>/rounds/<code>/people/import                             trainer     form                                routes/rounds/people.rs
        rounds::people::import::preview,               // GET  /programmes/<_>/rounds/<code>/people/import/<key>                       trainer     form                                routes/rounds/people.rs
        rounds::people::import::apply,                 // POST /programmes/<_>/rounds/<code>/people/import/<key>                       trainer     form                                routes/rounds/people.rs
        rounds::people::import::refused,               // GET  /programmes/<_>/rounds/<code>/people/import/<key>/refused.csv           trainer     -                                   routes/rounds/people.rs
        rounds::people::new::new,                      // GET  /programmes/<_>/rounds/<code>/people/new                                trainer     form                                routes/rounds/people.rs
        rounds::people::new::create,                   // POST /programmes/<_>/rounds/<code>/people/new                                trainer     form                                routes/rounds/people.rs
        rounds::poster::show,                          // GET  /programmes/<_>/rounds/<code>/poster                                    trainer     rounds/poster                       routes/rounds/poster.rs
        rounds::reopen::edit,                          // GET  /programmes/<_>/rounds/<code>/reopen                                    trainer     form                                routes/rounds/reopen.rs
        rounds::reopen::update,                        // POST /programmes/<_>/rounds/<code>/reopen                                    trainer     form                                routes/rounds/reopen.rs
        rounds::results::show,                         // GET  /programmes/<_>/rounds/<code>/results                                   member      -                                   routes/rounds/results.rs
        rounds::results::chart,                        // GET  /programmes/<_>/rounds/<code>/results/charts/<name>                     member      -                                   routes/rounds/results.rs
        rounds::results::items,                        // GET  /programmes/<_>/rounds/<code>/results/items.csv                         member      -                                   routes/rounds/results.rs
        rounds::cancel::resume,                        // POST /programmes/<_>/rounds/<code>/resume                                    trainer     form                                routes/rounds/cancel.rs
        settings::index::index,                        // GET  /programmes/<_>/settings                                                admin       -                                   routes/settings.rs
        settings::attention::show,                     // GET  /programmes/<_>/settings/attention                                      admin       -                                   routes/settings/attention.rs
        settings::attention::try_again,                // POST /programmes/<_>/settings/attention                                      admin       -                                   routes/settings/attention.rs
        settings::brand::show,                         // GET  /programmes/<_>/settings/brand                                          site admin  form                                routes/settings/brand.rs
        settings::brand::change,                       // POST /programmes/<_>/settings/brand                                          site admin  form                                routes/settings/brand.rs
        settings::council::edit,
        settings::council::change,
        settings::email_texts::index::index,           // GET  /programmes/<_>/settings/email-texts                                    admin       -                                   routes/settings/email_texts.rs
        settings::email_texts::summary::edit,          // GET  /programmes/<_>/settings/email-texts/summary                            admin       form                                routes/settings/email_texts.rs
        settings::email_texts::summary::update,        // POST /programmes/<_>/settings/email-texts/summary                            admin       form                                routes/settings/email_texts.rs
        settings::email_texts::show::show,             // GET  /programmes/<_>/settings/email-texts/<kind>/<language>                  admin       settings/email_texts/show           routes/settings/email_texts.rs
        settings::email_texts::edit::edit,             // GET  /programmes/<_>/settings/email-texts/<kind>/<language>/edit             admin       form                                routes/settings/email_texts.rs
        settings::email_texts::edit::update,           // POST /programmes/<_>/settings/email-texts/<kind>/<language>/edit             admin       form                                routes/settings/email_texts.rs
        settings::brand::logo,                         // GET  /programmes/<_>/settings/logo                                           site admin  form                                routes/settings/brand.rs
        settings::brand::change_logo,                  // POST /programmes/<_>/settings/logo                                           site admin  form                                routes/settings/brand.rs
        settings::mail_server::show,                   // GET  /programmes/<_>/settings/mail-server                                    site admin  form                                routes/settings/mail_server.rs
        settings::mail_server::change,                 // POST /programmes/<_>/settings/mail-server                                    site admin  form                                routes/settings/mail_server.rs
        settings::notice_preview::show,                // GET  /programmes/<_>/settings/notice/preview                                 admin       settings/notice_preview             routes/settings.rs
        settings::partner_types::index,                // GET  /programmes/<_>/settings/partner-types                                  admin       form                                routes/settings/partner_types.rs
        settings::partner_types::create,               // POST /programmes/<_>/settings/partner-types                                  admin       form                                routes/settings/partner_types.rs
        settings::partner_types::new,                  // GET  /programmes/<_>/settings/partner-types/new                              admin       form                                routes/settings/partner_types.rs
        settings::partner_types::edit,                 // GET  /programmes/<_>/settings/partner-types/<key>                            admin       form                                routes/settings/partner_types.rs
        settings::partner_types::update,               // POST /programmes/<_>/settings/partner-types/<key>                            admin       form                                routes/settings/partner_types.rs
        settings::signing_in::edit,                    // GET  /programmes/<_>/settings/signing-in                                     site admin  form                                routes/settings.rs
        settings::signing_in::change,                  // POST /programmes/<_>/settings/signing-in                                     site admin  form                                routes/settings.rs
        settings::site::index,                         // GET  /programmes/<_>/settings/site                                           site admin  -                                   routes/settings/site.rs
        settings::test_email::ask,                     // GET  /programmes/<_>/settings/test-email                                     site admin  form                                routes/settings/test_email.rs
        settings::test_email::send,                    // POST /programmes/<_>/settings/test-email                                     site admin  form                                routes/settings/test_email.rs
        settings::you_asked::ask,                      // GET  /programmes/<_>/settings/you-asked                                      admin       form                                routes/settings.rs
        settings::you_asked::save,                     // POST /programmes/<_>/settings/you-asked                                      admin       form                                routes/settings.rs
        settings::part::edit,                          // GET  /programmes/<_>/settings/<part>                                         admin       form                                routes/settings/part.rs
        settings::part::change,                        // POST /programmes/<_>/settings/<part>                                         admin       form                                routes/settings/part.rs
        surveys::index::index,                         // GET  /programmes/<_>/surveys                                                 trainer     surveys/index                       routes/surveys.rs
        surveys::new::new,                             // GET  /programmes/<_>/surveys/new                                             trainer     form                                routes/surveys/new.rs
        surveys::new::create,                          // POST /programmes/<_>/surveys/new                                             trainer     form                                routes/surveys/new.rs
        surveys::from_file::choose,                    // GET  /programmes/<_>/surveys/new/file                                        trainer     form                                routes/surveys/from_file.rs
        surveys::from_file::bring,                     // POST /programmes/<_>/surveys/new/file                                        trainer     form                                routes/surveys/from_file.rs
        surveys::show::show,                           // GET  /programmes/<_>/surveys/<key>                                           trainer     surveys/show                        routes/surveys/show.rs
        surveys::copy::ask,                            // GET  /programmes/<_>/surveys/<key>/copy                                      trainer     form                                routes/surveys/copy.rs
        surveys::copy::make,                           // POST /programmes/<_>/surveys/<key>/copy                                      trainer     form                                routes/surveys/copy.rs
        surveys::delete::ask,                          // GET  /programmes/<_>/surveys/<key>/delete                                    trainer     form                                routes/surveys/delete.rs
        surveys::delete::delete,                       // POST /programmes/<_>/surveys/<key>/delete                                    trainer     form                                routes/surveys/delete.rs
        surveys::edit::file::edit,                     // GET  /programmes/<_>/surveys/<key>/file                                      trainer     form                                routes/surveys/edit.rs
        surveys::edit::file::change,                   // POST /programmes/<_>/surveys/<key>/file                                      trainer     form                                routes/surveys/edit.rs
        surveys::edit::item::group::add,               // POST /programmes/<_>/surveys/<key>/group                                     trainer     -                                   routes/surveys/edit/item.rs
        surveys::edit::item::new::add,                 // POST /programmes/<_>/surveys/<key>/items                                     trainer     -                                   routes/surveys/edit/item.rs
        surveys::edit::item::new::new,                 // GET  /programmes/<_>/surveys/<key>/items/new                                 trainer     -                                   routes/surveys/edit/item.rs
        surveys::edit::item::change::edit,             // GET  /programmes/<_>/surveys/<key>/items/<item>                              trainer     form                                routes/surveys/edit/item.rs
        surveys::edit::item::change::change,           // POST /programmes/<_>/surveys/<key>/items/<item>                              trainer     form                                routes/surveys/edit/item.rs
        surveys::edit::item::duplicate::duplicate,     // POST /programmes/<_>/surveys/<key>/items/<item>/duplicate                    trainer     -                                   routes/surveys/edit/item.rs
        surveys::edit::item::shift::ask,               // GET  /programmes/<_>/surveys/<key>/items/<item>/move                         trainer     form                                routes/surveys/edit/item.rs
        surveys::edit::item::shift::shift,             // POST /programmes/<_>/surveys/<key>/items/<item>/move                         trainer     form                                routes/surveys/edit/item.rs
        surveys::edit::item::remove::remove,           // POST /programmes/<_>/surveys/<key>/items/<item>/remove                       trainer     -                                   routes/surveys/edit/item.rs
        surveys::preview::preview,                     // GET  /programmes/<_>/surveys/<key>/preview                                   trainer     surveys/preview                     routes/surveys/preview.rs
        surveys::edit::publish::ask,                   // GET  /programmes/<_>/surveys/<key>/publish                                   trainer     form                                routes/surveys/edit.rs
        surveys::edit::publish::publish,               // POST /programmes/<_>/surveys/<key>/publish                                   trainer     form                                routes/surveys/edit.rs
        surveys::edit::section::add,                   // POST /programmes/<_>/surveys/<key>/sections                                  trainer     form                                routes/surveys/edit/section.rs
        surveys::edit::section::new,                   // GET  /programmes/<_>/surveys/<key>/sections/new                              trainer     form                                routes/surveys/edit/section.rs
        surveys::edit::section::edit,                  // GET  /programmes/<_>/surveys/<key>/sections/<number>                         trainer     form                                routes/surveys/edit/section.rs
        surveys::edit::section::change,                // POST /programmes/<_>/surveys/<key>/sections/<number>                         trainer     form                                routes/surveys/edit/section.rs
        surveys::edit::section::shift,                 // POST /programmes/<_>/surveys/<key>/sections/<number>/move                    trainer     form                                routes/surveys/edit/section.rs
        surveys::edit::section::remove,                // POST /programmes/<_>/surveys/<key>/sections/<number>/remove                  trainer     form                                routes/surveys/edit/section.rs
        surveys::show::export,                         // GET  /programmes/<_>/surveys/<key>/survey.json                               trainer     -                                   routes/surveys/show.rs
        surveys::edit::translations::edit,             // GET  /programmes/<_>/surveys/<key>/translations/<language>                   trainer     surveys/edit/translations           routes/surveys/edit/translations.rs
        surveys::edit::translations::change,           // POST /programmes/<_>/surveys/<key>/translations/<language>                   trainer     surveys/edit/translations           routes/surveys/edit/translations.rs
        surveys::dry_run::ask,                         // GET  /programmes/<_>/surveys/<key>/try                                       trainer     -                                   routes/surveys/dry_run.rs
        surveys::dry_run::check,                       // POST /programmes/<_>/surveys/<key>/try                                       trainer     -                                   routes/surveys/dry_run.rs
        surveys::dry_run::results,                     // GET  /programmes/<_>/surveys/<key>/try/results                               trainer     -                                   routes/surveys/dry_run.rs
        surveys::edit::undo::undo,                     // POST /programmes/<_>/surveys/<key>/undo                                      trainer     -                                   routes/surveys/edit/undo.rs
        surveys::edit::words::edit,                    // GET  /programmes/<_>/surveys/<key>/words                                     trainer     form                                routes/surveys/edit.rs
        surveys::edit::words::change,                  // POST /programmes/<_>/surveys/<key>/words                                     trainer     form                                routes/surveys/edit.rs
        public::promise::show,                         // GET  /promises/<token>                                                       anyone      form                                routes/public/promise.rs
        public::promise::answer,                       // POST /promises/<token>                                                       anyone      form                                routes/public/promise.rs
        public::landing::code,                         // GET  /s                                                                      anyone      public/landing                      routes/public/landing.rs
        public::answer::start::show,                   // GET  /s/<code>                                                               anyone      public/answer/start                 routes/public/answer.rs
        public::answer::send,                          // POST /s/<code>                                                               anyone      -                                   routes/public/answer.rs
        public::answer::form::all,                     // GET  /s/<code>/all                                                           anyone      public/answer/form                  routes/public/answer/form.rs
        public::answer::check::show,                   // GET  /s/<code>/check                                                         anyone      public/answer/check                 routes/public/answer/check.rs
        public::answer::kept::cleared,                 // GET  /s/<code>/cleared                                                       anyone      public/answer/kept                  routes/public/answer.rs
        public::answer::kept::saved,                   // GET  /s/<code>/saved                                                         anyone      public/answer/kept                  routes/public/answer.rs
        public::answer::sent::show,                    // GET  /s/<code>/sent                                                          anyone      public/answer/sent                  routes/public/answer/sent.rs
        public::answer::sent::tell,                    // POST /s/<code>/sent                                                          anyone      public/answer/sent                  routes/public/answer/sent.rs
        public::answer::form::show,                    // GET  /s/<code>/<number>                                                      anyone      public/answer/form                  routes/public/answer/form.rs
        public::first_run::show,                       // GET  /set-up/<token>                                                         anyone      form                                routes/public/first_run.rs
        public::first_run::create,                     // POST /set-up/<token>                                                         anyone      form                                routes/public/first_run.rs
        public::sign_in::show,                         // GET  /sign-in                                                                anyone      form                                routes/public/sign_in.rs
        public::sign_in::create,                       // POST /sign-in                                                                anyone      form                                routes/public/sign_in.rs
        public::sign_in::code::show,                   // GET  /sign-in/code                                                           anyone      form                                routes/public/sign_in/code.rs
        public::sign_in::code::create,                 // POST /sign-in/code                                                           anyone      form                                routes/public/sign_in/code.rs
        public::sign_in::council::start,
        public::sign_in::council::back,
        public::password_reset::ask,                   // GET  /sign-in/forgotten                                                      anyone      form                                routes/public/password_reset.rs
        public::password_reset::send,                  // POST /sign-in/forgotten                                                      anyone      form                                routes/public/password_reset.rs
        public::new_password::ask,                     // GET  /sign-in/new/<token>                                                    anyone      form                                routes/public/new_password.rs
        public::new_password::set,                     // POST /sign-in/new/<token>                                                    anyone      form                                routes/public/new_password.rs
        public::sign_in::delete,                       // POST /sign-out                                                               signed in   form                                routes/public/sign_in.rs
        public::stop::ask,                             // GET  /stop/<token>                                                           anyone      form                                routes/public/stop.rs
        public::stop::stop,                            // POST /stop/<token>                                                           anyone      form                                routes/public/stop.rs
        public::summary_link::show,                    // GET  /summary/<token>                                                        anyone      -                                   routes/public/summary_link.rs
        public::summary_link::chart,                   // GET  /summary/<token>/charts/<name>                                          anyone      -                                   routes/public/summary_link.rs
        public::summary_link::comparison,              // GET  /summary/<token>/comparison.csv                                         anyone      -                                   routes/public/summary_link.rs
        public::summary_link::file,                    // GET  /summary/<token>/summary.html                                           anyone      -                                   routes/public/summary_link.rs
        public::accept_invitation::show,               // GET  /welcome/<token>                                                        anyone      form                                routes/public/accept_invitation.rs
        public::accept_invitation::create,             // POST /welcome/<token>                                                        anyone      form                                routes/public/accept_invitation.rs
        public::sign_in::council::start_welcome,
        public::write_up::show,                        // GET  /write-up/<token>                                                       anyone      public/write_up                     routes/public/write_up.rs
        public::write_up::file,                        // GET  /write-up/<token>/<file>                                                anyone      public/write_up                     routes/public/write_up.rs
        public::you_asked::show,                       // GET  /you-asked/<slug>                                                       anyone      public/you_asked                    routes/public/you_asked.rs
    ]
}
