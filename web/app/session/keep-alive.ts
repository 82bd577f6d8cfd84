import { api, nothing } from "../api.ts";
import { refreshSession } from "./enter-app.ts";
import { tellOtherWindows } from "./other-windows.ts";

/** Tells the server that somebody is at work here. */
export async function keepAlive(): Promise<void> {
  try {
    await api.get("/api/session/keep-alive", nothing);
    await refreshSession();
    tellOtherWindows("active");
  } catch {
    // No answer: the deadline stands, and the keeper asks again at the next sign of life.
  }
}
