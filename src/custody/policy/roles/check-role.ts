import { SearchError, elementType, isResourceType, parseSearch } from "../../../foundation/fhir/index.ts";
import {
  type Permission,
  type Scope,
  ScopeError,
  ledgerType,
  parseScope,
  permissions,
  purposes,
  reaches,
  resourceGroups,
} from "../../access/index.ts";
import { isSensitivityCode, sensitivityCodes } from "../labels/sensitivity.ts";
import type { RoleFault } from "../policy-error.ts";
import type { RoleDefinition } from "./role-definition.ts";

const mostScopes = 600;
const mostFieldRules = 200;
/** Without these a resource is none, or can't be told from others. */
const alwaysSeen: ReadonlySet<string> = new Set(["resourceType", "id", "meta", "implicitRules", "language"]);

type Checks = (definition: RoleDefinition) => readonly RoleFault[];

const checks: readonly Checks[] = [
  checkWords,
  checkScopes,
  checkPermissions,
  checkReach,
  checkFieldRules,
  checkClearances,
  checkPurposes,
];

/** Everything that is wrong with a role; empty when it can be stored. */
export function checkRole(definition: RoleDefinition): readonly RoleFault[] {
  return checks.flatMap((check) => check(definition));
}

const definitions: ReadonlySet<string> = new Set(resourceGroups.definition);

/** What is wrong with the vendors' role: it must open nothing by itself, or a ticket, an approval and an end would mean nothing. */
export function checkVendorRole({ scopes, permissions: given }: RoleDefinition): readonly RoleFault[] {
  const message =
    "What a vendor may see or do is approved one by one, for a ticket and a time: the role itself has none.";
  return [
    ...scopes.flatMap((text, index) => {
      const scope = parsed(text);
      const opens = !("message" in scope) && (!definitions.has(scope.type) || !/^r?s?$/.test(scope.permissions));
      return opens ? [{ path: `scopes[${index}]`, message }] : [];
    }),
    ...given.map((_, index) => ({ path: `permissions[${index}]`, message })),
  ];
}

function checkWords({ label, inSentence, summary }: RoleDefinition): readonly RoleFault[] {
  return [
    ...between("label", label, 2, 60),
    ...between("inSentence", inSentence, 2, 60),
    ...between("summary", summary, 5, 400),
  ];
}

function between(path: string, text: string, least: number, most: number): readonly RoleFault[] {
  const length = text.trim().length;
  return length >= least && length <= most && !/\p{Cc}/u.test(text)
    ? []
    : [{ path, message: `It takes ${least} to ${most} characters on one line.` }];
}

function checkScopes({ scopes }: RoleDefinition): readonly RoleFault[] {
  if (scopes.length > mostScopes) return [{ path: "scopes", message: `A role has at most ${mostScopes} scopes.` }];
  return scopes.flatMap((text, index) => {
    const path = `scopes[${index}]`;
    const scope = parsed(text);
    if ("message" in scope) return [{ path, message: scope.message }];
    if (scope.level !== "user") return [{ path, message: "A role has user/ scopes: people act through them." }];
    if (scopes.indexOf(text) !== index) return [{ path, message: "The same scope stands here twice." }];
    const fault = criteriaFault(scope);
    return fault === undefined ? [] : [{ path, message: fault }];
  });
}

function parsed(text: string): Scope | { readonly message: string } {
  try {
    return parseScope(text);
  } catch (error) {
    if (error instanceof ScopeError) return { message: sentence(error.message) };
    throw error;
  }
}

/** Criteria that no search of the type knows would limit nothing, or refuse every call. */
function criteriaFault({ type, criteria }: Scope): string | undefined {
  if (criteria.length === 0) return undefined;
  if (type === "*") return "Criteria need a resource type: what * stands for has no search parameters in common.";
  try {
    parseSearch(
      type,
      criteria.map(({ parameter, value }) => [parameter, value] as const),
    );
    return undefined;
  } catch (error) {
    if (error instanceof SearchError) return sentence(error.message);
    throw error;
  }
}

function checkPermissions(definition: RoleDefinition): readonly RoleFault[] {
  return definition.permissions.flatMap((permission, index) =>
    (permissions as readonly Permission[]).includes(permission)
      ? []
      : [{ path: `permissions[${index}]`, message: "There is no such permission." }],
  );
}

function checkReach({ reach }: RoleDefinition): readonly RoleFault[] {
  return reaches.includes(reach) ? [] : [{ path: "reach", message: `It is one of ${reaches.join(", ")}.` }];
}

function checkFieldRules({ fieldRules }: RoleDefinition): readonly RoleFault[] {
  if (fieldRules.length > mostFieldRules)
    return [{ path: "fieldRules", message: `A role has at most ${mostFieldRules} field rules.` }];
  return fieldRules.flatMap(({ type, path, access }, index) => {
    const at = (field: string, message: string) => [{ path: `fieldRules[${index}].${field}`, message }];
    if (!isResourceType(type)) return at("type", "It names no resource type of FHIR R4.");
    if (type === ledgerType)
      return at(
        "type",
        `${ledgerType} is the ledger, which is shown whole or not: permissions and scopes say to whom.`,
      );
    // A type that no scope reaches may still stand inside another: contained, or in a bundle.
    if (access !== "hidden" && access !== "read-only") return at("access", "It is hidden or read-only.");
    const [first = ""] = path.split(".");
    if (alwaysSeen.has(first)) return at("path", `${first} is part of every record and can't be limited.`);
    const element = elementType(type, path);
    if (element === undefined || path.includes("["))
      return at("path", `${type} has no element ${path}. Write the names below the type, such as participant.actor.`);
    if (element.types.length > 1)
      return at(
        "path",
        `${path} comes in several types: name each by its own, such as ${path}${capital(element.types[0])}.`,
      );
    const twice = fieldRules.findIndex((other) => other.type === type && other.path === path) !== index;
    return twice ? at("path", "There are two rules for this element.") : [];
  });
}

function capital(type = ""): string {
  return `${type.charAt(0).toUpperCase()}${type.slice(1)}`;
}

function checkClearances({ clearances }: RoleDefinition): readonly RoleFault[] {
  return (clearances ?? []).flatMap((code, index) =>
    isSensitivityCode(code)
      ? []
      : [{ path: `clearances[${index}]`, message: `It is one of ${sensitivityCodes.join(", ")}.` }],
  );
}

function checkPurposes(definition: RoleDefinition): readonly RoleFault[] {
  if (definition.purposes.length === 0) return [{ path: "purposes", message: "A role acts for at least one purpose." }];
  return definition.purposes.flatMap((purpose, index) => {
    const path = `purposes[${index}]`;
    if (!purposes.includes(purpose)) return [{ path, message: `It is one of ${purposes.join(", ")}.` }];
    return definition.purposes.indexOf(purpose) === index ? [] : [{ path, message: "It stands here twice." }];
  });
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
