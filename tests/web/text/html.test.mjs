import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compiled } from '../compiled.mjs';

const { treeOf } = await compiled('text/html.ts');

const e = (tag, attributes, ...children) => ({ tag, attributes, children });

test('what the server writes is read: elements, attributes, characters', () => {
	const html =
		'<h3>Names</h3>\n<ol start="3">\n<li class="task">☐ <em>one</em> &amp; <strong>two</strong><br>\n</li>\n</ol>\n<hr>\n' +
		'<table>\n<thead>\n<tr>\n<th align="left">a</th>\n</tr>\n</thead>\n</table>\n' +
		'<p><a href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer nofollow" target="_blank">x</a></p>\n';
	assert.deepEqual(treeOf(html), [
		e('h3', {}, 'Names'),
		'\n',
		e('ol', { start: '3' }, '\n', e('li', { class: 'task' }, '☐ ', e('em', {}, 'one'), ' & ', e('strong', {}, 'two'), e('br', {}), '\n'), '\n'),
		'\n',
		e('hr', {}),
		'\n',
		e('table', {}, '\n', e('thead', {}, '\n', e('tr', {}, '\n', e('th', { align: 'left' }, 'a'), '\n'), '\n'), '\n'),
		'\n',
		e('p', {}, e('a', { href: 'https://example.org/?a=1&b=2', rel: 'noopener noreferrer nofollow', target: '_blank' }, 'x')),
		'\n',
	]);
	assert.deepEqual(treeOf(''), []);
});

test('entities become characters; what is no known one stays as it was typed', () => {
	assert.deepEqual(treeOf('&lt;b&gt; &quot;&#65;&#x1F600;&nbsp;&hellip; &unknown; & &constructor;'), [
		'<b> "A😀\u00a0… &unknown; & &constructor;',
	]);
	assert.deepEqual(treeOf('&#0; &#xD800; &#99999999;'), ['\ufffd \ufffd \ufffd']);
	/* Read once, not twice. */
	assert.deepEqual(treeOf('&amp;lt;'), ['&lt;']);
});

test('whatever is not of the set is refused as a whole', () => {
	for (const bad of [
		'<script>alert(1)</script>',
		'<img src="x">',
		'<p onclick="x">a</p>',
		'<p class="task">a</p>',
		'<li class="other">a</li>',
		'<a href="javascript:alert(1)">a</a>',
		'<a href=" https://example.org">a</a>',
		'<a href="&#106;avascript:alert(1)">a</a>',
		'<a href="//example.org">a</a>',
		'<a href="https://a" href="https://b">a</a>',
		'<a target="_top">a</a>',
		'<p style="color:red">a</p>',
		'<constructor>a</constructor>',
		'<p>a',
		'a</p>',
		'<p><em>a</p></em>',
		'<P>a</P>',
		'<p >a</p>',
		'<!-- a -->',
		'a < b',
		'a > b',
	])
		assert.equal(treeOf(bad), null, bad);
});

const leaf = fc.string({ minLength: 1 }).filter((s) => s !== '');
const tree = fc.letrec((tie) => ({
	node: fc.oneof({ maxDepth: 4 }, leaf, tie('element')),
	element: fc.record({
		tag: fc.constantFrom('p', 'em', 'ul', 'li', 'td'),
		attributes: fc.constant({}),
		children: fc.array(tie('node'), { maxLength: 4 }),
	}),
})).node;

const escaped = (s) => s.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
const written = (n) => (typeof n === 'string' ? escaped(n) : `<${n.tag}>${n.children.map(written).join('')}</${n.tag}>`);
const joined = (nodes) =>
	nodes.reduce((all, n) => {
		if (typeof n === 'string' && typeof all.at(-1) === 'string') all.push(all.pop() + n);
		else all.push(typeof n === 'string' ? n : { ...n, children: joined(n.children) });
		return all;
	}, []);

test('a tree that is written as the server writes it is read back', () => {
	fc.assert(fc.property(fc.array(tree, { maxLength: 4 }), (nodes) => assert.deepEqual(treeOf(nodes.map(written).join('')), joined(nodes))));
});

test('no text at all can make it throw', () => {
	const bits = fc.constantFrom('<', '>', '</', 'p', 'a', ' href="', '"', 'https://x', '&', '#', ';', '&amp;', ' ', 'x', '<p>', '</p>');
	fc.assert(fc.property(fc.array(bits, { maxLength: 30 }), (parts) => void treeOf(parts.join(''))));
});
