import { isolated } from "../language/index.ts";

/** "Physiotherapy · Dr Amara Osei": what is known, in this order in every direction of writing. */
export function dotted(parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined && part !== "")
    .map((part) => isolated(part ?? ""))
    .join(" · ");
}
