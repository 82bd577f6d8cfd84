import { useEffect, useRef } from "react";
import { dateText } from "../../../ui/dates.ts";
import { type Enquiry, nameParts } from "../../enquiries/_parts/enquiry.ts";
import { useEnquiry } from "../../enquiries/_parts/enquiry-calls.ts";
import type { Registration } from "./registration.ts";

/** What an enquiry says of whom is to be registered. */
export function fieldsOf(enquiry: Enquiry): Partial<Registration> {
  const { family, given } = nameParts(enquiry);
  return {
    family,
    given,
    phone: enquiry.phone ?? "",
    email: enquiry.email ?? "",
    ...(enquiry.branchId === undefined ? {} : { branch: enquiry.branchId }),
    birthDate: enquiry.birthDate === undefined ? "" : dateText(enquiry.birthDate),
  };
}

/** The enquiry with which the page was opened. Its words are put into the form once, unless somebody has typed there.
 *  @param fill told what it says */
export function useEnquiryOfPage(
  id: string | undefined,
  isTyped: boolean,
  fill: (fields: Partial<Registration>) => void,
): Enquiry | undefined {
  const { data } = useEnquiry(id);
  const filled = useRef<string | undefined>(undefined);
  const latest = useRef(fill);
  latest.current = fill;
  useEffect(() => {
    if (data === undefined || filled.current === data.id) return;
    filled.current = data.id;
    if (!isTyped) latest.current({ ...fieldsOf(data), requestId: crypto.randomUUID() });
  }, [data, isTyped]);
  return data;
}
