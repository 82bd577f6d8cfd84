/** A cookie that only lasts for one errand of the browser. */
export interface FleetingCookie {
  readonly name: string;
  /** The header that sets it. */
  set(value: string): string;
  readonly clear: string;
}

const seconds = 600;

export function fleetingCookie(
  name: string,
  { path, secure, sameSite }: { readonly path: string; readonly secure: boolean; readonly sameSite: "Lax" | "Strict" },
): FleetingCookie {
  const full = secure ? `__Secure-${name}` : name;
  const attributes = `Path=${path}; HttpOnly; SameSite=${sameSite}${secure ? "; Secure" : ""}`;
  return {
    name: full,
    set: (value) => `${full}=${value}; ${attributes}; Max-Age=${seconds}`,
    clear: `${full}=; ${attributes}; Max-Age=0`,
  };
}

export function cookieIn(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(";") ?? []) {
    const equals = part.indexOf("=");
    if (part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return undefined;
}
