import { expect, test } from "vitest";
import { sourceAt } from "./index.ts";

test.for([
  ["ftp://example.org/y.csv", "Addresses of ftp:// are not fetched"],
  ["file:///etc/passwd", "Addresses of file:// are not fetched"],
  ["https://reader:secret@example.org/y.csv", "example.org: an address with a name or password"],
  ["http://reader@example.org/y.csv", "example.org: an address with a name or password"],
])("%s is refused, and no password is told", ([written, sentence]) => {
  expect(() => sourceAt(written!)).toThrow(sentence);
  expect(() => sourceAt(written!)).not.toThrow("secret");
});

test.for(["figures.csv", "folder/figures.csv", "C:\\figures.csv"])("%s is a path", (written) => {
  expect(sourceAt(written)).toBeNull();
});
