import { z } from "zod";

/** A path, or a pattern in which `*` stands for any characters but "/" at a segment of its own, and for any characters
 *  within a file pattern. */
const pattern = z.string().min(1);
const because = z.string().min(10);

export const lawSchema = z.strictObject({
  door: pattern,
  testPatterns: z.array(pattern).min(1),
  modules: z.array(z.strictObject({ at: pattern, imports: z.array(pattern), packages: z.array(pattern) })).min(1),
  only: z.array(z.strictObject({ what: pattern, by: z.array(pattern).min(1), because })),
  typesOnly: z.array(z.strictObject({ from: pattern, to: pattern, because })),
  sql: z.strictObject({ in: z.array(pattern), because }),
  ambient: z.strictObject({ in: z.array(pattern), because }),
});

/** `architecture.json`: who may import whom, and where a few things may be done. */
export type Law = z.output<typeof lawSchema>;

/** Whether a folder or file fits a pattern; each `*` stands for one segment. */
export function fits(path: string, pattern: string): boolean {
  return toRegExp(pattern, "[^/]+").test(path);
}

/** Whether a path lies in what the pattern names, or is it. */
export function lies(path: string, pattern: string): boolean {
  return path.split("/").some((_, index, parts) => fits(parts.slice(0, index + 1).join("/"), pattern));
}

/** Whether a file's path fits a file pattern; `*` stands for any characters, and the pattern may start anywhere
 *  that a segment starts when it starts with `*`. */
export function fitsFile(path: string, pattern: string): boolean {
  return toRegExp(pattern, ".*").test(path);
}

function toRegExp(pattern: string, star: string): RegExp {
  const source = pattern
    .split("*")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
    .join(star);
  return new RegExp(`^${source}$`);
}
