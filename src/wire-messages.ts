import {
  type MessageNews,
  type Messages,
  type MessagesPorts,
  branchesOf,
  everybodysName,
  messageRule,
  openMessageNews,
  openMessages,
} from "./care/messages/index.ts";
import { type Chart, ChartError, type WriteRules } from "./custody/chart/index.ts";
import { type Identity, displayName } from "./custody/identity/index.ts";
import type { Policy } from "./custody/policy/index.ts";
import type { Clock, TenantId } from "./foundation/kernel/index.ts";

interface MessagesParts {
  /** Opened after the rules that it obeys. */
  readonly chart: () => Chart;
  readonly people: () => Pick<Identity["people"], "list">;
  readonly roles: Pick<Policy["roles"], "of">;
  readonly now: Clock;
  readonly onFailure: (error: unknown) => void;
}

export interface WiredMessages {
  readonly rules: WriteRules;
  /** Told by the chart of what was written. */
  readonly news: MessageNews;
  open(charts: Pick<MessagesPorts, "chart" | "rehearsal">): Messages;
}

/** Roles of those who don't work here. */
const ofOthers: ReadonlySet<string> = new Set(["patient", "family-member", "vendor"]);

/** Whose role doesn't speak of places knows none by name. */
function noneToSee(error: unknown): readonly { readonly id: string; readonly name: string }[] {
  if (error instanceof ChartError && error.code === "chart/not-permitted") return [];
  throw error;
}

export function wireMessages({ chart, people, roles, now, onFailure }: MessagesParts): WiredMessages {
  const staffRoles = async (tenant: TenantId) =>
    (await roles.of(tenant)).all().filter(({ id, role }) => !ofOthers.has(id) && role.reach !== "patient");
  return {
    rules: {
      Communication: messageRule({
        now,
        async namesOf(caller, parties) {
          const has = (wanted: string) => parties.some(({ kind }) => kind === wanted);
          const named = {
            person: has("person")
              ? (await people().list(caller.tenant)).map((one) => ({ id: String(one.id), name: displayName(one) }))
              : [],
            role: has("role")
              ? (await staffRoles(caller.tenant)).map(({ id, role }) => ({ id, name: role.label }))
              : [],
            branch: has("branch") ? await branchesOf({ chart: chart() }, caller).catch(noneToSee) : [],
            everybody: [{ id: "", name: everybodysName }],
          } as const;
          return parties.map(({ kind, value }) => named[kind].find(({ id }) => id === value)?.name);
        },
      }),
    },
    news: openMessageNews({ chart, onFailure }),
    open: (charts) =>
      openMessages({
        ...charts,
        async colleagues(tenant) {
          const known = new Map((await staffRoles(tenant)).map(({ id, role }) => [id, role.label]));
          return (await people().list(tenant)).flatMap((person) => {
            const role = known.get(person.role);
            if (role === undefined || person.state === "ended") return [];
            return [{ id: person.id, name: displayName(person), role, jobTitle: person.jobTitle }];
          });
        },
        async roles(tenant) {
          return (await staffRoles(tenant)).map(({ id, role }) => ({ id, name: role.label }));
        },
      }),
  };
}
