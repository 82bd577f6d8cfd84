import { useMutation, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { SessionKeeper } from "../../app/session/SessionKeeper.tsx";
import { Door } from "../../ui/Door.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { PageWait } from "../../ui/PageWait.tsx";
import { isRefusal } from "../../app/api.ts";
import { ConsentForm } from "./_parts/ConsentForm.tsx";
import { type Decision, decide, readRequest } from "./_parts/consent-calls.ts";
import { say } from "./words/index.ts";

/** An app asks; the person answers, in full knowledge of what. */
export function ConsentPage() {
  const { uid } = useParams({ from: "/oauth/consent/$uid" });
  const request = useQuery({
    queryKey: ["consent", uid],
    queryFn: () => readRequest(uid),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const answer = useMutation({
    mutationFn: (decision: Decision) => decide(uid, decision),
    onSuccess: ({ to }) => window.location.assign(to),
  });
  const answered = useRef(false);
  const known = request.data;
  const { mutate } = answer;
  useEffect(() => {
    if (known === undefined || !known.allowedBefore || known.signInAgain || answered.current) return;
    answered.current = true;
    mutate({ allow: true, scopes: known.asks.map((one) => one.scope) });
  }, [known, mutate]);

  if (request.error !== null) {
    if (isRefusal(request.error, "oauth/no-request")) {
      return (
        <Door title={say("nothingWaiting")}>
          <EmptyState title={say("requestLapsed")}>{say("backToApp")}</EmptyState>
        </Door>
      );
    }
    return (
      <Door title={say("appAsks")}>
        <ErrorNotice error={request.error} again={() => void request.refetch()} />
      </Door>
    );
  }
  const goingOn = known?.allowedBefore === true && !known.signInAgain && answer.error === null;
  if (known === undefined || goingOn || answer.isSuccess) return <PageWait />;
  return (
    <Door title={say("letIn", { name: known.app.name })} wide>
      <ConsentForm request={known} busy={answer.isPending} failed={answer.error} answer={answer.mutate} />
      <SessionKeeper />
    </Door>
  );
}
