/** What we use of cephes; its own types are not reachable through its `exports`. Names as in the Cephes manual. */
declare module "cephes" {
  /** Resolves when the WebAssembly is ready. */
  export const compiled: Promise<void>;
  /** Regularised lower incomplete gamma. */
  export function igam(a: number, x: number): number;
  /** 1 − igam. */
  export function igamc(a: number, x: number): number;
  /** Regularised incomplete beta. */
  export function incbet(a: number, b: number, x: number): number;
  /** The x with incbet(a, b, x) = y. */
  export function incbi(a: number, b: number, y: number): number;
  /** log |Γ(x)|. */
  export function lgam(x: number): number;
  /** Normal distribution function. */
  export function ndtr(z: number): number;
  /** Normal quantile. */
  export function ndtri(p: number): number;
}
