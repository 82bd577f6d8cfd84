import type { NameStock } from "./name-stock.ts";

export const yoruba: NameStock = {
  community: "Yoruba",
  language: ["yo", "Yoruba"],
  women: ["Abọ́sẹ̀dé", "Bukola", "Folashadé", "Ìyábọ̀", "Morenikeji", "Titilayo", "Yetunde"],
  men: ["Adébáyọ̀", "Babatunde", "Fẹ́mi", "Kayode", "Olúwaseun", "Tunde", "Wale"],
  families: ["Adéyẹmí", "Akintola", "Balogun", "Ògúnlẹ́sì", "Olatunji", "Sowande", "Ṣóyínká-Bello"],
};

export const igbo: NameStock = {
  community: "Igbo",
  language: ["ig", "Igbo"],
  women: ["Adaeze", "Chidinma", "Ifeoma", "Ngozi", "Nkechi", "Uchenna"],
  men: ["Chukwuemeka", "Emeka", "Ikenna", "Kelechi", "Nnamdi", "Obinna"],
  families: ["Anyanwu", "Eze", "Nwachukwu", "Okafor", "Okonkwo", "Onwudiwe"],
};

export const somali: NameStock = {
  community: "Somali",
  language: ["so", "Somali"],
  women: ["Amina", "Fadumo", "Hodan", "Ifrah", "Sahra"],
  men: ["Abdirahman", "Cabdi", "Liban", "Mahad", "Warsame"],
  families: ["Cali Nuur", "Farah Warsame", "Hassan Geedi", "Jama Aadan", "Xasan Cilmi"],
};

export const arabic: NameStock = {
  community: "Arabic",
  language: ["ar", "Arabic"],
  women: ["Ḥanān", "Layla", "Maryam", "Nūr", "Samīra", "Zaynab"],
  men: ["ʿUmar", "Faisal", "Ḥasan", "Karīm", "Maḥmūd", "Yūsuf"],
  families: ["al-Baghdādī", "al-Khaṭīb", "Bin Rashid", "El-Sayed", "Haddad", "Qāsim", "Shaheen"],
};

export const punjabi: NameStock = {
  community: "Punjabi",
  language: ["pa", "Punjabi"],
  women: ["Amarjit Kaur", "Gurpreet Kaur", "Jasleen Kaur", "Manjit Kaur", "Simran Kaur"],
  men: ["Balwinder Singh", "Gurdeep Singh", "Harjit Singh", "Kulwant Singh", "Sukhdev Singh"],
  families: ["Bhogal", "Dhillon", "Gill", "Grewal", "Sandhu", "Virdee"],
};

export const bengali: NameStock = {
  community: "Bengali",
  language: ["bn", "Bengali"],
  women: ["Farhana", "Nasrin", "Rokeya", "Shirin", "Tahmina", "Anjali"],
  men: ["Aminul", "Faruk", "Mizanur", "Rafiq", "Shahidul", "Subrata"],
  families: ["Ahmed Chowdhury", "Begum-Miah", "Hossain", "Majumder", "Rahman", "Talukdar"],
};

export const gujarati: NameStock = {
  community: "Gujarati",
  language: ["gu", "Gujarati"],
  women: ["Bhavna", "Hansa", "Jyotsna", "Kokila", "Nisha", "Urvashi"],
  men: ["Ashwin", "Bharat", "Chandrakant", "Dilip", "Jignesh", "Rameshbhai"],
  families: ["Desai", "Mistry", "Parekh", "Patel", "Shah", "Trivedi"],
};

export const tamil: NameStock = {
  community: "Tamil",
  language: ["ta", "Tamil"],
  women: ["Kalpana", "Meenakshi", "Sivagami", "Tamilselvi", "Yamuna"],
  men: ["Arulnithi", "Ganeshan", "Kandiah", "Murugan", "Vigneswaran"],
  families: ["Balasubramaniam", "Kanagaratnam", "Ponnambalam", "Rajaratnam", "Sivakumar"],
};

export const chinese: NameStock = {
  community: "Chinese",
  language: ["zh", "Chinese"],
  women: ["Huìfāng", "Měilíng", "Sau-Ying", "Xiǎomíng", "Yùlán", "Wai-Chun"],
  men: ["Chí-Keung", "Guóqiáng", "Kwok-Wai", "Wěi", "Zhìyuǎn", "Ming-Fai"],
  families: ["Cheung", "Lǐ", "Lǚ", "Wáng", "Wong", "Zhāng", "Tsang"],
};

export const vietnamese: NameStock = {
  community: "Vietnamese",
  language: ["vi", "Vietnamese"],
  women: ["Bích Ngọc", "Hồng Hạnh", "Lan Anh", "Mỹ Linh", "Thu Thảo", "Tuyết"],
  men: ["Đức Minh", "Hữu Phước", "Quốc Bảo", "Tuấn", "Văn Hùng", "Xuân Trường"],
  families: ["Đặng", "Hoàng", "Lê", "Nguyễn", "Phạm", "Trần"],
};
