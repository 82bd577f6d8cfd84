import type { Limited, Take } from "./ports.ts";
import { ReceptionError } from "./reception-error.ts";

/** Takes one of each, in this order, up to the first of which nothing is left. @throws ReceptionError `public/too-many` */
export async function takeAll(take: Take, wanted: readonly (readonly [Limited, string])[]): Promise<void> {
  for (const [limited, key] of wanted) {
    const retryAfterSeconds = await take(limited, key);
    if (retryAfterSeconds !== undefined)
      throw new ReceptionError("public/too-many", "there were too many requests: try later, or telephone", {
        retryAfterSeconds,
      });
  }
}
