import Fastify from "fastify";
import { expect, test } from "vitest";
import { Secret } from "../../kernel/index.ts";
import { createLog } from "./log.ts";

function listen(level = "debug") {
  const lines: string[] = [];
  const log = createLog(level, { write: (line) => void lines.push(line) });
  return { log, text: () => lines.join("") };
}

test("tells a request's path and status, and nothing it said", async () => {
  const { log, text } = listen();
  const app = Fastify({ loggerInstance: log });
  app.post("/fhir/Patient", async () => ({ name: "canary-answer" }));
  await app.inject({
    method: "POST",
    url: "/fhir/Patient?name=canary-query",
    headers: { authorization: "Bearer canary-header", cookie: "session=canary-cookie" },
    payload: { family: "canary-body" },
  });
  await app.close();
  expect(text()).toContain('"path":"/fhir/Patient"');
  expect(text()).toContain('"status":200');
  expect(text()).not.toContain("canary");
});

test("hides what a careless caller logs", () => {
  const { log, text } = listen();
  log.info({ headers: { accept: "canary" }, request: { body: "canary" }, user: { password: "canary" } }, "said");
  log.info({ key: new Secret("canary"), deep: { er: { token: "canary" } } }, "said");
  expect(text()).toContain("said");
  expect(text()).not.toContain("canary");
});

test("tells an error's code and cause, and not the row that a database driver quotes", () => {
  const { log, text } = listen();
  const cause = Object.assign(new Error("duplicate key"), { code: "23505", detail: "Key (name)=(canary) exists" });
  log.error({ err: new Error("could not save", { cause }) }, "failed");
  expect(text()).toContain("could not save");
  expect(text()).toContain("23505");
  expect(text()).not.toContain("canary");
});

test("keeps to its level", () => {
  const { log, text } = listen("warn");
  log.info("quiet");
  log.warn("loud");
  expect(text()).not.toContain("quiet");
  expect(text()).toContain("loud");
});
