import type { StoredBytes } from "./size-table.ts";

/** What the server process tells its parent. */
export type ServerMessage =
  | { readonly kind: "ready"; readonly origin: string; readonly client: string }
  | { readonly kind: "stored"; readonly bytes: StoredBytes }
  | { readonly kind: "backed-up"; readonly rows: number; readonly seconds: number };

/** What the parent asks of it. */
export type ParentMessage =
  | { readonly kind: "stored" }
  | { readonly kind: "back-up"; readonly as: "increment" | "tail" }
  | { readonly kind: "stop" };
