import { z } from "zod";

/** `POST /api/imports?name=<file name>` with the file as the body (`application/octet-stream`; JSON bundle, NDJSON, either
 *  gzipped; at most 256 MiB). Answers 202 `importProgress`; poll `GET /api/imports/:id`; `DELETE /api/imports/:id` stops it. */
export const importProgress = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(["running", "done", "failed", "stopped"]),
  total: z.number().int(),
  created: z.number().int(),
  /** Already here with the same content: running an import again changes nothing. */
  unchanged: z.number().int(),
  updated: z.number().int(),
  refused: z.number().int(),
  /** The first 200 refusals. */
  refusals: z.array(
    z.object({
      entry: z.number().int(),
      resource: z.string(),
      code: z.string(),
      path: z.string().optional(),
      message: z.string(),
    }),
  ),
  perSecond: z.number(),
  secondsLeft: z.number().optional(),
  failure: z.string().optional(),
});
export type ImportProgress = z.infer<typeof importProgress>;
// `GET /api/imports` lists what this server's process has imported for the organisation: { imports: importProgress[] }.
