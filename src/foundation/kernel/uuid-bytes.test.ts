import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { writeUuid } from "./uuid-bytes.ts";

test("a UUID is written as its 16 bytes, where it was asked for, and nothing beside it changes", () => {
  for (let time = 0; time < 200; time += 1) {
    const uuid = randomUUID();
    const target = Buffer.alloc(20, 0xee);
    writeUuid(target, time % 2 === 0 ? uuid : uuid.toUpperCase(), 2);
    expect(target.toString("hex")).toBe(`eeee${uuid.replaceAll("-", "")}eeee`);
  }
});

test.each([
  "",
  "0",
  randomUUID().slice(1),
  `${randomUUID()}0`,
  `g${randomUUID().slice(1)}`,
  `é${randomUUID().slice(1)}`,
])("%j is no UUID, and is refused", (text) => {
  expect(() => writeUuid(Buffer.alloc(16), text, 0)).toThrow(expect.objectContaining({ code: "input/uuid" }));
});
