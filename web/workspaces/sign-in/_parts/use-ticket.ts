import { useEffect, useState } from "react";

/** The ticket of a recovery link, from the fragment, which no server log sees; it is taken out of the address at once. A link that is
 *  pasted over this very page changes nothing but the fragment: no new page is loaded then. */
export function useTicket(): string | undefined {
  const [ticket, setTicket] = useState(ticketInAddress);
  useEffect(() => {
    const take = () => {
      const found = ticketInAddress();
      if (found === undefined) return;
      window.history.replaceState(window.history.state, "", window.location.pathname);
      setTicket(found);
    };
    take();
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, []);
  return ticket;
}

function ticketInAddress(): string | undefined {
  return window.location.hash.replace(/^#/, "") || undefined;
}
