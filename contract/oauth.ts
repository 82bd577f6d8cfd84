import { z } from "zod";
import { instant } from "./common.ts";
import { clientBudgets, clientBudgetsChange } from "./request-budgets.ts";

/** `confidential` keeps a secret on a server; `public` runs in somebody's browser or phone and can keep none (PKCE only);
 *  `backend` acts for itself and signs with its own key. */
export const clientKind = z.enum(["confidential", "public", "backend"]);
export type ClientKind = z.infer<typeof clientKind>;

/** Public keys only: RSA (RS384) or P-384 (ES384). */
const jwks = z.object({ keys: z.array(z.record(z.string(), z.unknown())).min(1).max(10) });
const address = z.url().max(500);

const details = {
  /** Where the browser is sent back to; compared letter by letter. None for a client that only acts for itself. */
  redirectUris: z.array(address).max(10),
  /** Where the chart opens the app (SMART EHR launch). */
  launchUrl: address,
  /** Who made the app, as people read it when they are asked. */
  maker: z.string().trim().min(2).max(120),
  /** One or two letters shown as its picture: no picture is fetched from elsewhere. */
  logoText: z.string().trim().min(1).max(2),
  contacts: z.array(z.email().max(120)).max(5),
  /** What a program acts for when it acts for itself, such as HRESCH; treatment unless it is said. Consents are asked about it. */
  purpose: z.string().max(32),
  jwks,
};

/** `GET /api/clients` (permission `clients.manage`) */
export const clientRow = z.object({
  id: z.string(),
  name: z.string(),
  kind: clientKind,
  scopes: z.array(z.string()),
  redirectUris: z.array(z.string()),
  launchUrl: z.string().optional(),
  maker: z.string().optional(),
  logoText: z.string().optional(),
  contacts: z.array(z.string()),
  purpose: z.string().optional(),
  /** What it is to do for itself beyond what whoever asked may do themself: each waits for somebody else's approval. */
  asked: z.array(
    z.object({
      id: z.uuid(),
      scopes: z.array(z.string()),
      by: z.string(),
      at: instant,
      /** Whether the caller, who isn't who asked, may approve it. */
      mayApprove: z.boolean(),
    }),
  ),
  /** Names of those who have what it proves itself with, while something waits. */
  inHandsOf: z.array(z.string()),
  /** Where they aren't the usual. */
  requestBudgets: clientBudgets.optional(),
  /** Key ids of its public keys (backend). */
  keys: z.array(z.string()),
  createdAt: instant,
  changedAt: instant.optional(),
  lastTokenAt: instant.optional(),
  state: z.enum(["active", "ended"]),
});
export type ClientRow = z.infer<typeof clientRow>;
export const clientList = z.object({ clients: z.array(clientRow) });

const clientName = z.string().trim().min(2).max(80);
/** `system/` scopes are what it may do for itself; `patient/`, `user/`, `launch…`, `openid`, `fhirUser`, `offline_access` and
 *  `online_access` are what it may ask people for. Separated by spaces. */
const clientScope = z.string().trim().min(1).max(4000);

/** `POST /api/clients` answers `addClientAnswer` (201). `DELETE /api/clients/:id` ends it and its tokens (204). */
export const addClientRequest = z.object({
  name: clientName,
  scope: clientScope,
  kind: clientKind.default("confidential"),
  redirectUris: details.redirectUris.default([]),
  launchUrl: details.launchUrl.optional(),
  maker: details.maker.optional(),
  logoText: details.logoText.optional(),
  contacts: details.contacts.default([]),
  purpose: details.purpose.optional(),
  requestBudgets: clientBudgets.optional(),
  jwks: details.jwks.optional(),
});
/** The secret is shown once, and only of a confidential client. */
export const addClientAnswer = z.object({ client: clientRow, secret: z.string().optional() });
/** `PATCH /api/clients/:id` answers `{ client }`. What is absent stays; `null` takes it away. The kind stays. Other keys or addresses by somebody
 *  who hadn't any in their hands, and another purpose, make what is beyond whoever changes them wait again. */
export const changeClientRequest = z.object({
  name: clientName.optional(),
  scope: clientScope.optional(),
  redirectUris: details.redirectUris.optional(),
  launchUrl: details.launchUrl.nullable().optional(),
  maker: details.maker.nullable().optional(),
  logoText: details.logoText.nullable().optional(),
  purpose: details.purpose.nullable().optional(),
  contacts: details.contacts.optional(),
  requestBudgets: clientBudgetsChange.optional(),
  jwks: details.jwks.optional(),
});
export const changeClientAnswer = z.object({ client: clientRow });
/** `POST /api/clients/:id/approve` gives it what somebody else asked for, and answers `changeClientAnswer`: 409 `clients/four-eyes`,
 *  `clients/approver-too-new` (an account, or the right, of less than a day), `clients/changed-meanwhile` (something else is asked for now). */
export const approveClientRequest = z.object({ asked: z.uuid(), scope: clientScope });
/** `POST /api/clients/:id/refuse` takes away what was asked for, by anybody who manages programs; who asked withdraws it so. Answers
 *  `changeClientAnswer`; 409 `clients/changed-meanwhile`. */
export const refuseClientRequest = z.object({ asked: z.uuid() });
/** `POST /api/clients/:id/secret` replaces a confidential client's secret at once; shown once. What it may beyond whoever gets it into their
 *  hands waits from then on. */
export const newSecretAnswer = z.object({ client: clientRow, secret: z.string() });

const scopeSentence = z.object({
  scope: z.string(),
  /** "See your allergies", in plain words. */
  sentence: z.string(),
  kind: z.enum(["who", "see", "change", "while", "context"]),
});
export type ScopeSentence = z.infer<typeof scopeSentence>;

/** `GET /api/apps` — apps that the caller allowed. `DELETE /api/apps/:id` withdraws one within a second (204). */
export const appList = z.object({
  apps: z.array(
    z.object({
      id: z.string(),
      client: z.object({
        id: z.string(),
        name: z.string(),
        maker: z.string().optional(),
        logoText: z.string().optional(),
      }),
      may: z.array(scopeSentence),
      /** `Patient/<id>`, when it is about one. */
      patient: z.string().optional(),
      allowedAt: instant,
      lastUsedAt: instant,
      /** Ends by itself then. */
      until: instant,
      /** Ends when the session ends in which it was allowed. */
      withSession: z.boolean(),
    }),
  ),
});
export type AppList = z.infer<typeof appList>;

/** `GET /api/launches` — apps that the chart may open. */
export const launchableApps = z.object({
  apps: z.array(
    z.object({ id: z.string(), name: z.string(), maker: z.string().optional(), logoText: z.string().optional() }),
  ),
});
/** `POST /api/launches` — open an app on a patient's chart: a launch that works once, for five minutes, for the caller. */
export const launchRequest = z.object({
  client: z.string().max(64),
  /** Logical ids. */
  patient: z.uuid(),
  encounter: z.uuid().optional(),
});
export const launchAnswer = z.object({
  launch: z.string(),
  /** The app's address with `iss` and `launch`: open it in a new tab. */
  address: z.string(),
  expiresInSeconds: z.number().int(),
});

/** `GET /oauth/consent/:uid/request` — what an app asks of the person who is signed in. 401 `session/none`: sign in first, then
 *  ask again. 404 `oauth/no-request`: it lapsed or was answered. */
export const consentRequest = z.object({
  app: z.object({
    name: z.string(),
    maker: z.string().optional(),
    logoText: z.string().optional(),
    contacts: z.array(z.string()),
    /** Host of the address to which the answer goes. */
    returnsTo: z.string(),
  }),
  organisation: z.string(),
  person: z.string(),
  /** The app wants a fresh sign-in: sign out, sign in again. */
  signInAgain: z.boolean(),
  /** Whom it expects, as it says. */
  loginHint: z.string().optional(),
  asks: z.array(scopeSentence.extend({ /** Can be unticked. */ optional: z.boolean() })),
  /** What it asked for and can't have: the person's role or the app's registration doesn't allow it. */
  refused: z.array(z.string()),
  patient: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("none") }),
    /** The person chooses one. */
    z.object({ kind: z.literal("choose") }),
    z.object({ kind: z.literal("given"), id: z.string(), name: z.string(), self: z.boolean() }),
  ]),
  lasts: z.string(),
  /** The person allowed exactly this before: the page may answer at once. */
  allowedBefore: z.boolean(),
});
export type ConsentRequest = z.infer<typeof consentRequest>;
/** `POST /oauth/consent/:uid/decision` (with the session's CSRF token) answers `consentDecisionAnswer`. */
export const consentDecision = z.discriminatedUnion("allow", [
  z.object({ allow: z.literal(true), scopes: z.array(z.string().max(1000)).max(100), patient: z.uuid().optional() }),
  z.object({ allow: z.literal(false) }),
]);
/** Where the browser goes now: back to the app, by way of this server. */
export const consentDecisionAnswer = z.object({ to: z.string() });

/** `GET /api/federation`, `PUT /api/federation` (permission `policies.manage`) — the organisation's own OpenID provider. */
export const federation = z.object({
  state: z.enum(["active", "off"]),
  issuer: z.url().max(300),
  clientId: z.string().min(1).max(200),
  /** What the button says: "Sign in with <label>". */
  label: z.string().trim().min(2).max(60),
  /** Only accounts whose verified e-mail address ends in one of these. Empty: any account of that provider. */
  allowedDomains: z.array(z.string().regex(/^[a-z0-9.-]+\.[a-z]{2,}$/)).max(20),
  /** Make a person at the first sign-in. Off by default: an administrator links people. */
  provision: z.boolean(),
  roles: z
    .object({
      /** Name of the claim that lists groups or roles there. */
      claim: z.string().min(1).max(100),
      /** Its values and our roles; the first that fits counts. */
      map: z.array(z.object({ value: z.string().max(200), role: z.string().max(60) })).max(50),
    })
    .optional(),
  /** Values of `amr` or `acr` that prove a second factor there. Empty: ours is always asked. */
  secondFactorProofs: z.array(z.string().max(100)).max(10),
});
export type Federation = z.infer<typeof federation>;
export const federationAnswer = z.object({
  federation: federation.optional(),
  /** To be registered at the provider. */
  redirectUri: z.string(),
});
/** The secret stays as it is when absent. */
export const federationRequest = federation.extend({ clientSecret: z.string().max(500).optional() });
/** `GET /api/session/federation?organisation=SHORT-NAME` — needs no session: whether the sign-in page offers it, and the address
 *  to go to (append `&to=/path` for where to land). */
export const federationOffer = z.object({ label: z.string().optional(), start: z.string().optional() });
// `GET /api/session/federation/step` — after `/sign-in?step=federation`: the second factor that is still to be shown; answers
// `signInStep`, once. `POST /api/federation/link` answers `{ to }`: where the signed-in person goes to link their account there.
/** `POST /api/federation/links` (permission `people.manage`, 204) — links a person to an account by the provider's `sub`. Our second
 *  factor is asked then, whatever the provider proves, until they link the account themselves. */
export const federationLinkRequest = z.object({ person: z.uuid(), subject: z.string().min(1).max(255) });
