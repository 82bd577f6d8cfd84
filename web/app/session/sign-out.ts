import { api, nothing } from "../api.ts";
import { tellOtherWindows } from "./other-windows.ts";

/** Ends the session here and in this browser's other windows, and goes to the door with nothing left in memory. */
export async function signOut(): Promise<void> {
  try {
    await api.delete("/api/session", nothing);
  } finally {
    tellOtherWindows("signed-out");
    // A fresh page, so that no clinical data outlives the session in this window's memory.
    window.location.assign("/sign-in");
  }
}
