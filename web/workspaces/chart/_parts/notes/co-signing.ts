import { coSigningSystem, returnedNoteUrl } from "../../../../../contract/index.ts";
import type { DocumentReference } from "../../../../ui/clinical/fhir-types.ts";

const states = ["awaited", "given", "returned", "replaced"] as const;

/** Where a note stands whose author needs a co-signer. */
export type CoSigning = {
  readonly state: (typeof states)[number];
  /** Why it was given back the last time. */
  readonly returned: { readonly words: string; readonly by: string; readonly at: string | undefined } | undefined;
};

export function coSigningOf({ category, extension }: DocumentReference): CoSigning | undefined {
  const codes = (category ?? []).flatMap(({ coding }) => coding ?? []);
  const code = codes.find(({ system }) => system === coSigningSystem)?.code;
  const state = states.find((one) => one === code);
  if (state === undefined) return undefined;
  const said = extension?.findLast(({ url }) => url === returnedNoteUrl)?.extension ?? [];
  const part = (name: string) => said.find(({ url }) => url === name);
  const [words, by, at] = [part("words")?.valueString, part("by")?.valueString, part("at")?.valueInstant];
  return { state, returned: words === undefined ? undefined : { words, by: by ?? "", at } };
}

/** Whether this person's account wrote it. */
export function isWrittenBy({ author }: Pick<DocumentReference, "author">, personId: string): boolean {
  return author?.some(({ identifier }) => identifier?.value === `urn:uuid:${personId}`) === true;
}
