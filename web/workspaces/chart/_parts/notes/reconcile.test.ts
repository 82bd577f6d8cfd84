import { describe, expect, test } from "vitest";
import type { Draft } from "../../../../../contract/index.ts";
import type { DeviceCopy } from "./draft-copy.ts";
import { reconcile } from "./reconcile.ts";

const id = "11111111-1111-4111-8111-111111111111";
const patientId = "22222222-2222-4222-8222-222222222222";
const onServer = (parts: Partial<Draft> = {}): { kind: "draft"; draft: Draft } => ({
  kind: "draft",
  draft: {
    id,
    patientId,
    title: "Visit",
    text: "server words",
    revision: 3,
    savedAt: "2026-03-07T14:05:09.000Z",
    authorName: "Dr Amara Osei",
    mine: true,
    ...parts,
  },
});
const onDevice = (parts: Partial<DeviceCopy> = {}): DeviceCopy => ({
  id,
  patientId,
  title: "Visit",
  text: "device words",
  baseRevision: 3,
  unsent: true,
  sent: [],
  keptAt: 0,
  ...parts,
});

describe("opening a draft", () => {
  test("nothing anywhere is a new draft", () => {
    expect(reconcile(undefined, { kind: "none" }).kind).toBe("new");
    expect(reconcile(undefined, { kind: "unknown" }).kind).toBe("new");
  });
  test("words on the server alone are taken from there", () => {
    expect(reconcile(undefined, onServer())).toMatchObject({
      kind: "saved",
      words: { text: "server words" },
      revision: 3,
    });
  });
  test("words typed upon the server's own revision go out", () => {
    expect(reconcile(onDevice(), onServer())).toMatchObject({
      kind: "due",
      words: { text: "device words" },
      revision: 3,
    });
  });
  test("a sent copy gives way to newer words on the server", () => {
    expect(reconcile(onDevice({ unsent: false }), onServer({ revision: 9 }))).toMatchObject({
      kind: "saved",
      words: { text: "server words" },
      revision: 9,
    });
  });
  test("unsent words against newer words on the server are a conflict that holds both", () => {
    const opening = reconcile(onDevice(), onServer({ revision: 5 }));
    expect(opening).toMatchObject({
      kind: "conflict",
      words: { text: "device words" },
      theirs: { text: "server words" },
    });
  });
  test("an answer lost on the way is no conflict", () => {
    const lost = onDevice({
      sent: [
        { title: "Visit", text: "server words" },
        { title: "Visit", text: "server words, and" },
      ],
    });
    expect(reconcile(lost, onServer({ revision: 4 }))).toMatchObject({
      kind: "due",
      words: { text: "device words" },
      revision: 4,
    });
    expect(reconcile(onDevice({ text: "server words" }), onServer({ revision: 4 }))).toMatchObject({
      kind: "saved",
      revision: 4,
    });
  });
  test("words that the server never had are created there", () => {
    expect(reconcile(onDevice({ baseRevision: 0 }), { kind: "none" })).toMatchObject({ kind: "due", revision: 0 });
  });
  test("words left over after a signature elsewhere are shown, not sent into the void", () => {
    expect(reconcile(onDevice(), { kind: "none" })).toMatchObject({
      kind: "left-over",
      words: { text: "device words" },
    });
    expect(reconcile(onDevice({ unsent: false }), { kind: "none" }).kind).toBe("gone");
  });
  test("without an answer from the server the device's words open", () => {
    expect(reconcile(onDevice({ unsent: false }), { kind: "unknown" })).toMatchObject({
      kind: "due",
      words: { text: "device words" },
      revision: 3,
    });
  });
  test("no opening loses unsent words", () => {
    for (const server of [
      onServer(),
      onServer({ revision: 7 }),
      { kind: "none" } as const,
      { kind: "unknown" } as const,
    ]) {
      const opening = reconcile(onDevice({ text: "only here" }), server);
      expect("words" in opening && opening.words.text).toBe("only here");
    }
  });
});
