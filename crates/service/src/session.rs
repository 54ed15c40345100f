//! Who is signed in, and for how long.

use std::time::Duration;

use domain::{
    audit::{Act, Agent, Deed},
    id::StaffId,
    staff::{Means, Refused, Session, Staff},
};
use storage::{StorageError, Transaction};

use crate::{Service, token::Token};

/// A session ends so long after it was last used (ASVS 5.0 V7.3.1).
pub const IDLE: Duration = Duration::from_secs(15 * 60);
/// A session ends so long after sign-in, however much it is used (ASVS 5.0 V7.3.2).
pub const ABSOLUTE: Duration = Duration::from_secs(8 * 3_600);
/// What is sensitive asks for a proof of who they are that is not older (ASVS 5.0 V7.5.1): a stolen session alone
/// changes neither accounts nor rules.
pub const RECENT: Duration = Duration::from_secs(10 * 60);
/// The use of a session is noted at most so often.
const TOUCH_EVERY: Duration = Duration::from_secs(60);

/// A member of staff who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub staff: Staff,
    /// Where.
    pub session: Session,
    /// Whether they proved who they are within [`RECENT`].
    pub recent: bool,
    /// What was refused between the time before and this one, for as long after they signed in.
    pub news: Option<Refused>,
}

impl Service {
    /// Who is signed in with this; `None` where the session has ended or never was, or the account has ended.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn signed_in(&self, token: &Token) -> Result<Option<Member>, StorageError> {
        let now = self.now();
        let mut tx = self.storage().read().await?;
        let Some(session) = tx.find_session(&token.digest()).await? else {
            return Ok(None);
        };
        if now.since(session.created_at) >= ABSOLUTE || now.since(session.last_used_at) >= IDLE {
            return Ok(None);
        }
        let staff = tx.lookup_staff(session.staff).await?;
        drop(tx);
        let Some(staff) = staff.filter(|staff| staff.ended_at.is_none()) else {
            return Ok(None);
        };
        if now.since(session.last_used_at) >= TOUCH_EVERY {
            let mut tx = self.storage().begin().await?;
            tx.touch_session(&token.digest(), now).await?;
            tx.commit().await?;
        }
        let recent = now.since(session.confirmed_at) < RECENT;
        let is_new = now.since(session.created_at) < RECENT;
        let news = session.refused_before.filter(|_| is_new);
        Ok(Some(Member {
            staff,
            session,
            recent,
            news,
        }))
    }

    /// Whose session this is; `None` where it has ended or never was.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn staff_of(&self, token: &Token) -> Result<Option<Staff>, StorageError> {
        Ok(self.signed_in(token).await?.map(|member| member.staff))
    }

    /// Ends a session.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn sign_out(&self, token: &Token) -> Result<(), StorageError> {
        let mut tx = self.storage().begin().await?;
        if let Some(session) = tx.find_session(&token.digest()).await? {
            tx.end_session(&token.digest()).await?;
            tx.record(&self.own_deed(session.staff, Act::SignedOut)).await?;
        }
        tx.commit().await
    }

    /// Begins a session in the caller's transaction, and clears those away that have ended. What was refused since the time
    /// before is told there from now on, and counted anew.
    pub(crate) async fn begin_session(
        &self,
        tx: &mut dyn Transaction,
        staff: StaffId,
        means: Means,
    ) -> Result<Token, StorageError> {
        let (now, token) = (self.now(), Token::draw(self.entropy()));
        // So that none that is refused meanwhile gets lost.
        tx.lock_staff(&[staff]).await?;
        tx.expire_sessions(now.minus(ABSOLUTE), now.minus(IDLE)).await?;
        let refused_before = tx.staff_refused(staff).await?;
        tx.forget_staff_refused(staff).await?;
        let session = Session {
            token_digest: token.digest(),
            staff,
            created_at: now,
            last_used_at: now,
            confirmed_at: now,
            means,
            refused_before,
        };
        tx.add_session(&session).await?;
        Ok(token)
    }

    /// Ends a session of one's own, named by the beginning of its digest in hex. Does nothing where there is none.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn end_own_session(&self, member: &Member, name: &str) -> Result<(), StorageError> {
        let mut tx = self.storage().begin().await?;
        let sessions = tx.sessions_of(member.staff.id).await?;
        if let Some(session) = sessions.iter().find(|session| session_name(session) == name) {
            tx.end_session(&session.token_digest).await?;
            tx.record(&self.own_deed(member.staff.id, Act::EndedSessions))
                .await?;
        }
        tx.commit().await
    }

    /// Ends every other session of one's own.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn end_other_sessions(&self, member: &Member) -> Result<(), StorageError> {
        let mut tx = self.storage().begin().await?;
        tx.end_sessions_of(member.staff.id, Some(&member.session.token_digest))
            .await?;
        tx.record(&self.own_deed(member.staff.id, Act::EndedSessions))
            .await?;
        tx.commit().await
    }

    /// What someone does with what is their own.
    pub(crate) fn own_deed(&self, staff: StaffId, act: Act) -> Deed {
        Deed {
            at: self.now(),
            actor: Agent::Staff(staff),
            act,
            subject: String::new(),
            reason: String::new(),
        }
    }
}

/// What a page calls a session: the beginning of its digest, which opens nothing.
pub fn session_name(session: &Session) -> String {
    hex::encode(&session.token_digest[..8])
}
