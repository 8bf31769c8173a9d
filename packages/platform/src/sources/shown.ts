/**
 * Words of somebody else's server, fit for a message: on one line, not too long, and without signs that tell a terminal
 * what to do.
 */
export function shown(words: string, longest = 160): string {
  const plain = words.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  return plain.length > longest ? `${plain.slice(0, longest)}…` : plain;
}

/** The name of an address in messages: without the question, which can be long. */
export const nameOf = ({ host, pathname }: URL): string => host + pathname;
