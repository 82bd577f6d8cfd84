import { describe, expect, test } from "vitest";
import type { DocumentReference } from "../../../../ui/clinical/fhir-types.ts";
import { findInThreads, noteBody, noteSummary, noteThreads } from "./note.ts";

const none = new Map<string, never>();
const encoded = (text: string) => Buffer.from(text).toString("base64");
const document = (
  id: string,
  date: string,
  text: string,
  parts: Partial<DocumentReference> = {},
): DocumentReference => ({
  resourceType: "DocumentReference",
  id,
  status: "current",
  docStatus: "final",
  date,
  description: `Note ${id}`,
  author: [{ display: "Dr Amara Osei" }],
  content: [{ attachment: { contentType: "text/plain;charset=utf-8", data: encoded(text) } }],
  ...parts,
});
const addsTo = (id: string) => ({ relatesTo: [{ code: "appends", target: { reference: `DocumentReference/${id}` } }] });

describe("notes and their addenda", () => {
  test("an addendum stands under its note, oldest first, and brings the note to the top", () => {
    const threads = noteThreads(
      [
        document("a", "2026-01-01T10:00:00Z", "x"),
        document("b", "2026-02-01T10:00:00Z", "x"),
        document("a2", "2026-03-02T10:00:00Z", "x", addsTo("a")),
        document("a1", "2026-03-01T10:00:00Z", "x", addsTo("a")),
      ],
      none,
    );
    expect(threads.map((thread) => [thread.note.id, thread.addenda.map((one) => one.id)])).toEqual([
      ["a", ["a1", "a2"]],
      ["b", []],
    ]);
  });
  test("an addendum to an addendum stands in the same thread", () => {
    const [thread] = noteThreads(
      [
        document("a", "2026-01-01T10:00:00Z", "x"),
        document("b", "2026-01-02T10:00:00Z", "x", addsTo("a")),
        document("c", "2026-01-03T10:00:00Z", "x", addsTo("b")),
      ],
      none,
    );
    expect(thread?.addenda.map((one) => one.id)).toEqual(["b", "c"]);
  });
  test("no note is lost: orphans and circles stand by themselves", () => {
    const all = [
      document("o", "2026-01-01T10:00:00Z", "x", addsTo("gone")),
      document("p", "2026-01-02T10:00:00Z", "x", addsTo("q")),
      document("q", "2026-01-03T10:00:00Z", "x", addsTo("p")),
    ];
    const ids = noteThreads(all, none).flatMap((thread) => [thread.note.id, ...thread.addenda.map((one) => one.id)]);
    expect(ids.sort()).toEqual(["o", "p", "q"]);
  });
  test("mistakes are left out", () => {
    expect(noteThreads([document("a", "2026-01-01T10:00:00Z", "x", { status: "entered-in-error" })], none)).toEqual([]);
  });
});

test("what nobody signed says so, whatever another system left out; a file needs no signature", () => {
  const words = (parts: Partial<DocumentReference>) =>
    noteSummary(document("a", "2026-01-01T10:00:00Z", "x", parts), none)?.notFinal;
  expect([words({}), words({ docStatus: "amended" })]).toEqual([undefined, undefined]);
  expect(words({ docStatus: undefined as unknown as string })).toBe("Not signed");
  expect(words({ docStatus: "entered-in-error" })).toBe("Entered in error");
  const file = { coding: [{ system: "urn:wardbook:document", code: "attachment" }] };
  expect(words({ docStatus: undefined as unknown as string, category: [file] })).toBeUndefined();
});

describe("what a note says", () => {
  test("text comes back letter by letter, in any script", () => {
    const text = "Fièvre 38.5 °C — Ṣóyínká\n二行";
    expect(noteBody(document("a", "2026-01-01", text))).toEqual({ kind: "text", text });
  });
  test("a stored text is fetched, a file is named for what it is", () => {
    expect(
      noteBody(
        document("a", "2026-01-01", "", { content: [{ attachment: { contentType: "text/plain", url: "Binary/b1" } }] }),
      ),
    ).toEqual({ kind: "binary", id: "b1" });
    expect(
      noteBody(
        document("a", "2026-01-01", "", {
          content: [{ attachment: { contentType: "application/pdf", url: "Binary/b1" } }],
        }),
      ),
    ).toEqual({ kind: "elsewhere", contentType: "application/pdf" });
  });
  test("the preview leaves out headings without words", () => {
    expect(
      noteSummary(document("a", "2026-01-01T10:00:00Z", "Subjective:\nFeels well.\n\nPlan:\n"), none)?.preview,
    ).toBe("Feels well.");
    expect(noteSummary(document("a", "2026-01-01T10:00:00Z", "Plan:\n\n"), none)?.preview).toBeUndefined();
  });
  test("a search finds every word asked for, wherever it stands", () => {
    const threads = noteThreads(
      [
        document("a", "2026-01-01T10:00:00Z", "Persistent cough"),
        document("b", "2026-02-01T10:00:00Z", "Knee pain"),
        document("b1", "2026-02-02T10:00:00Z", "cough too", addsTo("b")),
      ],
      none,
    );
    const found = (asked: string) => findInThreads(threads, asked).map((thread) => thread.note.id);
    expect([found("COUGH"), found("cough knee"), found("osei persistent"), found("fever"), found(" ")]).toEqual([
      ["b", "a"],
      ["b"],
      ["a"],
      [],
      ["b", "a"],
    ]);
  });
});
