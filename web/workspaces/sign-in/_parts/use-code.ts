import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { Session } from "../../../../contract/index.ts";
import { confirmCode } from "./sign-in-calls.ts";

type Outcome = { readonly onSignedIn: (session: Session) => void; readonly onFailure: (error: unknown) => void };

/** A code that is sent as soon as its sixth digit is there; a wrong one empties the field for the next. */
export function useCode(challenge: string, { onSignedIn, onFailure }: Outcome) {
  const [digits, setDigits] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const confirm = useMutation({
    mutationFn: (code: string) => confirmCode(challenge, code),
    onSuccess: onSignedIn,
    onError: (error) => {
      setDigits("");
      onFailure(error);
      field.current?.focus();
    },
  });
  const change = (next: string) => {
    setDigits(next);
    if (next.length === 6 && !confirm.isPending) confirm.mutate(next);
  };
  return { digits, change, field, pending: confirm.isPending, done: confirm.isSuccess, error: confirm.error };
}
