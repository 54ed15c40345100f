//! What subscribers say of entries.

use async_trait::async_trait;
use domain::{
    Timestamp,
    feedback::{Counted, Feedback},
    id::{CaseId, EntryId},
    list::ListName,
};
use storage::{
    FeedbackRepository, StorageError,
    feedback::VerdictCount,
    record::{CountedRecord, FeedbackRecord, VerdictRecord},
};

use crate::transaction::PostgresTransaction;

#[async_trait]
impl FeedbackRepository for PostgresTransaction {
    async fn give_feedback(&mut self, feedback: &Feedback) -> Result<bool, StorageError> {
        let (list, entry) = (feedback.list.as_str(), feedback.entry.as_bytes().as_slice());
        let (subscriber, verdict) = (
            feedback.subscriber.as_bytes().as_slice(),
            feedback.verdict.as_str(),
        );
        let (given_at, matches) = (feedback.given_at.as_millis(), i64::from(feedback.matches));
        let negative = feedback.is_negative();
        let given = sqlx::query!(
            "INSERT INTO feedback (list, entry_id, subscriber_id, verdict, reason, given_at, said_at, matches)
             VALUES ($1, $2, $3, $4, $5, $6, $6, $7)
             ON CONFLICT (list, entry_id, subscriber_id) DO UPDATE
                SET verdict = excluded.verdict, reason = excluded.reason, matches = excluded.matches,
                    said_at = excluded.said_at,
                    given_at = CASE WHEN $8::boolean AND feedback.verdict = excluded.verdict
                                         AND feedback.reason = excluded.reason
                                    THEN feedback.given_at ELSE excluded.given_at END
                WHERE feedback.verdict <> excluded.verdict OR feedback.reason <> excluded.reason
                   OR feedback.matches <> excluded.matches",
            list,
            entry,
            subscriber,
            verdict,
            feedback.reason,
            given_at,
            matches,
            negative,
        )
        .execute(self.connection())
        .await;
        let is_news = self.checked(given)?.rows_affected() == 1;
        if !is_news {
            let today = feedback.given_at.start_of_day().as_millis();
            let again = sqlx::query!(
                "UPDATE feedback SET said_at = $4
                 WHERE list = $1 AND entry_id = $2 AND subscriber_id = $3 AND said_at < $5",
                list,
                entry,
                subscriber,
                given_at,
                today,
            )
            .execute(self.connection())
            .await;
            self.checked(again)?;
        }
        Ok(is_news)
    }

    async fn feedback_on(&mut self, list: &ListName, entry: EntryId) -> Result<Vec<Feedback>, StorageError> {
        let (list, entry) = (list.as_str(), entry.as_bytes().as_slice());
        let rows = sqlx::query_as!(
            FeedbackRecord,
            "SELECT list, entry_id, subscriber_id, verdict, reason, matches, answered, given_at
             FROM feedback WHERE list = $1 AND entry_id = $2 ORDER BY subscriber_id",
            list,
            entry,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(Feedback::try_from).collect()
    }

    async fn counted_feedback_on(
        &mut self,
        list: &ListName,
        entry: EntryId,
    ) -> Result<Vec<Counted>, StorageError> {
        let (list, entry) = (list.as_str(), entry.as_bytes().as_slice());
        let rows = sqlx::query_as!(
            CountedRecord,
            r#"SELECT f.list, f.entry_id, f.subscriber_id, f.verdict, f.reason, f.matches, f.answered, f.given_at,
                      s.name AS "name!", s.group_name AS "group_name?"
               FROM feedback f
               JOIN subscriber s ON s.subscriber_id = f.subscriber_id
               LEFT JOIN platform p ON p.subscriber_id = f.subscriber_id
               WHERE f.list = $1 AND f.entry_id = $2
                 AND NOT (s.suspended = 1 AND coalesce(p.suspended_by, 'staff') = 'staff')
               ORDER BY f.subscriber_id"#,
            list,
            entry,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?.into_iter().map(Counted::try_from).collect()
    }

    async fn answer_feedback(&mut self, list: &ListName, entry: EntryId) -> Result<(), StorageError> {
        let (list, entry) = (list.as_str(), entry.as_bytes().as_slice());
        let answered = sqlx::query!(
            "UPDATE feedback SET answered_before = answered, answered = matches
             WHERE list = $1 AND entry_id = $2",
            list,
            entry,
        )
        .execute(self.connection())
        .await;
        self.checked(answered)?;
        Ok(())
    }

    async fn reopen_feedback(&mut self, list: &ListName, entry: EntryId) -> Result<(), StorageError> {
        let (list, entry) = (list.as_str(), entry.as_bytes().as_slice());
        let reopened = sqlx::query!(
            "UPDATE feedback SET answered = answered_before WHERE list = $1 AND entry_id = $2",
            list,
            entry,
        )
        .execute(self.connection())
        .await;
        self.checked(reopened)?;
        Ok(())
    }

    async fn verdicts_of_case(&mut self, case: CaseId) -> Result<Vec<VerdictCount>, StorageError> {
        let case = case.as_bytes().as_slice();
        let rows = sqlx::query_as!(
            VerdictRecord,
            r#"SELECT f.entry_id, f.verdict, count(*) AS "count!: i64"
               FROM item i
               JOIN entry e ON e.item_id = i.item_id
               JOIN feedback f ON f.list = e.list AND f.entry_id = e.entry_id
               WHERE i.case_id = $1 AND f.reason <> 'different-content'
               GROUP BY f.entry_id, f.verdict"#,
            case,
        )
        .fetch_all(self.connection())
        .await;
        self.checked(rows)?
            .into_iter()
            .map(VerdictCount::try_from)
            .collect()
    }

    async fn expire_feedback(&mut self, before: Timestamp) -> Result<u64, StorageError> {
        let before = before.as_millis();
        // A node of before `said_at`, beside this one during an update, writes only when it was given.
        let removed = sqlx::query!(
            "DELETE FROM feedback WHERE said_at < $1 AND given_at < $1",
            before
        )
        .execute(self.connection())
        .await;
        Ok(self.checked(removed)?.rows_affected())
    }
}
