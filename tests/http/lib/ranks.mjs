/* Whether two samples could be of one kind: the rank-sum test of Mann and Whitney. */

/** The chance that a value of the standard normal distribution is further from 0 (Abramowitz and Stegun 26.2.17). */
function beyond(z) {
	const t = 1 / (1 + 0.2316419 * Math.abs(z));
	const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
	const tail = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
	return 2 * density * tail;
}

/** {p, z}: how often chance alone sets samples of one kind so far apart; z > 0: those of a are the larger. For twenty and more of each. */
export function rankSum(a, b) {
	const all = [...a.map((value) => ({ value, isA: true })), ...b.map((value) => ({ value, isA: false }))];
	all.sort((x, y) => x.value - y.value);
	let sum = 0;
	for (let i = 0; i < all.length; ) {
		let end = i;
		while (end < all.length && all[end].value === all[i].value) end++;
		for (let k = i; k < end; k++) if (all[k].isA) sum += (i + 1 + end) / 2;
		i = end;
	}
	const u = sum - (a.length * (a.length + 1)) / 2;
	const z = (u - (a.length * b.length) / 2) / Math.sqrt((a.length * b.length * (all.length + 1)) / 12);
	return { z, p: beyond(z) };
}
