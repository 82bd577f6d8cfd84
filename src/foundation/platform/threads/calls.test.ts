import { MessageChannel } from "node:worker_threads";
import { afterEach, expect, test } from "vitest";
import { CodedError } from "../../kernel/index.ts";
import { joinThreads } from "./index.ts";

interface Counter extends Record<string, (...args: never[]) => unknown> {
  add(a: number, b: number): Promise<number>;
  reverse(parts: { bytes: Buffer; of: readonly number[] }): Promise<{ bytes: Buffer; of: readonly number[] }>;
  refuse(code: string): Promise<never>;
  fail(): Promise<never>;
  note(bytes: Uint8Array): void;
  secret(): Promise<Uint8Array>;
}

const { port1, port2 } = new MessageChannel();
afterEach(() => {
  noted.length = 0;
});
const noted: string[] = [];
const secret = new Uint8Array([1, 2, 3]);

joinThreads(port2, {
  add: (a: number, b: number) => a + b,
  reverse: ({ bytes, of }: { bytes: Buffer; of: number[] }) => ({
    bytes: Buffer.from(bytes).reverse(),
    of: of.toReversed(),
  }),
  refuse: (code: string) => Promise.reject(new CodedError(code, "not so")),
  fail: () => Promise.reject(new TypeError("broken")),
  secret: () => secret,
  note: (bytes: Buffer) => noted.push(bytes.toString("latin1")),
});
const near = joinThreads<Counter>(port1, {});

test("calls are answered, each by its own, and bytes come as Buffers", async () => {
  expect(await Promise.all([near.call("add", 1, 2), near.call("add", 3, 4)])).toEqual([3, 7]);
  const { bytes, of } = await near.call("reverse", { bytes: Buffer.from("abc"), of: [1, 2] });
  expect([Buffer.isBuffer(bytes), bytes.toString(), of]).toEqual([true, "cba", [2, 1]]);
});

test("a refusal keeps its code, and another failure its message", async () => {
  await expect(near.call("refuse", "some/code")).rejects.toMatchObject({ code: "some/code", message: "not so" });
  await expect(near.call("fail")).rejects.toThrow("broken");
  await expect(joinThreads<{ missing(): Promise<void> }>(port1, {}).call("missing")).rejects.toThrow("nobody answers");
});

test("what is told in passing arrives in order, and its bytes are given away where that was said", async () => {
  const bytes = new Uint8Array([104, 105]);
  near.tell("note", [bytes], [bytes.buffer]);
  near.tell("note", [Buffer.from("ho")]);
  await near.call("add", 0, 0);
  expect([noted, bytes.length]).toEqual([["hi", "ho"], 0]);
});

test("an answer that is bytes of its own is moved, and nothing of it stays where it was", async () => {
  expect([...(await near.call("secret"))]).toEqual([1, 2, 3]);
  expect(secret.length).toBe(0);
});

test("when a line ends, whoever waits hears why, and nobody waits again", async () => {
  const { port1: one } = new MessageChannel();
  const line = joinThreads<Counter>(one, {});
  const call = line.call("add", 1, 1);
  line.end(new Error("the other end is gone"));
  await expect(call).rejects.toThrow("the other end is gone");
  await expect(line.call("add", 1, 1)).rejects.toThrow("the other end is gone");
  one.close();
});

test("the line closes", () => {
  port1.close();
  port2.close();
});
