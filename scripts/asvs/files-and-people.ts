import { type Requirement, met, notApplicable, notMet } from "./requirement.ts";

const signIn = "src/custody/identity/sign-in/sign-in.db.test.ts";
const people = "src/custody/identity/people/people.db.test.ts";
const account = "src/custody/identity/account/account.db.test.ts";
const accountRoutes = "src/surface/http/identity/account-routes.db.test.ts";
const recovery = "src/custody/identity/recovery/recovery.db.test.ts";
const policy = "src/custody/identity/passwords/password-policy.test.ts";
const commonest = `${policy}: the 3,000 commonest passwords of breaches that are long enough are refused, decorated as well`;
const lockout = "src/custody/identity/lockout/lockout.test.ts";
const federation = "test/oauth/federation.db.test.ts";
const imports = "src/surface/http/imports/routes.db.test.ts";

/** V5 and V6. */
export const filesAndPeople: readonly Requirement[] = [
  met("V5.1.1", 2, "Which files are taken is written down", ["docs/security/rules.md"]),
  met("V5.2.1", 1, "Files are taken up to a size that can be worked on", [
    `${imports}: a file without a name, or said to be too large, is refused before it is read`,
    "src/care/importing/spool.test.ts: a file that is too large, or doesn't come whole, leaves nothing behind",
  ]),
  notMet(
    "V5.2.2",
    1,
    "A file's name and content are what they say",
    "Imported files are recognised by their bytes and parsed whole, whatever their name. JPEG, PNG, WebP and PDF in a chart are read from their first byte to their last; files of other types, and what an import brings within its records, are kept as what they say, and handed out as FHIR alone.",
    [
      "src/care/importing/read-units.test.ts: knows gzip by its bytes",
      "src/foundation/files/files.test.ts: a picture is whole, of a modest size, and says nothing but its picture",
    ],
  ),
  met(
    "V5.2.3",
    2,
    "Compressed files are limited in their expanded size",
    [
      "src/care/importing/read-units.test.ts: gzip that expands without measure is given up, and what shrinks well is not",
    ],
    "64 MiB and 200 times the packed size, counted while it expands. Only gzip is taken, which holds one file.",
  ),
  notApplicable(
    "V5.3.1",
    1,
    "Uploads aren't run as programs",
    "No upload is put where it could be asked for: imports are sealed in a spool, attachments are sealed rows.",
  ),
  met("V5.3.2", 1, "Paths aren't made from what users sent", [
    "src/care/importing/spool.test.ts: a received file can be read as often as needed, and the disk shows nothing of it",
  ]),
  met("V5.4.1", 2, "Downloads are named by us", [
    "src/surface/http/ledger/routes.db.test.ts: a proof comes as a file and holds under the ledger's key",
    "src/surface/http/governance/routes.db.test.ts: an access review from its opening to its file",
  ]),
  met(
    "V5.4.2",
    2,
    "Names of served files can't break a header",
    [
      "src/surface/http/ledger/routes.ts",
      "src/surface/http/governance/access-review-routes.ts",
      "src/surface/http/fhir/file-bytes.ts",
    ],
    "They are made of words of ours and an id.",
  ),
  notMet(
    "V5.4.3",
    2,
    "Files of others are scanned for viruses",
    "Nothing is scanned. A PDF in which something runs, or that carries or fetches other files, isn't taken; pictures and PDFs go out as attachments that a browser neither guesses about nor runs, everything else as FHIR data.",
    [
      "src/foundation/files/files.test.ts: a PDF runs nothing, carries nothing and isn't locked, wherever its objects lie",
    ],
  ),
  met("V6.1.1", 1, "How guessing is held off, without locking people out, is written down", ["docs/security/rules.md"]),
  met("V6.1.2", 2, "Words that make bad passwords here are listed", [
    "src/custody/identity/passwords/common-passwords.ts",
    "docs/security/rules.md",
  ]),
  met("V6.1.3", 2, "All ways to sign in are written down", ["docs/security/rules.md"]),
  met(
    "V6.2.1",
    1,
    "Passwords have 8 characters or more",
    [`${people}: choose a password that keeps the policy, or are refused`],
    "12 in the usual profile, 8 beside the second factor that everybody has in the other.",
  ),
  met("V6.2.2", 1, "People can change their password", [`${accountRoutes}: changes its password with the present one`]),
  met("V6.2.3", 1, "Changing it takes the present one", [
    `${account}: changes with the present one, ends other sessions and renews this one's cookie`,
  ]),
  met("V6.2.4", 1, "The 3,000 most common passwords are refused", [commonest]),
  notMet(
    "V6.2.5",
    1,
    "Any composition is taken",
    "The usual profile asks for four kinds of characters, because its buyers do; an organisation that chooses “nist-800-63b-4” meets it. The evidence page names the disagreement.",
    [`${account}: follows the profile in force: long and plain is good for one, four kinds for the other`],
  ),
  met("V6.2.6", 1, "Password fields are masked", [
    "web/app/session/PasswordAndCode.tsx",
    "web/workspaces/account/_parts/ChangePasswordDialog.tsx",
  ]),
  met(
    "V6.2.7",
    1,
    "Pasting and password managers work",
    ["web/app/session/PasswordAndCode.tsx"],
    "Nothing hinders them; fields carry the usual autocomplete words.",
  ),
  met(
    "V6.2.8",
    1,
    "Passwords count as typed",
    ["src/foundation/crypto/password.test.ts: a stored password verifies, however it was typed, and no other does"],
    "Nothing is cut or changed in case; Unicode is normalised, as NIST SP 800-63B-4 recommends.",
  ),
  met("V6.2.9", 2, "64 characters are taken", ["src/custody/identity/passwords/password-profiles.ts"], "Up to 256."),
  notMet(
    "V6.2.10",
    2,
    "Passwords need no periodic change",
    "The usual profile asks for one every 90 days; “nist-800-63b-4” doesn't.",
    ["src/custody/identity/passwords/password-profiles.ts"],
  ),
  met("V6.2.11", 2, "Words of the place and the person are refused", [`${policy}: %s breaks %j`]),
  met("V6.2.12", 2, "Breached passwords are refused: the 18,000 commonest of 8 characters and more, offline", [
    commonest,
  ]),
  met("V6.3.1", 1, "Guessing is held off as written down", [
    "src/custody/identity/lockout/lockout-conformance.db.test.ts: the database and the machine agree about every attempt, in any order, from anywhere",
    "src/custody/identity/sign-in/sign-in.db.test.ts: are looked at twenty-one times and then wait, whoever bears them; a colleague who is known there comes in",
    "test/attacks/edge-budgets.db.test.ts: the budget of %s ends, and the answer says when there is a new one",
  ]),
  met("V6.3.2", 1, "There are no default accounts", [
    "src/surface/http/identity/set-up-routes.db.test.ts: the token makes one organisation and its administrator, and nothing more",
  ]),
  met(
    "V6.3.3",
    2,
    "More than one factor",
    [
      `${signIn}: takes password and code`,
      "src/custody/identity/sign-in/passkey-sign-in.db.test.ts: takes the place of a password altogether",
    ],
    "Only people of the demonstration organisation, who are made up, sign in by name.",
  ),
  met("V6.3.4", 2, "All ways in are as strong, and written down", [
    `${federation}: lets in whom somebody has linked, and asks our own second factor all the same`,
    "test/attacks/edge-doors.db.test.ts: the doors that open to nobody are the ones in the list, and fall over nothing empty",
    `${signIn}: lets in by name alone, and nowhere else`,
  ]),
  met(
    "V6.4.1",
    1,
    "First passwords are random, short-lived and replaced",
    [
      `${policy}: a temporary password keeps the policy and is another one each time`,
      `${signIn}: is over when the temporary password has waited too long`,
      `${signIn}: refuses a weak password and the temporary one again, and the challenge a second time`,
    ],
    "They last for seven days.",
  ),
  met("V6.4.2", 1, "No hints, no secret questions", ["contract/session.ts", "contract/recovery.ts"]),
  met("V6.4.3", 2, "A forgotten password is no way round the second factor", [
    `${recovery}: needs two people, and both halves that they hand over`,
    `${recovery}: leads back in after the wait, and tells the person twice`,
  ]),
  met("V6.4.4", 2, "A lost factor is replaced as carefully as it was given", [
    `${recovery}: needs two people, and both halves that they hand over`,
    "test/journeys/lost-access.journey.ts: with the other approver's half the person makes a passkey and is back",
  ]),
  met("V6.5.1", 2, "Codes work once", [
    `${signIn}: never takes a code twice, nor a challenge`,
    `${account}: stand in for the app once each, however they are typed`,
  ]),
  met(
    "V6.5.2",
    2,
    "Short codes are hashed slowly",
    [`${account}: all go when new ones are made, and none is kept readable`],
    "Recovery codes have 120 random bits, so a keyed fast hash is enough.",
  ),
  met("V6.5.3", 2, "Codes and seeds are random", [
    "src/custody/identity/second-factors/recovery-code.ts",
    "src/custody/identity/second-factors/totp.ts",
  ]),
  met("V6.5.4", 2, "Codes have 20 bits or more", ["src/custody/identity/second-factors/recovery-code.ts"], "120."),
  notMet(
    "V6.5.5",
    2,
    "Codes live shortly: mailed ones 10 minutes, TOTP 30 seconds",
    "Mailed links open within ten minutes. A TOTP code is taken one step early or late as well, for clocks that differ, so it can live for 90 seconds; once.",
    [
      "src/custody/identity/second-factors/totp.test.ts: codes of the step before and after are taken, those beyond are not",
      `${recovery}: is not begun by a mail that nobody opens within ten minutes, and then costs no code`,
    ],
  ),
  notApplicable("V6.6.1", 2, "Codes by telephone are only an alternative", "None are sent by telephone."),
  met("V6.6.2", 2, "A code belongs to the request that it was made for", [
    "src/custody/identity/sign-in/passkey-sign-in.db.test.ts: is refused when its challenge has lapsed, or was given for something else",
    `${recovery}: a ticket that is no ticket opens nothing`,
  ]),
  met("V6.6.3", 2, "Codes can't be guessed", [
    `${lockout}: lets a stranger's place guess five times in fifteen minutes and no more`,
  ]),
  met(
    "V6.8.1",
    2,
    "One provider can't name another's people",
    [`${federation}: links the account there to whoever is signed in here, once`, "docs/adr/0023-openid-connect.md"],
    "Links go by issuer and subject.",
  ),
  met("V6.8.2", 2, "Assertions without a sound signature are refused", [
    `${federation}: an answer that another browser began, that comes twice, or that was changed lets nobody in`,
  ]),
  notApplicable("V6.8.3", 2, "SAML assertions count once", "There is no SAML."),
  met("V6.8.4", 2, "What the provider says of its factors is looked at", [
    `${federation}: needs no second factor of ours where the provider's word proves its own`,
    `${federation}: lets in whom somebody has linked, and asks our own second factor all the same`,
  ]),
];
