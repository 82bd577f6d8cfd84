import type { z } from "zod";
import { Refusal } from "./refusal.ts";

/** What the schema makes of it. @throws Refusal 400 `input/malformed` naming the first field that doesn't fit, never its value */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = issue?.path.join(".");
  throw new Refusal(
    400,
    "input/malformed",
    issue === undefined ? "The request is malformed." : sentence(path, issue.message),
    {
      path: path === "" ? undefined : path,
    },
  );
}

function sentence(path: string | undefined, message: string): string {
  return path === undefined || path === "" ? `The request is malformed: ${message}.` : `${path}: ${message}.`;
}
