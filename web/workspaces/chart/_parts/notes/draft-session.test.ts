import { describe, expect, test } from "vitest";
import type { Draft } from "../../../../../contract/index.ts";
import type { DeviceCopy } from "./draft-copy.ts";
import type { DraftServer, SaveOutcome, SaveRequest, SignOutcome } from "./draft-ports.ts";
import { runDraft } from "./draft-session.ts";
import { type DraftState, saveWords } from "./draft-state.ts";

const id = "11111111-1111-4111-8111-111111111111";
const patientId = "22222222-2222-4222-8222-222222222222";
const savedAt = "2026-03-07T14:05:09.000Z";
const fresh: DraftState = {
  id,
  patientId,
  title: "",
  text: "",
  addendumTo: undefined,
  phase: "saved",
  revision: 0,
  savedAt: undefined,
  keeping: { kind: "kept" },
  why: undefined,
  retryAt: undefined,
  theirs: undefined,
  gone: false,
  documentId: undefined,
};
const theirs = (parts: Partial<Draft>): Draft => ({
  id,
  patientId,
  title: "",
  text: "theirs",
  revision: 5,
  savedAt,
  authorName: "Dr Amara Osei",
  mine: true,
  ...parts,
});

/** A clock that stands still until told, a server that answers when told, and a device that remembers everything. */
function aDesk(opening: DraftState = fresh) {
  let now = 0;
  let tasks: { at: number; act: () => void }[] = [];
  const sent: SaveRequest[] = [];
  const kept: { at: number; copy: DeviceCopy }[] = [];
  const answers: SaveOutcome[] = [];
  const removed: string[] = [];
  let held: ((outcome: SaveOutcome) => void) | undefined;
  let deviceFails = false;
  let signing: SignOutcome = { kind: "signed", documentId: "doc" };
  let discarding: { kind: "discarded" } | { kind: "refused"; why: string } = { kind: "discarded" };
  const server: DraftServer = {
    save: (request) => {
      sent.push(request);
      const answer = answers.shift();
      return answer === undefined ? new Promise((resolve) => (held = resolve)) : Promise.resolve(answer);
    },
    sign: () => Promise.resolve(signing),
    discard: () => Promise.resolve(discarding),
  };
  const device = {
    put: (copy: DeviceCopy) =>
      deviceFails ? Promise.reject(new Error("the disk is full.")) : (kept.push({ at: now, copy }), Promise.resolve()),
    remove: (one: string) => (removed.push(one), Promise.resolve()),
  };
  const time = {
    now: () => now,
    after: (milliseconds: number, act: () => void) => {
      const task = { at: now + milliseconds, act };
      tasks.push(task);
      return { cancel: () => (tasks = tasks.filter((one) => one !== task)) };
    },
  };
  const settle = async () => {
    for (let i = 0; i < 20; i += 1) await Promise.resolve();
  };
  const pass = async (milliseconds: number) => {
    const end = now + milliseconds;
    for (;;) {
      const next = tasks.filter((task) => task.at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      tasks = tasks.filter((task) => task !== next);
      now = next.at;
      next.act();
      await settle();
    }
    now = end;
    await settle();
  };
  const draft = runDraft({ server, device, time }, opening);
  const accept = (revision: number): SaveOutcome => ({ kind: "accepted", revision, savedAt });
  return {
    draft,
    sent,
    kept,
    removed,
    answers,
    accept,
    pass,
    settle,
    answer: async (outcome: SaveOutcome) => (held?.(outcome), await settle()),
    breakDevice: () => (deviceFails = true),
    onSign: (outcome: SignOutcome) => (signing = outcome),
    onDiscard: (outcome: typeof discarding) => (discarding = outcome),
  };
}

describe("a draft being written", () => {
  test("is on the device within 300 ms and on the server within 2 s, while the person keeps typing", async () => {
    const desk = aDesk();
    for (let i = 1; i <= 40; i += 1) desk.answers.push(desk.accept(i));
    for (let key = 1; key <= 100; key += 1) {
      desk.draft.type({ text: "x".repeat(key) });
      await desk.pass(50);
      const time = key * 50;
      const onDevice = desk.kept.at(-1)?.copy.text.length ?? 0;
      const onServer = desk.sent.at(-1)?.text.length ?? 0;
      // Every key older than 300 ms (or 2 s) has been written.
      expect(onDevice).toBeGreaterThanOrEqual(Math.floor((time - 300) / 50));
      expect(onServer).toBeGreaterThanOrEqual(Math.floor((time - 2_000) / 50));
    }
  });

  test("says where its words are at every moment", async () => {
    const desk = aDesk();
    const said = () => saveWords(desk.draft.current(), false, "UTC").text;
    expect(said()).toBe("Nothing typed yet");
    desk.draft.type({ text: "Cough" });
    expect(said()).toBe("Saving…");
    await desk.pass(1_000);
    expect(desk.draft.current().phase).toBe("sending");
    expect(said()).toBe("Saved here");
    await desk.answer(desk.accept(1));
    expect(said()).toBe("Saved 14:05:09");
  });

  test("words typed while others are on their way follow them, upon the new revision", async () => {
    const desk = aDesk();
    desk.draft.type({ text: "a" });
    await desk.pass(1_000);
    desk.draft.type({ text: "ab" });
    expect(desk.draft.current().phase).toBe("sending-stale");
    desk.answers.push(desk.accept(2));
    await desk.answer(desk.accept(1));
    await desk.pass(2_000);
    expect(desk.sent.map((one) => [one.text, one.baseRevision])).toEqual([
      ["a", 0],
      ["ab", 1],
    ]);
    expect(desk.draft.current()).toMatchObject({ phase: "saved", revision: 2 });
  });

  test("without an answer it tries again, waiting longer each time, with the newest words", async () => {
    const desk = aDesk();
    for (let i = 0; i < 4; i += 1) desk.answers.push({ kind: "unanswered", why: "the server can't be reached" });
    desk.answers.push(desk.accept(1));
    desk.draft.type({ text: "a" });
    await desk.pass(700);
    expect(saveWords(desk.draft.current(), false)).toMatchObject({
      tone: "caution",
      text: "Saved here",
      detail: "Not on the server yet: the server can't be reached",
    });
    desk.draft.type({ text: "ab" });
    await desk.pass(999);
    expect(desk.sent).toHaveLength(1);
    await desk.pass(1 + 2_000 + 4_000 + 8_000);
    expect(desk.sent.map((one) => one.text)).toEqual(["a", "ab", "ab", "ab", "ab"]);
    expect(desk.draft.current().phase).toBe("saved");
  });

  test("an answer that was lost is recognised after however many tries that came nowhere", async () => {
    const desk = aDesk();
    const away = { kind: "unanswered", why: "gone" } as const;
    const tries = 8;
    // The first came as far as the server's disk.
    desk.answers.push(
      ...Array.from({ length: tries }, () => away),
      { kind: "conflicted", current: theirs({ text: "a", revision: 1 }) },
      desk.accept(2),
    );
    desk.draft.type({ text: "a" });
    desk.draft.type({ text: "a" });
    await desk.pass(700);
    for (let key = 2; key <= 400; key += 1) {
      if (desk.sent.length > tries) break;
      desk.draft.type({ text: "a".repeat(key) });
      await desk.pass(500);
    }
    await desk.pass(3_000);
    expect(desk.sent.at(-1)).toMatchObject({ baseRevision: 1 });
    expect(desk.draft.current()).toMatchObject({ phase: "saved", revision: 2, theirs: undefined });
    expect(desk.kept.every(({ copy }) => copy.sent.length <= 4)).toBe(true);
    expect(desk.kept.at(-1)?.copy.sent).toEqual([]);
  });

  test("an answer that was lost is recognised and not called a conflict", async () => {
    const desk = aDesk();
    desk.answers.push(
      { kind: "unanswered", why: "gone" },
      { kind: "conflicted", current: theirs({ text: "a", revision: 1 }) },
      desk.accept(2),
    );
    desk.draft.type({ text: "a" });
    await desk.pass(700);
    desk.draft.type({ text: "ab" });
    await desk.pass(3_000);
    expect(desk.sent.map((one) => [one.text, one.baseRevision])).toEqual([
      ["a", 0],
      ["ab", 0],
      ["ab", 1],
    ]);
    expect(desk.draft.current()).toMatchObject({ phase: "saved", revision: 2, text: "ab" });
  });

  test("a conflict keeps both texts and stops sending until the person chooses", async () => {
    const desk = aDesk();
    desk.answers.push({ kind: "conflicted", current: theirs({}) }, desk.accept(6));
    desk.draft.type({ text: "mine" });
    await desk.pass(1_000);
    expect(desk.draft.current()).toMatchObject({ phase: "conflict", text: "mine", theirs: { text: "theirs" } });
    desk.draft.type({ text: "mine too" });
    await desk.pass(60_000);
    expect(desk.sent).toHaveLength(1);
    desk.draft.keepMine({ title: "", text: "mine too" });
    await desk.settle();
    expect(desk.sent.at(-1)).toMatchObject({ text: "mine too", baseRevision: 5 });
    expect(desk.draft.current()).toMatchObject({ phase: "saved", revision: 6 });
  });

  test("taking the other text leaves nothing to send", async () => {
    const desk = aDesk();
    desk.answers.push({ kind: "conflicted", current: theirs({}) });
    desk.draft.type({ text: "mine" });
    await desk.pass(1_000);
    desk.draft.takeTheirs();
    await desk.pass(60_000);
    expect(desk.draft.current()).toMatchObject({ phase: "saved", text: "theirs", revision: 5 });
    expect(desk.sent).toHaveLength(1);
  });

  test("a refusal is told with its reason and tried again only when asked", async () => {
    const desk = aDesk();
    const noticed = ["a telephone number"];
    desk.answers.push(
      { kind: "refused", why: "You may not write notes in this chart." },
      { kind: "accepted", revision: 1, savedAt, noticed },
    );
    desk.draft.type({ text: "a" });
    await desk.pass(60_000);
    expect(desk.sent).toHaveLength(1);
    expect(saveWords(desk.draft.current(), false).text).toBe("Not saved: You may not write notes in this chart.");
    await desk.draft.flush();
    expect(desk.draft.current()).toMatchObject({ phase: "saved", noticed });
  });

  test("a device that can't keep it raises the alarm only when the server lacks the words too", async () => {
    const desk = aDesk();
    desk.breakDevice();
    desk.answers.push({ kind: "unanswered", why: "the server can't be reached" }, desk.accept(1));
    desk.draft.type({ text: "a" });
    await desk.pass(700);
    expect(saveWords(desk.draft.current(), false)).toMatchObject({
      tone: "danger",
      text: "Not saved: the server can't be reached",
    });
    await desk.pass(1_000);
    expect(saveWords(desk.draft.current(), false, "UTC")).toMatchObject({ tone: "good", text: "Saved 14:05:09" });
  });

  test("what goes out is on the device first, marked as sent", async () => {
    const desk = aDesk();
    desk.draft.type({ text: "a" });
    await desk.pass(700);
    expect(desk.kept.at(-1)?.copy).toMatchObject({ text: "a", unsent: true, sent: [{ text: "a" }] });
    await desk.answer(desk.accept(1));
    expect(desk.kept.at(-1)?.copy).toMatchObject({ unsent: false, baseRevision: 1 });
  });

  test("unsent words from before a crash go out by themselves", async () => {
    const desk = aDesk({ ...fresh, text: "before the crash", phase: "due", revision: 3 });
    desk.answers.push(desk.accept(4));
    await desk.pass(2_000);
    expect(desk.sent).toMatchObject([{ text: "before the crash", baseRevision: 3 }]);
  });

  test("signing first sends the last words, then signs that revision and clears the device", async () => {
    const desk = aDesk();
    desk.answers.push(desk.accept(1));
    desk.draft.type({ text: "a" });
    const outcome = await desk.draft.sign("secret");
    expect(outcome).toEqual({ kind: "signed", documentId: "doc" });
    expect(desk.sent).toHaveLength(1);
    expect([desk.draft.current().phase, desk.draft.current().documentId, desk.removed]).toEqual([
      "signed",
      "doc",
      [id],
    ]);
  });

  test("words that could not be sent are not signed", async () => {
    const desk = aDesk();
    desk.answers.push({ kind: "unanswered", why: "gone" });
    desk.draft.type({ text: "a" });
    expect(await desk.draft.sign("secret")).toBeUndefined();
    expect(desk.draft.current().phase).toBe("waiting");
  });

  test("a wrong password leaves the draft as it was, still to be written", async () => {
    const desk = aDesk();
    desk.onSign({ kind: "refused", why: "Wrong password.", wrongPassword: true });
    desk.answers.push(desk.accept(1));
    desk.draft.type({ text: "a" });
    await desk.draft.sign("wrong");
    expect([desk.draft.current().phase, desk.removed]).toEqual(["saved", []]);
    desk.draft.type({ text: "ab" });
    expect(desk.draft.current().phase).toBe("due");
    // A refused signature isn't a refused save.
    expect(saveWords(desk.draft.current(), false).text).toBe("Saving…");
  });

  test("the reason of a failure stays in sight while the next attempt is on its way", async () => {
    const desk = aDesk();
    desk.answers.push({ kind: "unanswered", why: "the server can't be reached" });
    desk.draft.type({ text: "a" });
    await desk.pass(1_700);
    expect(desk.draft.current().phase).toBe("sending");
    expect(saveWords(desk.draft.current(), false).detail).toBe("Not on the server yet: the server can't be reached");
    await desk.answer(desk.accept(1));
    expect(saveWords(desk.draft.current(), false, "UTC")).toEqual({
      tone: "good",
      text: "Saved 14:05:09",
      detail: undefined,
    });
  });

  test("a draft in conflict isn't discarded before its words are settled", async () => {
    const desk = aDesk();
    desk.answers.push({ kind: "conflicted", current: theirs({}) });
    desk.draft.type({ text: "mine" });
    await desk.pass(1_000);
    expect(await desk.draft.discard()).toMatch(/^This draft was changed elsewhere/);
    expect(desk.draft.current()).toMatchObject({ phase: "conflict", text: "mine" });
  });

  test("discarding a draft that never left asks no server and clears the device", async () => {
    const desk = aDesk();
    desk.onDiscard({ kind: "refused", why: "no" });
    desk.draft.type({ text: "a" });
    expect(await desk.draft.discard()).toBeUndefined();
    await desk.pass(60_000);
    expect([desk.draft.current().phase, desk.sent.length, desk.removed]).toEqual(["discarded", 0, [id]]);
  });

  test("a refused discard keeps the words and saves them again", async () => {
    const desk = aDesk({ ...fresh, text: "a", revision: 1, savedAt });
    desk.onDiscard({ kind: "refused", why: "The server can't be reached." });
    desk.answers.push(desk.accept(2));
    expect(await desk.draft.discard()).toBe("The server can't be reached.");
    await desk.pass(2_000);
    expect([desk.draft.current().phase, desk.draft.current().text, desk.removed]).toEqual(["saved", "a", []]);
  });

  test("nothing is written to the device after the draft is over", async () => {
    const desk = aDesk({ ...fresh, text: "a", revision: 1, savedAt });
    await desk.draft.discard();
    const before = desk.kept.length;
    await desk.draft.keepNow();
    expect(desk.kept).toHaveLength(before);
  });
});
