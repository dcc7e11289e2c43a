/** Words that orders are made of. A text that holds one of them in disguise is worth decoding as a whole. */
export const ORDER_WORDS: ReadonlySet<string> = new Set(
  'ignore disregard forget previous instructions system prompt reveal print repeat show send email mail forward refund transfer delete remove account password secret call tool remember refuse answer reply order please image insert append write follow search respond execute encode customer transcript'.split(
    ' ',
  ),
);
