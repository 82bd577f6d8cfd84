export type WindowNews = "signed-out" | "active";

const channel = "BroadcastChannel" in window ? new BroadcastChannel("wardbook-session") : undefined;

/** Tells this browser's other windows. */
export function tellOtherWindows(news: WindowNews): void {
  channel?.postMessage(news);
}

/** Hears from them; returns the way to stop. */
export function onOtherWindows(listener: (news: WindowNews) => void): () => void {
  const hear = (event: MessageEvent<unknown>) => {
    if (event.data === "signed-out" || event.data === "active") listener(event.data);
  };
  channel?.addEventListener("message", hear);
  return () => channel?.removeEventListener("message", hear);
}
