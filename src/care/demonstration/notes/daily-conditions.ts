import type { ConditionKey } from "../catalogue/conditions.ts";

/** What carers notice about particular conditions from day to day. */
export const dailyConditions: Partial<Readonly<Record<ConditionKey, readonly string[]>>> = {
  alzheimers: [
    "Packed a bag at four to go home for the children; walked round the garden together and unpacked on return.",
    "Called me by <their> sister’s name all day, fondly.",
    "Knew the words of every verse of <music>, though not the day of the week.",
    "Put the teaspoon in the vase and the flower in the cup, then laughed at it with us.",
    "Repeated the question about the bus; answered each time as if it were the first.",
    "Looked at <comfort> for an hour, turning it over and over, content.",
  ],
  dementia: [
    "Mistook the mirror for a stranger; covered it with the scarf.",
    "Counted the buttons aloud in the afternoon. Calm.",
    "Tried the garden door at dusk; a walk along the corridor and <drink> brought <them> back.",
    "Spoke of <past> as if it were this morning, in good detail.",
    "Held the doll during the doctor’s visit and was the calmer for it.",
  ],
  parkinsons: [
    "Froze in the doorway; counted “one, two, step” together and got through.",
    "Eight o’clock dose given at eight exactly; up and buttoning by half past.",
    "Hands shook at lunch, weighted cutlery helped.",
    "Voice soft today; asked <them> to say it like a captain, and heard every word.",
    "Slow to turn in bed, satin sheet put back on.",
    "Wore off before the two o’clock dose, slumped in the chair; better by half past two.",
  ],
  copd: [
    "Short of breath after washing; sat forward on the table for five minutes and recovered.",
    "Blue inhaler twice today, through the spacer, helped.",
    "Window open a hand’s breadth, which <they> likes, coat over knees.",
    "Phlegm clear and scant this morning.",
    "Stopped twice on the way to <outing>; breathing slow and through pursed lips, as taught.",
  ],
  heartFailure: [
    "Weighed before breakfast, up by 200 g; within the plan.",
    "Ankles slim in the morning, sock-marked by tea.",
    "Slept on three pillows without cough.",
    "Water tablet given early so that the outing was dry.",
    "Breathless on dressing, easier after ten minutes’ rest; nurse told.",
  ],
  stroke: [
    "Left arm supported on the cushion; hand opened after the warm soak.",
    "Found the word for kettle by singing it.",
    "Fed <them>self with the good hand, plate turned halfway so that nothing was missed.",
    "Splint on from nine to eleven, skin underneath checked.",
    "Tired by noon and slurring a little, as usual when tired; face even, grip as before.",
  ],
  type2Diabetes: [
    "Sugar before breakfast 7.8, before tea 9.2. Feet washed and dried between the toes, no broken skin.",
    "Asked for a second pudding and settled for berries.",
    "Sugar 6.4 before lunch. Well in <them>self.",
    "Foot cream on, not between the toes. Shoes felt for stones.",
  ],
  depression: [
    "Stayed in bed with the curtains drawn until ten; came out for <music>.",
    "Said <they> was a nuisance to everyone; told otherwise, with examples.",
    "Smiled at the {budgie|baby photographs}: first time this week.",
  ],
  osteoporosis: [
    "Weekly bone tablet given at seven, upright, with a full glass; stayed sitting for half an hour.",
    "Back aches after standing; heat pad for a quarter of an hour.",
  ],
  kneeOsteoarthritis: [
    "Knees stiff on rising; warm pack, then ten stands at the rail.",
    "Winced on the second step. Paracetamol given at noon and walked better after it.",
  ],
  atrialFibrillation: [
    "No bleeding seen; a small bruise at the elbow from the chair arm.",
    "Said the heart was “dancing” after breakfast; pulse counted for a minute by the nurse, settled by itself.",
  ],
  hearingLoss: [
    "New batteries in both aids; heard the blackbird.",
    "Left aid whistling, tubing cleared, better.",
    "Conversation by slate during the fire test.",
  ],
  hipOsteoarthritis: [
    "Hip sore by the afternoon; lay on the good side for an hour.",
    "Lifted each leg to the first step alone, with the rail.",
  ],
};
