import { type Requirement, met, notApplicable, notMet } from "./requirement.ts";

const headers = "test/attacks/edge-headers.db.test.ts";
const hosts = "test/attacks/edge-hosts.db.test.ts";
const bodies = "test/attacks/edge-bodies.db.test.ts";
const budgets = "test/attacks/edge-budgets.db.test.ts";
const sessionRoutes = "src/surface/http/identity/session-routes.db.test.ts";
const noFrontier = "There is neither GraphQL nor WebSocket.";

/** V2 to V4. */
export const inputAndWeb: readonly Requirement[] = [
  met("V2.1.1", 1, "Rules for input are written down", ["docs/security/rules.md", "docs/fhir.md", "contract/index.ts"]),
  met("V2.1.2", 2, "Rules for data that must fit together are written down", ["docs/security/rules.md"]),
  met("V2.1.3", 2, "Limits of use, per user and overall, are written down", ["docs/security/rules.md"]),
  met("V2.2.1", 1, "All input is held to what is expected of it", [
    "src/foundation/fhir/structure/validate.test.ts: refuses unknown properties with their place, also nested",
    "test/attacks/malformed-requests.db.test.ts: the server still works after all that",
    `${sessionRoutes}: malformed requests name the field and never its value`,
  ]),
  met("V2.2.2", 1, "Validation happens on the server", [
    "test/attacks/edge-doors.db.test.ts: a client that may read patients gets nothing at any other door",
    `${bodies}: what an honest client sends passes`,
  ]),
  met("V2.2.3", 2, "Combinations of data are checked", [
    "src/custody/chart/chart.db.test.ts: what is about a patient who isn't here is refused",
    "src/surface/http/policy/consent-routes.db.test.ts: a consent with %s is refused, and told where",
    "src/care/notes/signed-note.db.test.ts: an addendum adds to a signed note of the same patient and to nothing else",
  ]),
  met("V2.3.1", 1, "Steps can't be skipped or taken out of order", [
    "src/custody/identity/recovery/recovery-machine.test.ts: is done only after two approvals, or after a mail and a wait",
    "src/care/governance/break-glass/state.test.ts: %s takes %s as the table says",
    "src/custody/identity/sign-in/sign-in.db.test.ts: never takes a code twice, nor a challenge",
  ]),
  met("V2.3.2", 2, "Limits of use hold", [
    "src/surface/http/governance/routes.db.test.ts: too many askings are told how long to wait",
    `${budgets}: the budget of %s ends, and the answer says when there is a new one`,
  ]),
  met("V2.3.3", 2, "An operation happens whole or not at all", [
    "src/custody/identity/people/people.db.test.ts: that can't be witnessed does not happen",
    "test/recovery/kill.db.test.ts: a server killed under load",
  ]),
  met("V2.3.4", 2, "What there is only one of isn't given twice", [
    "src/care/notes/sign-draft.db.test.ts: ten signings at once, from two processes, make one note",
    "src/custody/identity/account/account.db.test.ts: two at once with one code let one in",
    "src/care/governance/vendor-access/vendor-access.db.test.ts: of an approval and a refusal at once one holds",
  ]),
  met("V2.4.1", 2, "Automated misuse is held off", [
    `${budgets}: a client and its organisation have budgets of their own; another organisation is not held up`,
    "test/attacks/edge-bundles.db.test.ts: what comes in a bundle is counted as what comes by itself",
    `${bodies}: one address opens only so many connections`,
  ]),
  met("V3.2.1", 1, "Answers aren't rendered as what they are not", [
    `${headers}: what is no page runs nothing when it is opened as one`,
  ]),
  met(
    "V3.2.2",
    1,
    "Text is shown as text",
    ["web/app", "src/foundation/fhir/structure/xhtml.test.ts: refuses what could run, load or submit something"],
    "React escapes text; nothing sets HTML.",
  ),
  met(
    "V3.3.1",
    1,
    "Cookies are Secure, with the __Host- or __Secure- prefix",
    [
      `${headers}: no cookie is set but with the __Host- prefix, for this host, for the server only`,
      "test/attacks/edge-tls.db.test.ts: cookies of an app's request for consent come with the __Secure- prefix",
    ],
    "The session's cookie. Cookies of an errand with an app or another provider are __Secure- wherever TLS is spoken.",
  ),
  met("V3.3.2", 2, "SameSite suits each cookie", [
    `${headers}: no cookie is set but with the __Host- prefix, for this host, for the server only`,
    `${sessionRoutes}: the cookie is out of reach of scripts, other sites and sibling hosts`,
  ]),
  notMet(
    "V3.3.3",
    2,
    "Cookies have the __Host- prefix",
    "The session's has. Cookies that last for one errand with an app or another provider are bound to a path, which the prefix doesn't allow.",
    ["src/surface/http/oauth/fleeting-cookie.ts"],
  ),
  met("V3.3.4", 2, "Scripts can't read the session's cookie", [
    `${sessionRoutes}: the cookie is out of reach of scripts, other sites and sibling hosts`,
  ]),
  met(
    "V3.4.1",
    1,
    "HSTS, a year or more, subdomains included",
    [
      "test/attacks/edge-tls.db.test.ts: tells browsers to stay with TLS, and gives encrypted addresses",
      `${hosts}: behind a declared proxy, its word counts, and only encrypted requests are answered`,
    ],
    "Not with a trial's self-signed certificate, nor on this machine without TLS.",
  ),
  met(
    "V3.4.2",
    1,
    "CORS allows fixed or listed origins",
    [
      `${headers}: every route's answer, refused or not, carries the headers that keep browsers safe`,
      "test/oauth/cross-origin.db.test.ts: is readable by an app that is registered from there, refusals included",
      "test/oauth/cross-origin.db.test.ts: takes no cookie from another origin, registered or not, and allows none",
    ],
    "Documents that are public for everybody; `/fhir` and the token endpoint for the exact origins of registered browser apps, never with credentials.",
  ),
  met("V3.4.3", 2, "A content security policy keeps to trusted content", [
    `${headers}: pages run our own scripts only, and say what of the browser they use`,
  ]),
  met("V3.4.4", 2, "nosniff on every answer", [
    `${headers}: every route's answer, refused or not, carries the headers that keep browsers safe`,
  ]),
  met("V3.4.5", 2, "Addresses don't leak as referrers", [
    `${headers}: every route's answer, refused or not, carries the headers that keep browsers safe`,
  ]),
  met("V3.4.6", 2, "Nothing can be framed", [
    `${headers}: every route's answer, refused or not, carries the headers that keep browsers safe`,
  ]),
  met("V3.5.1", 1, "Requests are made by our own pages", [
    `${headers}: what another origin's page makes a browser send is refused, whatever the route`,
    `${sessionRoutes}: a changing request needs the session's own token and must come from these pages`,
  ]),
  notApplicable(
    "V3.5.2",
    1,
    "What relies on CORS preflight can't be called without one",
    "Nothing relies on preflight: origin and token are checked at each request.",
  ),
  met("V3.5.3", 1, "Sensitive requests use methods that aren't safe", [
    `${headers}: no header and no parameter makes one method another`,
    "src/surface/http/identity/cross-site.ts",
  ]),
  notApplicable("V3.5.4", 2, "Separate applications have separate hosts", "There is one application on the host."),
  notApplicable(
    "V3.5.5",
    2,
    "postMessage is checked for its origin",
    "No window listens to others; a BroadcastChannel reaches pages of this origin only.",
  ),
  met("V3.7.1", 2, "No outdated browser technology", [
    "web/app",
    `${headers}: pages run our own scripts only, and say what of the browser they use`,
  ]),
  met("V3.7.2", 2, "Redirects lead to known places only", [
    "src/surface/http/edge/local-address.test.ts: no route redirects past this helper",
    "src/surface/http/edge/local-address.test.ts: %j leads to the start page instead",
    "test/oauth/federation.db.test.ts: nobody is sent to an address that isn't ours",
    "test/oauth/redirects.db.test.ts: a missing address is not guessed, an unknown app is told nothing",
  ]),
  met("V4.1.1", 1, "Each answer says its content type and character set", [
    `${headers}: every route's answer, refused or not, carries the headers that keep browsers safe`,
  ]),
  met("V4.1.2", 2, "Only pages are redirected to TLS", [
    `${hosts}: behind a declared proxy, its word counts, and only encrypted requests are answered`,
    "test/attacks/edge-tls.db.test.ts: answers nothing unencrypted",
  ]),
  met("V4.1.3", 2, "A proxy's headers can't be set by others", [
    `${hosts}: nobody but a declared proxy can say for which host a request is, nor from whom`,
    "src/surface/http/edge/trusted-proxies.test.ts: nobody else's is, and none beside the older headers",
  ]),
  met("V4.2.1", 2, "Messages end where they end: nothing is smuggled", [
    `${hosts}: two lengths, or a length and chunks, are no request: nothing can be smuggled behind one`,
  ]),
  notApplicable("V4.3.1", 2, "Costly GraphQL queries are limited", noFrontier),
  notApplicable("V4.3.2", 2, "GraphQL introspection is off", noFrontier),
  notApplicable("V4.4.1", 1, "WebSockets use TLS", noFrontier),
  notApplicable("V4.4.2", 2, "WebSocket handshakes check the origin", noFrontier),
  notApplicable("V4.4.3", 2, "WebSockets' own tokens are as good as sessions", noFrontier),
  notApplicable("V4.4.4", 2, "WebSockets' tokens come from a session", noFrontier),
];
