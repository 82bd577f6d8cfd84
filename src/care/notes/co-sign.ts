import type { Caller } from "../../custody/access/index.ts";
import {
  type Attested,
  type CoSigningState,
  asAuthorSigned,
  coSigningOf,
  returnUrl,
  withCoSigning,
} from "../../custody/chart/index.ts";
import { type KeyHistory, saysTheSame, signedVersion, verifySignature } from "../../custody/signatures/index.ts";
import { type FhirResource, isJsonArray } from "../../foundation/fhir/index.ts";
import type { ResourceId, Secret } from "../../foundation/kernel/index.ts";
import { expectMayBecome } from "./co-signing-states.ts";
import { NotesError } from "./notes-error.ts";
import type { NotesPorts } from "./ports.ts";
import { signerOf } from "./progress-note.ts";
import { isOvertaken } from "./replaced-note.ts";

/** A note as somebody answers it: as it stands, and as its author signed it. */
interface Answerable {
  readonly current: FhirResource;
  readonly signed: FhirResource;
  readonly author: string;
}

const mostAttempts = 4;

/** Signs what somebody else signed: it becomes final. Both signatures are of the version that the author signed.
 *  @throws NotesError `note/not-awaiting`, `note/own`, `note/needs-co-signer`, `note/partly-hidden`, `note/not-signed`; ChartError;
 *  what `confirmSigner` and its proof throw */
export async function coSign(
  ports: NotesPorts,
  caller: Caller,
  { note, password }: { readonly note: ResourceId; readonly password: Secret<string> | undefined },
): Promise<void> {
  expectSupervisor(caller);
  // Looked at first: what is refused anyway uses no proof up.
  let found: Answerable | undefined = await readAnswerable(ports, caller, note, "given");
  const spend = await ports.confirmSigner(caller, password);
  const { chart, signatures, now } = ports;
  await signatures.prepare(caller.tenant);
  await again(async () => {
    const { current, signed } = found ?? (await readAnswerable(ports, caller, note, "given"));
    found = undefined;
    const at = now();
    const next = { ...withCoSigning(current, "given"), authenticator: signerOf(caller) };
    await chart.update(caller, { type: "DocumentReference", id: note }, next, Number(current.meta?.versionId), {
      answers: "co-sign",
      // Of the version that the author signed, and as little to be seen as the note is now.
      signature: async ({ meta }) => {
        const { security, tag } = meta ?? {};
        const { meta: _as, ...made } = await signatures.sign(caller.tenant, {
          record: signed,
          signer: caller,
          meaning: "review",
          at,
        });
        const labels = { ...(security === undefined ? {} : { security }), ...(tag === undefined ? {} : { tag }) };
        return Object.keys(labels).length === 0 ? made : { ...made, meta: labels };
      },
      alongside: spend,
    });
  });
}

/** Gives a note back to its author, with words: who may co-sign it, or the author, who found a mistake.
 *  @throws NotesError `note/not-awaiting`, `note/needs-co-signer`, `note/partly-hidden`, `note/not-signed`; ChartError */
export async function returnNote(
  ports: NotesPorts,
  caller: Caller,
  { note, words }: { readonly note: ResourceId; readonly words: string },
): Promise<void> {
  await again(async () => {
    const { current, author } = await readAnswerable(ports, caller, note, "returned");
    if (author !== caller.id) expectSupervisor(caller);
    const returned = withCoSigning(current, "returned");
    const before = isJsonArray(current["extension"]) ? current["extension"] : [];
    const said = {
      url: returnUrl,
      extension: [
        { url: "words", valueString: words },
        { url: "by", valueString: caller.name },
        { url: "at", valueInstant: new Date(ports.now()).toISOString() },
      ],
    };
    const next = { ...returned, extension: [...before, said] };
    await ports.chart.update(caller, { type: "DocumentReference", id: note }, next, Number(current.meta?.versionId), {
      answers: "note-returned",
    });
  });
}

function expectSupervisor({ permissions }: Caller): void {
  if (!permissions.has("notes.co-sign") || permissions.has("notes.supervised"))
    throw new NotesError("note/needs-co-signer", "your role doesn't co-sign notes: ask somebody whose role does");
}

async function readAnswerable(
  { chart, signatures }: Pick<NotesPorts, "chart" | "signatures">,
  caller: Caller,
  note: ResourceId,
  to: CoSigningState,
): Promise<Answerable> {
  const history = await signatures.history(caller.tenant);
  const { value } = await chart.attest(caller, { type: "DocumentReference", id: note }, (attested) =>
    judge(attested, history, to),
  );
  if (to === "given" && value.author === caller.id)
    throw new NotesError("note/own", "you wrote this note: somebody else has to co-sign it");
  return value;
}

async function judge(attested: Attested, history: KeyHistory, to: CoSigningState): Promise<Answerable> {
  const { current } = attested;
  expectMayBecome(coSigningOf(current), to);
  if (!(await attested.isShownWhole(Number(current.meta?.versionId))))
    throw new NotesError("note/partly-hidden", "your role sees a part of this note, so you can't answer for all of it");
  for (const provenance of attested.signatures) {
    const signed = await signedVersion(attested, provenance);
    if (signed === undefined || !saysTheSame(signed, asAuthorSigned(current))) continue;
    const verdict = await verifySignature(signed, provenance, history);
    if (verdict.kind === "valid" && verdict.manifest.meaning === "authorship")
      return { current, signed, author: verdict.manifest.signer.id };
  }
  throw new NotesError("note/not-signed", "the author's signature doesn't hold, so nobody can co-sign this note");
}

/** Somebody labelled or answered it meanwhile: it is looked at anew, and refused by what it says then. */
async function again(attempt: () => Promise<void>): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isOvertaken(error) || tried === mostAttempts) throw error;
    }
  }
}
