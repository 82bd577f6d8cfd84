import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Caller } from "../../custody/access/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { type DraftId, type PrintedNote, printNote, signLetter } from "./index.ts";
import { type TestChart, notesAtWork, right } from "./testing/notes-at-work.ts";

const { house, notes, signatures, aChart, begin } = await notesAtWork();
const { chart, now } = house;

async function signed(it: TestChart, text: string, addendumTo?: ResourceId): Promise<ResourceId> {
  const id = await begin(it, text, { addendumTo });
  const outcome = await notes.sign(it.clinician, { id, revision: 1, password: right });
  if (outcome.kind !== "signed") throw new Error(outcome.kind);
  return outcome.note;
}

/** What is set of a note, and what of it is written down. */
async function printed(caller: Caller, note: ResourceId) {
  const papers: PrintedNote[] = [];
  const told: (readonly string[])[] = [];
  const ports = {
    chart,
    signatures,
    now,
    async print(_: unknown, paper: PrintedNote) {
      papers.push(paper);
      return Buffer.from("paper");
    },
    async witness(_: unknown, { resources }: { readonly resources: readonly string[] }) {
      told.push(resources);
    },
  };
  await printNote(ports, caller, note);
  return { texts: papers.flatMap((paper) => [paper.note, ...paper.addenda].map(({ text }) => text)), told };
}

test("what was added to an addendum stands on the note's paper as it does on the screen, and the ledger names each", async () => {
  const it = await aChart();
  const note = await signed(it, "Left knee.");
  const first = await signed(it, "Right knee meant.", note);
  const second = await signed(it, "Seen on Monday.", note);
  const third = await signed(it, "No: left after all.", first);
  expect(await printed(it.clinician, note)).toEqual({
    texts: ["Left knee.", "Right knee meant.", "Seen on Monday.", "No: left after all."],
    told: [[note, first, second, third].map((id) => `DocumentReference/${id}/1`)],
  });
});

test("a letter isn't set anew: its paper is under its signature", async () => {
  const it = await aChart();
  const ports = {
    chart,
    signatures,
    now,
    confirmSigner: async () => async () => undefined,
    print: async () => Buffer.from("%PDF-1.7"),
  };
  const letter = await signLetter(
    ports,
    it.clinician,
    {
      id: randomUUID() as DraftId,
      patient: it.patient,
      kind: "referral",
      recipient: { name: "Dr Ines Duarte", address: [] },
      subject: "Left knee",
      text: "Dear colleague",
      labels: [],
      replaces: undefined,
      encounter: undefined,
    },
    right,
  );
  await expect(printed(it.clinician, letter)).rejects.toMatchObject({ code: "note/is-letter" });
});
