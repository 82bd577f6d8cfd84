import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";

type Outcome<Answer> = {
  readonly confirm: (digits: string) => Promise<Answer>;
  readonly onDone: (answer: Answer) => void;
  readonly onFailure?: (error: unknown) => void;
};

/** A code that is sent as soon as its sixth digit is there; a wrong one empties the field for the next. */
export function useCode<Answer>({ confirm, onDone, onFailure }: Outcome<Answer>) {
  const [digits, setDigits] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const sending = useMutation({
    mutationFn: confirm,
    onSuccess: onDone,
    onError: (error) => {
      setDigits("");
      onFailure?.(error);
      field.current?.focus();
    },
  });
  const change = (next: string) => {
    setDigits(next);
    if (next.length === 6 && !sending.isPending) sending.mutate(next);
  };
  return { digits, change, field, pending: sending.isPending, done: sending.isSuccess, error: sending.error };
}
