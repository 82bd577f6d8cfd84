import type { Page } from "playwright-core";
import type { Serving } from "../../../src/serve.ts";
import type { DemonstrationRole } from "../support/door.ts";

/** One picture of docs/screenshots. */
export interface Picture {
  readonly name: string;
  /** Who is signed in: one of the front door's four, or anybody of the demonstration by name. */
  readonly as?: DemonstrationRole | { readonly named: string };
  readonly dark?: true;
  readonly phone?: true;
  /** From the first page to what the picture shows. */
  readonly show: (page: Page, serving: Serving) => Promise<void>;
}
