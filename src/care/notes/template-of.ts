import type { Caller } from "../../custody/access/index.ts";
import { ChartError } from "../../custody/chart/index.ts";
import { type FhirResource, type JsonObject, parseStoredText, textIn } from "../../foundation/fhir/index.ts";
import { type ResourceId, isUuid } from "../../foundation/kernel/index.ts";
import type { Draft } from "./draft.ts";
import type { NotesPorts } from "./ports.ts";
import { isNoteTemplate } from "./template-rule.ts";

/** The version of the template that a note names. A template that its author doesn't see, or a version that it never had, is left out:
 *  nobody signs what isn't so, and no note waits for it. */
export async function templateOf(
  { chart }: Pick<NotesPorts, "chart">,
  caller: Caller,
  { template }: Pick<Draft, "template">,
): Promise<JsonObject | undefined> {
  const [, id = "", version = ""] = /^Questionnaire\/([^/]+)\/_history\/(\d+)$/.exec(template ?? "") ?? [];
  if (template === undefined || !isUuid(id)) return undefined;
  try {
    // That version, and not the newest: it may have been called otherwise, or have been no template.
    const target = { type: "Questionnaire", id: id as ResourceId, version: Number(version) } as const;
    const { value } = await chart.vread(caller, target);
    const resource = parseStoredText(value.body.toString()) as FhirResource;
    if (!isNoteTemplate(resource)) return undefined;
    return { reference: template, display: `${textIn(resource["title"]) ?? "Template"}, version ${version}` };
  } catch (error) {
    if (error instanceof ChartError) return undefined;
    throw error;
  }
}
