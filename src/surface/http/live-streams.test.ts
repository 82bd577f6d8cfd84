import { once } from "node:events";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import Fastify, { type FastifyRequest } from "fastify";
import { afterAll, expect, test } from "vitest";
import { aReceptionist } from "../../../test/people/index.ts";
import { parseTenantId } from "../../foundation/kernel/index.ts";
import { type Revocation, type Revocations, liveStreams } from "./live-streams.ts";

const caller = aReceptionist(parseTenantId(1));
let attended = 0;
let arrived = Promise.withResolvers<FastifyRequest>();
let decided = Promise.withResolvers<void>();
let tell: (revocation: Revocation | undefined) => void = () => undefined;
const heed: Revocations["heed"] = (told) => {
  tell = told;
  return () => undefined;
};
const app = Fastify();
afterAll(() => app.close());
await app.register(async (instance) => {
  const stream = liveStreams(instance, { mostPerCaller: 1, most: 2, lookMilliseconds: 60_000 }, { heed });
  instance.get("/live", (incoming, reply) =>
    stream(incoming, reply, {
      async admit(of) {
        arrived.resolve(of);
        await decided.promise;
        return caller;
      },
      attend() {
        attended += 1;
        return () => void (attended -= 1);
      },
    }),
  );
});
await app.listen({ host: "127.0.0.1", port: 0 });
const { port } = app.server.address() as AddressInfo;

test("a page that is gone before it is known whose it is takes no place of its person, however often it is loaded anew", async () => {
  for (let loaded = 0; loaded < 3; loaded += 1) {
    [arrived, decided] = [Promise.withResolvers(), Promise.withResolvers()];
    const page = request({ port, host: "127.0.0.1", path: "/live" });
    page.on("error", () => undefined).end();
    const { raw } = await arrived.promise;
    page.destroy();
    await once(raw.socket, "close");
    decided.resolve();
    await new Promise(setImmediate);
  }
  expect(attended).toBe(0);
  const page = request({ port, host: "127.0.0.1", path: "/live" });
  page.end();
  const [answer] = await once(page, "response");
  expect([answer.statusCode, attended]).toEqual([200, 1]);
  page.destroy();
});

test("what was told while somebody was let in may have been theirs: they are looked at again", async () => {
  [arrived, decided] = [Promise.withResolvers(), Promise.withResolvers()];
  const page = request({ port, host: "127.0.0.1", path: "/live" });
  page.end();
  await arrived.promise;
  tell({ tenant: caller.tenant, who: caller.id });
  arrived = Promise.withResolvers();
  decided.resolve();
  await arrived.promise;
  arrived = Promise.withResolvers();
  // Another person's, and another organisation's.
  tell({ tenant: caller.tenant, who: "another" });
  tell({ tenant: parseTenantId(2) });
  const [answer] = await once(page, "response");
  const looked = await Promise.race([arrived.promise.then(() => true), new Promise(setImmediate).then(() => false)]);
  expect([answer.statusCode, looked]).toEqual([200, false]);
  tell(undefined);
  await arrived.promise;
  page.destroy();
});
