import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { fhir } from "../../../app/api.ts";
import { useSession } from "../../../app/session/use-session.ts";
import { belongingQuery } from "../_parts/record/belonging.ts";
import { searchAll } from "../_parts/record/search-all.ts";
import { base64Of, type PreparedFile } from "../files/prepare-file.ts";
import {
  type NewOrder,
  type Order,
  type ResultLine,
  type ServiceRequest,
  newOrder,
  ordersOf,
  resultOf,
} from "./order.ts";

/** Of all charts: a result that comes in one is new on the first page too. */
export const ordersKey = ["orders"];

/** The chart's orders, newest first, with their reports. */
export function useOrders(patientId: string) {
  const { person } = useSession();
  return useQuery({
    queryKey: [...ordersKey, patientId],
    queryFn: async ({ signal, client }) => {
      const merged = await client.fetchQuery(belongingQuery(patientId));
      const { matches, included, complete } = await searchAll<ServiceRequest>(
        "ServiceRequest",
        {
          patient: [patientId, ...merged].join(","),
          _sort: "-authored",
          _revinclude: "DiagnosticReport:based-on",
        },
        signal,
      );
      return { orders: ordersOf(matches, included.values(), person.id), complete };
    },
    staleTime: 60_000,
    // Made of parts of the former answer, a resource would lose the digits that its numbers came with.
    structuralSharing: false,
  });
}

function useSettled(patientId: string) {
  const client = useQueryClient();
  return () =>
    Promise.all(
      [ordersKey, ["chart", patientId, "DiagnosticReport"], ["chart", patientId, "Observation"]].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
}

export function useOrder(patientId: string) {
  const { person, practitioner } = useSession();
  return useMutation({
    networkMode: "always",
    mutationFn: ({ requestId, ...order }: NewOrder) => {
      const resource = newOrder(order, person, practitioner, new Date().toISOString());
      return fhir.makeOnce(requestId, [{ fullUrl: `urn:uuid:${crypto.randomUUID()}`, resource }]);
    },
    onSettled: useSettled(patientId),
  });
}

/** Changes where an order stands; the server says what may follow on what. */
export function useOrderState(patientId: string) {
  return useMutation({
    networkMode: "always",
    mutationFn: ({ order, status }: { readonly order: Order; readonly status: string }) =>
      fhir.update<ServiceRequest>({ ...order.request, status }),
    onSettled: useSettled(patientId),
  });
}

type Result = {
  readonly order: Order;
  readonly finding: string;
  readonly lines: readonly ResultLine[];
  readonly files: readonly { readonly title: string; readonly file: PreparedFile }[];
  /** The form's own number: sent again, nothing is made twice. */
  readonly requestId: string;
};

/** Writes what came of an order. Whoever asked and enters it has seen it. */
export function useResult(patientId: string) {
  const { person } = useSession();
  return useMutation({
    networkMode: "always",
    mutationFn: async ({ order, finding, lines, files: chosen, requestId }: Result) => {
      const at = new Date().toISOString();
      const files = await Promise.all(
        chosen.map(async ({ title, file: { contentType, content } }) => ({
          title,
          contentType,
          data: await base64Of(content),
        })),
      );
      await fhir.makeOnce(requestId, resultOf(order, { finding, lines, files, by: person.displayName, at }));
      if (!order.isMine || order.status !== "active") return;
      // An earlier try may have come as far as this, and its answer been lost.
      const request = await fhir.read<ServiceRequest>("ServiceRequest", order.id);
      if (request.status === "active") await fhir.update<ServiceRequest>({ ...request, status: "completed" });
    },
    onSettled: useSettled(patientId),
  });
}
