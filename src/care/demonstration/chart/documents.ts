import type { Reference } from "../bundle.ts";
import type { Moment } from "../calendar.ts";
import { coding, loinc } from "../codes.ts";
import { organisationOf } from "../organisation.ts";
import type { CareProvider } from "../staff.ts";
import { actor, type Chart, refer } from "./chart.ts";

const noteTypes = {
  note: ["34109-9", "Note"],
  progress: ["11506-3", "Progress note"],
} as const;

interface Note {
  readonly written: Moment;
  readonly title: string;
  readonly text: string;
  readonly kind: keyof typeof noteTypes;
  readonly author: CareProvider;
  readonly encounter?: Reference;
}

/** Files a signed note. */
export function fileNote(chart: Chart, note: Note): void {
  const [code, display] = noteTypes[note.kind];
  const written = chart.calendar.instant(note.written);
  const bytes = Buffer.from(note.text, "utf8");
  chart.bundle.add("DocumentReference", {
    status: "current",
    docStatus: "final",
    type: { coding: [coding(loinc, code, display)], text: note.title },
    subject: refer(chart.subject),
    date: written,
    author: [actor(note.author)],
    custodian: refer(organisationOf(chart.person.branch)),
    content: [
      {
        attachment: {
          contentType: "text/plain; charset=utf-8",
          language: "en-GB",
          data: bytes.toString("base64"),
          size: bytes.length,
          title: note.title,
          creation: written,
        },
      },
    ],
    context: note.encounter === undefined ? undefined : { encounter: [refer(note.encounter)] },
  });
}
