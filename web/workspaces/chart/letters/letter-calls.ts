import { useMutation, useQueryClient } from "@tanstack/react-query";
import { signLetterAnswer, type SignLetterRequest } from "../../../../contract/index.ts";
import { api, fhir } from "../../../app/api.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { newOrder } from "../orders/order.ts";
import { actCode } from "./letter-draft.ts";
import { ordersKey } from "../orders/order-calls.ts";

/** Signs a letter. Where it refers, and is to be waited for, the order is made under the letter's own number. */
export function useSignLetter(patientId: string) {
  const client = useQueryClient();
  const { person, practitioner } = useSession();
  return useMutation({
    networkMode: "always",
    mutationFn: async ({ letter, isOrder }: { readonly letter: SignLetterRequest; readonly isOrder: boolean }) => {
      const { documentReferenceId } = await api.post("/api/letters", letter, signLetterAnswer);
      if (!isOrder) return documentReferenceId;
      const { subject: what, recipient } = letter;
      const order = newOrder(
        { patientId, kind: "referral", what: `${what}, to ${recipient.name}`, question: "", urgent: false },
        person,
        practitioner,
        new Date().toISOString(),
      );
      // What it is about may say what the labels are for.
      const security = (letter.labels ?? []).map((code) => ({ system: actCode, code }));
      const meta = security.length === 0 ? {} : { meta: { security } };
      const resource = {
        ...order,
        ...meta,
        supportingInfo: [{ reference: `DocumentReference/${documentReferenceId}` }],
      };
      await fhir.makeOnce(letter.id, [{ fullUrl: `urn:uuid:${crypto.randomUUID()}`, resource }]);
      return documentReferenceId;
    },
    onSettled: () =>
      Promise.all(
        [["chart", patientId, "DocumentReference"], ordersKey].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}
