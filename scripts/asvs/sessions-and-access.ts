import { type Requirement, met, notApplicable } from "./requirement.ts";

const sessions = "src/custody/identity/sessions/sessions.db.test.ts";
const account = "src/custody/identity/account/account.db.test.ts";
const accountRoutes = "src/surface/http/identity/account-routes.db.test.ts";
const people = "src/custody/identity/people/people.db.test.ts";
const redirects = "test/oauth/redirects.db.test.ts";
const codes = "test/oauth/codes.db.test.ts";
const refreshTokens = "test/oauth/refresh-tokens.db.test.ts";
const asking = "test/oauth/asking.db.test.ts";
const bearerTokens = "test/oauth/bearer-tokens.db.test.ts";
const backend = "test/oauth/backend-services.db.test.ts";
const federation = "test/oauth/federation.db.test.ts";
const standalone = "test/oauth/standalone.db.test.ts";
const consent = "test/journeys/consent.journey.ts";
const rules = "docs/security/rules.md";

/** V7 to V10. */
export const sessionsAndAccess: readonly Requirement[] = [
  met("V7.1.1", 2, "How long sessions last is written down, with reasons", [rules]),
  met(
    "V7.1.2",
    2,
    "How many sessions one may have is written down",
    [rules],
    "Any number; each is listed and can be ended.",
  ),
  met("V7.1.3", 2, "What ends sessions that began elsewhere is written down", [rules]),
  met("V7.2.1", 1, "Sessions are checked on the server", [`${sessions}: opens for its own cookie only`]),
  met("V7.2.2", 1, "Sessions have tokens of their own", [`${sessions}: is stored without the cookie's secret`]),
  met("V7.2.3", 1, "Tokens have 128 random bits or more", ["src/custody/identity/sessions/session-cookie.ts"], "256."),
  met("V7.2.4", 1, "Each proof brings a new token", [
    "src/custody/identity/sign-in/step-up.db.test.ts: with password and code renews the session under a new cookie",
    `${accountRoutes}: a step-up leaves the former cookie and its token worthless`,
  ]),
  met("V7.3.1", 2, "Sessions end when nobody is there", [`${sessions}: ends after thirty minutes without activity`]),
  met("V7.3.2", 2, "Sessions end after a time in any case", [
    `${sessions}: is kept by activity, not by looking, and for twelve hours at most`,
  ]),
  met("V7.4.1", 1, "An ended session is over", [
    `${sessions}: that is signed out is over here at once, and within a second in every other process`,
    "src/custody/identity/sessions/revocation.db.test.ts: a revocation is seen by a second process within a second",
  ]),
  met("V7.4.2", 1, "Who leaves has no session left", [
    `${people}: that ends somebody ends sessions, credentials and challenges at once`,
  ]),
  met("V7.4.3", 2, "Changing a factor can end the other sessions", [
    `${account}: changes with the present one, ends other sessions and renews this one's cookie`,
  ]),
  met("V7.4.4", 2, "Signing out is always in reach", [
    "test/journeys/keyboard.journey.ts: the palette signs out",
    "test/journeys/session.journey.ts: signing out in one window locks the others out",
  ]),
  met("V7.4.5", 2, "Administrators can end sessions", [
    "test/journeys/own-sessions.journey.ts: an administrator ends somebody's sessions, after proving who asks",
  ]),
  met("V7.5.1", 2, "Changing how one gets in takes a fresh proof", [
    `${accountRoutes}: every sensitive act asks for a fresh proof five minutes after the last one`,
  ]),
  met("V7.5.2", 2, "People see and end their sessions", [
    "test/journeys/own-sessions.journey.ts: all others are ended at once",
  ]),
  met("V7.6.1", 2, "Sessions here and at another provider end as written down", [
    `${standalone}: waits for a fresh sign-in when it asks for one, and is told when nobody may be asked`,
    `${refreshTokens}: that goes with the session ends with it`,
    rules,
  ]),
  met("V7.6.2", 2, "No session begins without somebody's act", [
    `${federation}: an answer that another browser began, that comes twice, or that was changed lets nobody in`,
  ]),
  met("V8.1.1", 1, "Who may do what to which data is written down", [
    "docs/adr/0013-scopes-as-roles.md",
    "docs/adr/0019-one-predicate.md",
    "docs/adr/0020-policy-facts.md",
  ]),
  met("V8.1.2", 2, "Who may see or change which fields is written down", ["docs/adr/0019-one-predicate.md"]),
  met("V8.2.1", 1, "Functions are for those who may", [
    "test/attacks/edge-doors.db.test.ts: a client that may read patients gets nothing at any other door",
  ]),
  met("V8.2.2", 1, "Data are for those who may", [
    "test/attacks/other-organisation-fhir.db.test.ts: every FHIR interaction with another organisation's ids answers as for ids that exist nowhere",
    "test/access/compare.test.ts: the code decides as the reference evaluator does, whatever the policy, the caller and the resource",
  ]),
  met("V8.2.3", 2, "Fields are for those who may", [
    "src/custody/access/keep-fields.test.ts: what is sent back as it was seen is stored as it was, whatever was hidden",
    "src/surface/http/policy/preview-routes.db.test.ts: a viewer from whom fields are hidden doesn't learn them from a role that is limited by them",
  ]),
  met("V8.3.1", 1, "The server decides", [
    "test/attacks/edge-doors.db.test.ts: whoever is nobody gets one and the same answer at every door",
  ]),
  met("V8.4.1", 2, "Organisations can't touch each other", [
    "test/attacks/other-organisation-routes.db.test.ts: lists of one organisation hold nothing of another",
    "test/attacks/other-organisation-routes.db.test.ts: after all that, the record is as it was",
    "src/custody/chart/isolation.db.test.ts: every table with rows of organisations has row-level security",
  ]),
  met("V9.1.1", 1, "Signed tokens are verified first", [
    `${backend}: an assertion for somebody else, too long, of another key or signed by nobody is refused`,
  ]),
  met("V9.1.2", 1, "Only listed algorithms", [
    "src/custody/authorization/provider.ts",
    `${bearerTokens}: that is a JWT of any kind is none of ours`,
  ]),
  met(
    "V9.1.3",
    1,
    "Keys come from known places only",
    [
      "docs/adr/0023-openid-connect.md",
      `${backend}: an assertion for somebody else, too long, of another key or signed by nobody is refused`,
    ],
    "Clients' keys are registered inline; a provider's come from the address that its settings name.",
  ),
  met("V9.2.1", 1, "Tokens are taken in their time only", [
    `${backend}: an assertion for somebody else, too long, of another key or signed by nobody is refused`,
  ]),
  met("V9.2.2", 2, "A token is taken for its own purpose only", [
    `${refreshTokens}: of another client, or as a bearer token, opens nothing`,
    `${bearerTokens}: that is a JWT of any kind is none of ours`,
  ]),
  met("V9.2.3", 2, "A token is taken by whom it is for", [
    `${backend}: an assertion for somebody else, too long, of another key or signed by nobody is refused`,
  ]),
  met(
    "V9.2.4",
    2,
    "Tokens signed with one key say whom they are for",
    [`${standalone}: discovers, asks, is allowed one patient, reads, refreshes, is revoked and is refused`],
    "The only signed tokens are identity tokens, for the client that asked.",
  ),
  met(
    "V10.1.1",
    2,
    "Tokens go only where they are needed",
    ["web/app/api/send.ts"],
    "The web app has a cookie and no token.",
  ),
  met("V10.1.2", 2, "An answer belongs to the request and the browser that began it", [
    `${federation}: an answer that another browser began, that comes twice, or that was changed lets nobody in`,
    `${codes}: comes only to the browser that asked`,
  ]),
  met("V10.2.1", 2, "Our client can't be made to finish somebody else's flow", [
    `${federation}: an answer that another browser began, that comes twice, or that was changed lets nobody in`,
  ]),
  met("V10.2.2", 2, "Answers of one provider aren't taken for another's", [
    "src/custody/authorization/federation.ts",
    `${federation}: an answer that another browser began, that comes twice, or that was changed lets nobody in`,
  ]),
  met("V10.3.1", 2, "Access tokens are for this server", [
    `${asking}: another server's address as audience, or none, is refused`,
  ]),
  met("V10.3.2", 2, "What a token was given limits what it does", [
    `${standalone}: gets what was ticked and what the role allows, and no more`,
    `${standalone}: reads only what its criteria allow`,
  ]),
  met("V10.3.3", 2, "People are known by what isn't given to others", [
    "docs/adr/0023-openid-connect.md",
    `${bearerTokens}: ends with its person, everywhere within a second`,
  ]),
  notApplicable(
    "V10.3.4",
    2,
    "A token's proof of its person is as strong as needed",
    "Nothing that asks for a fresh proof can be done with an app's token.",
  ),
  met("V10.4.1", 1, "Redirect addresses are compared letter by letter", [
    `${redirects}: a missing address is not guessed, an unknown app is told nothing`,
    `${redirects}: no registration takes an address that anybody could hold`,
  ]),
  met("V10.4.2", 1, "A code works once, and a second try ends what came of it", [
    `${codes}: works once; who tries it again ends what came of it`,
  ]),
  met("V10.4.3", 1, "Codes live for minutes", ["src/custody/authorization/provider.ts"], "One."),
  met("V10.4.4", 1, "Clients have the grants that they need; none implicit", [
    `${asking}: token and id_token in the address, and answers by form or fragment, are refused`,
    "src/custody/authorization/client-metadata.ts",
  ]),
  met("V10.4.5", 1, "A refresh token that comes twice ends all", [
    `${refreshTokens}: is renewed at each use; the old one, tried again, ends them all`,
  ]),
  met("V10.4.6", 2, "PKCE, and not in its plain form", [
    `${codes}: without PKCE, or with its plain form, is never begun`,
    `${codes}: is worth nothing with another verifier, address or client`,
  ]),
  notApplicable("V10.4.7", 2, "Open registration is guarded", "Registration is closed."),
  met(
    "V10.4.8",
    2,
    "Refresh tokens end in any case",
    ["src/custody/authorization/provider.ts", "docs/adr/0023-openid-connect.md"],
    "With their grant, after 90 days.",
  ),
  met("V10.4.9", 2, "People can take tokens back", [
    `${standalone}: isn't asked about twice for the same, unless it insists; and its person takes it back within a second`,
  ]),
  met("V10.4.10", 2, "Clients prove themselves", [
    `${backend}: is refused with a wrong secret, and the ledger says so`,
    `${backend}: an assertion is taken once, here or by another process`,
  ]),
  met("V10.4.11", 2, "Clients get the scopes that they need", [
    `${asking}: nobody ticks what the app didn't ask, and an app gets no more than it is registered for`,
    `${backend}: no more is given than the client is registered for`,
  ]),
  met("V10.5.1", 2, "An identity token can't be replayed", [
    `${federation}: an answer that another browser began, that comes twice, or that was changed lets nobody in`,
  ]),
  met("V10.5.2", 2, "People of a provider are known by its subject", [
    `${federation}: links the account there to whoever is signed in here, once`,
  ]),
  met(
    "V10.5.3",
    2,
    "A provider's metadata must name the issuer that was set up",
    ["src/custody/authorization/providers.ts"],
    "openid-client compares them.",
  ),
  met(
    "V10.5.4",
    2,
    "An identity token is for us",
    ["src/custody/authorization/federation.ts"],
    "openid-client compares the audience with our id.",
  ),
  notApplicable("V10.5.5", 2, "Back-channel logout is guarded", "It is not offered."),
  met("V10.6.1", 2, "Only codes are given in answers", [
    `${asking}: token and id_token in the address, and answers by form or fragment, are refused`,
  ]),
  notApplicable("V10.6.2", 2, "Nobody can be signed out by others", "Logout at an app's word is off."),
  met("V10.7.1", 2, "People consent to each request", [
    `${consent}: a person reads what an app asks, unticks some, chooses a patient and goes back with the rest`,
    `${standalone}: isn't asked about twice for the same, unless it insists; and its person takes it back within a second`,
  ]),
  met("V10.7.2", 2, "They read who asks, for what and for how long", [
    `${consent}: a person reads what an app asks, unticks some, chooses a patient and goes back with the rest`,
    "web/workspaces/oauth/_parts/ConsentForm.tsx",
  ]),
  met(
    "V10.7.3",
    2,
    "They see and take back what they allowed",
    [
      `${standalone}: isn't asked about twice for the same, unless it insists; and its person takes it back within a second`,
      "web/workspaces/account/AppsPage.tsx",
    ],
    "To change it, they take it back and are asked anew.",
  ),
];
