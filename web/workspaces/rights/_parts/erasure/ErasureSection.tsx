import { Alert, Stack } from "@mantine/core";
import type { RightsRequest } from "../../../../../contract/index.ts";
import { useSession } from "../../../../app/session/use-session.ts";
import { ErrorNotice } from "../../../../ui/ErrorNotice.tsx";
import { PageWait } from "../../../../ui/PageWait.tsx";
import { Section } from "../../../../ui/Section.tsx";
import { ErasurePlan } from "./ErasurePlan.tsx";
import { OneErasure } from "./OneErasure.tsx";
import { useErasures } from "./erasure-calls.ts";
import { say } from "../../words/index.ts";

/** How a request for erasure is carried out, for whoever may decide how long records are kept. */
export function ErasureSection({ request }: { readonly request: RightsRequest }) {
  const { permissions } = useSession();
  if (permissions?.includes("retention.manage") !== true) return null;
  return (
    <Section title={say("erasure")} words={say("erasureAbout")}>
      <Erasures request={request} />
    </Section>
  );
}

function Erasures({ request }: { readonly request: RightsRequest }) {
  const list = useErasures(request.id);
  if (list.error !== null) return <ErrorNotice error={list.error} again={() => void list.refetch()} />;
  if (list.data === undefined) return <PageWait />;
  const { erasures } = list.data;
  const isTaken =
    erasures.some(({ state }) => state === "proposed" || state === "approved") ||
    erasures.some(({ state, scope }) => state === "erased" && scope === "whole");
  const isOpen = request.state === "open" || request.state === "decided";
  return (
    <Stack gap="lg">
      {!list.data.isWhole && (
        <Alert color="gray" title={say("erasuresMissing")} role="alert">
          {say("erasuresMissingWhy")}
        </Alert>
      )}
      {erasures.map((erasure) => (
        <OneErasure key={erasure.id} erasure={erasure} />
      ))}
      {!isTaken && (isOpen ? <ErasurePlan request={request} /> : say("beginsOnceKnown"))}
    </Stack>
  );
}
