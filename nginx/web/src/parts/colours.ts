/** Colours of tags that people can tell apart. */

/** Ten that can be told apart by lightness, too. */
const palette = [
	'#1f77b4',
	'#d95f02',
	'#2a9d5c',
	'#c2255c',
	'#7b4fc9',
	'#8a6d00',
	'#0b8793',
	'#b0413e',
	'#5c6b00',
	'#495057',
];

type lab = readonly [number, number, number];

/** As OKLab has it: equal distances look equally far apart. */
function labOf(hex: string): lab {
	const [r, g, b] = [1, 3, 5].map((at) => {
		const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
		return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
	}) as [number, number, number];
	const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
	const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
	const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
	return [
		0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
		1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
		0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
	];
}

const distance = (a: string, b: string): number => {
	const [x, y] = [labOf(a), labOf(b)];
	return Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
};

const ALIKE = 0.05;

export const areAlike = (a: string, b: string): boolean => distance(a, b) < ALIKE;

const hexOf = (r: number, g: number, b: number): string =>
	`#${[r, g, b].map((c) => Math.round(c * 255).toString(16).padStart(2, '0')).join('')}`;

/** Hue in degrees, the rest 0 to 1. */
function fromHsl(hue: number, saturation: number, lightness: number): string {
	const part = (n: number): number => {
		const k = (n + hue / 30) % 12;
		return lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
	};
	return hexOf(part(0), part(8), part(4));
}

const more = [0.32, 0.45, 0.6].flatMap((lightness) =>
	Array.from({ length: 18 }, (_, i) => fromHsl(i * 20, 0.65, lightness)),
);

/** The first of ours that is unlike all others; when there is none any more, the one that is farthest from them. */
export function nextColour(others: readonly string[]): string {
	const farness = (c: string): number => Math.min(1, ...others.map((o) => distance(c, o)));
	const free = palette.find((c) => farness(c) >= ALIKE);
	return free ?? more.reduce((best, c) => (farness(c) > farness(best) ? c : best));
}
