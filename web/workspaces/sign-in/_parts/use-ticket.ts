import { useEffect, useState } from "react";

/** The ticket of a recovery link, from the fragment, which no server log sees; it is taken out of the address at once. */
export function useTicket(): string | undefined {
  const [ticket] = useState(() => window.location.hash.replace(/^#/, "") || undefined);
  useEffect(() => {
    if (window.location.hash !== "") window.history.replaceState(window.history.state, "", window.location.pathname);
  }, []);
  return ticket;
}
