import type { StoredBytes } from "./size-table.ts";

/** What the server process tells its parent. */
export type ServerMessage =
  | { readonly kind: "ready"; readonly origin: string; readonly client: string }
  | { readonly kind: "stored"; readonly bytes: StoredBytes };

/** What the parent asks of it. */
export type ParentMessage = { readonly kind: "stored" } | { readonly kind: "stop" };
