// Makes a dictionary for packing bodies: texts that many records share, the commonest last (where deflate finds them cheapest).
// A dictionary never changes once records were packed with it: a better one gets a new number and a new format byte.
//   node scripts/make-dictionary.ts > src/custody/records/dictionary-2.txt
import { generateDemonstration } from "../src/care/demonstration/index.ts";

const largest = 16_384;
const population = [
  ...generateDemonstration({ seed: 1, today: "2026-11-21T09:00:00Z", homeTimeZone: "Europe/London" }),
];

/** What is the record's own says nothing about others. */
function blanked(text: string): string {
  return text
    .replace(/urn:uuid:[0-9a-f-]{36}/g, "")
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "")
    .replace(/"data":"[^"]*"/g, '"data":""')
    .replace(/"div":"[^"]*"/g, '"div":""');
}

const shapes = new Map<string, { readonly text: string; count: number }>();
for (const { entry } of population) {
  for (const { resource } of entry) {
    const { resourceType, ...rest } = resource as {
      resourceType: string;
      code?: { text?: string; coding?: { code?: string }[] };
    };
    const stored = { resourceType, id: "", meta: { versionId: "1", lastUpdated: "2026-11-21T09:00:00.000Z" }, ...rest };
    const shape = `${resourceType} ${rest.code?.coding?.[0]?.code ?? Object.keys(rest).join()}`;
    const known = shapes.get(shape);
    if (known === undefined) shapes.set(shape, { text: blanked(JSON.stringify(stored)), count: 1 });
    else known.count += 1;
  }
}

// Each piece (a property with its value) counts once: later shapes bring only what is new.
const seen = new Set<string>();
const pieces: string[] = [];
let length = 0;
for (const { text, count } of [...shapes.values()].sort((a, b) => b.count - a.count)) {
  if (count < 3 || length >= largest) break;
  const fresh = text.split(/(?<=[,{[])/).filter((piece) => !seen.has(piece) && seen.add(piece));
  const piece = fresh.join("");
  pieces.unshift(piece);
  length += Buffer.byteLength(piece);
}
process.stdout.write(Buffer.from(pieces.join("")).subarray(-largest));
