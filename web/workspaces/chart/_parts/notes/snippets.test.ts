import { describe, expect, test } from "vitest";
import type { DocumentReference } from "../../../../ui/clinical/fhir-types.ts";
import { earlierNote, withCarried } from "./carry-forward.ts";
import { noteThreads } from "./note.ts";
import { expandSnippet, type Snippet } from "./snippets.ts";

const snippet = (abbreviation: string, text: string, of: Snippet["of"] = "own"): Snippet => ({
  id: abbreviation,
  version: "1",
  abbreviation,
  text,
  of,
});
const known = [
  snippet("lbp", "Low back pain"),
  snippet("lbp", "House text", "organisation"),
  snippet("rom", "Range:\n"),
];

describe("snippets", () => {
  const typed = (text: string, rest = "") => expandSnippet(text + rest, text.length, known);

  test("letters after a point become their text when a space or Enter follows, wherever the cursor is", () => {
    expect(typed(".lbp ")).toEqual({ text: "Low back pain ", caret: 14 });
    expect(typed("Seen for .LBP\n", "Plan")).toEqual({ text: "Seen for Low back pain\nPlan", caret: 23 });
    expect(typed("(.rom ")?.text).toBe("(Range:\n ");
  });
  test("a sentence's end, a number and unknown letters stay what they are", () => {
    for (const text of ["Better.lbp ", "0.5 ", ".nothing ", ".lbp", ". lbp "]) expect(typed(text)).toBeUndefined();
  });
});

describe("carrying forward", () => {
  const note = (id: string, date: string, author: string, text: string, docStatus = "final"): DocumentReference => ({
    resourceType: "DocumentReference",
    id,
    status: "current",
    docStatus,
    date,
    description: "Follow-up",
    author: [{ display: author }],
    content: [{ attachment: { contentType: "text/plain;charset=utf-8", data: btoa(text) } }],
  });
  const threads = (...notes: readonly DocumentReference[]) => noteThreads(notes, new Map());

  test("one's own newest signed note comes before a colleague's newer one, and no unsigned one", () => {
    const all = threads(
      note("1", "2026-01-01T10:00:00Z", "Maren Oakes", "Older."),
      note("2", "2026-02-01T10:00:00Z", "Maren Oakes", "Mine."),
      note("3", "2026-03-01T10:00:00Z", "Lee Marsh", "Theirs."),
      note("4", "2026-03-02T10:00:00Z", "Maren Oakes", "Unsigned.", "preliminary"),
    );
    expect(earlierNote(all, "Maren Oakes")?.text).toBe("Mine.");
    expect(earlierNote(all, "Somebody else")?.text).toBe("Theirs.");
    expect(earlierNote([], "Maren Oakes")).toBeUndefined();
  });
  test("what was carried stands between lines that say where it is from", () => {
    const earlier = earlierNote(threads(note("2", "2026-02-01T10:00:00Z", "Maren Oakes", "Mine.")), undefined);
    expect(earlier === undefined ? "" : withCarried("Subjective:\n", earlier, "UTC")).toBe(
      "Subjective:\n\n[Carried forward from “Follow-up”, 01-Feb-2026, Maren Oakes]\nMine.\n[End of what was carried forward]\n",
    );
  });
});
