/* What differs between two versions of a schema; two people's changes made one; keys and colours of new labels. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compiled } from '../compiled.mjs';

const { asVersion, changesBetween, merged, sinceSent } = await compiled('views/schema/changes.ts');
const { byPlace, contentOf, draftOf, moved, movedTo, twins, withKeysInOrder, withNew, withOld } = await compiled('views/schema/draft.ts');
const { areAlike, nextColour } = await compiled('parts/colours.ts');

const label = (id, more = {}) => ({ id, kind: 'tag', name: id, description: null, colour: '#112233', key: null, ...more });
const schema = (labels, more = {}) => ({ name: 'S', description: null, overlap: 'none', classes: 'single', labels, ...more });
const [A, B, C] = ['A', 'B', 'C'].map((id) => label(id));
const words = (a, b) => changesBetween(a, b).words;

test('nothing changes nothing', () => {
	assert.deepEqual(changesBetween(schema([A, B]), schema([A, B])), { words: [], labels: 0 });
});

test('each kind of change is told, and each label is counted once', () => {
	const now = schema([label('B', { name: 'Bee', key: 'b', colour: '#ffffff', description: 'A letter' }), A, label(null, { kind: 'class', name: 'New' })], {
		name: 'T',
		description: 'd',
		overlap: 'allow',
		classes: 'multi',
	});
	assert.deepEqual(changesBetween(schema([A, B, C]), now), {
		labels: 3,
		words: [
			'Renamed the schema from S to T',
			'Another description of the schema',
			'Tags may overlap',
			'Several classes a text',
			'Added class New',
			'Renamed tag B to Bee',
			'Key of tag Bee: none → b',
			'Another colour for tag Bee',
			'Another description of tag Bee',
			'Retired tag C',
			'Another order of tags',
		],
	});
});

test('what comes and goes is no other order, nor do classes between tags make one', () => {
	const x = label('X', { kind: 'class' });
	assert.deepEqual(words(schema([A, B, C]), schema([label('N'), A, C])), ['Added tag N', 'Retired tag B']);
	assert.deepEqual(words(schema([A, x, B]), schema([x, A, B])), []);
});

const same = (draft) => draft.labels.map((l) => [l.id, l.name]);

test('two people’s changes become one; where both changed the same, mine stands', () => {
	const base = schema([A, B, C]);
	const mine = { ...draftOf(base), name: 'Mine' };
	const changed = {
		...mine,
		labels: withNew(mine.labels.filter((l) => l.id !== 'C').map((l) => (l.id === 'A' ? { ...l, name: 'Mine' } : l)), 'tag'),
	};
	const theirs = schema([label('A', { name: 'Theirs', key: 'a' }), label('B', { name: 'Bee' }), C, label('D')], { classes: 'multi' });
	const both = merged(base, changed, theirs);
	assert.deepEqual(same(both), [['A', 'Mine'], ['B', 'Bee'], [null, ''], ['D', 'D']]);
	assert.deepEqual([both.name, both.classes, both.labels[0].key], ['Mine', 'multi', 'a']);
	assert.equal(new Set(both.labels.map((l) => l.place)).size, 4, 'each its own place');
});

test('what they retired stays so unless I changed it; what both added is one', () => {
	const base = schema([A, B]);
	const draft = draftOf(base);
	const mine = {
		...draft,
		labels: [draft.labels[0], { ...draft.labels[1], name: 'Bee' }, { ...draft.labels[0], place: 9, id: null, name: 'New' }],
	};
	assert.deepEqual(same(merged(base, mine, schema([label('N', { name: 'New' })]))), [['B', 'Bee'], ['N', 'New']]);
});

test('what is done while a version is on its way is done to what has come of it; rows stay where they are', () => {
	const typed = draftOf(schema([A, B, C]));
	const sent = { ...typed, labels: withNew(typed.labels.filter((l) => l.id !== 'A'), 'tag').map((l) => (l.id ? l : { ...l, name: 'New ' })) };
	const now = schema([B, C, label('N', { name: 'New', key: sent.labels[2].key, colour: sent.labels[2].colour })], { name: 'S' });
	assert.deepEqual(words(now, asVersion(sinceSent(sent, sent, now))), []);
	const mine = {
		...sent,
		description: 'd',
		labels: withNew(sent.labels.filter((l) => l.id !== 'C').map((l) => (l.id ? l : { ...l, name: 'Newer' })).reverse(), 'tag'),
	};
	const both = sinceSent(sent, mine, now);
	assert.deepEqual(same(both), [['N', 'Newer'], ['B', 'B'], [null, '']]);
	assert.deepEqual(both.labels.map((l) => l.place), mine.labels.map((l) => l.place));
	assert.equal(both.description, 'd');
	/* A new row may have the place of one that was sent and is gone. */
	const other = { ...sent, labels: withNew(sent.labels.filter((l) => l.place < 2), 'class') };
	assert.deepEqual(same(sinceSent({ ...sent, labels: typed.labels }, other, schema([A, B, C]))), [['B', 'B'], [null, '']]);
});

test('merging with what did not change gives back what one has', () => {
	const names = fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D', 'E'), { maxLength: 5 });
	fc.assert(
		fc.property(names, names, (old, now) => {
			const [base, other] = [old, now].map((all) => schema(all.map((id) => label(id))));
			assert.deepEqual(same(merged(base, draftOf(other), base)), same(draftOf(other)));
			assert.deepEqual(same(merged(base, draftOf(base), other)).sort(), same(draftOf(other)).sort());
			assert.deepEqual(words(schema([]), asVersion(draftOf(base))).length, old.length);
		}),
	);
});

test('a draft is sent as the API takes it, and read back is the same', () => {
	const s = schema([label('A', { key: 'a', description: 'x' }), label('B', { kind: 'class' })], { description: 'd' });
	assert.deepEqual(contentOf(draftOf(s)), s);
	const [added] = contentOf({ ...draftOf(s), labels: withNew([], 'class') }).labels;
	assert.deepEqual([Object.hasOwn(added, 'id'), added.kind, added.key, added.name], [false, 'class', 'a', '']);
});

test('keys begin with the home row, and one that comes back takes another where its own is given', () => {
	let labels = [];
	for (let i = 0; i < 12; i++) labels = withNew(labels, i % 2 ? 'tag' : 'class');
	assert.equal(labels.map((l) => l.key).join(''), 'asdfghjklqwe');
	assert.equal(withKeysInOrder([...labels].reverse()).map((l) => l.key).join(''), 'asdfghjklqwe');
	for (let i = 12; i < 40; i++) labels = withNew(labels, 'tag');
	assert.deepEqual(labels.slice(35, 38).map((l) => l.key), ['0', '', ''], 'there are no more');
	const few = labels.slice(0, 2);
	assert.deepEqual([withOld(few, label('O', { key: 'x' })).at(-1).key, withOld(few, label('O', { key: 's' })).at(-1).key], ['x', 'd']);
});

test('colours of new labels can be told apart, the thirtieth, too', () => {
	const colours = [];
	for (let i = 0; i < 30; i++) colours.push(nextColour(colours));
	for (const [i, c] of colours.entries()) {
		assert.match(c, /^#[0-9a-f]{6}$/);
		assert.deepEqual(colours.filter((o, k) => k !== i && areAlike(o, c)), [], `${i}: ${c}`);
	}
	assert.deepEqual([areAlike('#1f77b4', '#2078b5'), areAlike('#000000', '#ffffff')], [true, false]);
});

test('labels move among their kind, and to where another is', () => {
	const kinds = ['tag', 'class', 'tag', 'tag'];
	const labels = draftOf(schema(kinds.map((kind, i) => label(`${i}`, { kind })))).labels;
	const order = (all) => all.map((l) => l.id).join('');
	assert.equal(order(moved(labels, 0, 1)), '1203');
	assert.equal(order(moved(labels, 2, -1)), '2013');
	assert.equal(order(moved(labels, 1, 1)), '0123');
	assert.equal(order(movedTo(labels, 3, 0)), '3012');
	assert.equal(order(movedTo(labels, 0, 3)), '1230');
});

test('twins are told on both sides; empty keys and names are none; flaws go along with their labels', () => {
	const [a, b, c] = draftOf(schema([label('A', { key: 'x' }), label('B', { key: 'x', name: 'A ' }), label('C')])).labels;
	assert.deepEqual(twins([a, b, c]).map((f) => [f.pointer, f.detail]), [
		['#/labels/0/key', 'is that of A '],
		['#/labels/0/name', 'is the same as another’s: A '],
		['#/labels/1/key', 'is that of A'],
		['#/labels/1/name', 'is the same as another’s: A'],
	]);
	assert.deepEqual(twins([{ ...a, key: '', name: '' }, { ...b, key: '', name: '' }]), []);
	assert.deepEqual(byPlace([{ pointer: '#/labels/1/name', detail: 'd' }, { pointer: '#/name', detail: 'e' }], [c, a]), [
		{ detail: 'd', pointer: '#/labels/0/name' },
		{ detail: 'e', pointer: '#/name' },
	]);
});
