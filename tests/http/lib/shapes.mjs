/*
 * Values made from the JSON Schemas of the OpenAPI document: an example of a
 * body, and its neighbours that are just within and just outside of bounds.
 */
import { randomBytes, randomUUID } from 'node:crypto';

const LARGEST = 100_000; // no test sends more characters than that
const FACES = ['\u{1F600}', '\u{1F601}', '\u{1F602}', '\u{1F603}', '\u{1F604}']; // two UTF-16 units each

export const typesOf = (schema) => [schema.type ?? []].flat();

/** Text of n code points that is no repetition of one piece. */
function plainText(n) {
	const letters = [...randomBytes(Math.ceil(n / 2)).toString('hex')].slice(0, n);
	return letters.map((c, i) => (i % 7 === 3 ? FACES[parseInt(c, 16) % FACES.length] : c)).join('');
}

/** Members whose text has a form, by name: n code points of it. */
const forms = {
	username: (n) => `t${randomBytes(16).toString('hex')}`.padEnd(n, 'x').slice(0, n),
	email: (n) => {
		const local = randomBytes(32)
			.toString('hex')
			.slice(0, Math.min(60, Math.max(1, n - 2)));
		const labels = 'x.'.repeat(n).slice(0, Math.max(0, n - local.length - 2));
		return `${local}@${labels}y`.slice(0, n);
	},
	colour: (n) => `#${'123456'.padEnd(n, '7').slice(0, Math.max(0, n - 1))}`,
	key: (n) => randomBytes(n).toString('hex').slice(0, n),
	password: (n) => randomBytes(n).toString('hex').slice(0, n),
	token: (n) => randomBytes(n).toString('hex').slice(0, n),
};

export function textOf(name, n) {
	return (forms[name] ?? plainText)(n);
}

/** Some value that the schema of a member allows. */
export function exampleOfMember(name, schema, resolve) {
	if (schema.$ref) return exampleOfShape(resolve(schema), resolve);
	if (schema.anyOf) return exampleOfMember(name, schema.anyOf[0], resolve);
	if (schema.enum) return schema.enum[0];
	if (schema.format === 'uuid') return randomUUID();
	const [type] = typesOf(schema);
	if (type === 'integer') return schema.minimum ?? 0;
	if (type === 'boolean') return true;
	if (type === 'array') return [];
	return textOf(name, Math.max(schema.minLength ?? 1, Math.min(24, schema.maxLength ?? 24)));
}

/** An example with the required members; all of them when asked. */
export function exampleOfShape(shape, resolve, { all = false } = {}) {
	const names = all ? Object.keys(shape.properties) : (shape.required ?? []);
	return Object.fromEntries(names.map((n) => [n, exampleOfMember(n, shape.properties[n], resolve)]));
}

/** Values one step inside and one step outside of what a member allows: {inside: […], outside: […]}. */
export function edgesOf(name, schema) {
	const inside = [];
	const outside = [];
	const put = (value, isIn) => (isIn ? inside : outside).push(value);
	if (schema.minLength !== undefined && schema.maxLength !== undefined)
		for (const n of [schema.minLength - 1, schema.minLength, schema.maxLength, schema.maxLength + 1])
			if (n >= 0 && n <= LARGEST) put(textOf(name, n), n >= schema.minLength && n <= schema.maxLength);
	for (const [bound, step] of [
		['minimum', -1],
		['maximum', 1],
	])
		if (schema[bound] !== undefined) {
			put(schema[bound], true);
			put(schema[bound] + step, false);
		}
	return { inside, outside };
}

/** Values of every JSON type that the member does not take. */
export function strangersTo(schema) {
	const types = typesOf(schema);
	const of = {
		string: 'x',
		integer: 7,
		number: 1.5,
		boolean: true,
		null: null,
		array: [7],
		object: { a: 7 },
	};
	if (!types.length) return []; // a reference: asked elsewhere
	return Object.entries(of)
		.filter(([type]) => !types.includes(type))
		.map(([, value]) => value);
}
