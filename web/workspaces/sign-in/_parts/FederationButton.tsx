import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { IconBuilding } from "@tabler/icons-react";
import { say } from "../words/index.ts";
import { readFederationOffer } from "./sign-in-calls.ts";

type Props = {
  /** Its short name, where several share the installation. */
  readonly organisation: string | undefined;
  readonly wanted: boolean;
  /** In a tab of its own, since this page is to stay: it notices when its person is back. */
  readonly beside?: boolean;
};

/** Where the organisation's own provider may vouch for people: the way there. */
export function FederationButton({ organisation, wanted, beside = false }: Props) {
  const [asked] = useDebouncedValue(organisation?.trim(), 400);
  const offer = useQuery({
    queryKey: ["federation-offer", asked ?? ""],
    queryFn: (options) => readFederationOffer(asked, options),
    enabled: wanted && asked !== "",
    retry: false,
  });
  const { label, start } = offer.data ?? {};
  // Only an address of this server is followed.
  if (!wanted || label === undefined || start === undefined || !/^\/(?!\/)/.test(start)) return null;
  const to = new URLSearchParams(window.location.search).get("to");
  const back = to === null ? "" : `${start.includes("?") ? "&" : "?"}${new URLSearchParams({ to })}`;
  return (
    <Button
      component="a"
      href={`${start}${back}`}
      target={beside ? "_blank" : undefined}
      size="md"
      variant="default"
      leftSection={<IconBuilding size={18} stroke={1.7} aria-hidden />}
    >
      {say("withProvider", { provider: label })}
    </Button>
  );
}
