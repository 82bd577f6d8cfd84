import type { MailCatalog } from "./mail-catalog.ts";

export const hindi: MailCatalog = {
  subject: {
    reminder: "आपका अपॉइंटमेंट: {day}, {time}",
    change: "बदला हुआ: आपका अपॉइंटमेंट {day}, {time}",
    cancelled: "रद्द: आपका अपॉइंटमेंट {day}, {time}",
  },
  sentence: {
    reminder: "{clinic} में आपका अपॉइंटमेंट {day} को {time} बजे ({zone}) है।",
    change: "समय या स्थान बदल गया है: {clinic} में आपका अपॉइंटमेंट अब {day} को {time} बजे ({zone}) है।",
    cancelled: "{clinic} में {day} को {time} बजे ({zone}) का आपका अपॉइंटमेंट रद्द हो गया है।",
  },
  where: "स्थान: {place}",
  cannotCome: "यदि आप नहीं आ सकते तो कृपया फ़ोन करें।",
  anotherTime: "दूसरे समय के लिए कृपया फ़ोन करें।",
  why: "यह एक प्रोग्राम ने भेजा है, और इसके उत्तर कोई नहीं पढ़ता। यह आपको इसलिए मिला क्योंकि आपने ईमेल से याद दिलाए जाने की सहमति दी थी: यदि आप अब यह नहीं\nचाहते तो स्वागत डेस्क को बताएँ।",
  theClinic: "क्लिनिक",
  summary: "अपॉइंटमेंट, {clinic}",
};
