import { z } from "zod";
import { newSeries, weekdayName } from "../../../../contract/index.ts";
import { whenOf } from "./when.ts";

/** What stands in the booking form, for one appointment, a series or the waiting list: it stays while the tabs change, and on the device. */
export const bookingDraft = z.object({
  tab: z.enum(["one", "series", "wait"]),
  /** The same for every try of one booking: a booking whose answer was lost isn't made twice. */
  requestId: z.string(),
  branchId: z.string(),
  patientId: z.string(),
  patientName: z.string(),
  kindId: z.string(),
  therapistId: z.string(),
  roomId: z.string(),
  day: z.string(),
  time: z.string(),
  reason: z.string(),
  weekdays: z.array(weekdayName),
  sessions: z.number(),
  from: z.string(),
  until: z.string(),
  /** It was sent, and no answer came yet. */
  isSent: z.boolean(),
  /** Of a series: the sessions that were chosen, as they were sent. */
  sent: newSeries.optional(),
});
export type BookingDraft = z.infer<typeof bookingDraft>;

/** Where on the calendar somebody began to book, and for whom. */
export type Wish = {
  readonly start?: string;
  readonly therapistId?: string;
  readonly roomId?: string;
  readonly kindId?: string;
  readonly patient?: { readonly id: string; readonly name: string };
};

export function draftOf(
  wish: Wish,
  place: { readonly branchId: string; readonly day: string; readonly timeZone: string; readonly kindId: string },
): BookingDraft {
  return {
    tab: "one",
    requestId: crypto.randomUUID(),
    branchId: place.branchId,
    patientId: wish.patient?.id ?? "",
    patientName: wish.patient?.name ?? "",
    kindId: wish.kindId ?? place.kindId,
    therapistId: wish.therapistId ?? "",
    roomId: wish.roomId ?? "",
    ...whenOf(wish.start, place.day, place.timeZone),
    reason: "",
    weekdays: ["mon", "tue", "wed", "thu", "fri"],
    sessions: 10,
    from: "",
    until: "",
    isSent: false,
  };
}
