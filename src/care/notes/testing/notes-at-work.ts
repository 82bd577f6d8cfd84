import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { type House, aClinician, aHouse, anOrganisation, aPatient } from "../../../../test/people/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { CodedError, type ResourceId, Secret, type TenantId } from "../../../foundation/kernel/index.ts";
import { type ConfirmSigner, type Signatures, openSignatures } from "../../../custody/signatures/index.ts";
import { type DraftId, type DraftWords, type Notes, type NotesPorts, openNotes, parseDraftId } from "../index.ts";

/** A chart and the clinician who writes in it. */
export interface TestChart {
  readonly tenant: TenantId;
  readonly clinician: Caller & { readonly practitioner: string };
  readonly patient: ResourceId;
}

export interface NotesAtWork {
  readonly house: House;
  readonly notes: Notes;
  readonly signatures: Signatures;
  /** Notes over another chart or database of the same house. */
  notesOver(parts: Pick<House, "db" | "chart">, more?: Partial<NotesPorts>): Notes;
  aChart(): Promise<TestChart>;
  /** A draft at its first revision. */
  begin(chart: TestChart, text?: string, more?: Partial<DraftWords>): Promise<DraftId>;
  /** What the ledger tells of the patient by these actions, newest first. */
  entriesOf(chart: TestChart, ...actions: string[]): Promise<readonly unknown[]>;
  signedNotes(chart: TestChart): Promise<readonly { readonly id: ResourceId; readonly body: Buffer }[]>;
}

/** The password that everybody has. */
export const right = new Secret("right");

export const words = (text: string, more: Partial<DraftWords> = {}): DraftWords => ({
  title: "Home visit",
  text,
  ...more,
});

export const aDraftId = () => parseDraftId(randomUUID());

const confirmSigner: ConfirmSigner = async (_caller, password) => {
  if (password?.expose() !== "right") throw new CodedError("session/wrong-credentials", "not your password");
  return async () => undefined;
};

/** Call it once per test file, at the top. */
export async function notesAtWork(): Promise<NotesAtWork> {
  const house = await aHouse();
  const { chart, reader } = house;
  const { db, keyring, now } = house;
  const signatures = openSignatures({ db, keyring, now, recordKey: async () => undefined });
  const notesOver: NotesAtWork["notesOver"] = (parts, more = {}) =>
    openNotes({ db: parts.db, chart: parts.chart, signatures, now, confirmSigner, ...more });
  const notes = notesOver(house);
  return {
    house,
    notes,
    signatures,
    notesOver,

    async aChart() {
      const tenant = await anOrganisation(house);
      const clinician = { ...aClinician(tenant), practitioner: "Practitioner/0f0e0d0c-0b0a-4908-8706-050403020100" };
      const { value } = await chart.create(clinician, "Patient", aPatient());
      return { tenant, clinician, patient: value.id };
    },

    async begin({ clinician, patient }, text = "Walks with a frame.", more = {}) {
      const id = aDraftId();
      const saved = await notes.save(clinician, { id, patient, words: words(text, more), baseRevision: 0 });
      expect(saved).toMatchObject({ kind: "saved", revision: 1 });
      return id;
    },

    async entriesOf({ tenant, patient }, ...actions) {
      const found = await reader.aboutPatient(tenant, patient, { limit: 100 });
      return found
        .filter(({ entry }) => actions.includes(entry.action))
        .map(({ entry }) => entry.detail ?? entry.resources[0]);
    },

    async signedNotes({ clinician, patient }) {
      const { value } = await chart.search(clinician, "DocumentReference", [["patient", patient]]);
      return value.matches;
    },
  };
}
