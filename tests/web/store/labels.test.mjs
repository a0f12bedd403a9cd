import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compiled } from '../compiled.mjs';

const { isEmpty, labelsIn, sameLabels, spansOf, wordsOf } = await compiled('store/labels.ts');

const span = fc
	.tuple(fc.constantFrom('a', 'b'), fc.nat(20), fc.integer({ min: 1, max: 5 }))
	.map(([label, start, length]) => ({ label, start, end: start + length, text: 'x' }));
const sent = fc.record({
	schema_version: fc.constant(1),
	spans: fc.array(span, { maxLength: 8 }),
	classes: fc.array(fc.record({ label: fc.constantFrom('c', 'd') }), { maxLength: 2 }),
	nothing: fc.constant(false),
	seconds: fc.nat(100),
});

test('what was sent is read back; in another order, or slower, it says the same', () => {
	fc.assert(
		fc.property(sent, fc.nat(100), (body, seconds) => {
			const read = labelsIn(JSON.parse(JSON.stringify(body)));
			assert.deepEqual(read.spans, body.spans);
			assert.equal(isEmpty(read), body.spans.length + body.classes.length === 0);
			const other = { ...body, spans: [...body.spans].reverse(), classes: [...body.classes].reverse(), seconds };
			assert.ok(sameLabels(read, labelsIn(other)));
		}),
	);
});

test('a span more, elsewhere or of another label is not the same', () => {
	fc.assert(
		fc.property(sent, span, (body, more) => {
			const read = labelsIn(body);
			assert.equal(sameLabels(read, labelsIn({ ...body, spans: [...body.spans, more] })), false);
			const [first, ...rest] = body.spans;
			if (!first) return;
			assert.equal(sameLabels(read, labelsIn({ ...body, spans: [{ ...first, label: 'z' }, ...rest] })), false);
			assert.equal(sameLabels(read, labelsIn({ ...body, spans: [{ ...first, end: first.end + 1 }, ...rest] })), false);
		}),
	);
});

test('whatever a client has kept as a draft can be read', () => {
	fc.assert(fc.property(fc.jsonValue(), (anything) => void labelsIn(anything)));
	assert.ok(isEmpty(labelsIn(null)));
	assert.ok(isEmpty(labelsIn({ spans: [{ label: 'a', start: 3, end: 3, text: '' }, 7, null], classes: [{}] })));
});

test('flaws are told of the spans that have them', () => {
	const flaws = [
		{ pointer: '#/spans/12/text', detail: 'is not what the text has there' },
		{ pointer: '#/schema_version', detail: 'is no version of the schema' },
	];
	assert.deepEqual(spansOf(flaws), [12]);
	assert.equal(wordsOf(flaws), 'spans: is not what the text has there; schema version: is no version of the schema');
});
