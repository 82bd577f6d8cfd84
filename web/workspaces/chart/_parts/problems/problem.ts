import { conceptTitle, firstCode } from "../../../../ui/clinical/codes.ts";
import { formatDate, instantOf, notRecorded } from "../../../../ui/clinical/dates.ts";
import type { Condition, Meta } from "../../../../ui/clinical/fhir-types.ts";
import { say } from "../../words/index.ts";

export type ProblemLine = {
  readonly id: string;
  readonly name: string;
  readonly current: boolean;
  readonly status: string;
  readonly severity: string | undefined;
  readonly onset: string;
  /** The same as it is recorded; undefined where it isn't. */
  readonly onsetOn: string | undefined;
  readonly ended: string | undefined;
  readonly notes: readonly string[];
  readonly since: number;
  readonly meta: Meta | undefined;
};

const statusWords: Readonly<Record<string, string>> = {
  active: say("active"),
  recurrence: say("recurred"),
  relapse: say("relapsed"),
  inactive: say("inactive"),
  remission: say("inRemission"),
  resolved: say("resolved"),
};
const currentStatuses = new Set(["active", "recurrence", "relapse"]);
const verifications: Readonly<Record<string, string>> = {
  unconfirmed: say("unconfirmed"),
  provisional: say("provisional"),
  differential: say("differential"),
};

export function problemLine(condition: Condition): ProblemLine {
  const status = firstCode(condition.clinicalStatus);
  const doubt = verifications[firstCode(condition.verificationStatus) ?? ""];
  const begun = condition.onsetDateTime ?? condition.onsetPeriod?.start;
  const over = condition.abatementDateTime ?? condition.abatementPeriod?.end ?? condition.abatementString;
  const words = status === undefined ? say("statusNotRecorded") : (statusWords[status] ?? status);
  return {
    id: condition.id ?? "",
    name: conceptTitle(condition.code) ?? say("problemNotNamed"),
    // Without a status a problem without an end counts as current: better one line too many.
    current: status === undefined ? over === undefined : currentStatuses.has(status),
    status: doubt === undefined ? words : say("statusWith", { status: words, more: doubt }),
    severity: conceptTitle(condition.severity),
    onset: begun === undefined ? (condition.onsetString ?? notRecorded) : formatDate(begun),
    onsetOn: begun ?? condition.onsetString,
    ended: over === undefined ? undefined : over === condition.abatementString ? over : formatDate(over),
    notes: (condition.note ?? []).map((note) => note.text).filter((text) => text !== undefined),
    since: instantOf(begun ?? condition.recordedDate) ?? 0,
    meta: condition.meta,
  };
}

/** Current problems newest first, past ones by their beginning; what was refuted or entered by mistake is left out. */
export function sortProblems(conditions: readonly Condition[]): {
  readonly current: readonly ProblemLine[];
  readonly past: readonly ProblemLine[];
} {
  const lines = conditions
    .filter((condition) => !["refuted", "entered-in-error"].includes(firstCode(condition.verificationStatus) ?? ""))
    .map(problemLine)
    .sort((a, b) => b.since - a.since || a.name.localeCompare(b.name));
  return { current: lines.filter((line) => line.current), past: lines.filter((line) => !line.current) };
}
