import type { Collected } from "./collect.ts";

/** What is kept about a person and isn't in their package, with the ground: the package says so itself. */
export function leftOut({ accesses, drafts }: Pick<Collected, "accesses" | "drafts">): readonly (readonly string[])[] {
  const hidden = drafts?.withheld ?? 0;
  return [
    ...(accesses === undefined
      ? [
          [
            "Who looked, notes that nobody has signed, and what people at work wrote to one another",
            "They are told to the patient alone.",
          ],
        ]
      : []),
    ...(hidden === 0
      ? []
      : [
          [
            `${hidden} unsigned ${hidden === 1 ? "note" : "notes"}`,
            "They add to a note that is labelled so that you don’t see it. Ask for it: the answer names the ground.",
          ],
        ]),
    [
      "Records and fields that are labelled so that you don’t see them",
      "Somebody decided so, under the rules of the organisation. Ask for them with a request for access: the answer names the ground.",
    ],
    [
      "Searches that found nothing and gave a name, or several people at once; and those made before searches were kept with the record",
      "They stand in the organisation’s part of the ledger. Nobody can say whom a name meant that found nobody.",
    ],
    [
      "Reviews, tasks and mails of people at work",
      "They show what staff did with their rights. What concerned your record is under “Who looked”.",
    ],
    [
      "Legal holds, and decisions on how long the record is kept",
      "To tell of them may defeat what they are for. That somebody asked is under “Who looked”.",
    ],
    ["Passwords, secrets and keys", "They would be worth something to a thief, and nothing to you."],
    ["Search indexes, counts of attempts and whom a request came from, as keyed hashes", "Nobody can read them."],
    ["Backups", "They have the same records, sealed."],
    [
      "Deleted records, drafts and messages between people at work as FHIR data",
      "Another system would take them for the record. They are in the page and on paper.",
    ],
  ];
}
