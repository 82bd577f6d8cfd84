import { useQuery } from "@tanstack/react-query";
import { fhir, included, matches, type Resource } from "../../../app/api.ts";
import { useSession } from "../../../app/session/use-session.ts";
import type { Patient } from "../../../ui/clinical/fhir-types.ts";
import { patientName } from "../../../ui/patient-words.ts";
import { ordersKey } from "../../chart/orders/order-calls.ts";
import { type Order, type ServiceRequest, ordersOf } from "../../chart/orders/order.ts";

export type MyOrder = Order & { readonly patientId: string; readonly patient: string };

/** The open orders of the person who is signed in, oldest first, and whether a result came. What it says stays in the chart. */
export function useMyOrders(enabled: boolean) {
  const { person, practitioner } = useSession();
  return useQuery({
    queryKey: [...ordersKey, "mine", person.id],
    queryFn: async ({ signal }): Promise<readonly MyOrder[]> => {
      const bundle = await fhir.search<ServiceRequest>(
        "ServiceRequest",
        {
          status: "active",
          requester: practitioner,
          _sort: "authored",
          _include: "ServiceRequest:patient",
          _revinclude: "DiagnosticReport:based-on",
          // Of the patients that come along, the name.
          _elements: "status,priority,category,code,subject,authoredOn,requester,basedOn,issued,name",
          _count: 200,
        },
        { signal },
      );
      const patients = included<Patient>(bundle, "Patient");
      const reports = (bundle.entry ?? []).flatMap(({ resource }): readonly Resource[] =>
        resource === undefined ? [] : [resource],
      );
      return ordersOf(matches(bundle), reports, person.id).flatMap((order) => {
        const reference = order.request.subject?.reference ?? "";
        if (!order.isMine || !reference.startsWith("Patient/")) return [];
        const patient = patients.get(reference);
        const name = patient === undefined ? "A patient" : patientName(patient);
        return { ...order, patientId: reference.slice("Patient/".length), patient: name };
      });
    },
    enabled,
    // A look is told to each patient whose order is listed: not each minute.
    staleTime: 60_000,
  });
}
