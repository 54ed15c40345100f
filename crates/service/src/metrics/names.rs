//! The names of the counters, and what is said of each where they are read.

use prometheus_client::registry::{Registry, Unit};

use super::Metrics;

impl Metrics {
    /// Gives every counter its name. What each means is in docs/DEPLOYING.md.
    pub fn register(&self, registry: &mut Registry) {
        self.register_lists(registry);
        self.register_limits(registry);
    }

    fn register_lists(&self, registry: &mut Registry) {
        registry.register(
            "outbox_depth",
            "Announcements that wait for their number",
            self.outbox_depth.clone(),
        );
        registry.register_with_unit(
            "outbox_waiting",
            "For how long this node has seen the oldest announcement wait",
            Unit::Seconds,
            self.outbox_waiting.clone(),
        );
        registry.register(
            "sequencer_batch_size",
            "Changes that were numbered in one transaction",
            self.batch_size.clone(),
        );
        registry.register(
            "sequencer_changes",
            "Changes that this node numbered",
            self.changes.clone(),
        );
        registry.register(
            "sequencer_failures",
            "Batches that could not be numbered and were tried again",
            self.sequencer_failures.clone(),
        );
        registry.register(
            "sequencer_leads",
            "1 while this node numbers changes, otherwise 0",
            self.leads.clone(),
        );
        registry.register(
            "sequencer_epoch",
            "How many times leadership had been taken when this node last took it",
            self.epoch.clone(),
        );
        registry.register_with_unit(
            "sequencer_lists_ahead",
            "How far the newest second of a list lies ahead of the clock of the node that numbers changes",
            Unit::Seconds,
            self.lists_ahead.clone(),
        );
        registry.register("list_size", "Changes of a list so far", self.list_size.clone());
        registry.register(
            "feed_lag",
            "Changes of a list that this node has not served to a subscriber yet",
            self.feed_lag.clone(),
        );
    }

    fn register_limits(&self, registry: &mut Registry) {
        registry.register("submissions", "Submissions by outcome", self.submissions.clone());
        registry.register(
            "screening_pictures",
            "Pictures of cases that this node holds in memory to compare submissions with",
            self.screening_pictures.clone(),
        );
        registry.register_with_unit(
            "screening_memory",
            "What these pictures and their index take",
            Unit::Bytes,
            self.screening_bytes.clone(),
        );
        registry.register_with_unit(
            "suspension",
            "From a platform's first negative word about an entry to its suspension by rule",
            Unit::Seconds,
            self.suspension.clone(),
        );
        registry.register(
            "turned_away",
            "Requests that were told to come back later, by what they were for",
            self.turned_away.clone(),
        );
        registry.register(
            "work_asked",
            "Bits of work that a submission had to show when the last one came; 0 in calm times",
            self.work_asked.clone(),
        );
        registry.register(
            "verifications_waiting",
            "PINs and passphrases that wait to be checked",
            self.verifications_waiting.clone(),
        );
        registry.register(
            "verifications_refused",
            "PINs and passphrases that found no place in time",
            self.verifications_refused.clone(),
        );
        registry.register(
            "database_answers",
            "1 where the database answered when these values were read, otherwise 0",
            self.database_answers.clone(),
        );
        registry.register(
            "database_connections",
            "Connections to the database by pool: used, idle, and the most there can be",
            self.connections.clone(),
        );
        registry.register(
            "database_transactions_waiting",
            "Transactions that wait for their turn",
            self.transactions_waiting.clone(),
        );
        registry.register(
            "database_transactions_refused",
            "Transactions that could not begin",
            self.transactions_refused.clone(),
        );
        registry.register_with_unit(
            "database_transaction_wait",
            "How long transactions waited for their turn",
            Unit::Seconds,
            self.transaction_waits.clone(),
        );
    }
}
