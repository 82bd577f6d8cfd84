import type { z } from "zod";
import { UsageError } from "./usage-error.ts";

/** What the contract makes of what was typed. @throws UsageError naming the first thing that doesn't fit */
export function parseWords<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`${issue?.path.join(".") ?? "the command"}: ${issue?.message ?? "is malformed"}`);
}
