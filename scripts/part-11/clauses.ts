import { type Clause, met, notApplicable, notMet } from "./clause.ts";

const signing = "src/custody/signatures/signatures.test.ts";
const keys = "src/custody/signatures/signatures.db.test.ts";
const chart = "src/custody/chart/signing.db.test.ts";
const notes = "src/care/notes/note-signatures.db.test.ts";
const signer = "src/surface/http/notes/confirm-signer.db.test.ts";
const journey = "test/journeys/note.journey.ts";
const people = "src/custody/identity/people/people.db.test.ts";
const account = "src/custody/identity/account/account.db.test.ts";
const recovery = "src/custody/identity/recovery/recovery.db.test.ts";
const passkeys = "src/custody/identity/sign-in/passkey-sign-in.db.test.ts";
const sealing = "src/custody/records/sealing.db.test.ts";
const consents = "src/surface/http/policy/consent-routes.db.test.ts";
const altered = "src/care/governance/altered.db.test.ts";
const roleGrants = "src/care/governance/role-grants/role-grants.db.test.ts";
const command = "src/surface/cli/signature.test.ts";
const decision = "docs/adr/0030-signatures.md";

/** Every clause that asks something of whoever keeps or signs records, in the rule's order. */
export const clauses: readonly Clause[] = [
  notMet(
    "11.10(a)",
    "The system is validated, and invalid or altered records are discerned",
    "Altered records are discerned, at each reading and by whoever checks from outside. Validation is of an installation and its use: a protocol that an organisation could run, fill in and sign isn't shipped.",
    [
      `${signing}: every changed letter of the record breaks it, a digit at the end of a decimal too`,
      `${sealing}: any flipped byte of a body is noticed`,
      "src/custody/ledger/ledger.db.test.ts: the proof of each entry holds, under the ledger's own key, for that entry alone",
    ],
  ),
  met(
    "11.10(b)",
    "Accurate and complete copies, readable by people and by machines",
    [
      "src/custody/chart/everything.db.test.ts: pages of any size make the whole, each resource once, and their links serve nobody else",
      `${notes}: a signed note that is taken elsewhere is checked there, without the server`,
      `${journey}: once signed, the note is locked and shows by whom, when and meaning what`,
      "src/surface/http/notes/routes.db.test.ts: a signed note is printed with its addenda, under each who signed it, when and meaning what, and the ledger tells of the paper",
    ],
    "For people: the chart's pages, on screen and as the browser prints them; signed notes, letters and everything about a patient as PDF. For machines: FHIR, and signed records as files.",
  ),
  notMet(
    "11.10(c)",
    "Records are protected and ready for retrieval through their retention period",
    "Every version of every record is kept, and a killed server loses none. Backups are restored and compared by drills. Records whose periods are over can be destroyed by two people's decision; what keeps all of them retrievable for every period isn't shown yet.",
    [
      "src/drill-restore.db.test.ts: a drill restores, compares and certifies, and finds the one version that was altered",
      "test/recovery/kill.db.test.ts: a server killed under load, alone or with its database, loses no acknowledged write and no entry of a read",
      "docs/adr/0003-immutable-versions-and-a-derived-index.md",
    ],
  ),
  met("11.10(d)", "Access is limited to those who are authorized", [
    "test/attacks/edge-doors.db.test.ts: whoever is nobody gets one and the same answer at every door",
    "test/access/compare.test.ts: the code decides as the reference evaluator does, whatever the policy, the caller and the resource",
  ]),
  met("11.10(e)", "A computer-made, time-stamped audit trail that obscures nothing", [
    "src/custody/chart/witnessing.db.test.ts: nothing is changed when the ledger can't witness it",
    "src/custody/chart/chart.db.test.ts: an update makes a new version and keeps the old one",
    "src/custody/ledger/drill.db.test.ts: each manipulation of a ledger of ${entries} entries is noticed, the untouched copy is not, and the ledger stays as it was",
    `${notes}: signing is one entry of the ledger, which names the note and its signature`,
    `${keys}: an organisation's first key is made when it is needed, once for all processes, and the ledger is told`,
  ]),
  met("11.10(f)", "Steps happen in the order that is permitted", [
    "src/care/notes/sign-draft.db.test.ts: only the words that the signer has seen are signed",
    `${signer}: the first signature of a session takes both components, even a moment after signing in`,
    "src/care/governance/break-glass/state.test.ts: %s takes %s as the table says",
  ]),
  met("11.10(g)", "Only those who are authorized use the system, sign and change records", [
    "src/care/notes/drafts.db.test.ts: who may not write documents, or not see the patient, can't draft",
    "src/care/notes/drafts.db.test.ts: a draft is its author's alone: to others it is not there",
    `${chart}: nobody writes a signature, changes one or takes one away`,
  ]),
  met(
    "11.10(h)",
    "Where data comes from is checked, as appropriate",
    [
      "test/oauth/backend-services.db.test.ts: an assertion for somebody else, too long, of another key or signed by nobody is refused",
      `${passkeys}: is refused when its challenge has lapsed, or was given for something else`,
    ],
    "A device or program that sends data is an API client with its own key and scopes, and the ledger names it. Terminals aren't told apart beyond their sessions.",
  ),
  notApplicable(
    "11.10(i)",
    "Who develops, keeps or uses the system is educated, trained and experienced",
    "It is about people, in the organisation and here. No record of training is kept in Wardbook yet.",
  ),
  notApplicable(
    "11.10(j)",
    "Written policies hold people accountable for what they sign",
    "The organisation's own. The dialog states what a signature means before it is made.",
  ),
  notApplicable(
    "11.10(k)(1)",
    "Documentation of the system is distributed, accessed and used under control",
    "Wardbook's documentation is public and says nothing that helps to get in. What an organisation writes for its own operators is its to control.",
  ),
  met(
    "11.10(k)(2)",
    "Changes of documentation are on record, in their order",
    ["scripts/write-reference.ts", "docs/adr/README.md"],
    "Documentation lies beside the code under version control; pages made from code are checked against it.",
  ),
  met(
    "11.30",
    "Open systems: encryption and digital signatures as well",
    [
      "test/attacks/edge-tls.db.test.ts: answers nothing unencrypted",
      `${sealing}: nothing that says who the patient is lies in the database`,
      `${signing}: a signature needs no part of this program to be checked`,
    ],
    "Records are sealed at rest, go out over TLS, and signatures are verified outside with published keys.",
  ),
  met("11.50(a)", "A signed record shows printed name, date and time, and meaning", [
    `${signing}: a signature that means %s says by whom, when, on what, and holds`,
    `${notes}: a signed note says by whom, when and meaning what, and is found as it was signed`,
    "web/ui/signature-words.test.ts: in %s a signature was made at %s",
    `${journey}: once signed, the note is locked and shows by whom, when and meaning what`,
    `${consents}: who records a consent and who withdraws it sign as witnesses, and a change through the API is told as such`,
    `${altered}: what an officer decides is signed, is checked elsewhere, and is told as altered once somebody alters it`,
    "test/journeys/governance-vendor.journey.ts: another person finds it as a task, proves who they are, and approves",
  ]),
  met(
    "11.50(b)",
    "These are kept under the same controls as the record, and are part of every readable form of it",
    [
      `${chart}: a record and its signature are written together, about one patient, in one entry`,
      `${chart}: nobody writes a signature, changes one or takes one away`,
      `${journey}: once signed, the note is locked and shows by whom, when and meaning what`,
    ],
    "On screen, in print and in the PDF of a note. Notes, consents, and what second persons approve or review are signed; prescriptions will use the same primitive.",
  ),
  met("11.70", "A signature can't be taken off a record, copied or moved to another", [
    `${signing}: a signature that is moved to %s is broken`,
    `${notes}: a signature can't be put on another note by import; one that was before makes that note broken and nothing else`,
    `${notes}: a note signed before signatures were kept is told as such; one that lost its signature is broken`,
    `${altered}: what an officer decides is signed, is checked elsewhere, and is told as altered once somebody alters it`,
    `${roleGrants}: a role that runs the organisation needs a second person, and becomes effective when they approve`,
    `${command}: a signed decision of each kind is checked with the public keys alone, and one that was moved or changed is refused`,
    `${chart}: nobody writes a signature, changes one or takes one away`,
  ]),
  met(
    "11.100(a)",
    "A signature is one individual's, never reused or given to somebody else",
    [
      `${people}: bear a user name each, whatever its case; another organisation may have the same`,
      `${people}: lets the application write no row of another organisation and delete no person`,
      `${signing}: a signature that is moved to %s is broken`,
    ],
    "The signer's own random id is signed. Accounts are never deleted, so no id comes back as somebody else.",
  ),
  notApplicable(
    "11.100(b)",
    "The identity of an individual is verified before they get a signature",
    "The organisation's act, before it adds somebody. The ledger tells who added whom.",
  ),
  notApplicable(
    "11.100(c)",
    "The organisation certifies to the FDA that its signatures are meant to bind",
    "A letter of the organisation.",
  ),
  met(
    "11.200(a)(1)",
    "Two components; all at the first signing of a session, one at each further one",
    [
      `${signer}: the first signature of a session takes both components, even a moment after signing in`,
      `${signer}: each further one takes the password, or another proof; nothing is no component`,
      `${signer}: one proof signs once, however many signatures are under way with it`,
      `${signer}: another session of the same person begins anew`,
    ],
    "The demonstration's made-up people have no components and sign with a click; no other organisation can be one.",
  ),
  met("11.200(a)(2)", "Signatures are used by their genuine owners only", [
    `${signer}: guessing at a screen that was left open locks, and says for how long`,
    `${signer}: somebody of another organisation is nobody here`,
    "src/custody/identity/sessions/sessions.db.test.ts: ends after thirty minutes without activity",
  ]),
  met(
    "11.200(a)(3)",
    "Using somebody else's signature takes two or more people together",
    [
      `${recovery}: needs two people, and both halves that they hand over`,
      `${recovery}: can't be gone alone, by a newcomer, by the person, or for an ended one`,
      `${people}: that resets credentials is for people who never signed in: one administrator can't become another person`,
    ],
    "Keys are the server's: who controls the running server could make signatures. The threat model says so, and the ledger would lack their sessions' proofs.",
  ),
  notApplicable(
    "11.200(b)",
    "Biometric signatures can't be used by others",
    "None are made. A passkey may be unlocked by a finger on its owner's device: no biometric reaches Wardbook.",
  ),
  met("11.300(a)", "No two individuals have the same identification and password", [
    `${people}: bear a user name each, whatever its case; another organisation may have the same`,
    `${account}: belong to one person: a passkey twice, a stranger's app and a wrong code are refused`,
  ]),
  met("11.300(b)", "Identifications and passwords are checked, recalled or revised periodically", [
    `${passkeys}: is not to be had with an outdated password, which proves too little`,
    "src/care/governance/access-review/access-reviews.db.test.ts: the calendar opens one review a quarter, whichever of two processes gets there, and none in an organisation's first",
    `${people}: that ends somebody ends sessions, credentials and challenges at once`,
  ]),
  met("11.300(c)", "Lost or stolen devices are deauthorized, and replaced under rigorous control", [
    `${passkeys}: opens nothing once its owner has ended, or has removed it`,
    `${recovery}: needs two people, and both halves that they hand over`,
    `${recovery}: leads back in after the wait, and tells the person twice`,
  ]),
  met("11.300(d)", "Attempts at unauthorized use are prevented, and reported at once", [
    "src/care/governance/locked-accounts/tell-of-locks.db.test.ts: a locked account is one task for the officers and one mail to its holder, whom nobody else hears of",
    `${signer}: guessing at a screen that was left open locks, and says for how long`,
  ]),
  met(
    "11.300(e)",
    "Devices are tested, at first and periodically, for working properly and not being altered",
    [
      `${passkeys}: whose counter goes back is a copy: refused and told`,
      `${account}: belong to one person: a passkey twice, a stranger's app and a wrong code are refused`,
    ],
    `Each is tested when it is enrolled and at every use. Nobody is asked to bring a device that isn't used. See ${decision}.`,
  ),
];
