import { expect, test } from "vitest";
import { createAttemptLimit } from "./attempt-limit.ts";

test("one address gets its budget and then its rate; another is not held up", () => {
  let time = 0;
  const count = createAttemptLimit(() => time, { atOnce: 3, perSecond: 0.5 });
  for (let n = 0; n < 3; n++) count("192.0.2.1");
  expect(() => count("192.0.2.1")).toThrow(expect.objectContaining({ status: 429, headers: { "retry-after": "2" } }));
  count("192.0.2.2");
  time = 2000;
  count("192.0.2.1");
  expect(() => count("192.0.2.1")).toThrow(expect.objectContaining({ code: "session/too-many-requests" }));
});
