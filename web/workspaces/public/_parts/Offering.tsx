import { Loader } from "@mantine/core";
import type { ReactNode } from "react";
import type { PublicPage } from "../../../../contract/index.ts";
import { isRefusal } from "../../../app/api/request-failure.ts";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { Front } from "./Front.tsx";
import { usePublicPage } from "./public-calls.ts";
import { say } from "../words/index.ts";

type Props = {
  readonly title: string;
  readonly organisation: string | undefined;
  /** Undefined where the organisation doesn't offer this. */
  readonly children: (page: PublicPage) => ReactNode;
};

/** A page that an organisation may offer to everybody, or not. */
export function Offering({ title, organisation, children }: Props) {
  const page = usePublicPage(organisation);
  const shown = page.data && children(page.data);
  const isOffered = page.data === undefined ? !isRefusal(page.error, "public/not-offered") : shown !== undefined;
  return (
    <Front title={title} organisation={page.data?.name} words={isOffered ? page.data?.words : ""}>
      {page.isPending && <Loader size="sm" aria-label={say("loading")} />}
      {!isOffered && <EmptyState title={say("notOffered")}>{say("pleaseTelephone")}</EmptyState>}
      {isOffered && page.error !== null && <ErrorNotice error={page.error} again={() => void page.refetch()} />}
      {shown}
    </Front>
  );
}
