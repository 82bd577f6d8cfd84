import { createHash } from "node:crypto";
import type { Caller } from "../../custody/access/index.ts";
import type { Manifest } from "../../custody/signatures/index.ts";
import { type FhirResource, idIn, objectIn, objectsIn, parseStoredText, textIn } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import { isLetter } from "./letter.ts";
import { judge } from "./note-signatures.ts";
import { NotesError } from "./notes-error.ts";
import type { NotePaperPorts } from "./ports.ts";

/** A note, or an addendum to it, as it was signed. */
export interface PrintedPart {
  readonly id: ResourceId;
  readonly version: number;
  readonly title: string;
  readonly text: string;
  /** By whom, as it was when it was signed. */
  readonly author: string | undefined;
  /** Instant, as the note has it. */
  readonly date: string | undefined;
  /** Somebody else's signature is still wanted, or was refused with words. */
  readonly isFinal: boolean;
  /** Each checked when it was printed; oldest first. */
  readonly signatures: readonly Manifest[];
}

/** What is printed of a note: its words, what was added to them, and who signed what when. */
export interface PrintedNote {
  readonly about: FhirResource;
  readonly note: PrintedPart;
  readonly addenda: readonly PrintedPart[];
  /** Milliseconds since 1970. */
  readonly at: number;
}

const mostAddenda = 50;
/** A search takes a value of at most 2,000 letters. */
const mostAsked = 25;

/** A signed note on paper, with its addenda, for whoever sees all of both. It is checked, set and witnessed at this moment.
 *  @throws NotesError `note/not-signed`, `note/partly-hidden`, `note/is-letter`, `note/too-long`; ChartError */
export async function printNote(ports: NotePaperPorts, caller: Caller, id: ResourceId): Promise<Buffer> {
  const { part: note, subject: patient } = await signedPart(ports, caller, id);
  if (patient === undefined) throw notSigned();
  const { value } = await ports.chart.read(caller, { type: "Patient", id: patient });
  const about = parseStoredText(value.body.toString()) as FhirResource;
  const added: PrintedPart[] = [];
  for (const addendum of await addendaOf(ports, caller, id)) {
    const { part, subject } = await signedPart(ports, caller, addendum);
    if (subject === patient) added.push(part);
  }
  const addenda = added.toSorted((a, b) => momentOf(a) - momentOf(b));
  const bytes = await ports.print(caller.tenant, { about, note, addenda, at: ports.now() });
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  await ports.witness(caller, {
    patient,
    resources: [note, ...addenda].map((part) => `DocumentReference/${part.id}/${part.version}`),
    detail: `a signed note: SHA-256 ${sha256}, ${bytes.length} bytes`,
  });
  return bytes;
}

function momentOf({ date = "" }: PrintedPart): number {
  return Date.parse(date);
}

/** What was added to a note, and to that again. */
async function addendaOf(
  { chart }: Pick<NotePaperPorts, "chart">,
  caller: Caller,
  note: ResourceId,
): Promise<readonly ResourceId[]> {
  const found = new Set([note]);
  const waiting = [note];
  const tooMany = () => new NotesError("note/too-long", "this note has more addenda than can be printed");
  while (waiting.length > 0) {
    const onto: ReadonlySet<ResourceId> = new Set(waiting.splice(0, mostAsked));
    const { value } = await chart.search(caller, "DocumentReference", [
      ["relatesto", [...onto].map((id) => `DocumentReference/${id}`).join(",")],
      ["_count", String(mostAddenda)],
    ]);
    if (value.next !== undefined) throw tooMany();
    for (const { id, body } of value.matches.toReversed()) {
      if (found.has(id) || !addsTo(parseStoredText(body.toString()) as FhirResource, onto)) continue;
      found.add(id);
      waiting.push(id);
    }
    if (found.size > mostAddenda + 1) throw tooMany();
  }
  found.delete(note);
  return [...found];
}

function addsTo({ status, relatesTo }: FhirResource, notes: ReadonlySet<string>): boolean {
  const appends = objectsIn(relatesTo).some(
    ({ code, target }) => code === "appends" && notes.has(idIn(target, "DocumentReference") ?? ""),
  );
  return appends && status === "current";
}

async function signedPart(
  { chart, signatures }: Pick<NotePaperPorts, "chart" | "signatures">,
  caller: Caller,
  id: ResourceId,
): Promise<{ readonly part: PrintedPart; readonly subject: ResourceId | undefined }> {
  const history = await signatures.history(caller.tenant);
  const { value } = await chart.attest(caller, { type: "DocumentReference", id }, async (attested) => {
    const { current } = attested;
    const version = Number(current.meta?.versionId);
    if (!(await attested.isShownWhole(version)))
      throw new NotesError("note/partly-hidden", "your role sees a part of this note, so it can't print the whole");
    if (isLetter(current))
      throw new NotesError(
        "note/is-letter",
        "a letter has a paper of its own, which is under its signature: take that",
      );
    const { state, signatures: found } = await judge(attested, history);
    const words = objectIn(objectsIn(current["content"])[0]?.["attachment"]);
    const data = textIn(words?.["data"]);
    if ((state !== "holds" && state !== "awaiting") || data === undefined || !isText(words?.["contentType"]))
      throw notSigned();
    const part: PrintedPart = {
      id,
      version,
      title: textIn(words?.["title"]) ?? textIn(current["description"]) ?? "",
      text: Buffer.from(data, "base64").toString(),
      author: textIn(objectsIn(current["author"])[0]?.["display"]),
      date: textIn(current["date"]),
      isFinal: state === "holds",
      signatures: found.flatMap((one) => (one.kind === "valid" ? [one.manifest] : [])),
    };
    return { part, subject: idIn(current["subject"], "Patient") };
  });
  return value;
}

function isText(contentType: FhirResource[string]): boolean {
  return textIn(contentType)?.startsWith("text/plain") === true;
}

function notSigned(): NotesError {
  return new NotesError(
    "note/not-signed",
    "this note, or an addendum to it, has no signature that holds: nothing was printed",
  );
}
