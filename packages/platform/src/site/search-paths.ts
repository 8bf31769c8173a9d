import type { SearchHit } from "#search";
import { areaPath, indicatorPath, type Page } from "./page.ts";

/** Where on the page of promises and documents one of them stands. */
export const commitmentAnchor = (id: string) => `toezegging-${id}`;
export const documentAnchor = (id: string) => `stuk-${id}`;

/** The address of what was found: its page, or its place on one. */
export function entryPath(page: Page, { kind, item }: Pick<SearchHit, "kind" | "item">): string {
  const { to, data } = page;
  switch (kind) {
    case "area": {
      const area = data.book.find(item);
      return area === undefined ? to("areas") : areaPath(page, area);
    }
    case "indicator":
      return indicatorPath(page, { id: item as Parameters<typeof indicatorPath>[1]["id"] });
    case "project":
      return to("money", undefined, { anchor: `projecten-${item.split(":")[0]}` });
    case "promise":
      return to("commitments", undefined, { anchor: commitmentAnchor(item) });
    case "document":
      return to("commitments", undefined, { anchor: documentAnchor(item) });
  }
}
