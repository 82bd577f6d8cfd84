/** Where the package that a person takes out has something: in the record with its former and deleted versions, the notes that nobody has
 *  signed, the list of who looked, what was asked, the account, its sessions, the apps that were let in, or the sign-ins that failed. */
export type PackagePart =
  | "record"
  | "drafts"
  | "accesses"
  | "requests"
  | "account"
  | "sessions"
  | "apps"
  | "failed sign-ins";

/** What becomes of a store when a person takes out all that is kept about them, and when they are erased. */
export interface PersonData {
  readonly package: { readonly in: PackagePart } | { readonly not: string };
  /** `goes`: by what. `stays`: on which ground. */
  readonly erasure: { readonly goes: string } | { readonly stays: string };
}

const inPackage = (part: PackagePart) => ({ in: part });
const notIn = (why: string) => ({ not: why });
const goes = (how: string) => ({ goes: how });
const stays = (ground: string) => ({ stays: ground });

const ofHouse = (what: string): PersonData => ({
  package: notIn(`not about a patient: ${what}`),
  erasure: stays(`not about a patient: ${what}`),
});
/** Says what people at work did, and perhaps in whose record. */
const ofStaff = (what: string): PersonData => ({
  package: notIn(`${what}: what concerned the patient is in their list of who looked`),
  erasure: stays(`${what}: accountability of the organisation (Article 5(2) GDPR; 45 CFR 164.312(b))`),
});
const withAccount = stays(
  "belongs to an account: the patient's own ends with the record, and is emptied 30 days later",
);
const ofAccount = (part: PackagePart): PersonData => ({ package: inPackage(part), erasure: withAccount });
const secret = (what: string): PersonData => ({
  package: notIn(`${what}: it would be worth something to a thief, and nothing to its owner`),
  erasure: withAccount,
});
const blinded = (what: string): PersonData => ({
  package: notIn(`${what}, as a keyed hash: nobody can read it`),
  erasure: stays("a keyed hash of a name or a place, of attempts: swept by time"),
});

/** Every table of the schema. One that is missing here fails a test, as one without a kind in backups does. */
export const personData: Readonly<Record<string, PersonData>> = {
  access_review: ofStaff("reviews of rights"),
  access_review_calendar: ofHouse("when the next review is due"),
  access_review_item: ofStaff("rights of people at work"),
  account_removal: {
    package: notIn("that an account was removed: whoever had it can't sign in to take anything out"),
    erasure: stays("an id without a name, so that a restore removes the account again"),
  },
  api_client: ofHouse("programs"),
  app_grant: ofAccount("apps"),
  appointment_reminder: {
    package: notIn("that a reminder went out: to whom, and when, is in the list of who looked"),
    erasure: goes("deleted with the patient's key"),
  },
  archive_key: ofHouse("keys of backups"),
  attempt_lock: blinded("attempts at signing in"),
  authenticator: ofAccount("account"),
  backup: ofHouse("backups"),
  billing_series: ofHouse("the last number of a series of invoices or receipts"),
  billing_till: ofHouse("how many receipts a branch gave, and until when it is cashed up"),
  billing_turn: ofHouse("whose turn it is to write, of a thousandth of all patients"),
  break_glass: {
    package: inPackage("accesses"),
    // The reason in words and the patient's name are under the patient's key.
    erasure: stays("that an emergency was declared, when and by whom, without the patient's name and the reason"),
  },
  break_glass_asking: ofStaff("askings for exceptional access"),
  break_glass_review: ofStaff("how exceptional accesses were judged"),
  calendar_cell: ofHouse("who works when, as keyed hashes"),
  calendar_queue: ofHouse("the last number of a queue"),
  calendar_request: blinded("bookings that were asked for"),
  calendar_seat: {
    package: notIn("places in the calendar, as keyed hashes, drawn from the record's own appointments"),
    erasure: goes("deleted with the patient's key"),
  },
  checkpoint_mail: ofHouse("mails with checkpoints"),
  credential: secret("passwords and secrets of codes"),
  data_key: {
    package: notIn("keys of the record"),
    erasure: goes("deleted; copies on the disk within minutes, by the running server or `wardbook residue clear`"),
  },
  ending_key: {
    package: notIn("that keys of an id had to end, and did"),
    erasure: stays("proof that records were erased, by the patient's id (Articles 5(2) and 17 GDPR)"),
  },
  erased_record: {
    package: notIn("ids of records that were erased"),
    erasure: stays("ids of records that were erased, so that a restore erases them again"),
  },
  erasure: {
    package: notIn("what became of a request for erasure: there is nothing to take out any more"),
    erasure: stays("proof of what was erased, what was kept and on which ground (Articles 5(2) and 17(3) GDPR)"),
  },
  failed_sign_in: {
    package: inPackage("failed sign-ins"),
    erasure: stays("a keyed hash of a name or a place, of attempts: swept by time"),
  },
  familiar_source: blinded("places of signing in"),
  federated_link: secret("which account of a provider signs in here"),
  federation: ofHouse("a provider's settings"),
  key_destruction: {
    package: notIn("proof that keys of an id were destroyed"),
    erasure: stays("proof that the erasure was done, by the patient's id (Articles 5(2) and 17 GDPR)"),
  },
  key_epoch: ofHouse("a counter"),
  key_policy: ofHouse("ages of keys"),
  key_rotation: ofStaff("rotations of keys, some by a patient's id"),
  ledger_batch: {
    package: inPackage("accesses"),
    // Entries about a patient are under the patient's key; acts of administration under the organisation's.
    erasure: stays(
      "acts of administration, and searches by a name that found nobody; entries about the patient open to nobody",
    ),
  },
  ledger_checkpoint: ofHouse("signed hashes"),
  ledger_copy: { package: inPackage("accesses"), erasure: goes("deleted with the patient's key") },
  ledger_head: ofHouse("hashes"),
  ledger_node: ofHouse("hashes"),
  ledger_pruned_head: ofHouse("hashes"),
  ledger_pruning: ofHouse("what the ledger let go"),
  ledger_pruning_withdrawal: ofHouse("what the ledger let go"),
  ledger_sequence: ofHouse("hashes"),
  migration: ofHouse("the schema"),
  note_draft: {
    package: inPackage("drafts"),
    erasure: goes("deleted with the patient's key"),
  },
  oauth_artifact: secret("tokens and codes of apps"),
  oauth_signing_key: ofHouse("keys that sign tokens"),
  officer_mail: ofStaff("mails to people at work"),
  officer_task: ofStaff("tasks of people at work"),
  passkey_challenge: ofHouse("numbers that were drawn"),
  patient_facility: {
    package: notIn("drawn from the record's own encounters, appointments and care teams"),
    erasure: goes("deleted with the patient's key"),
  },
  patient_series: ofHouse("the last number of a series of patients' numbers"),
  person: ofAccount("account"),
  policy_epoch: ofHouse("a counter"),
  proxy: {
    package: inPackage("record"),
    // Names, relationship and proof are under the patient's key; what is in force is a RelatedPerson in the record too.
    erasure: stays("that somebody could act for a patient, when, and who confirmed it, without names"),
  },
  public_request: blinded("what was sent from the public pages"),
  rate_budget: blinded("how often somebody asked"),
  record_head: {
    package: notIn("a search index of the record, as keyed hashes"),
    erasure: goes("deleted with the patient's key"),
  },
  record_version: { package: inPackage("record"), erasure: goes("deleted with the patient's key") },
  recovery: secret("ways back into an account"),
  recovery_code: secret("codes that sign in"),
  residue_clearing: ofHouse("when the disk was cleared"),
  retained_record: {
    package: notIn("what a law keeps of an erased record, for nobody's eyes until its period is over"),
    erasure: stays("a law says that this record is kept, and until when (Article 17(3) GDPR)"),
  },
  retention_appraisal: {
    package: notIn("decisions of staff on how long the record is kept"),
    erasure: stays("proof of why a record was kept or destroyed, by the patient's id"),
  },
  restriction: {
    package: inPackage("requests"),
    erasure: stays(
      "proof of what was kept and not used, and that the person was told before it ended (Article 18 GDPR)",
    ),
  },
  retention_hold: {
    package: notIn("a legal hold: telling of it may defeat what it is for"),
    erasure: stays("while a hold lasts nothing is erased; afterwards proof of it"),
  },
  retention_look: ofHouse("when somebody last looked for what is due"),
  rights_letter: {
    package: inPackage("requests"),
    erasure: stays("proof of what a request was answered with (Articles 5(2) and 12 GDPR)"),
  },
  rights_request: {
    package: inPackage("requests"),
    erasure: stays("proof that a request was answered, and in time (Articles 5(2) and 12 GDPR)"),
  },
  role_grant: ofStaff("roles of people at work"),
  row_register: {
    package: notIn("which rows other tables ought to have"),
    erasure: stays("ids of requests, holds, authorities and reviews, so that a row that was taken away shows"),
  },
  session: ofAccount("sessions"),
  signature_key: ofHouse("keys that sign for people at work"),
  signing_session: ofStaff("proofs that were used to sign"),
  slowed_place: blinded("places that were slowed"),
  spent_challenge: ofHouse("numbers that were drawn"),
  tenant: ofHouse("the organisation"),
  tenant_role: ofHouse("roles"),
  tenant_setting: ofHouse("settings"),
  vendor_access: ofStaff("access of vendors"),
};

/** Why a table outlives an erasure; undefined for what doesn't, and for tables that nobody knows. */
export function groundToStay(table: string): string | undefined {
  const erasure = personData[table]?.erasure;
  return erasure !== undefined && "stays" in erasure ? erasure.stays : undefined;
}
