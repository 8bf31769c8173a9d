/** Bessel 1841, on which the Dutch grid rests, and WGS84: half axis in metres, and eccentricity squared. */
const bessel = { a: 6_377_397.155, f: 1 / 299.1528128 };
const wgs84 = { a: 6_378_137, f: 1 / 298.257223563 };
const squared = ({ f }: { readonly f: number }) => f * (2 - f);

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const seconds = (arc: number) => radians(arc / 3600);

/** The grid's origin in Amersfoort, on Bessel's ellipsoid. */
const origin = {
  latitude: radians(52 + 9 / 60 + 22.178 / 3600),
  longitude: radians(5 + 23 / 60 + 15.5 / 3600),
};
const scale = 0.9999079;
const [falseEast, falseNorth] = [155_000, 463_000];

/** What the projection needs and no point changes. */
const projection = (() => {
  const e2 = squared(bessel);
  const e = Math.sqrt(e2);
  const sin = Math.sin(origin.latitude);
  const meridian = (bessel.a * (1 - e2)) / (1 - e2 * sin * sin) ** 1.5;
  const normal = bessel.a / Math.sqrt(1 - e2 * sin * sin);
  const n = Math.sqrt(1 + (e2 * Math.cos(origin.latitude) ** 4) / (1 - e2));
  const w1 = (((1 + sin) / (1 - sin)) * ((1 - e * sin) / (1 + e * sin)) ** e) ** n;
  const sinFirst = (w1 - 1) / (w1 + 1);
  const c = ((n + sin) * (1 - sinFirst)) / ((n - sin) * (1 + sinFirst));
  const chi = Math.asin((c * w1 - 1) / (c * w1 + 1));
  const radius = 2 * Math.sqrt(meridian * normal) * scale;
  const g = radius * Math.tan(Math.PI / 4 - chi / 2);
  return { e, e2, n, c, chi, radius, g, h: 2 * radius * Math.tan(chi) + g };
})();

/** From the grid to latitude and longitude on Bessel's ellipsoid. */
function toBessel(east: number, north: number) {
  const { e, e2, n, c, chi, radius, g, h } = projection;
  const [x, y] = [east - falseEast, north - falseNorth];
  const i = Math.atan(x / (h + y));
  const j = Math.atan(x / (g - y)) - i;
  const sin = Math.sin(chi + 2 * Math.atan((y - x * Math.tan(j / 2)) / radius));
  const wanted = (0.5 * Math.log((1 + sin) / (c * (1 - sin)))) / n;
  let latitude = 2 * Math.atan(Math.exp(wanted)) - Math.PI / 2;
  for (let round = 0; round < 4; round++) {
    const es = e * Math.sin(latitude);
    const reached =
      Math.log(Math.tan(latitude / 2 + Math.PI / 4)) + (e / 2) * Math.log((1 - es) / (1 + es));
    latitude -= ((reached - wanted) * Math.cos(latitude) * (1 - es * es)) / (1 - e2);
  }
  return { latitude, longitude: (j + 2 * i) / n + origin.longitude };
}

/** From Bessel's ellipsoid to WGS84: shifts in metres, turns in arc seconds (position vector), scale in millionths. */
const shift = { x: 565.4171, y: 50.3319, z: 465.5524 };
const turn = { x: seconds(-0.398957), y: seconds(0.343988), z: seconds(-1.8774) };
const growth = 1 + 4.0725e-6;

function toWgs84({ latitude, longitude }: { latitude: number; longitude: number }) {
  const sin = Math.sin(latitude);
  const normal = bessel.a / Math.sqrt(1 - squared(bessel) * sin * sin);
  const x = normal * Math.cos(latitude) * Math.cos(longitude);
  const y = normal * Math.cos(latitude) * Math.sin(longitude);
  const z = normal * (1 - squared(bessel)) * sin;
  const X = shift.x + growth * (x - turn.z * y + turn.y * z);
  const Y = shift.y + growth * (turn.z * x + y - turn.x * z);
  const Z = shift.z + growth * (-turn.y * x + turn.x * y + z);
  const e2 = squared(wgs84);
  const across = Math.hypot(X, Y);
  let found = Math.atan2(Z, across * (1 - e2));
  for (let round = 0; round < 4; round++) {
    const s = Math.sin(found);
    found = Math.atan2(Z + (e2 * wgs84.a * s) / Math.sqrt(1 - e2 * s * s), across);
  }
  return { latitude: found, longitude: Math.atan2(Y, X) };
}

/**
 * RD New (EPSG:28992), in metres, to WGS84 longitude and latitude in degrees. Without the correction grid of RDNAPTRANS, which
 * moves points by 0.25 m at most; the published check points come out within 0.3 m. Good for drawing and comparing
 * boundaries, not for a deed.
 *
 * Source: IOGP Guidance Note 7-2, oblique stereographic (EPSG method 9809) and position vector transformation (9606), with the
 * parameters that PROJ has for EPSG:28992 (`+towgs84`).
 */
export function rdToWgs84(east: number, north: number): readonly [number, number] {
  const { latitude, longitude } = toWgs84(toBessel(east, north));
  return [(longitude * 180) / Math.PI, (latitude * 180) / Math.PI];
}
