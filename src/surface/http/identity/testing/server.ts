import Fastify from "fastify";
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";
import { addPersonAnswer, csrfHeader, session, signInStep } from "../../../../../contract/index.ts";
import type { RoleId } from "../../../../custody/access/index.ts";
import type { TestInstallation } from "../../../../custody/identity/testing/installation.ts";
import { codeAt } from "../../../../custody/identity/testing/people.ts";
import { openDecisions, openSignatures } from "../../../../custody/signatures/index.ts";
import { randomToken, sha256 } from "../../../../foundation/crypto/index.ts";
import { createAuthenticate } from "../authenticate.ts";
import { requireCaller } from "../guard.ts";
import { answerProblem } from "../problem-handler.ts";
import { identityRoutes } from "../routes.ts";

export const password = "Grey-Lantern7";

/** A person with an open session in a browser. */
export interface SignedIn {
  readonly cookie: string;
  readonly csrf: string;
  readonly totpSecret: string;
}

export interface TestServer {
  readonly app: FastifyInstance;
  /** What `POST /api/set-up` takes, with the right token. */
  readonly setUpBody: Readonly<Record<string, string>>;
  post(url: string, payload: object, headers?: Readonly<Record<string, string>>): Promise<LightMyRequestResponse>;
  /** A request from the person's own page. */
  as(who: SignedIn, options: InjectOptions): Promise<LightMyRequestResponse>;
  /** Shows the first code of an enrolment. @param body the answer that asked for it */
  enrol(body: unknown): Promise<SignedIn>;
  setUp(): Promise<SignedIn>;
  /** Somebody whom the administrator adds, through the whole first sign-in. */
  addPerson(administrator: SignedIn, username: string, role: RoleId): Promise<SignedIn & { readonly id: string }>;
}

/** The identity routes on an installation that is not set up, and `/probe` in place of every other route: it needs a caller. */
export async function aServer(installation: TestInstallation): Promise<TestServer> {
  const { identity, database, keyring, now, wait } = installation;
  const token = randomToken();
  let tokenHash: Buffer | undefined = sha256(token);
  const authenticate = createAuthenticate({ sessions: identity.sessions, tokens: { find: () => undefined } });
  const app = Fastify();
  await app.register(identityRoutes, {
    identity,
    authenticate,
    publicOrigin: "https://wardbook.test",
    decisions: openDecisions({
      signatures: openSignatures({ db: database, keyring, now, recordKey: async () => undefined }),
      confirmSigner: async () => async () => undefined,
      now,
    }),
    now,
    setUp: {
      tokenHash: async () => tokenHash,
      spendToken: async () => {
        const spent = tokenHash !== undefined;
        tokenHash = undefined;
        return spent;
      },
      createOrganisation: async (name) => (await installation.createOrganisation(name)).tenant,
    },
  });
  app.setErrorHandler(answerProblem);
  for (const method of ["GET", "POST"] as const) {
    app.route({
      method,
      url: "/probe",
      handler: async (request) => ({ id: (await requireCaller(authenticate, request)).id }),
    });
  }
  const setUpBody = {
    token,
    organisationName: "Hill Clinic",
    given: "Amara",
    family: "Osei",
    username: "amara",
    password,
  };

  const post: TestServer["post"] = (url, payload, headers = {}) =>
    app.inject({ method: "POST", url, payload, headers });
  const as: TestServer["as"] = (who, options) =>
    app.inject({ ...options, headers: { cookie: who.cookie, [csrfHeader]: who.csrf, ...options.headers } });

  async function enrol(body: unknown): Promise<SignedIn> {
    const step = signInStep.parse(body);
    if (step.step !== "enrol") throw new Error(`expected enrol, got ${step.step}`);
    const answer = await post("/api/session/second-factor", {
      challenge: step.challenge,
      code: codeAt(step.totpSecret, now()),
    });
    return begun(answer, step.totpSecret);
  }

  function begun(answer: LightMyRequestResponse, totpSecret: string): SignedIn {
    const { csrfToken } = session.parse(answer.json());
    // The next code is a new one.
    wait(30_000);
    return { cookie: String(answer.headers["set-cookie"]).split(";")[0] ?? "", csrf: csrfToken, totpSecret };
  }

  /** The administrator in another browser, proven a moment ago: adding people asks for that. */
  async function signInAnew({ totpSecret }: SignedIn): Promise<SignedIn> {
    const step = signInStep.parse((await post("/api/session", { username: setUpBody.username, password })).json());
    if (step.step !== "second-factor") throw new Error(`expected second-factor, got ${step.step}`);
    const code = codeAt(totpSecret, now());
    return begun(await post("/api/session/second-factor", { challenge: step.challenge, code }), totpSecret);
  }

  return {
    app,
    setUpBody,
    post,
    as,
    enrol,
    setUp: async () => enrol((await post("/api/set-up", setUpBody)).json()),
    async addPerson(administrator, username, role) {
      const payload = { username, given: "Ben", family: "Adeyemi", role };
      const add = (by: SignedIn) => as(by, { method: "POST", url: "/api/people", payload });
      const tried = await add(administrator);
      const answer = tried.statusCode === 403 ? await add(await signInAnew(administrator)) : tried;
      const added = addPersonAnswer.parse(answer.json());
      const first = signInStep.parse(
        (await post("/api/session", { username, password: added.temporaryPassword })).json(),
      );
      if (first.step !== "new-password") throw new Error(`expected new-password, got ${first.step}`);
      const second = await post("/api/session/password", { challenge: first.challenge, password });
      return { ...(await enrol(second.json())), id: added.person.id };
    },
  };
}
