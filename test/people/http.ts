import Fastify, { type FastifyInstance, type FastifyPluginAsync } from "fastify";
import { afterAll } from "vitest";
import type { Caller } from "../../src/custody/access/index.ts";
import type { Authenticate } from "../../src/surface/http/identity/index.ts";

/** Routes without the sign-in before them: a request names its caller, whom `as` has made known. */
export interface Desk {
  readonly app: FastifyInstance;
  readonly authenticate: Authenticate;
  /** Headers of a request by this caller. */
  as(caller: Caller): { readonly "x-test-caller": string };
}

/** Call it once per test file: it ends with the file. */
export async function aDesk(routes: (authenticate: Authenticate) => FastifyPluginAsync): Promise<Desk> {
  const callers = new Map<string, Caller>();
  const authenticate: Authenticate = async (request) => callers.get(String(request.headers["x-test-caller"]));
  const app = Fastify();
  await app.register(routes(authenticate));
  afterAll(() => app.close());
  return {
    app,
    authenticate,
    as(caller) {
      callers.set(caller.id, caller);
      return { "x-test-caller": caller.id };
    },
  };
}
