import {
  SearchError,
  type SearchRequest,
  type TimeRange,
  localReference,
  maximumParameters,
  maximumValueLength,
  parseSearch,
} from "../../../foundation/fhir/index.ts";
import { ledgerType } from "../../../custody/access/index.ts";
import type { LedgerEntry } from "../../../custody/ledger/index.ts";
import { type ResourceId, isUuid } from "../../../foundation/kernel/index.ts";
import { clientSystem, personSystem, purposeSystem } from "./audit-event.ts";

type Pairs = readonly (readonly [string, string])[];
type Condition = (entry: LedgerEntry) => boolean;

/** A search of the ledger, parsed and checked. */
export interface AuditQuery {
  /** What is asked of the AuditEvent as R4 has it. */
  readonly request: SearchRequest;
  /** Asked of the entry itself. */
  readonly conditions: readonly Condition[];
  /** The one patient whom it names; `nobody` for one who can't be. */
  readonly patient: ResourceId | "nobody" | undefined;
  /** The one person or program whom it names. */
  readonly actorId: string | undefined;
  /** Milliseconds since 1970: outside of them nothing matches. */
  readonly from: number | undefined;
  readonly until: number | undefined;
}

const agentNames: ReadonlySet<string> = new Set(["agent", "agent:identifier", "agent.identifier"]);
const idText = /^[A-Za-z0-9._~:-]{1,128}$/;
const purposeText = /^[A-Za-z0-9-]{1,32}$/;

/** R4's own parameters, `purpose` as R5 has it, and `agent.identifier` as IHE's audit consumers ask. @throws SearchError */
export function parseAuditQuery(pairs: Pairs, base: string): AuditQuery {
  if (pairs.length > maximumParameters)
    throw new SearchError("fhir/search-too-large", `the search has more than ${maximumParameters} parameters`);
  const rest = pairs.filter(([name]) => !agentNames.has(name) && name !== "purpose").map((pair) => local(pair, base));
  const request = parseSearch(ledgerType, rest);
  expectOffered(request);
  const agents = pairs.filter(([name]) => agentNames.has(name)).map(agentAsked);
  const purposes = pairs.filter(([name]) => name === "purpose").map(purposeAsked);
  const named = rest.flatMap(([name, value]) => (name === "patient" || name === "patient:Patient" ? [value] : []));
  return {
    request,
    conditions: [...agents.map(({ condition }) => condition), ...purposes],
    patient: patientNamed(named),
    actorId: agents.find(({ only }) => only !== undefined)?.only,
    ...spanOf(request.lastUpdated, rest),
  };
}

/** Its own address names a resource of this server. */
function local([name, value]: Pairs[number], base: string): Pairs[number] {
  const short = value.includes("://") ? localReference(value, base) : undefined;
  return short === undefined ? [name, value] : [name, short];
}

function expectOffered({ chains, includes, revincludes, sort }: SearchRequest): void {
  const [rule, ...more] = sort;
  const newestFirst = rule === undefined || (rule.descending && ["date", "_lastUpdated"].includes(rule.parameter));
  if (!newestFirst || more.length > 0) throw unsupported("AuditEvents come newest first: leave _sort out", "_sort");
  if (includes.length > 0) throw unsupported("AuditEvents include nothing", "_include");
  if (revincludes.length > 0) throw unsupported("nothing includes AuditEvents", "_revinclude");
  if (chains.length > 0) throw unsupported("AuditEvents are not searched by chains: name the patient or the agent", "");
}

function unsupported(message: string, path: string): SearchError {
  return new SearchError("fhir/unsupported-search", message, path === "" ? {} : { path });
}

function tooLong(value: string): boolean {
  return value.length > maximumValueLength;
}

function patientNamed(values: readonly string[]): AuditQuery["patient"] {
  const ids = values.flatMap((value) => value.split(",")).map((value) => value.replace(/^Patient\//, ""));
  const [id, ...more] = new Set(ids);
  if (id === undefined) return undefined;
  if (more.length > 0) throw unsupported("name one patient at a time", "patient");
  return isUuid(id) ? (id as ResourceId) : "nobody";
}

interface AgentAsked {
  readonly condition: Condition;
  readonly only: string | undefined;
}

/** People and programs are agents by the ids that the ledger has of them; a patient is one for whom somebody acted. */
function agentAsked([name, text]: Pairs[number]): AgentAsked {
  const wanted = (tooLong(text) ? [""] : text.split(",")).map((value) =>
    name === "agent" ? agentNamed(value) : agentIdentified(name, value),
  );
  const [one, ...more] = wanted;
  return {
    condition: (entry) => wanted.some(({ matches }) => matches(entry)),
    only: more.length === 0 ? one?.actorId : undefined,
  };
}

interface Agent {
  readonly actorId: string | undefined;
  readonly matches: Condition;
}

function agentNamed(value: string): Agent {
  if (value.startsWith("Patient/") && isUuid(value.slice("Patient/".length)))
    return { actorId: undefined, matches: ({ onBehalfOf }) => onBehalfOf === value };
  return withId(value, "agent", () => true);
}

function agentIdentified(name: string, text: string): Agent {
  const bar = text.indexOf("|");
  const system = bar === -1 ? undefined : text.slice(0, bar);
  const kinds = { [personSystem]: "person", [clientSystem]: "client" } as const;
  const kind = system === undefined ? undefined : kinds[system as keyof typeof kinds];
  return withId(text.slice(bar + 1), name, (entry) => system === undefined || entry.actor.kind === kind);
}

function withId(value: string, name: string, fits: Condition): Agent {
  const id = value.replace(/^urn:uuid:/, "");
  if (!idText.test(id))
    throw new SearchError(
      "fhir/bad-search-value",
      "an agent is named by the id of a person or program, or Patient/id",
      {
        path: name,
      },
    );
  return { actorId: id, matches: (entry) => entry.actor.id === id && fits(entry) };
}

function purposeAsked([name, text]: Pairs[number]): Condition {
  const wanted = (tooLong(text) ? [""] : text.split(",")).map((value) => {
    const bar = value.lastIndexOf("|");
    const code = value.slice(bar + 1);
    if (!purposeText.test(code))
      throw new SearchError("fhir/bad-search-value", "a purpose is a code of HL7 v3 ActReason", { path: name });
    const system = bar === -1 ? purposeSystem : value.slice(0, bar);
    return system === purposeSystem ? code.toUpperCase() : undefined;
  });
  return ({ purpose }) => purpose !== undefined && wanted.includes(purpose);
}

/** An AuditEvent is from when it was recorded: both parameters bound where to look. */
function spanOf(updated: readonly TimeRange[] | undefined, pairs: Pairs): Pick<AuditQuery, "from" | "until"> {
  const dates: Pairs = pairs.flatMap(([name, value]) => (name === "date" ? [["_lastUpdated", value] as const] : []));
  const asked = dates.length === 0 ? undefined : parseSearch(ledgerType, dates).lastUpdated;
  const spans = [updated, asked].filter((ranges) => ranges !== undefined);
  if (spans.length === 0) return { from: undefined, until: undefined };
  return {
    from: Math.max(...spans.map((ranges) => Math.min(Infinity, ...ranges.map(({ from }) => from)))),
    until: Math.min(...spans.map((ranges) => Math.max(-Infinity, ...ranges.map(({ until }) => until)))),
  };
}
