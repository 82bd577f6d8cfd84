import type { Resource } from "../../../../app/api.ts";
import { dateText, dateTimeText } from "../../../../ui/dates.ts";
import { patientName } from "../../../../ui/patient-words.ts";
import { kindNames, lawNames } from "../rights-words.ts";
import { words as english } from "../../words/en.ts";
import type { Collected, Deleted } from "./collect.ts";
import { fieldsOf, headOf } from "./describe-resource.ts";
import { leftOut } from "./left-out.ts";

/** One record for people to read. */
export interface ReadRecord {
  readonly line: string;
  readonly fields: readonly (readonly [path: string, value: string])[];
}

/** A part of a package: records of one kind, or a table, or a sentence instead of one. */
export interface ContentsPart {
  /** Unique among them, and good for an address: "AllergyIntolerance", "looks". */
  readonly id: string;
  readonly title: string;
  readonly body:
    | { readonly kind: "records"; readonly records: readonly ReadRecord[] }
    | {
        readonly kind: "table";
        readonly heads: readonly string[];
        readonly rows: readonly (readonly string[])[];
        /** How wide the columns are beside each other, on paper. */
        readonly shares: readonly number[];
      }
    | { readonly kind: "sentence"; readonly text: string };
}

/** Everything that is kept about a person, for people to read: on a page, and on paper. */
export interface Contents {
  readonly title: string;
  readonly about: string;
  readonly parts: readonly ContentsPart[];
}

/** @param takenAt an instant */
export function contentsOf(collected: Collected, house: string, takenAt: string): Contents {
  const { patients, resources, former, deleted, drafts, messages, accesses, requests } = collected;
  const types = [...new Set(resources.map(({ resourceType }) => resourceType))].toSorted((a, b) =>
    a === "Patient" ? -1 : b === "Patient" ? 1 : a.localeCompare(b),
  );
  return {
    title: patients.map(patientName).join("; ") || "No record",
    about: `Everything that ${house} keeps about this person, as far as they may see it. Taken out ${dateTimeText(takenAt)}.`,
    parts: [
      ...types.map((type) => ({
        id: type,
        title: typeTitle(type),
        body: { kind: "records", records: ofType(resources, type).map((resource) => read(resource)) } as const,
      })),
      {
        id: "former",
        title: "Former versions",
        body:
          former.length === 0
            ? { kind: "sentence", text: "Nothing was changed." }
            : { kind: "records", records: former.map(readFormer) },
      },
      {
        id: "deleted",
        title: "Deleted records",
        body:
          deleted.length === 0
            ? { kind: "sentence", text: "Nothing was deleted." }
            : { kind: "records", records: deleted.flatMap(readDeleted) },
      },
      { id: "drafts", title: "Notes that nobody has signed", body: draftsBody(drafts) },
      { id: "messages", title: "What people at work wrote to one another", body: messagesBody(messages) },
      {
        id: "looks",
        title: "Who looked",
        body:
          accesses === undefined
            ? { kind: "sentence", text: "Only the patient is told of each look." }
            : {
                kind: "table",
                heads: ["When", "Who", "What", "Why", "Searched for"],
                shares: [3, 4, 3, 5, 4],
                rows: accesses.map(({ at, actor, action, why, count, asked }) => [
                  dateTimeText(at),
                  `${actor.name}${actor.role === undefined ? "" : `, ${actor.role}`}`,
                  `${action} (${count})`,
                  why,
                  asked === undefined ? "" : readQuery(asked),
                ]),
              },
      },
      {
        id: "asked",
        title: "What was asked",
        body: {
          kind: "table",
          heads: ["Received", "What", "Law", "State", "In their words"],
          shares: [3, 3, 4, 3, 8],
          rows: requests.map(({ receivedOn, kind, law, state, words }) => [
            dateText(receivedOn),
            english[kindNames[kind]],
            english[lawNames[law]],
            state,
            words?.asked ?? "",
          ]),
        },
      },
      {
        id: "account",
        title: "Account",
        body: { kind: "table", heads: ["What", "Value"], shares: [2, 3], rows: accountRows(collected) },
      },
      {
        id: "left-out",
        title: "What isn’t in here",
        body: { kind: "table", heads: ["What", "Why"], shares: [2, 3], rows: leftOut(collected) },
      },
    ],
  };
}

const draftTitle = "Draft, not part of the record";

function draftsBody(drafts: Collected["drafts"]): ContentsPart["body"] {
  if (drafts === undefined)
    return { kind: "sentence", text: "Only the patient is told of notes that nobody has signed." };
  if (drafts.drafts.length === 0) return { kind: "sentence", text: "There are none." };
  return {
    kind: "records",
    records: drafts.drafts.map(({ title, text, authorName, savedAt }) => ({
      line: [draftTitle, dateText(savedAt), title].filter((part) => part !== "").join(" · "),
      fields: [
        ["written by", authorName],
        ["last saved", dateTimeText(savedAt)],
        ["title", title],
        ["text", text],
      ],
    })),
  };
}

function messagesBody(messages: Collected["messages"]): ContentsPart["body"] {
  if (messages === undefined)
    return { kind: "sentence", text: "Only the patient is told what people at work wrote to one another." };
  if (messages.messages.length === 0) return { kind: "sentence", text: "There is nothing." };
  return {
    kind: "records",
    records: messages.messages.map(({ from, to, subject, text, sentAt }) => ({
      line: [dateText(sentAt), subject].join(" · "),
      fields: [
        ["sent", dateTimeText(sentAt)],
        ["from", from],
        ["to", to.join(", ")],
        ["subject", subject],
        ["text", text],
      ],
    })),
  };
}

/** Every version, each with when the record was deleted. */
function readDeleted({ record: { type, id, deletedAt }, versions }: Deleted): readonly ReadRecord[] {
  const line = `${typeTitle(type)}, deleted ${dateTimeText(deletedAt)}`;
  if (versions.length === 0) return [{ line, fields: [["id", id]] }];
  return versions.map((resource) => read(resource, `${line}, version ${resource.meta?.versionId ?? ""}`));
}

/** "Observation?code=a b" of an address; as it is where it is none. */
function readQuery(query: string): string {
  try {
    return decodeURIComponent(query);
  } catch {
    return query;
  }
}

function accountRows({ account, sessions, apps, failedSignIns }: Collected): readonly (readonly string[])[] {
  return [
    ["Name", `${account.given} ${account.family}`],
    ["Name to sign in with", account.username],
    ["E-mail", account.email ?? "none"],
    ...account.authenticators.map(({ name, addedAt }) => [`Way to sign in: ${name}`, `since ${dateText(addedAt)}`]),
    ...sessions.sessions.map(({ beganAt, seenAt }) => [
      `Signed in ${dateTimeText(beganAt)}`,
      `last used ${dateTimeText(seenAt)}`,
    ]),
    ...apps.map(({ client, may, allowedAt, until }) => [
      `App let in: ${client.name}`,
      `since ${dateText(allowedAt)}, until ${dateText(until)}: ${may.map(({ sentence }) => sentence).join("; ")}`,
    ]),
    ...(failedSignIns === undefined
      ? []
      : [
          [
            "Sign-ins that failed",
            `${failedSignIns.failures}, the last ${dateTimeText(failedSignIns.lastAt)}, which ended in a lock`,
          ],
        ]),
  ];
}

/** "AllergyIntolerance" is "Allergy intolerance". */
function typeTitle(type: string): string {
  const words = type.replaceAll(/(?!^)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function ofType(resources: readonly Resource[], type: string): readonly Resource[] {
  return resources
    .filter(({ resourceType }) => resourceType === type)
    .toSorted((a, b) => headOf(b).date.localeCompare(headOf(a).date));
}

/** Which record it was, and until which version. */
function readFormer(resource: Resource): ReadRecord {
  return read(resource, `${typeTitle(resource.resourceType)}, version ${resource.meta?.versionId ?? ""}`);
}

function read(resource: Resource, kind = ""): ReadRecord {
  const { date, title, value } = headOf(resource);
  const line = [kind, date === "" ? "" : dateText(date), title, value].filter((part) => part !== "").join(" · ");
  return { line: line === "" ? (resource.id ?? "") : line, fields: fieldsOf(resource) };
}
