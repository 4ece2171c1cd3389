//! Tables as tests read and change them past the store, which keeps its rows to itself.

#[path = "../../../src/store/entity/audit.rs"]
pub mod audit;
#[path = "../../../src/store/entity/board_card.rs"]
pub mod board_card;
#[path = "../../../src/store/entity/board_group.rs"]
pub mod board_group;
#[path = "../../../src/store/entity/board_key.rs"]
pub mod board_key;
#[path = "../../../src/store/entity/board_vote.rs"]
pub mod board_vote;
#[path = "../../../src/store/entity/board_write_up.rs"]
pub mod board_write_up;
#[path = "../../../src/store/entity/comment.rs"]
pub mod comment;
#[path = "../../../src/store/entity/contact.rs"]
pub mod contact;
#[path = "../../../src/store/entity/course.rs"]
pub mod course;
#[path = "../../../src/store/entity/course_round.rs"]
pub mod course_round;
#[path = "../../../src/store/entity/draft.rs"]
pub mod draft;
#[path = "../../../src/store/entity/invitation.rs"]
pub mod invitation;
#[path = "../../../src/store/entity/membership.rs"]
pub mod membership;
#[path = "../../../src/store/entity/outbox.rs"]
pub mod outbox;
#[path = "../../../src/store/entity/participant.rs"]
pub mod participant;
#[path = "../../../src/store/entity/partner.rs"]
pub mod partner;
#[path = "../../../src/store/entity/person.rs"]
pub mod person;
#[path = "../../../src/store/entity/promise.rs"]
pub mod promise;
#[path = "../../../src/store/entity/published.rs"]
pub mod published;
#[path = "../../../src/store/entity/response.rs"]
pub mod response;
#[path = "../../../src/store/entity/results_wish.rs"]
pub mod results_wish;
#[path = "../../../src/store/entity/round.rs"]
pub mod round;
#[path = "../../../src/store/entity/submission_key.rs"]
pub mod submission_key;
#[path = "../../../src/store/entity/summary.rs"]
pub mod summary;
#[path = "../../../src/store/entity/survey_version.rs"]
pub mod survey_version;
#[path = "../../../src/store/entity/trace.rs"]
pub mod trace;
#[path = "../../../src/store/entity/upload.rs"]
pub mod upload;
#[path = "../../../src/store/entity/wait.rs"]
pub mod wait;

/// As [the store's](../../../src/store/entity.rs): each query says for itself what it joins by.
#[derive(Clone, Copy, Debug, sea_orm::EnumIter, sea_orm::DeriveRelation)]
pub enum Relation {}
