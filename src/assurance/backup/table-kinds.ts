/** What becomes of a table in a backup.
 *  - `growing`: kept. Its rows are written once and hardly ever change, so an increment has those that are new or changed. Where rows are
 *    taken away, the next backup must be a full one.
 *  - `whole`: kept. Small, so every backup has all of it.
 *  - `keys`: goes to the archive of keys, never to that of data. `growing-keys` likewise, by increments.
 *  - `derived`: built anew from what is kept.
 *  - `passing`: means nothing after a restore. Sessions and tokens are here on purpose: what was revoked since must not come back. */
export type TableKind = "growing" | "whole" | "keys" | "growing-keys" | "derived" | "passing";

/** Every table of the schema. One that is missing here stops backups, and fails a test. */
export const tableKinds: Readonly<Record<string, TableKind>> = {
  access_review: "whole",
  access_review_calendar: "whole",
  access_review_item: "whole",
  // With the keys, whose newest archive every restore reads: what was removed doesn't come back.
  account_removal: "keys",
  api_client: "whole",
  appointment_reminder: "whole",
  app_grant: "whole",
  archive_key: "keys",
  attempt_lock: "whole",
  authenticator: "whole",
  backup: "whole",
  billing_series: "whole",
  billing_till: "whole",
  // Turns begin anew where there are none.
  billing_turn: "passing",
  break_glass: "whole",
  break_glass_asking: "whole",
  break_glass_review: "whole",
  // Places are built anew from the appointments; numbers of a queue are nowhere else.
  calendar_cell: "derived",
  calendar_queue: "whole",
  calendar_request: "passing",
  calendar_seat: "derived",
  checkpoint_mail: "whole",
  credential: "whole",
  data_key: "growing-keys",
  // Both with the keys, as what was destroyed is.
  ending_key: "keys",
  erased_record: "keys",
  erasure: "whole",
  failed_sign_in: "whole",
  familiar_source: "whole",
  federated_link: "whole",
  federation: "whole",
  // With the keys, because it is what must be known of them: which were destroyed since an older archive.
  key_destruction: "keys",
  key_epoch: "passing",
  key_policy: "whole",
  key_rotation: "whole",
  ledger_batch: "growing",
  ledger_checkpoint: "growing",
  ledger_copy: "whole",
  ledger_head: "derived",
  ledger_node: "growing",
  ledger_pruned_head: "whole",
  ledger_pruning: "whole",
  ledger_pruning_withdrawal: "whole",
  ledger_sequence: "growing",
  migration: "passing",
  note_draft: "whole",
  oauth_artifact: "passing",
  // Wrapped under the root key: an old copy would open under no later one.
  oauth_signing_key: "keys",
  officer_mail: "whole",
  officer_task: "whole",
  passkey_challenge: "passing",
  patient_facility: "whole",
  patient_series: "whole",
  person: "whole",
  policy_epoch: "whole",
  proxy: "whole",
  public_request: "passing",
  rate_budget: "passing",
  record_head: "derived",
  record_version: "growing",
  recovery: "whole",
  recovery_code: "whole",
  // Of this disk: a restore is another one.
  residue_clearing: "passing",
  restriction: "whole",
  retained_record: "whole",
  retention_appraisal: "whole",
  retention_hold: "whole",
  rights_letter: "whole",
  retention_look: "passing",
  rights_request: "whole",
  row_register: "whole",
  role_grant: "whole",
  session: "passing",
  signature_key: "whole",
  signing_session: "passing",
  slowed_place: "whole",
  spent_challenge: "passing",
  tenant: "keys",
  tenant_role: "whole",
  tenant_setting: "whole",
  vendor_access: "whole",
};

/** Tables that a restore takes from the newest archive of keys, whatever it restores. */
export const ofNewestKeys: ReadonlySet<string> = new Set([
  "account_removal",
  "archive_key",
  "ending_key",
  "erased_record",
  "key_destruction",
]);

/** Which of the two archives. */
export type ArchiveSide = "data" | "keys";

/** Where a table's rows go. @returns undefined for what no archive has */
export function sideOf(kind: TableKind): ArchiveSide | undefined {
  switch (kind) {
    case "growing":
    case "whole":
      return "data";
    case "keys":
    case "growing-keys":
      return "keys";
    case "derived":
    case "passing":
      return undefined;
  }
}

export function isGrowing(kind: TableKind): boolean {
  return kind === "growing" || kind === "growing-keys";
}
