import type { ReleaseId } from "#kernel";
import type { Figures } from "./figure-store.ts";
import type { Manifest, Release } from "./types.ts";

/** A release as it is about to be published: all that a release has, but for what the store gives it. */
export interface NewRelease
  extends Omit<
    Release,
    | "id"
    | "number"
    | "importedAt"
    | "available"
    | "current"
    | "withdrawn"
    | "figures"
    | "manifest"
    | "revisions"
  > {
  readonly figures: Figures | number;
  /** Of what was read: the same file read to the same result is not a new release. */
  readonly digest: string;
  /** A checksum of all it was read with: mapping, catalogue, areas. Left out: not known. */
  readonly readWith?: string;
  /** The files that were delivered, when they are several; left out: the one that `file` names. */
  readonly originals?: Manifest["originals"];
  /** ISO moment, UTC, at which it was fetched; left out: now. */
  readonly retrieved?: string;
  /** The year of the boundaries that its areas are of; left out: the mapping does not say. */
  readonly boundaries?: number | undefined;
  /** The releases that it was worked out from; left out: a source delivered it. */
  readonly follows?: readonly ReleaseId[];
}
