import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { resourceTypes } from "../../foundation/fhir/index.ts";
import { decide } from "./decide.ts";
import type { AccessRequest, Decision } from "./decide.ts";
import type { Facts } from "./facts.ts";
import type { Interaction } from "./interaction.ts";
import { builtInRoleIds, roles } from "./roles.ts";
import { parseScope, parseScopes } from "./scope.ts";
import { aStanding } from "../../../test/people/standing.ts";

const interactions = [
  "read",
  "vread",
  "history",
  "search",
  "create",
  "update",
  "delete",
] as const satisfies readonly Interaction[];
const someTypes = ["Patient", "Observation", "Flag"] as const;

const at = Date.UTC(2026, 2, 3);
const aRequest = fc.record({
  interaction: fc.constantFrom(...interactions),
  type: fc.constantFrom(...someTypes),
  at: fc.constant(at),
});
const aScope = fc
  .record({
    level: fc.constantFrom("system", "user", "patient"),
    type: fc.constantFrom("*", ...someTypes),
    letters: fc.subarray([..."cruds"], { minLength: 1 }),
    query: fc.constantFrom("", "", "?code=a", "?code=b", "?code=a&status=final"),
  })
  .map((parts) => `${parts.level}/${parts.type}.${parts.letters.join("")}${parts.query}`);
const someScopes = fc.array(aScope, { maxLength: 5 });
const aKind = fc.constantFrom("person" as const, "client" as const);

function facts(kind: "person" | "client", texts: readonly string[]): Facts {
  return { kind, name: "Lab feed", scopes: texts.map(parseScope) };
}

/** The same question answered slowly, on the texts alone: the lists of criteria that reach a row, or none. */
function slowly(request: AccessRequest, kind: "person" | "client", texts: readonly string[]): string[] {
  const letters: Record<string, string> = {
    read: "r",
    vread: "r",
    history: "r",
    search: "s",
    create: "c",
    update: "u",
    delete: "d",
  };
  const found: string[] = [];
  for (const text of texts) {
    const [head = "", query = ""] = text.split("?");
    for (const type of [request.type, "*"]) {
      const start = `${kind === "person" ? "user" : "system"}/${type}.`;
      if (head.startsWith(start) && head.slice(start.length).includes(letters[request.interaction] ?? "none"))
        found.push(query);
    }
  }
  return found;
}

/** Whether a row with these facts is reached. */
function reaches(decision: Decision, row: Readonly<Record<string, string>>): boolean {
  if (decision.kind === "deny") return false;
  if (decision.rows.kind === "every") return true;
  // Alternatives of one parameter come together, as a list of values.
  return decision.rows.granted.every((alternatives) =>
    alternatives.some(({ criteria }) =>
      criteria.every(({ parameter, value }) => value.split(",").some((one) => row[parameter] === one)),
    ),
  );
}

const rows: readonly Readonly<Record<string, string>>[] = [
  {},
  { code: "a" },
  { code: "b" },
  { code: "a", status: "final" },
  { code: "b", status: "final" },
];

describe("decide", () => {
  test("denies the operator's console every request, whatever scopes it were given", () => {
    fc.assert(
      fc.property(aRequest, someScopes, (request, texts) => {
        expect(decide(request, { kind: "system", name: "command line", scopes: texts.map(parseScope) }).kind).toBe(
          "deny",
        );
      }),
    );
  });

  test("denies every request when there are no scopes", () => {
    fc.assert(
      fc.property(aKind, aRequest, (kind, request) => {
        expect(decide(request, facts(kind, []))).toEqual({ kind: "deny", reason: "access/no-scopes" });
      }),
    );
  });

  test("agrees with an evaluator that works on the texts", () => {
    fc.assert(
      fc.property(aKind, aRequest, someScopes, (kind, request, texts) => {
        const queries = slowly(request, kind, texts);
        const decision = decide(request, facts(kind, texts));
        for (const row of rows) {
          const expected = queries.some(
            (query) =>
              query === "" ||
              query.split("&").every((pair) => Object.entries(row).some(([k, v]) => `${k}=${v}` === pair)),
          );
          expect(reaches(decision, row)).toBe(expected);
        }
      }),
    );
  });

  test("never takes access away when a scope is added", () => {
    fc.assert(
      fc.property(aKind, aRequest, someScopes, aScope, fc.nat(5), (kind, request, texts, added, at) => {
        const before = decide(request, facts(kind, texts));
        const after = decide(request, facts(kind, texts.toSpliced(at, 0, added)));
        for (const row of rows) if (reaches(before, row)) expect(reaches(after, row)).toBe(true);
      }),
    );
  });

  test("gives a client nothing through user scopes, a person nothing through system scopes, nobody anything through patient scopes", () => {
    const request = { interaction: "read", type: "Patient", at } as const;
    expect(decide(request, facts("client", ["user/*.cruds"])).kind).toBe("deny");
    expect(decide(request, facts("person", ["system/*.cruds"])).kind).toBe("deny");
    expect(decide(request, facts("person", ["patient/*.cruds"])).kind).toBe("deny");
  });

  test("says which rule denied", () => {
    const scopes = ["user/Patient.r"];
    expect(decide({ interaction: "delete", type: "Patient", at }, facts("person", scopes))).toEqual({
      kind: "deny",
      reason: "access/interaction-not-granted",
    });
    expect(decide({ interaction: "read", type: "Flag", at }, facts("person", scopes))).toEqual({
      kind: "deny",
      reason: "access/type-not-granted",
    });
  });

  test("explains a permit by the role of a person and the scope of a client", () => {
    const request = { interaction: "read", type: "Observation", at } as const;
    const clinician: Facts = { kind: "person", name: "Amara Osei", role: "clinician", scopes: roles.clinician.scopes };
    expect(decide(request, clinician)).toMatchObject({
      kind: "permit",
      reason: "as clinician of this organisation",
      rows: { kind: "every" },
      obligations: [],
    });
    expect(decide(request, facts("client", ["system/Flag.r", "system/*.cruds"]))).toMatchObject({
      reason: "client 'Lab feed' with system/*.cruds",
    });
  });

  test("limits rows by granular criteria and holds what is written to them", () => {
    const scopes = parseScopes("system/Observation.cruds?category=laboratory");
    const lab: Facts = { kind: "client", name: "Lab feed", scopes };
    const limited = {
      kind: "rows",
      granted: [[{ criteria: [{ parameter: "category", value: "laboratory" }], ofPatient: false }]],
    };
    expect(decide({ interaction: "search", type: "Observation", at }, lab)).toMatchObject({
      rows: limited,
      obligations: [],
    });
    expect(decide({ interaction: "create", type: "Observation", at }, lab)).toMatchObject({
      rows: limited,
      obligations: ["new-version-matches"],
    });
  });
});

describe("the built-in roles", () => {
  const may = (role: keyof typeof roles, interaction: Interaction, type: (typeof resourceTypes)[number]) =>
    decide({ interaction, type, at }, { kind: "person", name: "x", role, scopes: roles[role].scopes }).kind ===
    "permit";

  test("keep clinical content from everyone but clinicians", () => {
    for (const type of [
      "Observation",
      "Condition",
      "AllergyIntolerance",
      "Flag",
      "DocumentReference",
      "Claim",
    ] as const) {
      expect(may("clinician", "read", type)).toBe(true);
      for (const role of ["administrator", "front-desk", "auditor"] as const) {
        for (const interaction of interactions) expect(may(role, interaction, type)).toBe(false);
      }
    }
  });

  test("let only clinicians and the front desk see patients", () => {
    expect(may("clinician", "search", "Patient")).toBe(true);
    expect(may("front-desk", "create", "Patient")).toBe(true);
    expect(may("administrator", "read", "Patient")).toBe(false);
    expect(may("auditor", "read", "Patient")).toBe(false);
  });

  test("give nobody the server's own machinery", () => {
    for (const role of ["administrator", "clinician", "front-desk", "auditor"] as const) {
      for (const type of ["Subscription", "Bundle"] as const) expect(may(role, "read", type)).toBe(false);
    }
  });

  test("let apps read who looked where the role may see it, and nobody write it", () => {
    for (const role of builtInRoleIds) {
      const { permissions } = roles[role];
      const sees = permissions.has("accesses.read") && !permissions.has("ledger.read");
      expect(may(role, "read", "AuditEvent")).toBe(sees);
      expect(may(role, "create", "AuditEvent")).toBe(false);
    }
  });
});

test("a person who only says that it is an emergency is asked as for treatment; a broken glass is another thing", () => {
  const facts = { name: "Dr Ada Okafor", scopes: parseScopes("user/*.rs system/*.rs"), standing: aStanding() };
  const asking = (kind: "person" | "client") => {
    const decision = decide({ interaction: "read", type: "Observation", at: 0 }, { ...facts, kind, purpose: "ETREAT" });
    return decision.kind === "permit" && decision.rows.kind === "rows" ? decision.rows.asking.purpose : undefined;
  };
  expect([asking("person"), asking("client")]).toEqual(["TREAT", "ETREAT"]);
});
