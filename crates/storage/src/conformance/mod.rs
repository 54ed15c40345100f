//! The suite that every implementation must pass: what the traits promise, one case a promise.
//!
//! Each case gets a fresh database. To add one: an async function here, named as the sentence that it proves, and
//! its name in [`conformance_tests`](crate::conformance_tests); a test sees to it that none is forgotten.
#![expect(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    missing_docs,
    reason = "a step that fails fails the case that it is named in"
)]

pub mod account;
pub mod account_proof;
pub mod application;
pub mod audit;
pub mod case;
pub mod columns;
pub mod disclosure;
pub mod entry;
pub mod feedback;
pub mod fingerprint;
mod fixture;
pub mod history;
pub mod inspection;
pub mod key;
pub mod membership;
pub mod plans;
pub mod platform;
pub mod policy;
pub mod proposal;
pub mod retention;
pub mod review;
pub mod screening;
pub mod served;
pub mod staff;
pub mod subscriber;
pub mod transaction;
pub mod webhook;

/// Makes a test of every case. `$with` names an async function in the module of the call: it takes a case, runs it
/// on a fresh database, and clears up after it.
#[macro_export]
macro_rules! conformance_tests {
    ($with:ident) => {
        $crate::conformance_tests! { $with, account:
            an_account_is_found_by_name_and_by_id_and_keeps_what_changes,
            of_two_tries_at_an_account_at_once_one_is_counted,
            a_try_that_was_counted_is_taken_back,
            refused_tries_at_an_account_are_counted_and_one_of_a_while_is_recorded,
            the_accounts_of_a_platform_are_told_and_removed_with_their_sessions,
            an_account_needs_its_platform_and_a_name_of_its_own,
            accounts_that_nobody_used_make_way,
            a_code_of_an_account_is_used_once,
            a_platforms_session_is_found_touched_ended_and_expires,
            an_invitation_is_found_until_it_ends,
        }
        $crate::conformance_tests! { $with, account_proof:
            a_passkey_of_a_platform_opens_one_account_and_is_kept_as_it_was_last_used,
            codes_on_paper_of_a_platform_are_used_up_and_replaced,
            a_platforms_session_is_confirmed_and_the_others_end,
        }
        $crate::conformance_tests! { $with, application:
            an_application_is_found_by_id_and_code_and_listed_by_outcome,
            paging_through_applications_of_one_moment_shows_each_once,
            an_application_is_decided_once_and_keeps_by_whom,
            applications_expire_by_their_age_unless_they_were_accepted,
        }
        $crate::conformance_tests! { $with, audit:
            a_record_without_lines_is_whole,
            lines_are_numbered_chained_and_read_back_in_order,
            the_lines_that_are_looked_for_come_in_order_and_in_pages,
            the_last_switch_of_a_platform_is_found_and_the_last_one_of_the_house,
            a_line_of_a_dropped_transaction_leaves_no_gap,
            the_beginning_expires_and_the_rest_still_verifies,
            the_first_line_up_to_a_number_is_found_as_long_as_it_is_there,
            the_whole_record_can_expire_and_goes_on_after_it,
            eight_writers_at_once_leave_one_unbroken_chain,
        }
        $crate::conformance_tests! { $with, case:
            a_case_is_found_by_its_number_and_by_its_submission,
            an_unknown_case_is_none_and_no_error,
            a_taken_case_number_is_refused,
            a_taken_submission_key_is_refused,
            a_case_keeps_no_finer_time_than_a_day,
            an_item_reads_back_with_all_its_hashes,
            a_long_video_reads_back_with_all_its_pictures,
            an_item_needs_its_case,
            two_items_of_a_case_cannot_have_one_place,
        }
        $crate::conformance_tests! { $with, disclosure:
            the_items_of_a_case_come_in_their_order_with_all_their_hashes,
            an_entry_tells_every_change_of_its_own_and_what_waits,
        }
        $crate::conformance_tests! { $with, entry:
            an_entry_reads_back_with_the_day_on_which_it_was_made,
            an_unknown_entry_is_none_and_no_error,
            an_item_has_one_entry_on_a_list,
            an_item_may_be_on_two_lists,
            an_entry_needs_its_item,
            an_entry_needs_its_list,
            every_state_of_an_entry_reads_back,
            who_decides_on_an_older_version_is_told_so,
            the_entries_of_a_case_come_in_the_order_of_its_items,
            a_case_tells_since_when_an_entry_is_listed,
            each_queue_holds_the_entries_in_its_states,
            paging_through_a_queue_shows_every_entry_once_and_the_oldest_first,
            what_is_due_to_be_taken_back_stands_in_no_queue,
            a_line_of_a_queue_carries_what_was_found,
            the_entries_of_an_item_come_with_what_was_found,
            entries_are_read_with_their_findings_at_once,
            the_entries_of_many_items_are_those_on_one_list,
            findings_come_by_name,
            a_finding_needs_its_entry,
            withdrawals_are_due_at_their_hour_and_only_while_they_are_asked_for,
            decisions_come_in_the_order_in_which_they_were_made,
            a_decision_needs_its_entry,
            a_decision_is_known_by_its_id,
        }
        $crate::conformance_tests! { $with, feedback:
            a_subscribers_last_word_on_an_entry_is_kept_and_the_same_word_again_changes_nothing,
            more_matches_of_a_negative_word_are_kept_and_do_not_make_it_a_later_one,
            matches_are_answered_and_the_last_answer_is_taken_back,
            the_words_of_those_whom_staff_suspended_are_kept_and_do_not_count,
            a_word_that_counts_is_told_with_whom_its_subscriber_acts,
            feedback_needs_its_subscriber,
            a_case_counts_who_said_what_of_each_entry,
            a_case_does_not_count_who_has_something_else,
            feedback_expires_by_its_age,
            what_is_said_again_is_no_news_and_is_kept_as_long_after_it,
        }
        $crate::conformance_tests! { $with, fingerprint:
            entries_are_found_by_fingerprint_once_they_were_announced,
            of_many_with_one_fingerprint_those_on_the_list_come_first,
            a_subscriber_finds_its_own_feedback_and_nobody_elses,
        }
        $crate::conformance_tests! { $with, history:
            a_list_is_made_once_and_keeps_its_policy,
            an_unknown_list_is_none_and_no_error,
            a_list_without_changes_has_the_empty_checkpoint,
            announcements_wait_in_the_order_in_which_they_were_made,
            an_announcement_needs_its_list,
            numbered_changes_leave_the_outbox_and_come_with_their_hashes,
            the_checkpoint_is_the_chain_over_every_change,
            the_hashes_of_an_entry_come_with_its_newest_change_and_go_with_its_removal,
            the_pictures_of_a_video_are_fed_and_go_with_its_removal,
            the_digest_of_a_removed_entrys_hashes_stays_in_its_changes,
            paging_through_changes_shows_every_number_once,
            a_number_is_never_given_twice,
            a_number_is_never_left_out,
            an_announcement_is_never_numbered_twice,
            two_lists_are_numbered_each_for_itself,
            a_listing_is_the_newest_change_of_an_entry,
            paging_through_listings_of_one_second_shows_every_entry_once,
            listings_are_of_the_seconds_that_were_asked_for,
            a_second_that_is_closed_stays_closed_on_every_list,
            one_entry_is_found_as_its_newest_change,
            what_is_listed_comes_by_number_without_what_is_not,
        }
        $crate::conformance_tests! { $with, inspection:
            a_whole_list_has_nothing_to_find,
            an_entry_that_was_published_without_a_word_is_out_of_step,
            an_entry_that_is_listed_without_being_published_is_out_of_step,
            what_is_announced_of_no_entry_is_orphaned_and_then_listed_without_hashes,
            every_batch_leaves_a_checkpoint_of_the_changes_until_then,
        }
        $crate::conformance_tests! { $with, key:
            a_contact_reads_back_and_a_missing_one_is_none,
            what_was_changed_or_given_up_meanwhile_is_not_sealed_anew,
            contacts_that_were_sealed_earlier_are_found,
            every_generation_tells_who_depends_on_it,
            a_seed_reads_back_and_those_that_were_sealed_earlier_are_found,
            a_code_is_used_once_and_none_before_it_afterwards,
            a_sealed_text_is_of_one_purpose_and_row_and_can_be_given_up,
        }
        $crate::conformance_tests! { $with, platform:
            a_profile_reads_back_and_a_missing_one_is_none,
            a_profile_needs_its_subscriber,
            survivors_read_of_platforms_that_take_part_and_want_it_said,
            a_subscriber_is_suspended_and_its_lists_are_changed,
            a_platform_cannot_choose_a_list_that_there_is_not,
            what_a_platform_said_is_counted_by_list_and_verdict,
        }
        $crate::conformance_tests! { $with, membership:
            an_invitation_is_found_by_its_token_and_taken_up_once,
            one_name_is_invited_once,
            invitations_expire_at_their_time,
            an_account_ends_and_opens_again,
            a_passkey_opens_one_account_and_is_kept_as_it_was_last_used,
            codes_on_paper_are_used_up_and_replaced,
            a_ceremony_is_good_once,
            someones_sessions_are_listed_confirmed_and_ended_except_for_one,
        }
        $crate::conformance_tests! { $with, policy:
            versions_of_a_policy_read_back_the_newest_first,
            a_version_needs_its_list_a_number_of_its_own_and_two_people,
            the_newest_version_whose_moment_has_come_holds,
        }
        $crate::conformance_tests! { $with, proposal:
            a_proposal_reads_back_and_an_unknown_one_is_none,
            what_waits_and_what_is_past_come_in_their_order,
            proposals_are_found_by_their_terms_the_newest_first,
            a_proposal_is_settled_once_and_by_a_second_person,
            a_seconded_proposal_is_carried_out_once_and_in_its_time,
            what_was_carried_out_is_taken_back_once,
            two_who_second_at_once_second_once,
            proposals_expire_by_age,
        }
        $crate::conformance_tests! { $with, retention:
            an_item_that_ended_is_erased_with_everything_about_it_and_its_removal_stays,
            nothing_is_erased_before_its_removal_has_a_number,
            an_item_that_was_never_listed_waits_for_the_age_of_its_decision,
            what_is_live_is_never_erased,
            an_item_on_two_lists_is_erased_when_it_has_ended_on_both,
            erasing_stops_at_its_limit_and_a_case_goes_with_its_last_item,
            what_was_taken_back_and_what_was_rejected_is_counted_by_itself,
            a_case_tells_what_was_rejected_because_nobody_had_decided_in_time,
            a_case_whose_items_were_all_rejected_counts_them_and_goes_later,
            a_case_goes_with_what_its_owner_took_back_last_whatever_was_rejected_before,
            unreviewed_entries_are_those_that_wait_and_are_old,
        }
        $crate::conformance_tests! { $with, served:
            what_was_served_reads_back_in_order_and_in_pages,
            what_was_served_needs_its_subscriber,
            how_far_a_platform_got_is_known_by_list_and_wire,
            what_was_served_expires_by_its_age,
            the_stretches_that_ended_last_come_first,
            a_platform_follows_a_list_since_its_first_answer_however_often_it_asks,
            a_key_that_signed_evidence_stays_known_as_it_was_first_used,
            a_case_tells_who_was_served_its_entries_since_they_were_added,
            what_left_the_list_still_tells_who_was_served_it,
            whoever_was_served_an_entry_counts_however_often_it_leaves_and_comes_back,
            what_was_amended_before_it_was_served_counts_with_its_amendment,
        }
        $crate::conformance_tests! { $with, review:
            what_is_urgent_comes_first_and_then_what_is_old,
            every_page_of_the_work_goes_on_where_the_one_before_ended,
            the_work_is_filtered_by_what_is_known_of_it,
            whatever_is_looked_for_is_what_a_walk_through_all_of_it_finds,
            what_was_raised_stays_urgent_until_it_is_settled,
            what_is_taken_back_waits_for_nobody_once_its_time_has_come,
            what_is_disputed_and_escalated_is_found_as_both,
            an_entry_is_taken_by_one_person_at_a_time,
            of_many_entries_those_that_are_taken_come_with_whoever_has_them,
            the_work_is_filtered_by_who_has_taken_it_and_what_is_put_off,
            notes_come_in_the_order_in_which_they_were_written,
            a_view_is_its_owners_and_replaced_under_its_name,
            views_of_one_name_that_are_saved_at_once_are_one_of_each_owner,
            a_reason_is_replaced_under_its_name,
        }
        $crate::conformance_tests! { $with, screening:
            fingerprints_come_by_item_in_pages,
            videos_come_by_item_in_pages,
            videos_are_found_by_their_items,
            a_video_is_told_with_all_the_pictures_by_which_it_is_found,
            what_comes_and_goes_is_told_in_order_from_a_mark_on,
            what_an_open_transaction_adds_is_not_missed,
            an_erased_item_leaves_only_that_it_is_gone,
            what_came_on_earlier_days_is_forgotten,
            the_cases_of_items_are_found_and_of_erased_ones_not,
            entries_that_lack_a_finding_are_found_by_list_and_item,
            entries_that_were_taken_off_a_list_are_counted_by_their_items,
            marks_that_are_due_are_told_by_age_until_they_are_made,
            marks_that_are_due_wait_from_the_last_suspension_on,
            marks_that_are_due_need_their_entry_and_go_with_it,
            items_with_the_same_file_are_found_with_their_pdq,
            items_with_the_same_file_and_another_vpdq_are_found_with_it,
            a_known_picture_is_replaced_removed_and_counted,
            the_forms_of_a_known_picture_are_replaced_and_go_with_it,
            a_known_file_is_found_and_removed_by_any_of_its_hashes,
            files_that_share_a_hash_are_one,
            the_files_of_a_known_picture_go_with_it,
            items_are_found_by_the_exact_hashes_of_their_files,
            a_list_keeps_its_treatments,
            what_happens_on_a_day_adds_up_whatever_the_slot,
            a_count_needs_its_list,
        }
        $crate::conformance_tests! { $with, staff:
            a_member_of_staff_is_found_by_name_and_by_id,
            an_unknown_member_of_staff_is_none_and_no_error,
            a_taken_name_is_refused,
            everyone_comes_by_name_with_the_role_they_were_given,
            wrong_attempts_are_kept_and_forgotten,
            of_two_tries_that_saw_the_same_one_is_counted,
            a_try_that_nobody_looked_at_is_taken_back,
            refused_tries_are_counted_until_someone_signs_in_and_one_of_a_while_is_recorded,
            what_someone_takes_off_the_list_is_counted_with_them,
            who_let_someone_in_is_known_as_long_as_it_is_asked_for,
            a_session_is_found_touched_and_ended,
            a_session_needs_its_member_of_staff,
            sessions_expire_by_age_and_by_idleness,
        }
        $crate::conformance_tests! { $with, subscriber:
            member_numbers_begin_at_1000_and_are_counted_up,
            a_taken_name_or_member_number_is_refused,
            member_numbers_below_1000_are_ours,
            a_subscriber_reads_lists_that_exist,
            a_credential_is_found_with_its_subscriber,
            a_credential_needs_its_subscriber,
            the_keys_of_a_subscriber_come_by_age_and_nobody_elses,
            a_key_is_revoked_once_and_by_its_owner,
            a_key_ends_sooner_and_never_later,
            a_held_subscriber_is_as_it_was_kept,
            with_whom_a_subscriber_acts_is_kept_and_cleared,
            of_two_that_lock_the_subscribers_the_second_reads_what_the_first_wrote,
            the_subscribers_of_a_list_come_by_member_number_with_all_their_lists,
        }
        $crate::conformance_tests! { $with, transaction:
            a_dropped_transaction_leaves_nothing,
            a_transaction_in_which_a_call_failed_cannot_be_committed,
            a_reader_does_not_see_what_is_not_committed_and_does_not_wait_for_it,
            a_reader_sees_one_moment,
            a_reader_cannot_write,
            a_second_writer_of_an_entry_waits_and_then_sees_the_first,
            batches_that_cross_wait_for_each_other_and_both_go_through,
            every_leader_counts_the_epoch_up_and_an_older_one_is_fenced,
            of_two_that_append_at_once_one_is_refused,
            eight_writers_and_a_sequencer_lose_nothing,
        }
        $crate::conformance_tests! { $with, webhook:
            a_webhook_reads_back_is_switched_and_removed,
            a_webhook_needs_its_subscriber_and_a_message_its_webhook,
            who_was_not_told_how_far_a_list_goes_is_behind,
            a_message_reads_back_and_keeps_what_became_of_it,
            messages_are_due_at_their_moment_and_while_someone_wants_them,
            what_waits_for_a_platform_is_brought_forward_and_never_put_back,
            messages_expire_by_their_age_unless_they_are_pending,
        }
    };
    ($with:ident, $module:ident: $($case:ident,)*) => {
        mod $module {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $case() {
                    super::$with($crate::conformance::$module::$case).await;
                }
            )*
        }
    };
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_case_is_instantiated() {
        let instantiated = include_str!("mod.rs");
        let modules = [
            include_str!("account.rs"),
            include_str!("account_proof.rs"),
            include_str!("application.rs"),
            include_str!("audit.rs"),
            include_str!("case.rs"),
            include_str!("disclosure.rs"),
            include_str!("entry.rs"),
            include_str!("feedback.rs"),
            include_str!("fingerprint.rs"),
            include_str!("history.rs"),
            include_str!("inspection.rs"),
            include_str!("key.rs"),
            include_str!("membership.rs"),
            include_str!("platform.rs"),
            include_str!("policy.rs"),
            include_str!("proposal.rs"),
            include_str!("retention.rs"),
            include_str!("served.rs"),
            include_str!("review.rs"),
            include_str!("screening.rs"),
            include_str!("staff.rs"),
            include_str!("subscriber.rs"),
            include_str!("transaction.rs"),
            include_str!("webhook.rs"),
        ];
        for line in modules.into_iter().flat_map(str::lines) {
            if let Some((name, _)) = line
                .strip_prefix("pub async fn ")
                .and_then(|rest| rest.split_once('('))
            {
                assert!(instantiated.contains(&format!("            {name},\n")), "{name}");
            }
        }
    }
}
