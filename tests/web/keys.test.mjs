import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compiled } from './compiled.mjs';

const { commandOf, keys, tagKeyOf } = await compiled('keys.ts');
const pressed = (key, more = {}) => ({
	key,
	code: '',
	ctrlKey: false,
	metaKey: false,
	shiftKey: false,
	altKey: false,
	...more,
});

test('no key means two things in one place', () => {
	/* Those of the page work beside those of the text and of the list, but for what means the same. */
	for (const places of [['text'], ['list'], ['page'], ['text', 'page'], ['list', 'page']]) {
		const rows = keys.filter((k) => k.where.some((w) => places.includes(w)));
		const all = rows.flatMap((k) => Object.keys(k.keys));
		assert.deepEqual(all, [...new Set(all)]);
	}
});

test('letters and digits alone are left to the tags', () => {
	for (const name of keys.flatMap((k) => Object.keys(k.keys))) assert.doesNotMatch(name, /^[\p{L}\p{N}]$/u);
	assert.equal(tagKeyOf(pressed('p')), 'p');
	assert.equal(tagKeyOf(pressed('7')), '7');
	assert.equal(tagKeyOf(pressed('p', { ctrlKey: true })), null);
	assert.equal(tagKeyOf(pressed('Enter')), null);
});

test('a key of another alphabet is the Latin one in its place', () => {
	assert.equal(tagKeyOf(pressed('פ', { code: 'KeyP' })), 'p');
	assert.equal(tagKeyOf(pressed('з', { code: 'KeyP' })), 'p');
	assert.equal(commandOf(pressed('я', { code: 'KeyZ', ctrlKey: true }), 'text'), 'undo');
	/* A Latin letter is itself, wherever it is on the keyboard. */
	assert.equal(tagKeyOf(pressed('a', { code: 'KeyQ' })), 'a');
});

test('a mark that needs Shift or AltGr on some keyboard is still that mark', () => {
	assert.equal(commandOf(pressed('?', { shiftKey: true }), 'text'), 'help');
	assert.equal(commandOf(pressed('[', { altKey: true, ctrlKey: true }), 'text'), 'previous');
});

test('Command is Ctrl', () => {
	assert.equal(commandOf(pressed('z', { metaKey: true }), 'text'), 'undo');
	assert.equal(commandOf(pressed('Z', { metaKey: true, shiftKey: true }), 'list'), 'redo');
	assert.equal(commandOf(pressed('ArrowLeft', { altKey: true }), 'text'), null);
});
