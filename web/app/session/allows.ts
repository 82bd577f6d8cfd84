/** The rights of SMART v2 scopes: create, read, update, delete, search. */
export type Right = "c" | "r" | "u" | "d" | "s";

const resourceScope = /^(?:user|patient|system)\/(\*|[A-Za-z]+)\.([cruds]+|\*|read|write)(?:\?.*)?$/;

/** Whether these scopes let the person do this to resources of this type. It only decides what is shown; the server decides what is done. */
export function allows(scopes: readonly string[], resourceType: string, right: Right): boolean {
  return scopes.some((scope) => {
    const parts = resourceScope.exec(scope);
    if (parts === null || (parts[1] !== "*" && parts[1] !== resourceType)) return false;
    return rightsOf(parts[2] ?? "").includes(right);
  });
}

/** Whether their role arranges hours, rooms or kinds of appointment. */
export function arranges(scopes: readonly string[]): boolean {
  return ["PractitionerRole", "Location", "HealthcareService"].some((type) => allows(scopes, type, "u"));
}

function rightsOf(text: string): string {
  if (text === "*") return "cruds";
  if (text === "read") return "rs";
  if (text === "write") return "cud";
  return text;
}
