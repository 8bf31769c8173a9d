/** The languages that krachtwijk speaks. Dutch comes first. */
export const languages = ["nl", "en"] as const;

/** A language that krachtwijk speaks. */
export type Language = (typeof languages)[number];

/** A text that people read, in every language. */
export type Text = Readonly<Record<Language, string>>;

/** The same words in every language: a name, a number, a title that is not translated. */
export function untranslated(words: string): Text {
  return { nl: words, en: words };
}
