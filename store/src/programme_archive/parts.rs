//! The parts of an archive, in the order in which they stand in it: each after those that its records name.

use uuid::Uuid;

use super::{
    addresses::{ArchivedBounce, ArchivedStop, ArchivedStopKey},
    answers::{ArchivedComment, ArchivedImportKey, ArchivedResponse, ArchivedTally},
    arriving::{self, ArchiveLine, ArrivalError},
    boards::{
        ArchivedBoard, ArchivedBoardLedger, ArchivedCard, ArchivedCardGroup, ArchivedCardItem, ArchivedHands,
        ArchivedPair, ArchivedPrompt, ArchivedUnlike, ArchivedVote, ArchivedWriteUp,
    },
    courses::{
        ArchivedCourse, ArchivedCoursePartner, ArchivedCourseRound, ArchivedDelivery, ArchivedParticipant,
        ArchivedReader, ArchivedSession, ArchivedSummary, ArchivedSummaryPlan,
    },
    departure::{ArchivePage, ArchivePlace, ProgrammeDeparture},
    emails::{ArchivedEmail, ArchivedEmailText, ArchivedInvitationEmail, ArchivedMailing, ArchivedWish},
    ids::ArrivingIds,
    partners::{
        ArchivedBusyTime, ArchivedContact, ArchivedHandover, ArchivedNote, ArchivedPartner, ArchivedTag,
    },
    partnerships::{
        ArchivedAgreement, ArchivedConfirmation, ArchivedHealthCheck, ArchivedHealthPerson,
        ArchivedHealthPlan, ArchivedHealthReply, ArchivedHealthRound, ArchivedPromise,
    },
    people::{ArchivedAct, ArchivedMembership, ArchivedPerson, ArchivedProgramme},
    record::ArchivedRecord,
    rounds::{
        ArchivedDeletion, ArchivedInvitation, ArchivedInvited, ArchivedPublished, ArchivedRound,
        ArchivedSheets,
    },
    surveys::{ArchivedStep, ArchivedSurvey, ArchivedVersion},
};
use crate::store::{Result, Transaction};

macro_rules! parts {
    ($($part:ident = $key:literal, $record:ty;)+) => {
        /// A part of the archive of a programme, called by the table whose rows it holds.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ArchivePart {
            $(
                #[doc = concat!("Rows of `", $key, "`.")]
                $part
            ),+
        }

        keys!(ArchivePart { $($part = $key),+ });

        impl ArchivePart {
            /// Reads a record of it, and gives its own id where it has one.
            pub fn read(self, json: &[u8]) -> Result<Option<Uuid>, String> {
                match self {
                    $(Self::$part => arriving::read::<$record>(json).map(|record| record.own_id())),+
                }
            }

            /// Some of its records.
            pub(super) async fn page(
                self,
                from: &ProgrammeDeparture,
                after: Option<&ArchivePlace>,
            ) -> Result<ArchivePage> {
                match self {
                    $(Self::$part => Box::pin(<$record as ArchivedRecord>::page(from, after)).await),+
                }
            }

            /// Stores records of it.
            pub(super) async fn store(
                self,
                tx: &Transaction,
                ids: &mut ArrivingIds,
                lines: &[ArchiveLine],
            ) -> Result<(), ArrivalError> {
                match self {
                    $(Self::$part => Box::pin(arriving::store::<$record>(tx, ids, lines)).await),+
                }
            }

            /// Whether its records may be here already, as what they are there.
            pub(super) fn is_matched(self) -> bool {
                match self {
                    $(Self::$part => <$record as ArchivedRecord>::IS_MATCHED),+
                }
            }

            /// Whether any of these ids is taken in its table.
            pub(super) async fn are_taken(self, tx: &Transaction, ids: &[Uuid]) -> Result<bool> {
                match self {
                    $(Self::$part => Box::pin(arriving::are_taken::<$record>(tx, ids)).await),+
                }
            }
        }
    };
}

parts! {
    Programme = "programme", ArchivedProgramme;
    Person = "person", ArchivedPerson;
    Membership = "membership", ArchivedMembership;
    Partner = "partner", ArchivedPartner;
    Contact = "contact", ArchivedContact;
    ContactTag = "contact_tag", ArchivedTag;
    ContactNote = "contact_note", ArchivedNote;
    BusyTime = "busy_time", ArchivedBusyTime;
    Handover = "handover", ArchivedHandover;
    StopKey = "stop_key", ArchivedStopKey;
    Stop = "stop", ArchivedStop;
    Bounce = "bounce", ArchivedBounce;
    CustomSurvey = "own_survey", ArchivedSurvey;
    CustomSurveyStep = "own_survey_step", ArchivedStep;
    SurveyVersion = "survey_version", ArchivedVersion;
    Course = "course", ArchivedCourse;
    CourseSession = "course_session", ArchivedSession;
    CoursePartner = "course_partner", ArchivedCoursePartner;
    Participant = "participant", ArchivedParticipant;
    Reader = "reader", ArchivedReader;
    Round = "round", ArchivedRound;
    CourseRound = "course_round", ArchivedCourseRound;
    EmailText = "email_text", ArchivedEmailText;
    KeyedSheets = "keyed_sheets", ArchivedSheets;
    RoundInvited = "round_invited", ArchivedInvited;
    DeletedAnswers = "deleted_answers", ArchivedDeletion;
    Published = "published", ArchivedPublished;
    Response = "response", ArchivedResponse;
    Tally = "tally", ArchivedTally;
    Comment = "comment", ArchivedComment;
    SubmissionKey = "submission_key", ArchivedImportKey;
    Outbox = "outbox", ArchivedEmail;
    Mailing = "mailing", ArchivedMailing;
    Invitation = "invitation", ArchivedInvitation;
    InvitationLetter = "invitation_letter", ArchivedInvitationEmail;
    ResultsWish = "results_wish", ArchivedWish;
    Summary = "summary", ArchivedSummary;
    SummaryPlan = "summary_plan", ArchivedSummaryPlan;
    Delivery = "delivery", ArchivedDelivery;
    Board = "board", ArchivedBoard;
    BoardPrompt = "board_prompt", ArchivedPrompt;
    BoardGroup = "board_group", ArchivedCardGroup;
    BoardCard = "board_card", ArchivedCard;
    BoardHands = "board_hands", ArchivedHands;
    BoardLedger = "board_ledger", ArchivedBoardLedger;
    BoardPair = "board_pair", ArchivedPair;
    BoardUnlike = "board_unlike", ArchivedUnlike;
    BoardVote = "board_vote", ArchivedVote;
    BoardWriteUp = "board_write_up", ArchivedWriteUp;
    CardItem = "card_item", ArchivedCardItem;
    Agreement = "agreement", ArchivedAgreement;
    AgreementConfirmation = "agreement_confirmation", ArchivedConfirmation;
    HealthPlan = "health_plan", ArchivedHealthPlan;
    HealthCheck = "health_check", ArchivedHealthCheck;
    HealthRound = "health_round", ArchivedHealthRound;
    HealthPerson = "health_person", ArchivedHealthPerson;
    HealthReply = "health_reply", ArchivedHealthReply;
    Promise = "promise", ArchivedPromise;
    Audit = "audit", ArchivedAct;
}

impl ProgrammeDeparture {
    /// Some records of a part, from its beginning or from where another page ended.
    pub async fn page(&self, part: ArchivePart, after: Option<&ArchivePlace>) -> Result<ArchivePage> {
        part.page(self, after).await
    }
}
