import { useMemo } from "react";
import { englishDate, formatDate } from "../../../ui/clinical/dates.ts";
import { allergyLine, isActiveAllergy, saysNoAllergy } from "../../../ui/clinical/allergies.ts";
import { useMedicines } from "../_parts/medicines/use-medicines.ts";
import { noteBody, noteThreads } from "../_parts/notes/note.ts";
import { sortProblems } from "../_parts/problems/problem.ts";
import { useAllergies, useConditions, useNotes } from "../_parts/record/use-record.ts";
import type { OfferGroup } from "./letter-draft.ts";
import { isolated } from "../../../language/index.ts";
import { say } from "../_parts/notes/words/index.ts";

/** What of the chart can go along with a letter. Its words in the letter are English, as dosages are, whatever its writer reads. */
export function useOffers(chart: { readonly patientId: string }) {
  const conditions = useConditions(chart);
  const medicines = useMedicines(chart);
  const allergies = useAllergies(chart);
  const notes = useNotes(chart);
  const data = useMemo((): readonly OfferGroup[] | undefined => {
    if (conditions.data === undefined || medicines.data === undefined) return undefined;
    if (allergies.data === undefined || notes.data === undefined) return undefined;
    const threads = noteThreads(notes.data.matches, notes.data.included);
    const last = threads.map(({ note }) => note).find((one) => one.signed && noteBody(one.document).kind === "text");
    const body = last === undefined ? undefined : noteBody(last.document);
    return [
      {
        heading: "Problems",
        legend: say("problems"),
        asList: true,
        offers: sortProblems(conditions.data.matches).current.map(({ id, name, onsetOn, status, meta }) => {
          const words = onsetOn === undefined ? name : `${name}, since ${englishDate(onsetOn) ?? onsetOn}`;
          const label = say("withStatus", { words, status: status.toLocaleLowerCase() });
          return { id: `Condition/${id}`, label, words, meta };
        }),
      },
      {
        heading: "Medicines",
        legend: say("medicines"),
        asList: true,
        offers: medicines.data.current.map(({ type, id, name, dosage, instruction, untilOn, meta }) => {
          const until = untilOn === undefined ? undefined : englishDate(untilOn);
          const words = [name, dosage ?? "dose and frequency not recorded", instruction, until]
            .filter((part) => part !== undefined)
            .join(", ");
          return { id: `${type}/${id}`, label: words, words, meta };
        }),
      },
      {
        heading: "Allergies",
        legend: say("allergies"),
        asList: true,
        offers: allergies.data.matches
          .filter((one) => isActiveAllergy(one) && !saysNoAllergy(one))
          .map(allergyLine)
          .map(({ id, name, reactions, unconfirmed, meta }) => {
            const words = [name, reactions, unconfirmed ? "unconfirmed" : undefined]
              .filter((part) => part !== undefined)
              .join(", ");
            return { id: `AllergyIntolerance/${id}`, label: words, words, meta };
          }),
      },
      {
        heading: "From the note",
        legend: say("fromTheNote"),
        asList: false,
        offers:
          last === undefined || body?.kind !== "text"
            ? []
            : [
                {
                  id: `DocumentReference/${last.id}`,
                  label: `${isolated(last.title)}, ${formatDate(last.when)}`,
                  words: body.text,
                  meta: last.document.meta,
                },
              ],
      },
    ];
  }, [conditions.data, medicines.data, allergies.data, notes.data]);
  return { data, queries: [conditions, ...medicines.queries, allergies, notes] as const };
}
