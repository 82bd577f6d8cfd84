import { expect, test } from "vitest";
import { fileName, fileOf } from "./file-of.ts";
import { ownDocuments } from "./own-documents.ts";
import { isReleased } from "./released.ts";

test("a document is released when it is current and finished, or says nothing of its state", () => {
  const of = (status: string, docStatus?: string) =>
    isReleased({ resourceType: "DocumentReference", status, ...(docStatus === undefined ? {} : { docStatus }) });
  expect([of("current", "final"), of("current", "amended"), of("current")]).toEqual([true, true, true]);
  expect([of("current", "preliminary"), of("current", "entered-in-error"), of("superseded", "final")]).toEqual([
    false,
    false,
    false,
  ]);
});

test("what is read and what came as a file stand apart, and what is being written is only counted", () => {
  const document = (id: string, contentType: string, docStatus = "final") => ({
    resourceType: "DocumentReference" as const,
    id,
    status: "current",
    docStatus,
    date: "2026-11-20",
    content: [{ attachment: { contentType, data: "QQ==" } }],
  });
  const all = [
    document("a", "text/plain"),
    document("b", "application/pdf"),
    document("c", "text/plain", "preliminary"),
  ];
  const { notes, files, unfinished } = ownDocuments(all, new Map());
  expect([notes.map(({ note }) => note.id), files.map(({ note }) => note.id), unfinished]).toEqual([["a"], ["b"], 1]);
});

test("a file is found where it is, and gets a name that every system takes", () => {
  const at = (attachment: object) => fileOf({ resourceType: "DocumentReference", content: [{ attachment }] });
  expect(at({ contentType: "application/pdf", data: "QQ==" })).toMatchObject({ kind: "here", data: "QQ==" });
  expect(at({ contentType: "image/png", url: "Binary/4f" })).toMatchObject({ kind: "binary", id: "4f" });
  expect(at({ url: "https://elsewhere.example/letter.pdf" })).toMatchObject({ kind: "elsewhere" });
  expect(fileName("../Letter: 12/03 “knee”", "application/pdf")).toBe("Letter 12 03 knee.pdf");
  expect(fileName("scan.PNG", "image/png")).toBe("scan.PNG");
  expect(fileName("…", "application/x-unknown")).toBe("document.bin");
});
