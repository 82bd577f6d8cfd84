import { useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";

/** The one-time token of the set-up link, from the fragment (which no server log sees) or the query; it is taken out of the address at once. */
export function useToken(): readonly [string, (token: string) => void] {
  const { token: fromQuery } = useSearch({ from: "/set-up" });
  const [token, setToken] = useState(
    () => new URLSearchParams(window.location.hash.replace(/^#/, "")).get("token") ?? fromQuery ?? "",
  );
  useEffect(() => {
    if (window.location.hash !== "" || window.location.search !== "")
      window.history.replaceState(window.history.state, "", "/set-up");
  }, []);
  return [token, setToken];
}
