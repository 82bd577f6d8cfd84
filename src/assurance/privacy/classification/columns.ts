import type { DataClass } from "./data-class.ts";

type Columns = Readonly<Partial<Record<DataClass, string>>>;

/**
 * What each column of the database holds, once it is open: most are sealed, and what a sealed column's length still tells is in
 * docs/leakage.md. Ids of people and patients are identifying, though they are random: they lead to somebody. Blind tokens and hashes of
 * secrets are sensitive: whoever has a key, or a guess, gets something from them.
 */
const tables: Readonly<Record<string, Columns>> = {
  access_review: { operational: "tenant id period state unreviewed opened_at due_at closed_at sealed sealed_close" },
  access_review_calendar: { operational: "tenant next_at" },
  access_review_item: {
    operational: "tenant review item kind state decided_at sealed sealed_decision sealed_reviewer",
    identifying: "subject holder reviewer decider",
  },
  account_removal: { operational: "tenant at", identifying: "person" },
  api_client: {
    operational: "tenant client sealed_name scopes state added_at last_token_at kind sealed_details changed_at",
    sensitive: "secret_hash",
  },
  app_grant: { operational: "tenant grant_id client session given_at used_at until sealed", identifying: "person" },
  appointment_reminder: {
    operational: "tenant day sequence attempts what state in_time next_at",
    identifying: "appointment",
    sensitive: "hash",
  },
  archive_key: { operational: "key_no", sensitive: "wrapped" },
  attempt_lock: { operational: "tenant factor state attempts next_at until", sensitive: "subject source" },
  authenticator: {
    operational: "tenant authenticator kind counter added_at last_used_at sealed_name",
    identifying: "person",
    sensitive: "token sealed",
  },
  backup: {
    operational: "backup kind follows chain at store key_no bytes settled_xid place removals manifest",
  },
  billing_series: { operational: "tenant last", sensitive: "series" },
  billing_till: { operational: "tenant receipts closed_day", sensitive: "till" },
  billing_turn: { operational: "tenant slot turn" },
  break_glass: {
    operational: "tenant id state began_at until ended_at due_at key_no sealed_staff sealed_state",
    identifying: "person patient ended_by",
    clinical: "sealed",
  },
  break_glass_asking: { operational: "tenant asking at missed", identifying: "person" },
  break_glass_review: { operational: "tenant id review outcome at sealed", identifying: "reviewer" },
  calendar_cell: { operational: "tenant day capacity", sensitive: "cell kind" },
  calendar_queue: { operational: "tenant day last", sensitive: "queue" },
  calendar_request: { operational: "tenant day", sensitive: "request" },
  calendar_seat: { operational: "tenant seat capacity", identifying: "appointment", sensitive: "cell kind" },
  checkpoint_mail: { operational: "tenant attempts next_at sent_at sent_size problem", identifying: "keeper" },
  credential: { operational: "tenant factor changed_at last_step", identifying: "person", sensitive: "sealed" },
  data_key: {
    operational: "tenant key_no purpose state replaced_at seals",
    identifying: "subject",
    sensitive: "wrapped",
  },
  erasure: {
    operational: "tenant id request state proposed_at changed_at sealed",
    identifying: "patient proposer decider",
  },
  failed_sign_in: { operational: "tenant failures since last_at locked_at told_at mailed_at", sensitive: "subject" },
  familiar_source: { operational: "tenant until", sensitive: "subject source" },
  federated_link: { operational: "tenant linked_at", identifying: "person", sensitive: "subject_token" },
  federation: { operational: "tenant state changed_at", sensitive: "sealed" },
  ending_key: { operational: "tenant key_no asked_at moved_at ended_at certificate", identifying: "patient" },
  erased_record: { operational: "tenant id erasure until", identifying: "patient" },
  key_destruction: { operational: "tenant destruction at certificate", identifying: "subject" },
  key_epoch: { operational: "one epoch" },
  key_policy: { operational: "tenant kind days" },
  key_rotation: {
    operational: "tenant rotation kind step target done total why began_at ended_at",
    identifying: "subject",
  },
  ledger_batch: { operational: "batch tenant", clinical: "entries", sensitive: "tokens" },
  ledger_checkpoint: { operational: "tenant size at", none: "note" },
  ledger_copy: { operational: "tenant batch ordinal key_no", clinical: "entry" },
  ledger_head: { operational: "tenant key_no slot before count last_index", none: "head mac" },
  ledger_node: { operational: "tenant level index", none: "hash" },
  ledger_pruned_head: { operational: "tenant key_no slot before count last_index", none: "head mac" },
  ledger_pruning: { operational: "tenant min_index act_index act_batch act newest_batch gone_to", none: "mac" },
  ledger_pruning_withdrawal: { operational: "tenant pruning_index act_index act_batch act", none: "mac" },
  ledger_sequence: { operational: "first_index batch tenant", none: "leaf_hashes mac" },
  migration: { none: "number name digest applied_at" },
  note_draft: { operational: "saved_at key_no tenant revision id", identifying: "author patient", clinical: "sealed" },
  oauth_artifact: {
    operational: "tenant kind client grant_id scopes until consumed_at",
    sensitive: "id_hash sealed",
  },
  oauth_signing_key: { operational: "kid made_at signs_from retired_at", sensitive: "sealed" },
  officer_mail: { operational: "tenant mail task what attempts next_at", identifying: "person" },
  officer_task: {
    operational:
      "tenant task kind about permission risk state created_at due_at reminded_at overdue_at done_at sealed sealed_done",
    identifying: "assignee not_for done_by",
  },
  passkey_challenge: { operational: "until", sensitive: "hash" },
  patient_facility: { operational: "tenant facility", identifying: "key_no" },
  patient_series: { operational: "tenant last", sensitive: "series" },
  person: {
    operational: "tenant role state credential_epoch added_at last_sign_in_at ended_at removed_at",
    identifying: "person sealed_profile",
    sensitive: "username_token",
  },
  policy_epoch: { operational: "tenant epoch" },
  proxy: {
    operational:
      "tenant id authority extent state from_at until recorded_at decided_at ended_at reminded_at key_no sealed_grant",
    identifying: "person patient related_person recorder decider",
    clinical: "sealed",
  },
  public_request: { operational: "tenant day", sensitive: "request" },
  rate_budget: { operational: "key points expire" },
  record_head: { operational: "position tenant version id type", sensitive: "tokens" },
  record_version: { operational: "position tenant version id type deleted", identifying: "key_no", clinical: "body" },
  recovery: {
    operational: "tenant recovery way state began_at ready_at until",
    identifying: "person",
    sensitive: "sealed",
  },
  recovery_code: { operational: "tenant used_at", identifying: "person", sensitive: "code_hash" },
  residue_clearing: { operational: "tenant destruction cleared_at log" },
  restriction: { operational: "tenant request revision", identifying: "sealed" },
  retained_record: {
    operational: "tenant id erasure state until changed_at sealed_facts",
    identifying: "patient proposer decider",
    clinical: "sealed",
  },
  retention_appraisal: {
    operational: "tenant id state queued_at changed_at until sealed",
    identifying: "patient proposer decider",
  },
  retention_hold: { operational: "tenant number placed_at lifted_at", identifying: "sealed sealed_lift" },
  rights_letter: {
    operational: "tenant id request kind made_at revision",
    identifying: "patient sealed pdf",
  },
  retention_look: { operational: "tenant at" },
  rights_request: {
    operational: "tenant id kind law state received_on due_on created_at closed_at revision",
    identifying: "patient sealed",
  },
  row_register: { operational: "tenant name sealed" },
  role_grant: {
    operational: "tenant id role state requested_at until decided_at sealed sealed_decision",
    identifying: "person requester decider",
  },
  session: {
    operational: "tenant began_at seen_at session proven_at proven_by purpose",
    identifying: "person sealed",
    sensitive: "session_hash",
  },
  signature_key: { operational: "tenant kid made_at", sensitive: "sealed" },
  signing_session: { operational: "tenant session spent_proof signed_at" },
  slowed_place: { operational: "tenant since last_at attempts told_at", identifying: "sealed", sensitive: "source" },
  spent_challenge: { operational: "tenant until", sensitive: "nonce" },
  tenant: {
    operational: "tenant sealed_profile key_epoch destroyed_at",
    sensitive: "wrapped_key other_wrapped_key",
  },
  tenant_role: { operational: "tenant role revision changed_at removed sealed" },
  tenant_setting: { operational: "tenant key sealed changed_at" },
  vendor_access: {
    operational: "tenant id state from_at until requested_at decided_at ended_at sealed sealed_decision",
    identifying: "person requester decider",
  },
};

/** By "table.column". */
export const columnClasses: ReadonlyMap<string, DataClass> = new Map(
  Object.entries(tables).flatMap(([table, columns]) =>
    Object.entries(columns).flatMap(([dataClass, names]) =>
      names.split(" ").map((column): [string, DataClass] => [`${table}.${column}`, dataClass as DataClass]),
    ),
  ),
);
