import type { MailCatalog } from "./mail-catalog.ts";

export const arabic: MailCatalog = {
  subject: {
    reminder: "موعدك يوم {day}، {time}",
    change: "تغيير: موعدك يوم {day}، {time}",
    cancelled: "إلغاء: موعدك يوم {day}، {time}",
  },
  sentence: {
    reminder: "لديك موعد مع {clinic} يوم {day} الساعة {time} ({zone}).",
    change: "تغيّر الوقت أو المكان: موعدك الآن مع {clinic} يوم {day} الساعة {time} ({zone}).",
    cancelled: "أُلغي موعدك مع {clinic} يوم {day} الساعة {time} ({zone}).",
  },
  where: "المكان: {place}",
  cannotCome: "يُرجى الاتصال إن لم تستطع الحضور.",
  anotherTime: "يُرجى الاتصال لتحديد وقت آخر.",
  why: "أرسل هذه الرسالة برنامج، ولا أحد يقرأ الردود عليها. تصلك لأنك وافقت على التذكير بالبريد الإلكتروني: أخبر الاستقبال إن لم تعد\nتريد ذلك.",
  theClinic: "العيادة",
  summary: "موعد، {clinic}",
};
