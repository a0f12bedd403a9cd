/*
 * A text in which code points, UTF-16 units, bytes and what readers take for
 * characters all differ: 23, 29, 50 and 16 of them.
 */
export const VECTOR =
	'a\u{1F600}b e\u0301 \u{1F468}\u200d\u{1F469}\u200d\u{1F467} \u05e9\u05dc\u05d5\u05dd \u{1F1EE}\u{1F1F1}\r\nx';

export const VECTOR_SLICES = [
	{ name: 'emoji', text: '\u{1F600}', points: { start: 1, end: 2 }, units: { start: 1, end: 3 } },
	{ name: 'b', text: 'b', points: { start: 2, end: 3 }, units: { start: 3, end: 4 } },
	{ name: 'e with an accent', text: 'e\u0301', points: { start: 4, end: 6 }, units: { start: 5, end: 7 } },
	{
		name: 'family',
		text: '\u{1F468}\u200d\u{1F469}\u200d\u{1F467}',
		points: { start: 7, end: 12 },
		units: { start: 8, end: 16 },
	},
	{
		name: 'Hebrew word',
		text: '\u05e9\u05dc\u05d5\u05dd',
		points: { start: 13, end: 17 },
		units: { start: 17, end: 21 },
	},
	{
		name: 'flag',
		text: '\u{1F1EE}\u{1F1F1}',
		points: { start: 18, end: 20 },
		units: { start: 22, end: 26 },
	},
	{ name: 'x', text: 'x', points: { start: 22, end: 23 }, units: { start: 28, end: 29 } },
];
